"""Throttled calls against the plan: the log replayed through the token bucket of each operation and seller."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from casekit.analysis.instants import MINUTE, SECOND, Times, to_microseconds
from casekit.analysis.onset import share
from casekit.facts import named_operations
from casekit.reading.frame import need
from casekit.wording import Said, join

KEYS = ["seller_id", "operation", "application_id"]
"""A limit holds per operation and per pair of seller and application; other calls are never pooled with them."""
COLUMNS = {
    **dict.fromkeys(KEYS, "string"),
    "verdict": "string",
    "throttled": "Int64",
    "accepted": "Int64",
    "explained": "Int64",
    "rate": "Float64",
    "burst": "Float64",
    "rate_source": "string",
    "effective_rate": "Float64",
    "reason": "object",
}
OVER, WITHIN, OTHER_PLAN = "over plan", "within plan or shared with calls not in this log", "another plan in force"
MIXED, UNKNOWN = "mixed", "unknown"
PUBLISHED, MEASURED = "published plan", "x-amzn-RateLimit-Limit in the log"
CLOCK = 2.0
"""Seconds by which the clocks of log and service may differ."""
EXPLAINED, UNEXPLAINED, CONTRADICTED = 0.9, 0.5, 0.05
"""Shares: of throttled calls with an empty bucket, without one, of accepted calls although it was empty."""
STEADY = 0.2
"""Share of throttled calls from which on the accepted ones show the limit; below, they show the demand."""
PAUSE = 600.0
"""Seconds; throttled calls farther apart than this do not bound one time of steady throttling."""
THROTTLED = re.compile(r"throttl|quota|too.?many.?requests|rate.?limit", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Plan:
    """A token bucket: tokens per second, size, and where they are known from."""

    rate: float
    burst: float
    source: str


@dataclass(frozen=True, slots=True, eq=False)
class _Replay:
    """Seconds and outcomes of the calls in time order, with the bucket before each."""

    seconds: np.ndarray[tuple[int], np.dtype[np.float64]]
    throttled: np.ndarray[tuple[int], np.dtype[np.bool_]]
    explained: int
    contradicted: int


def replay_quota(events: pd.DataFrame, traffic: pd.DataFrame | None = None) -> pd.DataFrame:
    """A verdict per seller, operation and application with throttled calls: COLUMNS, sorted by throttled calls.

    verdict: "over plan", "within plan or shared with calls not in this log", "another plan in force", "mixed" or
    "unknown"; rates in requests per second. The plan is the published one; the rate limit that responses named stands
    above it. Where `traffic` counts successes that `events` no longer holds, they are spread evenly over their minute.
    """
    need(events, "timestamp", *KEYS, "status", "error_code", "outcome", "rate_limit", "api_section", "line_start")
    hit = is_throttled(events)
    answered = events["outcome"].isin(["ok", "api_error"]) & events["operation"].isin(events.loc[hit, "operation"])
    calls = events[answered | (hit & events["operation"].isna())]
    counted = {} if traffic is None else dict(_split(traffic[traffic["outcome"].eq("ok")], KEYS[:2]))
    rows = [
        _judge(key, mine, hit[mine.index], counted.get(key[:2]))
        for key, mine in _split(calls, KEYS)
        if hit[mine.index].any()
    ]
    table = pd.DataFrame(rows, columns=list(COLUMNS), dtype=object).astype(COLUMNS)
    return table.sort_values(["throttled", *KEYS], ascending=[False, True, True, True]).reset_index(drop=True)


def is_throttled(events: pd.DataFrame) -> pd.Series:
    """True for each call refused for its rate: status 429, or a failed call whose code says so."""
    said = events["error_code"].str.contains(THROTTLED).fillna(value=False).astype(bool)
    return events["status"].eq(429).fillna(value=False).astype(bool) | (said & events["outcome"].eq("api_error"))


def find_plan(calls: pd.DataFrame) -> Plan | None:
    """The token bucket in force for these calls of one operation: rate as responses named it, else as published."""
    operation = calls["operation"].iloc[0]
    known = named_operations().get(str(operation).lower(), ()) if pd.notna(operation) else ()
    section = calls["api_section"].dropna().unique()
    known = tuple(each for each in known if each.api_section in section) or known
    published = {(each.rate_per_s, each.burst) for each in known if each.rate_per_s}
    rate, burst = published.pop() if len(published) == 1 else (None, None)
    seen = calls["rate_limit"].dropna()
    seen = seen[seen > 0]
    if len(seen):
        return Plan(float(seen.mode().max()), burst or 1.0, MEASURED)
    return Plan(rate, burst or 1.0, PUBLISHED) if rate else None


def _split(frame: pd.DataFrame, names: list[str]) -> Iterator[tuple[tuple[str | None, ...], pd.DataFrame]]:
    """The rows by these columns; unknown is a value of its own, None."""
    for key, rows in frame.groupby([frame[name].astype("string") for name in names], dropna=False):
        yield tuple(None if pd.isna(value) else str(value) for value in key), rows


def _judge(
    key: tuple[str | None, ...], calls: pd.DataFrame, refused: pd.Series, counted: pd.DataFrame | None
) -> tuple[object, ...]:
    plan = find_plan(calls)
    times, throttled, spread = _sequence(calls, refused, _unkept(calls, counted))
    count, accepted = int(refused.sum()), int((~throttled).sum())
    if plan is None or not throttled.any():
        why = Said("quota.untimed" if plan else "quota.no_rate")
        return (*key, UNKNOWN, count, accepted, 0, None, None, None, None, why)
    replay = _replay(times / SECOND, throttled, plan)
    verdict = _verdict(replay, accepted)
    effective = None if verdict == OTHER_PLAN else _effective_rate(replay)
    told = _tell(verdict, replay, plan, accepted, effective)
    doubts = [*([Said("quota.spread")] if spread else []), *([] if key[0] else [Said("quota.no_seller")])]
    why = join("sentences", [*told, *doubts])
    return (*key, verdict, count, accepted, replay.explained, plan.rate, plan.burst, plan.source, effective, why)


def _unkept(calls: pd.DataFrame, counted: pd.DataFrame | None) -> Times:
    """Instants for the successes that only traffic counts, spread evenly over their minute."""
    if counted is None:
        return np.empty(0, np.int64)
    per_minute = counted[counted["minute"].notna()].groupby("minute")["calls"].sum()
    kept = calls.loc[calls["outcome"].eq("ok"), "timestamp"].dt.floor("min").value_counts()
    missing = per_minute.sub(kept.reindex(per_minute.index, fill_value=0)).clip(lower=0).astype("int64")
    missing = missing[missing > 0]
    sizes = missing.to_numpy(np.int64)
    within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    starts = to_microseconds(missing.index.to_series())
    instants: Times = np.repeat(starts, sizes) + (within * MINUTE) // np.repeat(sizes, sizes)
    return instants


def _sequence(
    calls: pd.DataFrame, refused: pd.Series, more: Times
) -> tuple[Times, np.ndarray[tuple[int], np.dtype[np.bool_]], bool]:
    timed = calls[calls["timestamp"].notna()]
    times = np.concatenate([to_microseconds(timed["timestamp"]), more])
    throttled = np.concatenate([refused[timed.index].to_numpy(bool), np.zeros(len(more), bool)])
    order = np.lexsort((throttled, times))
    return times[order], throttled[order], bool(len(more))


def _replay(seconds: np.ndarray[tuple[int], np.dtype[np.float64]], throttled: object, plan: Plan) -> _Replay:
    """The bucket before each call; it starts full, refused calls take no token, the clocks may differ by CLOCK."""
    refused = np.asarray(throttled, dtype=bool)
    slack = min(2 * plan.rate * CLOCK, plan.burst / 2)
    levels, tokens, before = np.empty(len(seconds)), plan.burst, float(seconds[0])
    contradicted = 0
    for place, (second, no) in enumerate(zip(seconds.tolist(), refused.tolist(), strict=True)):
        tokens = min(plan.burst, tokens + plan.rate * (second - before))
        before = second
        levels[place] = tokens
        if not no:
            tokens -= 1
            if tokens < -slack:
                contradicted += 1
                tokens = -slack
    first = np.searchsorted(seconds, seconds[refused] - CLOCK, side="left")
    last = np.searchsorted(seconds, seconds[refused] + CLOCK, side="right")
    windows = np.column_stack([first, last]).ravel()
    lowest = np.minimum.reduceat(np.append(levels, np.inf), windows)[::2]
    explained = int((lowest < 1 + slack).sum())
    return _Replay(seconds, refused, explained, contradicted)


def _verdict(replay: _Replay, accepted: int) -> str:
    count = int(replay.throttled.sum())
    if accepted and replay.contradicted > CONTRADICTED * accepted:
        return OTHER_PLAN
    if replay.explained >= EXPLAINED * count:
        return OVER
    return WITHIN if count - replay.explained >= UNEXPLAINED * count else MIXED


def _effective_rate(replay: _Replay) -> float | None:
    """Accepted calls per second between throttled calls close to each other."""
    places = np.flatnonzero(replay.throttled)
    spans, between = np.diff(replay.seconds[places]), np.diff(places) - 1
    near = spans < PAUSE
    time, accepted, refused = float(spans[near].sum()), int(between[near].sum()), int(near.sum())
    steady = time > 0 and refused >= STEADY * (accepted + refused)
    return accepted / time if steady else None


def _tell(verdict: str, replay: _Replay, plan: Plan, accepted: int, effective: float | None) -> Iterator[Said]:
    counted = share(replay.explained, int(replay.throttled.sum()), "throttled")
    source = "quota.published" if plan.source == PUBLISHED else "quota.measured"
    limit = Said("quota.limit", rate=f"{plan.rate:g}", burst=f"{plan.burst:g}", source=Said(source))
    if verdict == OTHER_PLAN:
        yield Said("quota.other_plan", share=share(replay.contradicted, accepted, "accepted"), limit=limit)
        return
    yield Said({OVER: "quota.over", WITHIN: "quota.within"}.get(verdict, "quota.mixed"), share=counted, limit=limit)
    if verdict == OVER:
        yield Said("quota.over_advice")
    if effective:
        yield Said("quota.got_through", rate=f"{effective:.3g}")
