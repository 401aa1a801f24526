"""Records matched by a compiled loop, many times faster than by their pattern; what it takes is what the pattern takes.

A record is walked through once: what stands still is compared, and a word reaches as far as its characters do. Each
distinct word is then matched with its part of the pattern. What is missed here is left to the pattern.
"""

from dataclasses import dataclass
from functools import cache
from itertools import compress
from types import ModuleType

import numpy as np
import polars as pl
import pyarrow as pa

from casekit.reading.bulk.program import DOUBTFUL, FITS, NEVER, Program, program_of
from casekit.reading.bulk.rows import Codes, Column, is_read_whole, lump, names_seller
from casekit.reading.bulk.shape import Shape


@cache
def load_kernel() -> ModuleType | None:
    """The compiled loop, which takes a second to load; None where it can be neither loaded nor compiled."""
    try:
        from casekit.reading.bulk import kernel  # noqa: PLC0415 only a large log is worth it
    except (ImportError, RuntimeError):  # Numba is missing, or finds no folder to keep what it compiles
        return None
    return kernel


@dataclass(frozen=True, slots=True)
class Matched:
    """Rows that wholly match a shape, with the columns of their words, and rows that its pattern must judge."""

    rows: Codes
    columns: dict[str, Column]
    doubtful: Codes


def match_records(data: Codes, starts: Codes, ends: Codes, shape: Shape, *, every: bool = False) -> Matched:
    """Of the records data[starts[row] : ends[row]] (bytes) those that match a shape.

    every: IDs and seconds have columns too, and no number is masked. Without `load_kernel` all are doubtful.
    """
    program = program_of(shape, every=every)
    numbered = np.array([not (every or is_read_whole(shape, name)) for name in program.words], dtype=bool)
    verdicts, columns = _run(program, data, (starts, ends), numbered)
    if not (verdicts == FITS).any():
        return Matched(np.array([], dtype=np.int64), {}, np.flatnonzero(verdicts != NEVER))
    asked = zip(program.words, numbered, strict=True)
    named = np.array([each and names_seller(columns[name]) for name, each in asked], dtype=bool)
    if named.any():
        verdicts, columns = _run(program, data, (starts, ends), numbered & ~named)
    columns |= {name: lump(columns[name], shape, name) for name in compress(program.words, numbered)}
    fits = verdicts == FITS
    for name in program.loose:
        right = program.are_right(name, columns[name].words)
        if not all(right):
            fits[fits] = np.array(right)[columns[name].codes[fits]]
    rows = np.flatnonzero(fits)
    none = Column(np.zeros(len(rows), dtype=np.int64), ("",))
    told = {name: column.at(rows) for name, column in columns.items()} | dict.fromkeys(program.empty, none)
    return Matched(rows, told, np.flatnonzero(~fits & (verdicts != NEVER)))


def match_texts(texts: pl.Series, shape: Shape) -> dict[str, Column] | None:
    """The columns of every group of these records, all of the shape; None when the loop misses one."""
    array = texts.to_arrow().cast(pa.large_string())
    _, offsets, data = array.buffers()
    if data is None:
        return None
    edges = np.frombuffer(offsets, dtype=np.int64)[array.offset :][: len(array) + 1]
    found = match_records(np.frombuffer(data, dtype=np.uint8), edges[:-1], edges[1:], shape, every=True)
    return found.columns if len(found.rows) == len(texts) else None


def _run(program: Program, data: Codes, spans: tuple[Codes, Codes], masks: Codes) -> tuple[Codes, dict[str, Column]]:
    """The verdict of each record, and the columns of all, without meaning but where it is FITS."""
    kernel = load_kernel()
    starts, ends = (np.array(each, dtype=np.int64) for each in spans)
    count, slots = len(starts), len(program.words)
    verdicts, codes = np.full(count, DOUBTFUL, dtype=np.int8), np.zeros((slots, count), dtype=np.int32)
    if kernel is None:
        return verdicts, dict.fromkeys(program.words, Column(np.zeros(count, dtype=np.int64), ()))
    sizes = ends - starts
    longest = int(sizes.max(initial=1)).bit_length()
    words, places = np.empty(int(sizes.sum()), dtype=np.uint8), np.empty((slots, count, 2), dtype=np.int64)
    counts, tables = np.zeros(slots + 1, dtype=np.int64), np.zeros((slots, 2 << count.bit_length()), dtype=np.int32)
    kernel.match_records(
        data, starts, ends, program.steps, program.texts, program.classes, masks, verdicts, codes, words, places,
        counts, tables, _factors(longest), np.empty(1 << longest, dtype=np.uint8),
    )  # fmt: skip
    told = words[: counts[-1]].tobytes()
    text: str | bytes = told.decode() if told.isascii() else told
    return verdicts, {
        name: Column(codes[slot], _cut(text, places[slot, : counts[slot]])) for slot, name in enumerate(program.words)
    }


def _cut(text: str | bytes, places: Codes) -> tuple[str, ...]:
    starts, ends = (places[:, side].tolist() for side in (0, 1))
    if isinstance(text, str):
        return tuple([text[start:end] for start, end in zip(starts, ends, strict=True)])
    return tuple([text[start:end].decode() for start, end in zip(starts, ends, strict=True)])


@cache
def _factors(bits: int) -> Codes:
    """Random, so that nobody can write a log whose words all meet in one place of a table."""
    return np.random.default_rng().integers(1 << 32, size=1 << bits, dtype=np.uint32) | np.uint32(1)
