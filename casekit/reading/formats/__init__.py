"""The forms of log that casekit reads: one module each, in the order in which they are tried."""

from collections.abc import Sequence

from casekit.limits import SCAN_LIMIT
from casekit.reading.form import Form
from casekit.reading.formats import access, documents, ids, logfmt, ndjson, table
from casekit.reading.formats.free import FREE, TEXT
from casekit.reading.formats.sentences import SENTENCES
from casekit.reading.records import is_head

FORMATS: tuple[Form, ...] = (documents.FORM, ndjson.FORM, access.FORM, logfmt.FORM, ids.FORM, table.FORM, *FREE, TEXT)

__all__ = ["FORMATS", "SENTENCES", "name_form"]


def name_form(lines: Sequence[str]) -> str:
    """The name of the free form these lines are in: `text` for a log line, else the first whose signs they bear."""
    if lines and is_head(lines[0]):
        return TEXT.name
    text = "\n".join(line[:SCAN_LIMIT] for line in lines)
    return next((form.name for form in FREE if form.signs and form.signs.search(text)), TEXT.name)
