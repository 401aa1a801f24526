"""Does it still occur: what the calls of the same operations and sellers say after the last failure."""

from dataclasses import dataclass, replace
from math import log

import numpy as np
import pandas as pd

from casekit.analysis.exposure import Exposure, RateSeries, Traffic
from casekit.analysis.instants import MINUTE, from_microseconds, iso
from casekit.analysis.onset import share
from casekit.wording import Said, count, join

CHANCE = 0.01
"""Chance at which so many good calls in a row could have happened although the failure goes on."""
BOUND_CHANCE = 0.05
"""The upper bound on the remaining rate holds with 95 %."""
Z = 1.2816
"""One-sided 90 %: the lowest rate that the failures of the last active time leave plausible."""
QUIET_GAPS = 20
"""This many usual pauses between calls ..."""
QUIET = 3600 * 1_000_000
"""... and an hour (microseconds) without a call: the operation is not in use, so it tells nothing."""


@dataclass(frozen=True, slots=True)
class State:
    """Whether the errors still occur at the end of the log.

    verdict: "still occurring", "stopped", "not exercised since" or "unclear". good_calls_since: successful calls of the
    same operations and sellers after the last failure. rate_upper_bound: highest error rate (95 %) they leave, or None.
    last_failure: UTC. reason: all of it in words.
    """

    verdict: str
    reason: str
    good_calls_since: int = 0
    rate_upper_bound: float | None = None
    last_failure: pd.Timestamp | None = None


def judge_state(failed: pd.DataFrame, traffic: pd.DataFrame, events: pd.DataFrame | None = None) -> State:
    """Whether these failed calls still occur, relative to the end of the log.

    Good calls are counted from the minute after the last failure; with a complete `events` to the second. "stopped"
    needs so many that with the rate of the last active time (its lowest plausible value, bursts allowed for) chance
    would leave them free of failures once in a hundred times; up to a third of that is "still occurring".
    """
    traced = Traffic(traffic, failed).expose()
    good = None
    if events is not None and len(events) == traffic["calls"].sum():
        seconds = Traffic(events.assign(minute=events["timestamp"], calls=1), failed).expose()
        good = _good_calls(seconds)
    return judge_exposure(traced, traced.series(), good)


def judge_exposure(traced: Exposure, series: RateSeries, good: int | None = None) -> State:
    """The same from the exposure of the failed calls; `good`: calls that went well since, when known to the second."""
    if not len(traced.times):
        return State("unclear", Said("onset.no_time"))
    last = int(traced.times[-1])
    good = _good_calls(traced) if good is None else good
    idle = _idle(traced, last)
    needed, words = _needed(series, last)
    if idle is not None and not traced.any_good:
        moment = from_microseconds(last)
        return State("unclear", Said("state.failures_only", last=iso(moment), span=_hours(idle)), last_failure=moment)
    verdict = _verdict(good, needed, series.counted, idle)
    bound = 1 - BOUND_CHANCE ** (1 / good) if good else None
    state = State(verdict, "", good, bound, from_microseconds(last))
    return replace(state, reason=_tell(state, needed, words, idle))


def _good_calls(traced: Exposure) -> int:
    return int(traced.good[traced.minutes > traced.times.max(initial=0)].sum())


def _idle(traced: Exposure, last: int) -> int | None:
    """Microseconds from the last such call to the log's end, when that is far longer than usual; else None."""
    minutes = np.unique(np.append(traced.minutes[traced.own > 0], last - last % MINUTE))
    usual = float(np.median(np.diff(minutes))) if len(minutes) > 1 else 0.0
    quiet = int(traced.minutes[traced.whole > 0].max(initial=last)) - int(minutes[-1])
    return quiet if quiet > max(QUIET_GAPS * usual, QUIET) else None


def _needed(series: RateSeries, last: int) -> tuple[float, Said | None]:
    """Good calls in a row that would show the end, and the rate this rests on in words; None where it is assumed."""
    place = int(np.searchsorted(series.edges, last, side="right")) - 1
    active = next(each for each in series.segments if each.first <= place <= each.last)
    rows = slice(active.first, place + 1)
    errors, requests = float(series.errors[rows].sum()), float(series.requests[rows].sum())
    phi = series.dispersion
    rate = lowest_rate(errors, requests / phi, phi)
    return phi * log(CHANCE) / log(1 - min(max(rate, 1e-9), 0.99)), share(errors, requests) if series.counted else None


def lowest_rate(errors: float, requests: float, phi: float = 1.0) -> float:
    """The lowest rate (Wilson, one-sided 90 %) that these counts leave plausible, with over-dispersion phi."""
    n = max(requests, 1.0)
    p = min(errors / phi / n, 1.0)
    spread = Z * np.sqrt(p * (1 - p) / n + Z**2 / (4 * n**2))
    return float(max((p + Z**2 / (2 * n) - spread) / (1 + Z**2 / n), 0.0))


def _verdict(good: int, needed: float, counted: bool, idle: int | None) -> str:  # noqa: FBT001  a fact, not a switch
    if counted and good >= needed:
        return "stopped"
    if idle is not None:
        return "not exercised since"
    if not counted:
        return "unclear" if good else "still occurring"
    return "still occurring" if good <= needed / 3 else "unclear"


def _tell(state: State, needed: float, share_before: Said | None, idle: int | None) -> Said:
    last = iso(state.last_failure) if state.last_failure is not None else ""
    start = count("state.last", state.good_calls_since, last=last)
    if not state.good_calls_since:
        start = Said("state.last_none", last=last)
    if state.verdict == "not exercised since" and idle is not None:
        then = Said("state.idle", span=_hours(idle))
    elif share_before is None:
        return start
    elif state.verdict == "stopped" and state.rate_upper_bound is not None:
        then = Said("state.stopped", share=share_before, left=f"{100 * state.rate_upper_bound:.2g}")
    elif state.verdict == "unclear":
        then = Said("state.unclear", share=share_before, needed=f"{np.ceil(needed):,.0f}")
    else:
        key = "state.occurring" if state.good_calls_since else "state.occurring_none"
        then = Said(key, share=share_before)
    return join("sentences", [start, then])


def _hours(idle: int) -> Said:
    hours, minutes = divmod(idle // MINUTE, 60)
    return Said("span.hours_minutes", hours=hours, minutes=minutes) if minutes else Said("span.h", n=hours)
