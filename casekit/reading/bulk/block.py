"""One block of lines: its records told apart, taken by their shapes, studied, or read the exact way."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from casekit.limits import SCAN_LIMIT
from casekit.reading.bulk.match import match_records
from casekit.reading.bulk.rows import BEGIN, Batch, Codes, join
from casekit.reading.bulk.shape import Shape
from casekit.reading.bulk.study import Book, look
from casekit.reading.bulk.take import sort_words, take_rows
from casekit.reading.bulk.text import Text
from casekit.reading.records import CONSOLE, LABELLED, LED, LEVELLED, STAMPED
from casekit.reading.stamped import CONTINUED

_STAMPED, _LED = (re.sub(r"\(\?=[^()]*\)", "", each.pattern) for each in (STAMPED, LED))  # Polars looks not ahead
HEAD = rf"^(?:(?:{_STAMPED})|(?:{LEVELLED.pattern})|(?i:{_LED})(?:{_STAMPED})|{CONSOLE.pattern})"
NO_HEAD = rf"^{LABELLED.pattern}|{CONTINUED}"
ROUNDS = 12  # of studying in one block
STUDIED = 80  # records studied in one round
LOOKED_AT = 4_000  # records whose look is told in one round
CONTEXT = 20  # records without a call that are looked past for the call before or behind


@dataclass(frozen=True, slots=True)
class Units:
    """The records of a block: their first and last lines (indices)."""

    first: Codes
    last: Codes


@dataclass(frozen=True, slots=True)
class Sorted:
    """The records of a block by how they are read: batches of units, and runs of units for the exact path."""

    units: Units
    batches: tuple[tuple[Batch, Codes], ...]  # each with its units
    runs: tuple[tuple[int, int], ...]  # first and last unit


def sort_records(text: Text, book: Book) -> Sorted:
    """The records of a block, each in one batch or run. Learns shapes that are not known yet."""
    singles, study = _single_lines(text, book)
    units = _units(text, singles, book)
    unit_of = np.full(len(text.starts), -1, dtype=np.int64)
    unit_of[units.first] = np.arange(len(units.first))
    alone = units.first == units.last
    taken = np.zeros(len(units.first), dtype=bool)
    batches = []
    for batch in singles:
        mine = unit_of[batch.rows]
        kept = (mine >= 0) & alone[mine]
        batches.append((batch if kept.all() else batch.at(kept), mine[kept]))
        taken[mine[kept]] = True
    waiting = np.flatnonzero(~taken)
    if len(waiting):
        fresh = [int(unit_of[line]) for line in study if unit_of[line] >= 0]
        batches += _waiting(text, units, waiting, [unit for unit in fresh if not taken[unit]], book)
    return _with_runs(units, batches)


def _single_lines(text: Text, book: Book) -> tuple[list[Batch], list[int]]:
    left = np.flatnonzero(~text.blank & text.short)
    batches: list[Batch] = []
    study: list[int] = []
    for shape in book.ranked(lines=1):
        if not len(left):
            break
        found, fresh = _take(text, (left, left), left, shape, book)
        batches += found
        study += fresh
        for batch in found:
            left = _without(left, batch.rows, len(text.starts))
    return [join(same) for same in _by_variant(batches)], study


def _take(
    text: Text, lines: tuple[Codes, Codes], rows: Codes, shape: Shape, book: Book
) -> tuple[list[Batch], list[int]]:
    """Of the records on these first and last lines, which have these numbers, those of a shape (see `sort_words`)."""
    first, last = lines
    batches: list[Batch] = []
    study: list[int] = []
    if book.compiled:
        found = match_records(text.bytes, text.starts[first], text.ends[last], shape)
        batches, study = sort_words(rows[found.rows], found.columns, shape)
        first, last, rows = first[found.doubtful], last[found.doubtful], rows[found.doubtful]
    if len(rows):
        more, fresh = take_rows(text.records(first, last), rows, shape)
        batches, study = [*batches, *more], [*study, *fresh]
    for batch in batches:
        book.met(batch)
    return batches, study


def _by_variant(batches: Sequence[Batch]) -> Iterable[list[Batch]]:
    found: dict[int, list[Batch]] = {}
    for batch in batches:
        found.setdefault(id(batch.variant), []).append(batch)
    return found.values()


def _without(rows: Codes, gone: Codes, count: int) -> Codes:
    """The rows (of so many) that are not gone."""
    if not len(gone):
        return rows
    is_gone = np.zeros(count, dtype=bool)
    is_gone[gone] = True
    return rows[~is_gone[rows]]


def _units(text: Text, singles: Sequence[Batch], book: Book) -> Units:
    """Records begin at a line of a known shape, or at one that looks like a beginning."""
    begins = np.zeros(len(text.starts), dtype=bool)
    for batch in singles:
        begins[batch.rows] = True
    other = np.flatnonzero(~begins & ~text.blank)
    if len(other):
        begins[other] = _are_heads(text.lines[other], rows=book.rows)
    filled = np.flatnonzero(~text.blank)
    if len(filled):
        begins[filled[0]] = True
    first = np.flatnonzero(begins)
    behind = np.searchsorted(filled, np.append(first[1:], len(text.starts))) - 1
    return Units(first, filled[behind] if len(first) else first)


def _are_heads(lines: pl.Series, *, rows: bool) -> Codes:
    """True for each line that looks like the beginning of a record; of rows all do that are not indented."""
    pattern = rf"{HEAD}|^\S" if rows else HEAD
    if len(lines) > BEGIN:
        heads = lines.str.contains(pattern) & ~lines.str.contains(NO_HEAD)
        return np.asarray(heads.to_numpy())
    found, no_head = re.compile(pattern), re.compile(NO_HEAD)
    return np.array([bool(found.search(line)) and not no_head.search(line) for line in lines.to_list()])


def _waiting(text: Text, units: Units, waiting: Codes, fresh: Sequence[int], book: Book) -> list[tuple[Batch, Codes]]:
    """Batches of the units that wait, after a few rounds of studying those that no shape takes."""
    first, last = units.first[waiting], units.last[waiting]
    texts = text.records(first, last)
    left = texts.str.len_bytes().to_numpy() <= SCAN_LIMIT
    place = {unit: number for number, unit in enumerate(waiting.tolist())}
    study = [place[unit] for unit in fresh if unit in place]
    batches: list[tuple[Batch, Codes]] = []
    for number in range(ROUNDS):
        if number or (last > first).any():
            for shape in book.ranked():
                rows = np.flatnonzero(left & (last - first + 1 == shape.lines))
                found, more = _take(text, (first[rows], last[rows]), rows, shape, book)
                batches += [(batch, waiting[batch.rows]) for batch in found]
                study += more
                for batch in found:
                    left[batch.rows] = False
        study += _looks(texts, left)
        told = [
            _study(text.lines, units, int(waiting[row]), book) for row in dict.fromkeys(study[:STUDIED]) if left[row]
        ]
        if not any(told):
            break
        study = []
    return batches


def _looks(texts: pl.Series, left: Codes) -> list[int]:
    """Two records of each look that no shape takes and that was not studied in vain too often."""
    rows = np.flatnonzero(left)[:LOOKED_AT]
    seen: dict[str, list[int]] = {}
    for row in rows.tolist():
        seen.setdefault(look(texts[row]), []).append(row)
    ranked = sorted(seen.values(), key=len, reverse=True)
    return [row for rows_of in ranked for row in (rows_of[0], rows_of[-1])]


def _study(lines: pl.Series, units: Units, unit: int, book: Book) -> bool:
    start = int(units.first[max(0, unit - 1)])
    stop = int(units.last[min(len(units.first) - 1, unit + 1)])
    around = lines[start : stop + 1].to_list()
    return book.study(around, int(units.first[unit]) - start, int(units.last[unit]) - start)


def _with_runs(units: Units, batches: Sequence[tuple[Batch, Codes]]) -> Sorted:
    count = len(units.first)
    kind = np.zeros(count, dtype=np.int8)  # 0 for the exact path, 1 no call, 2 a call
    for batch, mine in batches:
        kind[mine] = 2 if batch.variant.call else 1
    exact = kind == 0
    for unit in np.flatnonzero(exact).tolist():
        for near in _near(unit, kind):
            exact[near] = True
    kept = []
    for batch, mine in batches:
        stays = ~exact[mine]
        kept.append((batch, mine) if stays.all() else (batch.at(stays), mine[stays]))
    return Sorted(units, tuple(each for each in kept if len(each[1])), tuple(_runs(exact)))


def _near(unit: int, kind: Codes) -> Iterator[int]:
    """The units around one that the exact path needs to see with it: up to the call before and the call behind."""
    for side in (range(unit - 1, max(-1, unit - CONTEXT), -1), range(unit + 1, min(len(kind), unit + CONTEXT))):
        for near in side:
            yield near
            if kind[near] != 1:
                break


def _runs(exact: Codes) -> Iterator[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([False], exact, [False])).astype(np.int8)))
    yield from zip(edges[::2].tolist(), (edges[1::2] - 1).tolist(), strict=True)
