"""How often calls fail: errors among the calls of the same operations and sellers, over time."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.analysis.instants import MINUTE, STEPS, Times, to_microseconds
from casekit.analysis.segments import Counts, Segment, estimate_dispersion, split_series
from casekit.analysis.values import Places, number_values
from casekit.reading.frame import FAILED, need

SAME = ("operation", "seller_id")
"""Calls that agree in these are the ones a failure is compared with."""
MOST_BINS = 500
"""Segmentation takes bins^2 steps: 4 ms for 500."""
FULL_EXPOSURE = 50.0
"""Requests assumed per bin, as a multiple of its most errors, when the log holds failures only."""


@dataclass(frozen=True, eq=False)
class RateSeries:
    """Errors and requests of the same operations and sellers, per UTC bin that has any call.

    edges: left edges in microseconds; width likewise; counted: False when the log has failures only, so that requests
    are an assumed constant exposure.
    """

    edges: Times
    width: int
    errors: Counts
    requests: Counts
    counted: bool

    @cached_property
    def dispersion(self) -> float:
        """How many times more neighbouring bins differ than by chance."""
        return estimate_dispersion(self.errors, self.requests)

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """The stretches of one rate."""
        return split_series(self.errors, self.requests, self.dispersion) if len(self.edges) else ()


@dataclass(frozen=True, slots=True, eq=False)
class Exposure:
    """What a failure is compared with: all calls of its operations and sellers, per minute.

    times: its errors; minutes: left edges of every minute of the log; own: calls of the same kind in each, good: those
    that went well; whole: calls of any kind. All sums but `times` are per minute, instants are microseconds.
    any_good: False when the log holds no call that is known to have gone well.
    """

    times: Times
    minutes: Times
    errors: Counts
    own: Counts
    good: Counts
    whole: Counts
    counted: bool
    any_good: bool

    def series(self, most: int = MOST_BINS) -> RateSeries:
        """Errors and requests per bin: at most `most` bins of the smallest round width, none without a call."""
        calls = self.own if self.counted else self.whole
        used = (calls > 0) | (self.errors > 0)
        minutes = self.minutes[used]
        width = next((step for step in STEPS if step >= MINUTE and _count_bins(minutes, step) <= most), 0)
        width = width or _wide_step(minutes, most)
        edges, places = np.unique(minutes - minutes % width, return_inverse=True)
        errors, requests = (_sum(places, each[used], len(edges)) for each in (self.errors, calls))
        assumed = np.full(len(edges), FULL_EXPOSURE * errors.max(initial=1))
        return RateSeries(edges, width, errors, np.maximum(requests, errors) if self.counted else assumed, self.counted)


class Traffic:
    """All calls of a log beside its failed ones, ready to be asked for the exposure of many groups of these."""

    def __init__(self, traffic: pd.DataFrame, failed: pd.DataFrame) -> None:
        """Number the operations and sellers of both; an unknown one matches an unknown one."""
        need(traffic, *SAME, "minute", "calls", "outcome")
        need(failed, "timestamp")
        callers = _number_callers(traffic, failed)
        outcome = traffic["outcome"].astype("string")
        timed = traffic["minute"].notna().to_numpy()
        self._any_good = bool(outcome.eq("ok").any())
        self._good, self._bad = (outcome.isin(names).to_numpy()[timed] for names in (("ok",), FAILED))
        self._callers, self._failed = callers[: len(traffic)][timed], callers[len(traffic) :]
        self._calls = traffic["calls"].to_numpy(np.float64)[timed]
        self._known = failed["timestamp"].notna().to_numpy()
        self._times = np.zeros(len(failed), np.int64)
        self._times[self._known] = to_microseconds(failed["timestamp"])
        called = to_microseconds(traffic["minute"])
        both = np.concatenate([called, self._times - self._times % MINUTE])
        places, minutes = pd.factorize(both, sort=True)
        self._minutes = minutes
        self._called, self._erred = places[: len(called)], places[len(called) :]
        self._whole = self._sum(np.ones(len(called), bool))

    def expose(self, rows: Places | None = None) -> Exposure:
        """The exposure of these failed rows (places in the frame of failed calls; all without)."""
        rows = np.arange(len(self._failed)) if rows is None else rows
        same = np.zeros(int(max(self._callers.max(initial=0), self._failed.max(initial=0))) + 1, bool)
        same[self._failed[rows]] = True
        own = same[self._callers]
        rows = rows[self._known[rows]]
        return Exposure(
            times=np.sort(self._times[rows]),
            minutes=self._minutes,
            errors=_sum(self._erred[rows], np.ones(len(rows)), len(self._minutes)),
            own=self._sum(own),
            good=self._sum(own & self._good),
            whole=self._whole,
            counted=bool((own & ~self._bad).any()),
            any_good=self._any_good,
        )

    def _sum(self, rows: NDArray[np.bool_]) -> Counts:
        return _sum(self._called[rows], self._calls[rows], len(self._minutes))


def _number_callers(*frames: pd.DataFrame) -> Places:
    """For the rows of all frames, one after the other, which operation and seller they have."""
    whole = np.zeros(sum(map(len, frames)), np.int64)
    for name in SAME:
        column = pd.concat([frame.get(name, pd.Series(index=frame.index)).astype("string") for frame in frames])
        places, values = number_values(column)
        whole = whole * len(values) + places
    numbered: Places = pd.factorize(whole)[0].astype(np.int64)
    return numbered


def _sum(places: Places, amounts: Counts, size: int) -> Counts:
    return np.bincount(places, amounts, minlength=size).astype(np.float64)


def _count_bins(minutes: Times, width: int) -> int:
    return len(np.unique(minutes // width))


def _wide_step(minutes: Times, most: int) -> int:
    """Whole days, as many as it takes."""
    days = 2
    while _count_bins(minutes, days * STEPS[-1]) > most:
        days *= 2
    return days * STEPS[-1]
