"""The events frame: one row per API call or failed attempt, and the tables beside it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import MissingColumn
from casekit.limits import SUCCESS_LIMIT
from casekit.wording import both

TIMESTAMP = "datetime64[us, UTC]"

COLUMNS: dict[str, str] = {
    "timestamp": TIMESTAMP,  # the instant, only when the text fixes it
    "timestamp_wall": "string",  # clock reading as written (ISO 8601) when its zone is not known
    "time_source": "category",  # how the instant is known, one of TIME_SOURCES
    "request_id": "string",  # the one ID support asks for
    "other_ids": "string",  # further IDs as `name=value`, separated by a blank
    "method": "string",
    "host": "string",
    "path": "string",  # without query
    "query": "string",
    "operation": "string",
    "operation_source": "category",  # `text` or `path`
    "api_section": "string",
    "status": "Int16",  # HTTP status, only where a number is written
    "error_type": "string",
    "error_code": "string",
    "error_message": "string",
    "error_details": "string",
    "marketplace_id": "string",
    "seller_id": "string",
    "application_id": "string",
    "rate_limit": "Float64",  # requests per second
    "duration_ms": "Float64",
    "client": "string",
    "outcome": "category",  # one of OUTCOMES
    "form": "category",  # name of the format that read the row
    "source": "category",
    "line_start": "Int64",
    "line_end": "Int64",
}

TIME_SOURCES = ("date_header", "amz_date", "offset", "utc", "epoch", "trace_id", "chosen_zone", "none")
OUTCOMES = ("ok", "api_error", "client_error", "unknown")
FAILED = ("api_error", "client_error")
CATEGORIES = {"time_source": TIME_SOURCES, "operation_source": ("text", "path"), "outcome": OUTCOMES}

SLOTS = ("h", "D")  # of which one successful call each becomes a row when there are many

TRAFFIC_KEYS = ("minute", "operation", "seller_id", "marketplace_id", "outcome")
TRAFFIC_COLUMNS = {
    "minute": TIMESTAMP,  # left edge; NaT for calls whose instant is not known
    "operation": "string",
    "seller_id": "string",
    "marketplace_id": "string",
    "outcome": "category",
    "calls": "Int64",
}

REJECT_COLUMNS = {"line_start": "Int64", "line_end": "Int64", "source": "string", "reason": "object"}


@dataclass(frozen=True, slots=True)
class Event:
    """One parsed call; the fields are those of COLUMNS, empty where the text does not say."""

    timestamp: datetime | None = None
    timestamp_wall: str | None = None
    time_source: str = "none"
    request_id: str | None = None
    other_ids: str | None = None
    method: str | None = None
    host: str | None = None
    path: str | None = None
    query: str | None = None
    operation: str | None = None
    operation_source: str | None = None
    api_section: str | None = None
    status: int | None = None
    error_type: str | None = None
    error_code: str | None = None
    error_message: str | None = None
    error_details: str | None = None
    marketplace_id: str | None = None
    seller_id: str | None = None
    application_id: str | None = None
    rate_limit: float | None = None
    duration_ms: float | None = None
    client: str | None = None
    outcome: str = "unknown"
    form: str | None = None
    source: str = ""
    line_start: int = 0
    line_end: int = 0


@dataclass(frozen=True, slots=True)
class Reject:
    """Lines that could not be read as part of an event, with the reason."""

    line_start: int
    line_end: int
    source: str
    reason: str


def events_frame(events: Iterable[Event]) -> pd.DataFrame:
    """A frame per COLUMNS, one row per event in the order given; empty in, empty frame out."""
    rows = list(map(attrgetter(*COLUMNS), events))
    columns = zip(*rows, strict=True) if rows else [()] * len(COLUMNS)
    return pd.DataFrame({name: _typed(name, values) for name, values in zip(COLUMNS, columns, strict=True)})


def _typed(name: str, values: Sequence[Any]) -> pd.api.extensions.ExtensionArray:
    """The column of this name with its dtype."""
    if COLUMNS[name] == TIMESTAMP:
        return pd.to_datetime(pd.Series(values, dtype=object), utc=True).astype(TIMESTAMP).array
    if COLUMNS[name] == "category":
        known = list(CATEGORIES.get(name) or sorted({*values} - {None}))
        places = {value: place for place, value in enumerate(known)}
        return pd.Categorical.from_codes([places.get(value, -1) for value in values], known)
    return pd.array(values, dtype=COLUMNS[name])


def is_failed(events: pd.DataFrame) -> pd.Series:
    """True for each row whose outcome is api_error or client_error; all rows when there is no such column."""
    if "outcome" not in events:
        return pd.Series(data=True, index=events.index)
    return events["outcome"].isin(FAILED)


def cap_successes(events: pd.DataFrame, good: int) -> pd.DataFrame:
    """The frame with all failed calls and, when more than SUCCESS_LIMIT succeeded, the last per slot of the others.

    A slot is an hour, operation and seller; a day in place of the hour where these are too many.
    `good`: calls that succeeded; the frame may hold fewer of them, but the last of each hour.
    """
    if good <= SUCCESS_LIMIT:
        return events
    failed = is_failed(events)
    successes = events[~failed]
    last = successes.index
    for width in SLOTS:
        slots = successes[["operation", "seller_id"]].assign(slot=successes["timestamp"].dt.floor(width))
        last = slots.drop_duplicates(keep="last").index
        if len(last) <= SUCCESS_LIMIT:
            break
    return events.loc[events.index[failed].union(last)].reset_index(drop=True)


def count_traffic(events: pd.DataFrame) -> pd.DataFrame:
    """Calls per UTC minute, operation, seller, marketplace and outcome (TRAFFIC_COLUMNS), sorted."""
    need(events, "timestamp", "operation", "seller_id", "marketplace_id", "outcome")
    keys = events[[name for name in TRAFFIC_KEYS if name != "minute"]]
    return sum_traffic([keys.assign(minute=events["timestamp"].dt.floor("min"), calls=1)])


def sum_traffic(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Several traffic tables added up to one, sorted by its keys."""
    empty = {} if parts else {name: pd.Series(dtype=dtype) for name, dtype in TRAFFIC_COLUMNS.items()}
    whole = pd.concat([part[list(TRAFFIC_COLUMNS)] for part in parts]) if parts else pd.DataFrame(empty)
    whole = whole.assign(outcome=whole["outcome"].astype("string"))
    numbered = [pd.factorize(whole[name], sort=True) for name in TRAFFIC_KEYS]
    sizes = tuple(len(values) + 1 for _, values in numbered)
    cells = np.ravel_multi_index([np.where(places < 0, len(values), places) for places, values in numbered], sizes)
    _, first, rows = np.unique(cells, return_index=True, return_inverse=True)
    table = whole.iloc[first].reset_index(drop=True)
    calls = np.bincount(rows, whole["calls"].to_numpy(np.float64), minlength=len(table)).astype(np.int64)
    outcome = table["outcome"].astype(pd.CategoricalDtype(list(OUTCOMES)))
    plain = {name: dtype for name, dtype in TRAFFIC_COLUMNS.items() if name != "outcome"}
    return table.assign(outcome=outcome, calls=calls).astype(plain)


def need(frame: pd.DataFrame, *names: str) -> None:
    """Raise MissingColumn when the frame lacks one of the columns, naming those it has."""
    missing = [name for name in names if name not in frame]
    if missing:
        there = ", ".join(map(str, frame.columns)) or "-"
        raise MissingColumn(*both("error.no_column", names=", ".join(missing), there=there))
