"""Representative requests: the few request IDs that prove a group, each with its own time and the reasons for it."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from casekit.analysis.eligible import Eligible, sort_out
from casekit.analysis.groups import assign_groups
from casekit.analysis.instants import Times, iso, microseconds, to_microseconds
from casekit.analysis.onset import find_onset, rate_series, share
from casekit.analysis.timeline import AUTO_BINS
from casekit.reading.frame import is_failed, need

WEIGHTS = {
    "group": 5,
    "operation": 4,
    "seller_id": 3,
    "marketplace_id": 3,
    "error_code": 3,
    "status": 2,
    "text": 2,
    "host": 1,
}
"""What a set of picks should cover, and how much each matters; times the share of the group that has the value."""
NAMES = {
    "group": "error group",
    "seller_id": "seller",
    "marketplace_id": "marketplace",
    "error_code": "error code",
    "text": "message variant",
}
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
PEAK_CALLS = 5
"""A bin with fewer calls has no rate worth a peak."""
PEAK_FROM = 4
"""With fewer picks, coverage is worth more than the peak."""
STALE = pd.Timedelta(days=30)
"""Developers were told to keep request IDs for 30 days; a default, not a rule of the API."""
ROUNDING = 1e-9
"""Sums of weights closer than this are equal."""
WORDS = r"[0-9]+|[0-9a-fA-F-]{8,}|'[^']*'|\"[^\"]*\""
"""Parts of a message that vary from call to call."""


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
    table = _describe(fit.rows, failed, keys)
    choice = _Choice(table, failed, k)
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
            count = int(failed[name].eq(value).sum())
            lost.append(f"no pick is left for {NAMES.get(name, name)} {value} ({share(count, len(failed), 'failed')})")
    return tuple(lost)


class _Choice:
    """The picks so far: places in the table of eligible rows, with the reasons of each."""

    def __init__(self, table: pd.DataFrame, failed: pd.DataFrame, k: int) -> None:
        self.table, self.k = table, k
        self.total = len(failed)
        self.reasons: dict[int, list[str]] = {}
        self.names = {name: place for place, name in enumerate(table["request_id"])}

    def __contains__(self, name: str) -> bool:
        return self.names.get(name, -1) in self.reasons

    @property
    def full(self) -> bool:
        return len(self.reasons) >= self.k

    def pin(self, name: str) -> None:
        if name in self.names:
            self.reasons.setdefault(self.names[name], []).append("pinned by you")

    def take(self, place: int, reason: str) -> None:
        """Add the row, or one more reason to a row already taken."""
        if place in self.reasons or not self.full:
            self.reasons.setdefault(place, []).append(reason)


def _failed(
    events: pd.DataFrame, group: str | Iterable[str] | None, keys: pd.Series | None
) -> tuple[pd.DataFrame, pd.Series | None]:
    failed = events[is_failed(events)]
    if group is None:
        return failed, keys
    if keys is None:
        keys = assign_groups(events)
    wanted = [group] if isinstance(group, str) else list(group)
    index = keys.index[keys.isin(wanted)]
    return events.loc[index], keys


def _log_end(events: pd.DataFrame, traffic: pd.DataFrame | None) -> pd.Timestamp | None:
    ends = [events["timestamp"].max()] + ([] if traffic is None else [traffic["minute"].max()])
    known = [end for end in ends if not pd.isna(end)]
    return max(known) if known else None


def _describe(rows: pd.DataFrame, failed: pd.DataFrame, keys: pd.Series | None) -> pd.DataFrame:
    """The eligible rows, newest first, with what they cover and how typical they are."""
    text = failed["error_message"].fillna("").str.slice(0, 300).str.replace(WORDS, "*", regex=True)
    covers = failed.assign(text=text, group=None if keys is None else keys.reindex(failed.index))
    places = failed.index.get_indexer(rows.index)
    order = np.lexsort((rows["request_id"].rank(method="dense").to_numpy(), to_microseconds(rows["timestamp"])))[::-1]
    table, places = rows.iloc[order].reset_index(drop=True), places[order]
    typical = np.zeros(len(table))
    for name, weight in WEIGHTS.items():
        codes, values = pd.factorize(covers[name])
        counts = np.append(np.bincount(codes[codes >= 0], minlength=len(values)), 0)[codes]
        table[f"is_{name}"] = covers[name].astype("string").iloc[places].to_numpy()
        table[f"n_{name}"] = counts[places].astype(float)
        typical += weight * counts[places] / max(len(failed), 1)
    return table.assign(typical=typical)


def _choose(choice: _Choice, failed: pd.DataFrame, traffic: pd.DataFrame | None, end: pd.Timestamp | None) -> None:
    table = choice.table
    late = f", {_before_end(end - table['timestamp'][0])}" if end is not None else ""
    choice.take(0, f"latest of the {len(table):,} failed calls with a request ID and a time{late}")
    if traffic is not None:
        onset = find_onset(failed, traffic)
        if onset.at is not None:
            since = to_microseconds(table["timestamp"]) >= microseconds(onset.at)
            what = "the onset" if onset.verdict == "onset" else "the first such error"
            if since.any():
                choice.take(int(np.flatnonzero(since)[-1]), f"first since {what} at {iso(onset.at)}")
        if choice.k >= PEAK_FROM:
            _take_peak(choice, failed, traffic)
    _cover(choice)
    _fill(choice)


def _take_peak(choice: _Choice, failed: pd.DataFrame, traffic: pd.DataFrame) -> None:
    series = rate_series(failed, traffic, AUTO_BINS)
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
    choice.take(int(best), f"at the peak of the error rate, {said} within {_age(width)}")


def _fill(choice: _Choice) -> None:
    """The most typical rows for the places left; among equals the one farthest in time from those taken."""
    typical = choice.table["typical"].to_numpy()
    times = to_microseconds(choice.table["timestamp"])
    while not choice.full and len(choice.reasons) < len(typical):
        taken = list(choice.reasons)
        free = np.setdiff1d(np.arange(len(typical)), taken)
        free = free[typical[free] >= typical[free].max() - ROUNDING]
        apart = np.abs(times[free, None] - times[taken]).min(axis=1)
        choice.take(int(free[np.argmax(apart)]), "typical of the failed calls, and apart from the other picks in time")


def _cover(choice: _Choice) -> None:
    """Take the row that covers most of what no pick shows yet, until the picks are full or nothing is left."""
    table = choice.table
    codes = {name: pd.factorize(table[f"is_{name}"])[0] for name in WEIGHTS}
    worth = {name: WEIGHTS[name] * table[f"n_{name}"].to_numpy() for name in WEIGHTS}
    while not choice.full:
        gain = np.zeros(len(table))
        for name, code in codes.items():
            seen = np.unique(code[list(choice.reasons)])
            gain += np.where((code >= 0) & ~np.isin(code, seen), worth[name], 0)
        best = int(np.argmax(gain))
        if gain[best] <= 0:
            return
        choice.take(best, f"covers {_covered(choice, codes, best)}")


def _covered(choice: _Choice, codes: dict[str, Times], place: int) -> str:
    taken = list(choice.reasons)
    new = [name for name, code in codes.items() if code[place] >= 0 and code[place] not in code[taken]]
    row = choice.table.iloc[place]
    said = [
        f"{NAMES.get(name, name)}{'' if name in {'text', 'group'} else ' ' + str(row[f'is_{name}'])} "
        f"({row[f'n_{name}']:,.0f} of {choice.total:,})"
        for name in new
    ]
    return ", ".join(said)


def _before_end(span: pd.Timedelta) -> str:
    return f"{_age(span)} before the log's end" if span >= pd.Timedelta(seconds=1) else "at the log's end"


def _age(span: pd.Timedelta) -> str:
    seconds = int(span.total_seconds())
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if seconds >= 2 * size or (seconds >= size and seconds % size == 0):
            return f"{seconds // size} {unit}"
    return f"{seconds} s"


def _shape(
    choice: _Choice, fit: Eligible, failed: pd.DataFrame, end: pd.Timestamp | None, *, missing: list[str]
) -> pd.DataFrame:
    places = list(choice.reasons)
    rows = choice.table.iloc[places]
    age = (end - rows["timestamp"]) if end is not None else pd.Series(dtype="timedelta64[us]")
    why = pd.array(["; ".join(choice.reasons[place]) for place in places], dtype="string")
    picks = rows[list(SHOWN)].assign(why=why, age=age).reset_index(drop=True)
    left = [*fit.left_out, *(f"the pinned request {name} is not among the eligible ones" for name in missing)]
    stale = bool(len(picks)) and picks["age"].min() > STALE
    picks.attrs = {
        "eligible": len(choice.table),
        "errors": len(failed),
        "left_out": tuple(left),
        "advice": _advise_stale() if stale else fit.advice,
        "log_end": "" if end is None else iso(end),
    }
    return picks


def _advise_stale() -> str:
    return f"The newest request is more than {STALE.days} days older than the log's end: find a newer one if you can."
