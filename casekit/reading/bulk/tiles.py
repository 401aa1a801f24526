"""Records of one line taken by the places of a delimiter, several times faster than by their pattern.

Times, IDs and words of many spellings are cut out of a line at delimiters; what stands between two of them is looked up
whole. Each distinct one is matched with its part of the pattern, so that what is taken here is what the pattern takes.
Lines with other characters than ASCII are left to the pattern.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import polars as pl

from casekit.reading.bulk.masks import FIXED
from casekit.reading.bulk.rows import Codes, Column, encode, encode_words
from casekit.reading.bulk.shape import Shape
from casekit.reading.bulk.text import Text

DELIMITERS = '",; \t|'
ENOUGH = 500  # lines that are worth it
FEW = 100  # lines of one tiling that are not
SHARE = 0.02  # of the lines of a shape have a tiling of their own
SAMPLED = 1_000  # lines that tell how many words a token has
MANY = 40  # words in these of a token that is cut out
UUID_SIZE = 36
DASHES = (8, 13, 18, 23)  # in a UUID


@dataclass(frozen=True, slots=True)
class Edge:
    """A place in a line: so many bytes behind a delimiter, by its number in the line, or behind its start or end."""

    number: int | None  # None: of the start or end of the line
    shift: int


@dataclass(frozen=True, slots=True)
class Cut:
    """A token that is cut out. like: a time of this shape, for times."""

    token: int
    start: Edge
    end: Edge
    like: str = ""


@dataclass(frozen=True, slots=True)
class Tiling:
    """How the lines of a shape that hold so many delimiters are tiled."""

    delimiter: str
    count: int
    cuts: tuple[Cut, ...]


Tilings = dict[str, tuple[Tiling, ...]]
"""Of the shapes by their pattern; none where no delimiter will do."""


def match_tiles(text: Text, left: Codes, shape: Shape, known: Tilings) -> Iterator[tuple[Codes, dict[str, Column]]]:
    """Numbers of lines among `left` that wholly match the shape, and the columns of their tokens; none twice."""
    if len(left) < ENOUGH:
        return
    for tiling in _tilings(text.lines, left, shape, known):
        spots = text.spots(tiling.delimiter)
        rows = left[(spots.count[left] == tiling.count) & text.plain[left]]
        if len(rows) > FEW:
            yield _read(text, rows, shape, tiling)


def _read(text: Text, rows: Codes, shape: Shape, tiling: Tiling) -> tuple[Codes, dict[str, Column]]:
    spots = text.spots(tiling.delimiter)
    columns: dict[str, Column] = {}
    good = np.ones(len(rows), dtype=bool)

    def place(edge: Edge, otherwise: Codes) -> Codes:
        at = otherwise[rows] if edge.number is None else spots.at[spots.first[rows] + edge.number]
        return at + edge.shift

    behind, last = text.starts[rows], -1
    for cut in (*tiling.cuts, None):
        start = place(cut.start, text.starts) if cut else text.ends[rows]
        end = place(cut.end, text.ends) if cut else start
        good &= (behind <= start) & (start <= end)
        start, end = np.where(good, start, behind), np.where(good, end, behind)
        stop = cut.token if cut else len(shape.kinds)
        fits, more = _between(text, shape, (last + 1, stop), behind, start - behind)
        good &= fits
        columns |= more
        if cut:
            fits, more = _cut_out(text, shape, cut, start, end - start)
            good &= fits
            columns |= more
            behind, last = end, cut.token
    if good.all():
        return rows, columns
    kept = np.flatnonzero(good)
    return rows[kept], {name: column.at(kept) for name, column in columns.items()}


def _between(
    text: Text, shape: Shape, tokens: tuple[int, int], start: Codes, length: Codes
) -> tuple[Codes, dict[str, Column]]:
    """Which stretches are as the tokens first..last (exclusive) with the text around them, and the columns of these."""
    first, last = tokens
    pattern = "".join(shape.pieces[2 * first : 2 * last + 1])
    if first == last:
        return _are(text, shape.stills[first].encode(), start, length), {}
    words = encode_words(text.words(start, length))
    found = [_match(pattern, word) for word in words.words]
    fits = np.array([each is not None for each in found])[words.codes]
    columns = {}
    for token in range(first, last):
        name = f"g{token}"
        told = [each[name] if each else "" for each in found]
        numbers = {word: number for number, word in enumerate(dict.fromkeys(told))}
        codes = np.array([numbers[word] for word in told], dtype=np.int64)[words.codes]
        columns[name] = Column(codes, tuple(numbers))
    return fits, columns


def _cut_out(text: Text, shape: Shape, cut: Cut, start: Codes, length: Codes) -> tuple[Codes, dict[str, Column]]:
    """Which words are of the kind of a token that is cut out, and its columns; IDs and seconds have none."""
    name, piece = f"g{cut.token}", shape.pieces[2 * cut.token + 1]
    if shape.kinds[cut.token] == "uuid":
        table = text.gather(start, UUID_SIZE)
        return (length == UUID_SIZE) & _all(_HEX_OR_DASH[table] == _UUID), {}
    if shape.kinds[cut.token] == "stamp":
        return _stamps(text, piece, cut, start, length)
    column = encode(pl.Series(text.words(start, length)), shape, name)
    fits = np.array([_match(piece, word) is not None for word in column.words])
    return fits[column.codes], {name: column}


_HEX_OR_DASH = np.zeros(256, dtype=np.uint8)
_HEX_OR_DASH[list(b"0123456789abcdefABCDEF")] = 1
_HEX_OR_DASH[ord("-")] = 2
_UUID = np.array([2 if place in DASHES else 1 for place in range(UUID_SIZE)], dtype=np.uint8)


def _all(table: Codes) -> Codes:
    """True for each row that is all True; many columns are looked at together, which is faster than one by one."""
    width = table.shape[1] // 8 * 8
    wide: Codes = (np.ascontiguousarray(table[:, :width]).view(np.uint64) == _TRUE).all(axis=1)
    return wide & table[:, width:].all(axis=1)


_TRUE = np.ones(8, dtype=bool).view(np.uint64)[0]


def _stamps(text: Text, piece: str, cut: Cut, start: Codes, length: Codes) -> tuple[Codes, dict[str, Column]]:
    """As `_cut_out`: of times that are as long as the one they are like, and have its zone."""
    found = _match(piece, cut.like)
    assert found
    head, tail, zone = f"g{cut.token}h", found.end(f"g{cut.token}h"), found.start(f"g{cut.token}z")
    width = len(cut.like)
    rest = np.frombuffer(cut.like[tail:].encode(), dtype=np.uint8)
    table = text.gather(start, width)[:, tail:]
    digits = np.array([each.isdigit() and number < zone for number, each in enumerate(cut.like[tail:], tail)])
    fits = _all(np.where(digits, (table >= ord("0")) & (table <= ord("9")), table == rest))
    fits &= (length == width) & (table[:, 1] < ord("6"))  # a minute has 60 seconds
    heads = encode_words(text.words(start, np.full(len(start), tail)))
    alike = np.array([_match(piece, word + cut.like[tail:]) is not None for word in heads.words])
    zones = Column(np.zeros(len(start), dtype=np.int64), (cut.like[zone:],))
    good: Codes = fits & alike[heads.codes]
    return good, {head: heads, f"g{cut.token}z": zones}


def _are(text: Text, same: bytes, start: Codes, length: Codes) -> Codes:
    fits: Codes = length == len(same)
    if not same or not fits.any():
        return fits
    told = text.gather(np.where(fits, start, 0), len(same)) == np.frombuffer(same, dtype=np.uint8)
    return fits & _all(told)


@lru_cache(maxsize=1_024)
def _compiled(piece: str) -> re.Pattern[str]:
    return re.compile(piece)


def _match(piece: str, word: str) -> re.Match[str] | None:
    return _compiled(piece).fullmatch(word)


def _tilings(lines: pl.Series, left: Codes, shape: Shape, known: Tilings) -> tuple[Tiling, ...]:
    """How to tile the lines of a shape, told by some of them; nothing when too few are of it."""
    if shape.pattern not in known:
        sample = lines.gather(left[:: max(1, len(left) // SAMPLED)][:SAMPLED]).to_list()
        told = [found for line in sample if line.isascii() and (found := re.match(shape.pattern, line))]
        if len(told) < MANY:
            return ()
        known[shape.pattern] = tuple(_best_tilings(shape, told))
    return known[shape.pattern]


def _best_tilings(shape: Shape, told: Sequence[re.Match[str]]) -> Iterator[Tiling]:
    """One for each number of delimiters and length of times that many lines have."""
    cut = [
        token
        for token, kind in enumerate(shape.kinds)
        if kind in FIXED or len({each[f"g{token}"] for each in told}) > MANY
    ]
    for delimiter in DELIMITERS:
        if all(_stands(delimiter, shape, token) and _stands(delimiter, shape, token + 1) for token in cut):
            looks = [(each.string.count(delimiter), *_widths(shape, each)) for each in told]
            counted = {look[0]: look for look, met in Counter(looks).most_common() if met > SHARE * len(told)}
            for count, look in counted.items():
                like = told[looks.index(look)]
                yield Tiling(delimiter, count, tuple(_cut(shape, like, token, delimiter) for token in cut))
            return


def _stands(delimiter: str, shape: Shape, still: int) -> bool:
    return still in (0, len(shape.kinds)) or delimiter in shape.stills[still]


def _widths(shape: Shape, found: re.Match[str]) -> list[int]:
    return [
        end - start
        for token, kind in enumerate(shape.kinds)
        if kind == "stamp"
        for start, end in [_span(shape, found, token)]
    ]


def _span(shape: Shape, found: re.Match[str], token: int) -> tuple[int, int]:
    if shape.kinds[token] == "stamp":
        return found.start(f"g{token}h"), found.end(f"g{token}z")
    return found.span(f"g{token}")


def _cut(shape: Shape, like: re.Match[str], token: int, delimiter: str) -> Cut:
    (start, end), line = _span(shape, like, token), like.string
    before, after = shape.stills[token], shape.stills[token + 1]
    first, last = Edge(None, len(before)), Edge(None, -len(after))
    if delimiter in before:
        first = Edge(line.count(delimiter, 0, start) - 1, len(before) - before.rindex(delimiter))
    if delimiter in after:
        last = Edge(line.count(delimiter, 0, end), -after.index(delimiter))
    return Cut(token, first, last, line[start:end] if shape.kinds[token] == "stamp" else "")
