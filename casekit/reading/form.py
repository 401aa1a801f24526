"""What a form of log is: its name, samples, and either sentences found anywhere or a reader of whole blocks."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, compress, groupby
from operator import attrgetter

from casekit.reading.found import Fact


@dataclass(frozen=True, slots=True)
class Sentence:
    """A pattern whose named groups are facts; `hint` must stand in `hinted(text)` for the pattern to be tried."""

    hint: str
    pattern: re.Pattern[str]
    rank: int = 1


@dataclass(frozen=True, eq=False)
class Sentences:
    """All sentences, in the order in which they are tried."""

    every: tuple[Sentence, ...]

    @cached_property
    def _groups(self) -> tuple[tuple[str, ...], tuple[tuple[Sentence, ...], ...]]:
        """Hints, and the neighbours that share each."""
        groups = [(hint, tuple(each)) for hint, each in groupby(self.every, attrgetter("hint"))]
        return tuple(hint for hint, _ in groups), tuple(each for _, each in groups)

    @cached_property
    def hints(self) -> frozenset[str]:
        """Every hint as it stands in a text, words for the signs below; FAILING and FOREIGN have none."""
        told, _ = self._groups
        return frozenset(chain.from_iterable(_WORDS.get(hint, (hint,)) for hint in told))

    def hinted_at(self, text: str) -> Iterator[Sentence]:
        """Those whose hint the text bears."""
        hints, groups = self._groups
        return chain.from_iterable(compress(groups, map(hinted(text).__contains__, hints)))


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


FAILING, FOREIGN, THROWN, UNREACHED, ENDED = "\x02", "\x03", "\x04", "\x05", "\x06"
"""Hints that stand for one of several: a number 4xx or 5xx (no time), a letter beyond ASCII, one of the words below."""
_FAILING = re.compile(r"[45][0-9]{2}(?<![A-Za-z0-9_][0-9]{3})(?![A-Za-z0-9_]| ?ms\b)")
_WORDS = {
    THROWN: ("Exception", "Error", "Fault"),
    UNREACHED: (
        "getaddrinfo", "ENOTFOUND", "ECONN", "ETIMEDOUT", "EAI_AGAIN", "EPIPE", "socket hang up", "Could not resolve",
        "Name or service", "name resolution", "Connection ", "imeout", "timed out", "UnknownHost", "SSLHandshake",
        "SSLCert", "CERTIFICATE", "cURL", "curl", "Max retries", "context deadline", "o such host",
    ),
    ENDED: ("FATAL", "CANCELLED"),
}  # fmt: skip


def hinted(text: str) -> str:
    """The text and, behind it, each of the hints above that it bears."""
    signs = [sign for sign, words in _WORDS.items() if any(map(text.__contains__, words))]
    return "".join((text, FAILING if _FAILING.search(text) else "", "" if text.isascii() else FOREIGN, *signs))


def sentence(hint: str, pattern: str, rank: int = 1) -> Sentence:
    """A Sentence from its pattern."""
    return Sentence(hint, re.compile(pattern), rank)
