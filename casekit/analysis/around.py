"""How often calls failed before and after a moment, such as an attempt to mend it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from casekit.analysis.instants import iso

MINUTE = pd.Timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Rate:
    """Failed calls among all calls of a stretch of whole minutes, `start` up to before `end` (ISO 8601, UTC).

    `calls` is None when the failed calls do not all name their operation, so that nobody can say of how many.
    """

    errors: int
    calls: int | None
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Around:
    """The rates before and after a moment; None where the log holds nothing of that stretch."""

    before: Rate | None
    after: Rate | None


def count_minutes(failed: pd.DataFrame, traffic: pd.DataFrame) -> pd.DataFrame:
    """Failed and all calls of their operations per UTC minute: errors, calls (Int64); index `minute`, sorted.

    `failed` are rows of the events, `traffic` that of the log, of the same account when the case is of one. `calls` is
    missing throughout when a failed call has no operation. Failed calls whose instant is not known are not counted.
    """
    errors = failed["timestamp"].dropna().dt.floor("min").value_counts().rename("errors")
    operations = failed["operation"].dropna().unique()
    mine = traffic[traffic["operation"].isin(operations)]
    calls = mine.groupby("minute")["calls"].sum()
    table = pd.DataFrame({"errors": errors, "calls": calls}).astype("Int64").rename_axis("minute").sort_index()
    table["errors"] = table["errors"].fillna(0)
    table["calls"] = pd.NA if failed["operation"].isna().any() else table["calls"].fillna(0)
    return table.astype("Int64")


def rates_around(minutes: pd.DataFrame, moments: Sequence[datetime | None]) -> tuple[Around | None, ...]:
    """The rates around each of these moments (aware), in their order; None for a moment that is not known.

    `minutes` is a table of `count_minutes`. A stretch reaches from the moment before, or the first minute, up to the
    next, or the last minute. Calls in the minute of a moment may be before or after it and count on neither side.
    """
    if minutes.empty:
        return tuple(None for _ in moments)
    known = sorted({pd.Timestamp(moment).floor("min") for moment in moments if moment})
    first, last = minutes.index[0], minutes.index[-1]
    around = {}
    for place, minute in enumerate(known):
        start = known[place - 1] + MINUTE if place else first
        end = known[place + 1] if place + 1 < len(known) else last + MINUTE
        around[minute] = Around(_rate(minutes, start, minute), _rate(minutes, minute + MINUTE, end))
    return tuple(around[pd.Timestamp(moment).floor("min")] if moment else None for moment in moments)


def _rate(minutes: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp) -> Rate | None:
    rows = minutes[(minutes.index >= start) & (minutes.index < end)]
    if rows.empty:
        return None
    calls = None if rows["calls"].isna().any() else int(rows["calls"].sum())
    first, last = max(start, minutes.index[0]), min(end, minutes.index[-1] + MINUTE)
    return Rate(int(rows["errors"].sum()), calls, iso(first), iso(last))
