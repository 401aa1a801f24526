"""Where the error rate of a series changes: exact segmentation by binomial likelihood.

Each segment has one rate; a change must pay 3 ln(bins) x the over-dispersion of the series, so that bursts of retries
are not taken for a change. Bins without requests say nothing and should be left out.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

PENALTY = 3.0
"""Times ln(bins) and over-dispersion: 0 false changes in 200 null series of each kind in benchmarks/onset.py."""
WINDOWS = ((1, 2), (1, 4), (1, 8), (4, 2), (8, 2))
"""(bins added up, sums compared): neighbours and short runs of bins, and of longer bins for bursts that last."""
TRIM = 0.1
"""Share of the most varied windows left out: a true change falls into few windows, bursts into many."""

BLOCK = 128
"""Bins whose segments are worked out at once."""
FEWEST = 8
"""Windows with an error; fewer tell nothing about their spread."""

Counts = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Segment:
    """Bins first..last (inclusive, from 0) with one error rate."""

    first: int
    last: int
    errors: float
    requests: float

    @property
    def rate(self) -> float:
        """Errors over requests."""
        return self.errors / self.requests if self.requests else 0.0


def split_series(errors: Counts, requests: Counts, phi: float | None = None) -> tuple[Segment, ...]:
    """The segments of a series in order; one for a series without change, none for an empty one.

    Minimises -log-likelihood + PENALTY x ln(bins) x phi per change over all segmentations, in bins^2 steps.
    """
    size = len(errors)
    if not size:
        return ()
    factor = estimate_dispersion(errors, requests) if phi is None else phi
    sums = np.concatenate([[0.0], np.cumsum(errors)]), np.concatenate([[0.0], np.cumsum(requests)])
    price = PENALTY * np.log(max(size, 2)) * factor
    best, back = np.zeros(size + 1), np.zeros(size + 1, np.int64)
    best[0] = -price
    for first in range(0, size, BLOCK):
        ends = np.arange(first, min(first + BLOCK, size)) + 1
        costs = segment_cost(*(each[ends, None] - each[None, : ends[-1]] for each in sums)) + price
        for end, row in zip(ends.tolist(), costs, strict=True):
            total = best[:end] + row[:end]
            back[end] = np.argmin(total)
            best[end] = total[back[end]]
    return _walk_back(back, sums, size)


def segment_cost(errors: Counts, requests: Counts) -> Counts:
    """The negative binomial log-likelihood of each segment at its own rate."""
    good = np.maximum(requests - errors, 0.0)
    return requests * _log(requests) - errors * _log(errors) - good * _log(good)


def estimate_dispersion(errors: Counts, requests: Counts) -> float:
    """How many times more neighbouring bins differ than chance alone would make them; 1 at least."""
    return max(1.0, *(_dispersion(_add_up(errors, bins), _add_up(requests, bins), width) for bins, width in WINDOWS))


def _add_up(counts: Counts, bins: int) -> Counts:
    whole = len(counts) // bins * bins
    sums: Counts = counts[:whole].reshape(-1, bins).sum(axis=1)
    return sums


def _dispersion(errors: Counts, requests: Counts, width: int) -> float:
    """The mean chi-squared per degree of freedom within windows, without the most varied ones.

    Given a window's sums, chance alone makes chi-squared N / (N - 1) times its degrees of freedom (N requests).
    """
    count = len(errors) // width
    e, n = (each[: count * width].reshape(count, width) for each in (errors, requests))
    rate = e.sum(axis=1) / np.maximum(n.sum(axis=1), 1.0)
    used = (rate > 0) & (rate < 1)
    if used.sum() < FEWEST:
        return 1.0
    e, n, rate = e[used], n[used], rate[used, None]
    spread = ((e - n * rate) ** 2 / np.maximum(n * rate * (1 - rate), 1e-9)).sum(axis=1) / (width - 1)
    spread *= 1 - 1 / np.maximum(n.sum(axis=1), 2.0)
    kept = np.sort(spread)[: int(len(spread) * (1 - TRIM))]
    return float(kept.mean())


def _walk_back(back: NDArray[np.int64], sums: tuple[Counts, Counts], size: int) -> tuple[Segment, ...]:
    found, end = [], size
    while end > 0:
        start = int(back[end])
        found.append(Segment(start, end - 1, *(float(each[end] - each[start]) for each in sums)))
        end = start
    return tuple(reversed(found))


def _log(values: Counts) -> Counts:
    """Logarithm with 0 ln 0 = 0."""
    return np.log(np.maximum(values, 1e-300))
