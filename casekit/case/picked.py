"""The picked requests as plain values: what their row says, and the log's own text of the call."""

from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from casekit.analysis import instants
from casekit.case.model import Pick
from casekit.limits import PICK_LIMIT
from casekit.reading.clock import find_zone
from casekit.reading.log import Log
from casekit.reading.time_text import find_time_text

CUT = "characters left out]"
"""How a text ends of which lines were left out."""
FIRST_ROW = 2
"""The line of the first row of a table whose column names stand in line 1."""
WORDS = (
    "request_id",
    "operation",
    "method",
    "host",
    "path",
    "query",
    "error_type",
    "error_code",
    "error_message",
    "error_details",
    "marketplace_id",
    "seller_id",
    "application_id",
    "client",
    "operation_source",
    "time_source",
    "source",
)


def gather_picks(picks: pd.DataFrame, failed: pd.DataFrame, log: Log) -> tuple[Pick, ...]:
    """A Pick for each row of `pick_requests`, in its order; `failed` holds the whole rows."""
    place = ["source", "line_start", "request_id"]
    rows = (
        picks[[*place, "why"]]
        .astype({"source": "string"})
        .merge(failed.astype({"source": "string"}).drop_duplicates(place), on=place, how="left")
    )
    return tuple(_pick(row, log) for row in rows.to_dict("records"))


def iso(moment: object) -> str:
    """The instant as ISO 8601 in UTC ending in Z; empty for NaT or None."""
    return "" if moment is None or pd.isna(moment) else instants.iso(pd.Timestamp(moment))


def text_of(value: object) -> str:
    """The value as text; empty when it is missing."""
    return "" if pd.isna(value) else str(value)


def cut_lines(text: str, limit: int = PICK_LIMIT) -> str:
    """The text up to the last whole line within the limit, and how much was left out."""
    if len(text) <= limit:
        return text
    kept = text[: text.rfind("\n", 0, limit) + 1]
    return f"{kept}[{len(text) - len(kept):,} {CUT}"


def _pick(row: dict[Any, Any], log: Log) -> Pick:
    first, last = int(row["line_start"]), int(row["line_end"])
    lines = cut_lines(_head(row, log) + log.excerpt(str(row["source"]), first, last))
    lines = lines.encode("utf-8", "replace").decode()  # halves of surrogate pairs can't be written
    moment = pd.Timestamp(row["timestamp"])
    return Pick(
        **{name: text_of(row[name]) for name in WORDS},
        why=row["why"],
        timestamp=iso(moment),
        status=None if pd.isna(row["status"]) else int(row["status"]),
        line_start=first,
        line_end=last,
        time_text=find_time_text(lines, moment.to_pydatetime(), str(row["time_source"]), _zone(row, log)),
        lines=lines,
    )


def _head(row: dict[Any, Any], log: Log) -> str:
    """The line of column names of a table that begins with it, or nothing."""
    rows = log.events.loc[log.events["source"].eq(row["source"]), "line_start"]
    return f"{log.excerpt(str(row['source']), 1, 1)}\n" if row["form"] == "csv" and rows.min() == FIRST_ROW else ""


def _zone(row: dict[Any, Any], log: Log) -> ZoneInfo | None:
    """The zone in which a clock reading of the log is this row's instant, where the log itself does not write it."""
    if row["time_source"] == "utc":
        return find_zone("UTC")  # a column may say so once for all
    return find_zone(log.zone) if log.zone and row["time_source"] == "chosen_zone" else None
