"""The evidence as tables for other tools: CSV that a spreadsheet can't run, and JSON lines beside it."""

import csv
import io
import json
from dataclasses import asdict

import pandas as pd

from casekit.case.model import Case
from casekit.case.picked import iso
from casekit.export.markdown_text import visible
from casekit.redaction import Placeholders, redact

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
ERROR_COLUMNS = ("timestamp", "request_id", "operation", "status", "error_code", "marketplace_id", "seller_id")
ERRORS_LIMIT = 50_000
"""Rows of errors.csv; beyond it the newest are kept and the manifest says how many there are."""
CELL_LIMIT = 32_000
"""Excel takes 32,767 characters in a cell."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def guard_cell(value: object) -> str:
    """The value as the text of a CSV cell that no spreadsheet takes for a formula: a leading ' where it might."""
    if value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    text = visible(str(value))
    text = f"{text[:CELL_LIMIT]} ... (cut)" if len(text) > CELL_LIMIT else text
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


def errors_csv(failed: pd.DataFrame, memory: Placeholders) -> str:
    """Every failed call of the case in time order: allow-listed, parsed fields only, so that counts can be redone."""
    rows = failed.sort_values(["timestamp", "request_id", "line_start"], na_position="first").tail(ERRORS_LIMIT)
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(ERROR_COLUMNS)
    times = rows["timestamp"].map(iso)
    words = {name: _masked(rows[name], memory) for name in ("operation", "error_code", "marketplace_id", "seller_id")}
    cells = rows.assign(timestamp=times, **words)[list(ERROR_COLUMNS)].astype(object)
    for row in cells.where(cells.notna(), None).itertuples(index=False):
        writer.writerow([guard_cell(value) for value in row])
    return out.getvalue()


def _masked(column: pd.Series, memory: Placeholders) -> pd.Series:
    clean = {value: redact(str(value), memory).text for value in column.dropna().unique()}
    return column.map(clean)
