"""What a form of log is: its name, samples, and either sentences found anywhere or a reader of whole blocks."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from casekit.reading.found import Fact


@dataclass(frozen=True, slots=True)
class Sentence:
    """A pattern whose named groups are facts; `hint` must stand in the text for the pattern to be tried."""

    hint: str
    pattern: re.Pattern[str]
    rank: int = 1


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines first..last (indices, inclusive) that speak of one call by themselves; no facts: they are context."""

    first: int
    last: int
    facts: tuple[Fact, ...] = ()
    reject: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """What a reader took: its pieces in order, up to (without) line `end`."""

    pieces: tuple[Piece, ...]
    end: int


Reader = Callable[[Sequence[str], int], Block | None]
"""Takes tidy lines and an index; gives the block that begins there, or None when it is not of this form."""


@dataclass(frozen=True, slots=True)
class Form:
    """One form. `signs` names it where only sentences or shared marks were found."""

    name: str
    samples: tuple[str, ...]
    read: Reader | None = None
    sentences: tuple[Sentence, ...] = ()
    signs: re.Pattern[str] | None = None


def sentence(hint: str, pattern: str, rank: int = 1) -> Sentence:
    """A Sentence from its pattern."""
    return Sentence(hint, re.compile(pattern), rank)
