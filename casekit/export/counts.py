"""The rows behind the figures: every failed call of the case, and how many calls there were."""

import csv
import io

import pandas as pd

from casekit.case.account import own_rows
from casekit.case.model import Case
from casekit.case.picked import iso
from casekit.export.tables import guard_cell
from casekit.limits import CALLS_LIMIT, ERRORS_LIMIT
from casekit.reading.log import Log
from casekit.redaction import Placeholders, redact

ERROR_COLUMNS = (
    "timestamp",
    "request_id",
    "operation",
    "status",
    "error_code",
    "marketplace_id",
    "seller_id",
    "group",
    "source",
    "line_start",
    "line_end",
)
WORDS = ("operation", "error_code", "marketplace_id", "seller_id", "source")
CALL_COLUMNS = ("start", "operation", "outcome", "calls")
UNITS = ("min", "h", "D")


def errors_csv(case: Case, failed: pd.DataFrame, keys: pd.Series, memory: Placeholders) -> str:
    """Every failed call of the case in time order: allow-listed, parsed fields only, so that counts can be redone."""
    rows = failed.assign(group=keys.astype("string"))
    rows = rows.sort_values(["timestamp", "request_id", "line_start"], na_position="first").tail(ERRORS_LIMIT)
    words = {name: _masked(rows[name].astype("string"), case, memory) for name in WORDS}
    return _csv(rows.assign(timestamp=rows["timestamp"].map(iso), **words), ERROR_COLUMNS)


def calls_csv(case: Case, failed: pd.DataFrame, log: Log, memory: Placeholders) -> str:
    """Calls per UTC minute (or hour, or day), operation and outcome: those that the failed ones are counted among.

    Of the case's account only, where it is of one. Empty where the log does not name every failed call's operation.
    """
    if case.evidence.requests is None:
        return ""
    traffic = own_rows(log.traffic, case.evidence.seller)
    traffic = traffic[traffic["operation"].isin(failed["operation"].dropna().unique())]
    for unit in UNITS:
        named = traffic.assign(start=traffic["minute"].dt.floor(unit), outcome=traffic["outcome"].astype("string"))
        rows = named.groupby(list(CALL_COLUMNS[:3]), dropna=False, sort=True, as_index=False)["calls"].sum()
        if len(rows) <= CALLS_LIMIT:
            break
    operation = _masked(rows["operation"], case, memory)
    return _csv(rows.assign(start=rows["start"].map(iso), operation=operation), CALL_COLUMNS)


def _csv(rows: pd.DataFrame, columns: tuple[str, ...]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(columns)
    cells = rows[list(columns)].astype(object)
    for row in cells.where(cells.notna(), None).itertuples(index=False):
        writer.writerow([guard_cell(value) for value in row])
    return out.getvalue()


def _masked(column: pd.Series, case: Case, memory: Placeholders) -> pd.Series:
    clean = {value: redact(str(value), memory, case.unmask, case.mask).text for value in column.dropna().unique()}
    return column.map(clean)
