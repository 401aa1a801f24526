"""Since when: the change of the error rate (errors over requests of the same operation and seller), not of counts."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from casekit.analysis.exposure import RateSeries, Traffic
from casekit.analysis.instants import Times, from_microseconds, iso
from casekit.analysis.segments import Segment, segment_cost
from casekit.wording import Said, count, join

LEAST_RATIO = 2.0
"""A rate that did not at least double is no onset."""
DOUBT = 1.92
"""Log-likelihood within which another place of the change is as plausible (95 %, one parameter)."""


@dataclass(frozen=True, slots=True)
class Onset:
    """Since when the errors occur.

    verdict: "onset" (the rate rose at `at`), "first seen" (`at` is the first error, no rise can be shown) or "unknown".
    at, earliest, latest: UTC; the rise lies between the last two. rate_before, rate_after: errors over requests, or
    None where the log has no successes to compare with. reason: all of it in words.
    """

    verdict: str
    at: pd.Timestamp | None = None
    earliest: pd.Timestamp | None = None
    latest: pd.Timestamp | None = None
    reason: str = ""
    rate_before: float | None = None
    rate_after: float | None = None


def find_onset(failed: pd.DataFrame, traffic: pd.DataFrame) -> Onset:
    """Since when these failed calls occur, from their rate among the calls of `log.traffic`.

    Segmentation as in `segments.split_series`; the onset is the rise with the largest gain in likelihood among those
    with a rate at least twice as high, moved to its first error. Times without a call are no evidence.
    """
    traced = Traffic(traffic, failed).expose()
    return date_onset(traced.times, traced.series())


def date_onset(times: Times, series: RateSeries) -> Onset:
    """The same from the sorted times of the failed calls and their series."""
    if not len(times):
        return Onset("unknown", reason=Said("onset.no_time"))
    rises = [(before, after) for before, after in pairwise(series.segments) if after.rate >= LEAST_RATIO * before.rate]
    if not rises:
        return _first_seen(times, series)
    best = max(rises, key=lambda pair: (_gain(*pair), pair[1].first))
    return _onset(times, series, best, len(rises) - 1)


def share(part: float, whole: float, noun: str = "calls") -> Said:
    """Such as "37 of 210 calls (17.6 %)"; `noun` is one of the catalog's under share."""
    percent = 100 * part / whole if whole else 0.0
    return Said(f"share.{noun}", part=f"{part:,.0f}", whole=f"{whole:,.0f}", percent=f"{percent:.3g}")


def _gain(before: Segment, after: Segment) -> float:
    e, n = np.array([before.errors, after.errors]), np.array([before.requests, after.requests])
    apart = segment_cost(e, n).sum()
    return float(segment_cost(np.array([e.sum()]), np.array([n.sum()]))[0] - apart)


def _onset(times: Times, series: RateSeries, rise: tuple[Segment, Segment], others: int) -> Onset:
    before, after = rise
    low, high = _plausible(series, before, after)
    at = _first_error(times, int(series.edges[after.first]))
    latest = max(at, _first_error(times, int(series.edges[high])))
    earliest = min(int(series.edges[max(low - 1, 0)]) + series.width, at)
    rates = (before.rate, after.rate) if series.counted else (None, None)
    moments = from_microseconds(at), from_microseconds(earliest), from_microseconds(latest)
    return Onset("onset", *moments, _tell_rise(series, rise, moments, others), *rates)


def _tell_rise(
    series: RateSeries, rise: tuple[Segment, Segment], moments: tuple[pd.Timestamp, ...], others: int
) -> Said:
    before, after = rise
    at, earliest, latest = (iso(moment) for moment in moments)
    if series.counted:
        rates = share(before.errors, before.requests), share(after.errors, after.requests)
        said = [Said("onset.rose", at=at, before=rates[0], after=rates[1])]
    else:
        counts = {"errors_before": f"{before.errors:,.0f}", "errors_after": f"{after.errors:,.0f}"}
        bins = {"bins_before": before.last - before.first + 1, "bins_after": after.last - after.first + 1}
        said = [Said("onset.more_frequent", at=at, **counts, **bins)]
    said += [Said("onset.between", earliest=earliest, latest=latest)] if earliest != latest else []
    return join("sentences", [*said, *([count("onset.others", others)] if others else [])])


def _first_seen(times: Times, series: RateSeries) -> Onset:
    at = from_microseconds(times[0])
    earlier = series.edges < times[0] - times[0] % series.width
    calls = float(series.requests[earlier].sum()) if series.counted else 0.0
    errors, requests = float(series.errors.sum()), float(series.requests.sum())
    if not series.counted:
        why = Said("onset.no_rate")
    elif calls:
        why = Said("onset.too_few", share=share(errors, requests), calls=f"{calls:,.0f}")
    else:
        why = Said("onset.from_start", share=share(errors, requests))
    earliest = from_microseconds(series.edges[earlier][-1] + series.width) if calls else None
    return Onset("first seen", at, earliest, at, join("sentences", [Said("onset.first_seen", at=iso(at)), why]))


def _first_error(times: Times, edge: int) -> int:
    return int(times[min(int(np.searchsorted(times, edge)), len(times) - 1)])


def _plausible(series: RateSeries, before: Segment, after: Segment) -> tuple[int, int]:
    """First and last bin at which the change may as well have been, given the two segments around it."""
    first, last = before.first, after.last + 1
    e, n = np.cumsum(series.errors[first:last]), np.cumsum(series.requests[first:last])
    left = segment_cost(e[:-1], n[:-1])
    right = segment_cost(e[-1] - e[:-1], n[-1] - n[:-1])
    phi = series.dispersion
    near = np.flatnonzero(left + right <= (left + right).min() + DOUBT * phi) + first + 1
    return int(near[0]), int(near[-1])
