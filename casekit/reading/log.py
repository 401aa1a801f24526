"""The Log: what reading gives, complete and accounted for line by line."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd

Excerpt = Callable[[int, int], str]
"""Gives the original text of lines first..last (from 1, inclusive) of one source."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """Counts of lines that add up: lines = in_events + blank + context + rejected."""

    lines: int = 0
    in_events: int = 0
    blank: int = 0
    context: int = 0
    rejected: int = 0

    def __add__(self, other: "Ledger") -> "Ledger":
        """The ledger of both inputs together."""
        return Ledger(*(a + b for a, b in zip(self.counts(), other.counts(), strict=True)))

    def counts(self) -> tuple[int, int, int, int, int]:
        """The five counts in the order of the fields."""
        return self.lines, self.in_events, self.blank, self.context, self.rejected

    @property
    def adds_up(self) -> bool:
        """True when every line is in exactly one of the four classes."""
        return self.lines == self.in_events + self.blank + self.context + self.rejected


@dataclass(frozen=True, slots=True)
class Source:
    """One input: its name as shown (redacted), its size and a way back to its lines."""

    name: str
    lines: int
    excerpt: Excerpt = field(repr=False, compare=False)


@dataclass(frozen=True, eq=False)
class Log:
    """Everything read from one or more inputs.

    events: frame per `reading.frame.COLUMNS`; every failed call, and successes up to a limit.
    traffic: calls per UTC minute, operation, seller, marketplace and outcome; always complete.
    rejects: line_start, line_end, source, reason.
    notes: sentences on what was assumed, converted or cut.
    zone: the IANA zone the analyst chose for times that carry none, else None.
    """

    events: pd.DataFrame
    traffic: pd.DataFrame
    rejects: pd.DataFrame
    ledger: Ledger
    notes: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    zone: str | None = None

    def excerpt(self, source: str, line_start: int, line_end: int) -> str:
        """The original, unredacted text of these lines; empty when the source is not known."""
        found = [each for each in self.sources if each.name == source]
        return found[0].excerpt(line_start, line_end) if found else ""
