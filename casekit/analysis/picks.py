"""Representative requests: the few request IDs that prove a group, each with its own time and the reasons for it."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from casekit.analysis.coverage import Choice, cover, describe, fill
from casekit.analysis.eligible import Eligible, sort_out
from casekit.analysis.exposure import Exposure, Traffic
from casekit.analysis.groups import assign_groups
from casekit.analysis.instants import Times, iso, microseconds, to_microseconds
from casekit.analysis.onset import date_onset, share
from casekit.analysis.timeline import AUTO_BINS
from casekit.reading.frame import is_failed, need
from casekit.wording import Said, count, join

SHOWN = (
    "request_id",
    "timestamp",
    "operation",
    "api_section",
    "method",
    "path",
    "status",
    "error_code",
    "error_message",
    "marketplace_id",
    "seller_id",
    "source",
    "line_start",
    "line_end",
)
_ASKED = ("host", "outcome")
PEAK_CALLS = 5
"""A bin with fewer calls has no rate worth a peak."""
PEAK_FROM = 4
"""With fewer picks, coverage is worth more than the peak."""
STALE = pd.Timedelta(days=30)
"""Developers were told to keep request IDs for 30 days; a default, not a rule of the API."""


def pick_requests(
    events: pd.DataFrame,
    group: str | Iterable[str] | None = None,
    k: int = 4,
    *,
    traffic: pd.DataFrame | None = None,
    keys: pd.Series | None = None,
    pinned: Iterable[str] = (),
    dropped: Iterable[str] = (),
) -> pd.DataFrame:
    """One row per pick: SHOWN columns, why (text, all reasons), age (timedelta before the log's end); best first.

    `group`: one key of `assign_groups` or several; None is every failed call. `keys`: those keys, if at hand.
    In order: pinned request IDs, the latest, the first since the onset, one at the peak of the error rate, then those
    that cover most operations, sellers, marketplaces, codes, texts and hosts, then the most typical. Ties: newest, then
    greatest ID. `dropped` IDs are never picked. Only rows with a whole request ID and a known time.
    attrs: eligible, errors (counts), left_out (sentences), advice (a sentence, or empty), log_end (ISO 8601 or empty).
    """
    need(events, *SHOWN)
    failed, keys = _failed(events, group, keys)
    fit = sort_out(failed, tuple(dropped))
    end = _log_end(events, traffic)
    table = describe(fit.rows, failed, keys)
    choice = Choice(table, failed, k)
    for name in dict.fromkeys(pinned):
        choice.pin(name)
    if len(table):
        _choose(choice, failed, traffic, end)
    return _shape(choice, fit, failed, end, missing=[name for name in dict.fromkeys(pinned) if name not in choice])


def coverage_lost(before: pd.DataFrame, after: pd.DataFrame, events: pd.DataFrame) -> tuple[str, ...]:
    """What the picks `before` showed and the picks `after` no longer do, each with how many failed calls have it."""
    failed = events[is_failed(events)]
    lost = []
    for name in ("operation", "seller_id", "marketplace_id", "error_code", "status"):
        gone = set(before[name].dropna()) - set(after[name].dropna())
        for value in sorted(gone, key=str):
            hit = int(failed[name].eq(value).sum())
            lost.append(Said(f"pick.lost.{name}", value=value, share=share(hit, len(failed), "failed")))
    return tuple(lost)


def _failed(
    events: pd.DataFrame, group: str | Iterable[str] | None, keys: pd.Series | None
) -> tuple[pd.DataFrame, pd.Series | None]:
    columns = [*SHOWN, *(name for name in _ASKED if name in events)]
    if group is None:
        return events.loc[is_failed(events), columns], keys
    keys = assign_groups(events) if keys is None else keys
    wanted = [group] if isinstance(group, str) else list(group)
    return events.loc[keys.index[keys.isin(wanted)], columns], keys


def _log_end(events: pd.DataFrame, traffic: pd.DataFrame | None) -> pd.Timestamp | None:
    ends = [events["timestamp"].max()] + ([] if traffic is None else [traffic["minute"].max()])
    known = [end for end in ends if not pd.isna(end)]
    return max(known) if known else None


def _choose(choice: Choice, failed: pd.DataFrame, traffic: pd.DataFrame | None, end: pd.Timestamp | None) -> None:
    table = choice.table
    latest = count("pick.latest", len(table))
    late = [] if end is None else [_before_end(end - table["timestamp"][0])]
    choice.take(0, join("clauses", [latest, *late]))
    if traffic is not None:
        traced = Traffic(traffic, failed).expose()
        onset = date_onset(traced.times, traced.series())
        if onset.at is not None:
            since = to_microseconds(table["timestamp"]) >= microseconds(onset.at)
            key = "pick.since_onset" if onset.verdict == "onset" else "pick.since_first"
            if since.any():
                choice.take(int(np.flatnonzero(since)[-1]), Said(key, at=iso(onset.at)))
        if choice.k >= PEAK_FROM:
            _take_peak(choice, traced)
    cover(choice)
    fill(choice)


def _take_peak(choice: Choice, traced: Exposure) -> None:
    series = traced.series(AUTO_BINS)
    times: Times = to_microseconds(choice.table["timestamp"])
    bins = times - times % series.width
    usable = np.isin(series.edges, bins) & (series.requests >= PEAK_CALLS)
    if not usable.any() or not series.counted:
        return
    rates = np.where(usable, series.errors / np.maximum(series.requests, 1), -1.0)
    peak = int(len(rates) - 1 - np.argmax(rates[::-1]))
    inside = np.flatnonzero(bins == series.edges[peak])
    best = inside[np.argmax(choice.table["typical"].to_numpy()[inside])]
    width = pd.Timedelta(series.width, unit="us")
    said = share(series.errors[peak], series.requests[peak])
    choice.take(int(best), Said("pick.peak", share=said, span=_age(width)))


def _before_end(span: pd.Timedelta) -> Said:
    return Said("pick.before_end", span=_age(span)) if span >= pd.Timedelta(seconds=1) else Said("pick.at_end")


def _age(span: pd.Timedelta) -> Said:
    seconds = int(span.total_seconds())
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if seconds >= 2 * size or (seconds >= size and seconds % size == 0):
            return Said(f"span.{unit}", n=seconds // size)
    return Said("span.s", n=seconds)


def _shape(
    choice: Choice, fit: Eligible, failed: pd.DataFrame, end: pd.Timestamp | None, *, missing: list[str]
) -> pd.DataFrame:
    places = list(choice.reasons)
    rows = choice.table.iloc[places]
    age = (end - rows["timestamp"]) if end is not None else pd.Series(dtype="timedelta64[us]")
    why = pd.Series([join("reasons", choice.reasons[place]) for place in places], rows.index, dtype=object)
    picks = rows[list(SHOWN)].assign(why=why, age=age).reset_index(drop=True)
    left = [*fit.left_out, *(Said("pick.not_eligible", request_id=name) for name in missing)]
    stale = bool(len(picks)) and picks["age"].min() > STALE
    picks.attrs = {
        "eligible": len(choice.table),
        "errors": len(failed),
        "left_out": tuple(left),
        "advice": Said("advice.stale", days=STALE.days) if stale else fit.advice,
        "log_end": "" if end is None else iso(end),
    }
    return picks
