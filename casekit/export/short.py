"""The case on one screen, as plain text: for a form that takes little, or as the first words of a long one."""

import re
from collections.abc import Iterator

from casekit.case.model import Case, Pick
from casekit.export.answers import Reader
from casekit.export.facts import form_rows
from casekit.export.markdown_text import visible
from casekit.export.masking import mask_case
from casekit.limits import SHORT_LIMIT
from casekit.redaction import cut

PICKS = 4


def render_short(case: Case, language: str = "en") -> str:
    """Title, question, what happened, state, form fields and request IDs with their times; masked, ends with a newline.

    Facts are those of the full text; what a field lacks is left out here.
    """
    reader = Reader(mask_case(case), language)
    lines = (_flat(line) for line in _lines(reader))
    return "\n".join(line for line in lines if line) + "\n"


def _lines(reader: Reader) -> Iterator[str]:
    yield reader.answer("title") or reader.say("missing")
    if question := reader.answer("question"):
        yield reader.named_value(reader.say("question"), question)
    for name in ("wish", "what_happened", "goal", "state"):
        yield reader.labelled(name) if reader.answer(name) else ""
    missing = reader.say("missing")
    yield " · ".join(reader.named_value(*row) for row in form_rows(reader) if row[1] != missing)
    for pick in reader.case.evidence.picks[:PICKS]:
        yield f"- {_pick(pick)}"
    for attempt in reader.case.attempts:
        said = " ".join(filter(None, (attempt.when, attempt.what, attempt.error)))
        yield reader.named_value(reader.say("attempts"), said) if attempt.what.strip() else ""


def _pick(pick: Pick) -> str:
    status = "" if pick.status is None else str(pick.status)
    return " ".join(
        filter(None, (pick.request_id, pick.timestamp, pick.operation or pick.path, status, pick.error_code))
    )


def _flat(text: str) -> str:
    line = re.sub(r"\s+", " ", visible(text)).strip()
    return line if len(line) <= SHORT_LIMIT else f"{cut(line, SHORT_LIMIT)} ..."
