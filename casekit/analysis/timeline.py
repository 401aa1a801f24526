"""Errors and requests per UTC bin and error group; a time without any log row is a gap, not zero."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.analysis.groups import assign_groups
from casekit.analysis.instants import (
    DAY,
    MINUTE,
    SECOND,
    Times,
    choose_step,
    from_microseconds,
    iso,
    microseconds,
    to_microseconds,
)
from casekit.errors import CasekitError
from casekit.reading.frame import need
from casekit.wording import both

AUTO_BINS = 120
"""As many bars as a chart of 900 pixels shows apart."""
CALLS_A_BIN, FEW_BINS = 5, 12
"""With fewer calls a bin, the pauses between calls would look like gaps in the log; but a dozen bins there shall be."""
FEW_BINS = 24
"""As many are chosen at least, and otherwise no more than there are calls: thin bars far apart are hard to read."""
SHORT = 10 * SECOND
"""A log of a few seconds is one bin of a minute."""
MOST_BINS = 5_000
MOST_GROUPS = 200
"""Groups with a row of their own; the rest is added up as OTHER, so that the table stays small."""
OTHER = "other"
FAR = 20
"""Rows this many times farther away than the others are wide are off the axis ..."""
FAR_SHARE = 0.05
"""... when they are at most this share of all rows: one broken clock must not flatten the chart."""
Moment = str | datetime


@dataclass(frozen=True, slots=True, eq=False)
class _Calls:
    """When calls happened: microseconds, and how many at each; whole minutes when only those are known."""

    times: Times
    counts: Times
    minutes_only: bool


def error_timeline(
    events: pd.DataFrame,
    bins: str | int = "auto",
    traffic: pd.DataFrame | None = None,
    *,
    keys: pd.Series | None = None,
    start: Moment | None = None,
    end: Moment | None = None,
) -> pd.DataFrame:
    """Errors per UTC bin and group: bin (UTC, left edge), group, errors (Int64), requests (Int64); sorted.

    `bins`: "auto" (a round width, about 120 bins at most), a width such as "5min", or the highest number of bins.
    `traffic`: `log.traffic`, needed where `events` does not hold every success. `keys`: group per error row, default
    `assign_groups(events)`; rows not in it are no errors here. `start` (inclusive) and `end` (exclusive) need a zone.
    `requests` counts all calls in the bin, the same for each group. Both counts are missing where the log has no row.
    attrs: bin_width (Timedelta), untimed (errors whose instant is not known), off_axis (rows too far off to show),
    pooled (groups added up as "other"), last_error (ISO 8601, or empty). Without a timed row the table is empty.
    """
    need(events, "timestamp")
    keys = (assign_groups(events) if keys is None else keys).dropna().astype("string")
    times = events.loc[keys.index, "timestamp"]
    known = times.notna().to_numpy()
    moments, names = to_microseconds(times), keys.to_numpy(dtype=object)[known]
    calls = _calls(events, traffic)
    first, last = _window(np.concatenate([calls.times, moments]), start, end)
    width = _width(bins, calls, first, last)
    inside = (moments >= first) & (moments <= last)
    attrs: dict[str, object] = {"bin_width": pd.Timedelta(width, unit="us"), "untimed": int((~known).sum())}
    narrowed = start is not None or end is not None
    attrs["last_error"] = iso(from_microseconds(moments[inside].max())) if inside.any() else ""
    attrs["off_axis"] = 0 if narrowed else _count_outside(calls, first, last)
    return _table(moments[inside], names[inside], calls, (first, last, width), attrs)


def _calls(events: pd.DataFrame, traffic: pd.DataFrame | None) -> _Calls:
    if traffic is None or int(traffic["calls"].sum()) == len(events):
        times = np.sort(to_microseconds(events["timestamp"]))
        return _Calls(times, np.ones(len(times), np.int64), minutes_only=False)
    timed = traffic[traffic["minute"].notna()].sort_values("minute")
    return _Calls(to_microseconds(timed["minute"]), timed["calls"].to_numpy(np.int64), minutes_only=True)


def _window(times: Times, start: Moment | None, end: Moment | None) -> tuple[int, int]:
    """First and last instant to show, both inclusive; last < first when there is none."""
    low = None if start is None else _instant(start)
    high = None if end is None else _instant(end) - 1
    times = np.sort(times)
    if low is None and high is None:
        times = drop_far(times)
    times = times[(times >= (low or times[0])) & (times <= (high or times[-1]))] if len(times) else times
    if not len(times):
        return 0, -1
    return int(times[0]), int(times[-1])


def _instant(moment: Moment) -> int:
    stamp = pd.Timestamp(moment)
    if stamp.tzinfo is None:
        raise CasekitError(*both("error.time_no_zone", time=stamp.isoformat()))
    return microseconds(stamp)


def drop_far(times: Times) -> Times:
    """The sorted times without the few at either end that are far from all others."""
    whole = len(times)
    while len(times) > 1:
        gaps = np.diff(times)
        cut = int(np.argmax(gaps)) + 1
        left, right = times[:cut], times[cut:]
        few, many = (left, right) if len(left) <= len(right) else (right, left)
        spread = max(int(many[-1] - many[0]), DAY)
        if len(few) > FAR_SHARE * whole or gaps[cut - 1] < FAR * spread:
            break
        times = many
    return times


def _width(bins: str | int, calls: _Calls, first: int, last: int) -> int:
    span = max(last - first, 0) + 1
    if bins == "auto" or not isinstance(bins, str):
        filled = max(int(calls.counts.sum()) // CALLS_A_BIN, FEW_BINS)
        most = min(AUTO_BINS, filled) if isinstance(bins, str) else max(int(bins), 1)
        least = MINUTE if calls.minutes_only or span <= SHORT else SECOND
        return max(choose_step(span / most), least)
    width = _parse_width(bins)
    if span / width > MOST_BINS:
        raise CasekitError(*both("error.many_bins", bins=bins, count=f"{span // width:,}"))
    if calls.minutes_only and width % MINUTE:
        raise CasekitError(*both("error.minute_bins", bins=bins))
    return width


def _parse_width(bins: str) -> int:
    try:
        width = int(pd.Timedelta(bins).to_numpy().astype("timedelta64[us]").astype(np.int64))
    except (ValueError, TypeError, OverflowError) as error:
        raise CasekitError(*both("error.no_width", bins=repr(bins))) from error
    if width <= 0:
        raise CasekitError(*both("error.no_width", bins=repr(bins)))
    return width


def _count_outside(calls: _Calls, first: int, last: int) -> int:
    floor = first - first % MINUTE if calls.minutes_only else first
    return int(calls.counts[(calls.times < floor) | (calls.times > last)].sum())


def _table(
    moments: Times, names: NDArray[np.object_], calls: _Calls, axis: tuple[int, int, int], attrs: dict[str, object]
) -> pd.DataFrame:
    first, last, width = axis
    origin = first - first % width
    groups, codes, pooled = _rank(names)
    size = max((last - origin) // width + 1, 0) if groups else 0
    errors = np.bincount((moments - origin) // width * len(groups) + codes, minlength=size * len(groups))
    errors = errors.reshape(size, len(groups)) if size else np.zeros((0, max(len(groups), 1)), np.int64)
    within = (calls.times >= origin) & (calls.times <= last) if size else np.zeros(len(calls.times), bool)
    requests = np.bincount((calls.times[within] - origin) // width, calls.counts[within], minlength=size)[:size]
    blank = np.repeat(requests == 0, len(groups))
    gap = np.repeat((requests == 0) & (errors.sum(axis=1) == 0), len(groups))
    edges = origin + width * np.arange(size, dtype=np.int64)
    table = pd.DataFrame(
        {
            "bin": pd.to_datetime(np.repeat(edges, len(groups)).astype("datetime64[us]"), utc=True),
            "group": pd.array(np.tile(np.array(groups, dtype=object), size), dtype="string"),
            "errors": pd.arrays.IntegerArray(errors.ravel().astype(np.int64), gap),
            "requests": pd.arrays.IntegerArray(np.repeat(requests, len(groups)).astype(np.int64), blank),
        }
    )
    table.attrs = {**attrs, "pooled": pooled}
    return table


def _rank(names: NDArray[np.object_]) -> tuple[list[str], Times, int]:
    """The groups in alphabetical order (OTHER last), the place of each row's group, and how many were pooled."""
    codes, found = pd.factorize(names, sort=True)
    counts = np.bincount(codes, minlength=len(found))
    kept = np.sort(np.lexsort((found, -counts))[:MOST_GROUPS])
    place = np.full(len(found), len(kept), np.int64)
    place[kept] = np.arange(len(kept))
    pooled = len(found) - len(kept)
    groups = [str(name) for name in found[kept]] + ([OTHER] if pooled else [])
    return groups, place[codes], pooled
