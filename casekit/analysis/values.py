"""Columns as whole numbers, and what each of many groups has most, without a frame per group."""

from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Places = NDArray[np.int64]
"""For each row the place of its value in a list."""


def number_values(column: pd.Series) -> tuple[Places, list[str]]:
    """The place of each row's text among the distinct ones, and these in order of appearance; a missing one is ""."""
    places, values = pd.factorize(column.astype("string").fillna(""))
    return places.astype(np.int64), values.tolist()


def count_values(groups: Places, size: int, column: pd.Series) -> list[dict[object, int]]:
    """For each of `size` groups how many of its rows have which value; `groups` is the place of each row's group."""
    places, values = pd.factorize(column)
    known, width = places >= 0, max(len(values), 1)
    cells, counts = np.unique(groups[known] * width + places[known], return_counts=True)
    names = values.take(cells % width).tolist()
    ends = np.searchsorted(cells // width, np.arange(size + 1))
    pairs = list(zip(names, counts.tolist(), strict=True))
    return [dict(pairs[start:end]) for start, end in pairwise(ends)]


def most_frequent(counts: dict[object, int]) -> object:
    """The value with the highest count, the smallest of equals; None when there is none."""
    most = max(counts.values(), default=0)
    return min((value for value, count in counts.items() if count == most), default=None)  # type: ignore[type-var]


def by_frequency(counts: dict[object, int]) -> tuple[str, ...]:
    """The values as text, those with the highest count first, equals in the order of the alphabet."""
    return tuple(str(name) for name, _ in sorted(counts.items(), key=lambda item: (-item[1], str(item[0]))))
