"""The evidence as tables for other tools: CSV that a spreadsheet can't run, and JSON lines beside it."""

import csv
import io
import json
from dataclasses import asdict

from casekit.case.model import Case
from casekit.export.markdown_text import visible
from casekit.limits import CELL_LIMIT
from casekit.redaction import cut

COLUMNS = (
    "request_id",
    "timestamp",
    "operation",
    "method",
    "path",
    "status",
    "error_code",
    "error_message",
    "marketplace_id",
    "seller_id",
    "why",
    "source",
    "line_start",
    "line_end",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def guard_cell(value: object) -> str:
    """The value as the text of a CSV cell that no spreadsheet takes for a formula: a leading ' where it might."""
    if value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    text = visible(str(value))
    text = f"{cut(text, CELL_LIMIT)} ... (cut)" if len(text) > CELL_LIMIT else text
    return f"'{text}" if text.lstrip(" \u3000").startswith(_FORMULA) else text


def requests_csv(case: Case) -> str:
    """The representative requests of a masked case, every cell quoted, LF line ends."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(COLUMNS)
    for pick in case.evidence.picks:
        row = asdict(pick)
        writer.writerow([guard_cell(row[name]) for name in COLUMNS])
    return out.getvalue()


def requests_jsonl(case: Case) -> str:
    """The same rows as JSON lines, values unchanged."""
    rows = [{name: asdict(pick)[name] for name in COLUMNS} for pick in case.evidence.picks]
    return "".join(json.dumps(row, ensure_ascii=True) + "\n" for row in rows)
