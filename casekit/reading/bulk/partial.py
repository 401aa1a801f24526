"""What a block of a large log comes to, and how blocks add up to a Log."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from casekit.limits import LINES_LIMIT, SCAN_LIMIT
from casekit.reading.bulk.block import Sorted, sort_records
from casekit.reading.bulk.build import (
    events_of,
    is_failure,
    settle,
    times_of,
    values,
)
from casekit.reading.bulk.kept import MANY, Kept, keep, no_rows, rows_of
from casekit.reading.bulk.rows import Batch, Coded, Codes
from casekit.reading.bulk.study import Book
from casekit.reading.bulk.text import HASH_SEED, Text
from casekit.reading.bulk.times import MINUTE, NEVER
from casekit.reading.event import build_event
from casekit.reading.frame import FAILED, Event, Reject
from casekit.reading.lines import Told
from casekit.reading.log import Ledger
from casekit.wording import Said

KEYS = ("minute", "operation", "seller_id", "marketplace_id", "outcome")
HOUR = 60 * MINUTE


@dataclass(frozen=True, slots=True)
class Counts:
    """What the notes tell of."""

    long: int = 0
    told: Told = field(default_factory=Told)
    beyond: int = 0
    zeros: int = 0  # blocks with zero bytes
    torn: int = 0  # blocks that are not all UTF-8

    def __add__(self, other: "Counts") -> "Counts":
        """The counts of both."""
        return Counts(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


@dataclass(frozen=True, slots=True)
class Calls:
    """Every call of a block, by column: first line, text (hashed), row of `cells`, and whether it has a request ID."""

    line: Codes
    hashed: Codes
    cell: Codes
    named: Codes


@dataclass(frozen=True, slots=True)
class Partial:
    """A block: what becomes rows (those that are read already see `kept.rows_of`), and counts of all its calls."""

    kept: tuple[Kept, ...]
    events: pl.DataFrame
    cells: pl.DataFrame
    calls: Calls
    rejects: tuple[Reject, ...]
    ledger: Ledger
    counts: Counts


@dataclass(slots=True)
class Job:
    """How one source is read. coarse: only the last success per hour, operation and seller becomes a row."""

    source: str
    book: Book
    zone: ZoneInfo | None = None
    coarse: bool = False
    exact: int = field(default=0)  # lines that went the exact way so far


@dataclass(slots=True)
class _Gather:
    """The parts of a block while it is read."""

    job: Job
    kept: list[Kept] = field(default_factory=list)
    frames: list[pl.DataFrame] = field(default_factory=list)
    cells: list[pl.DataFrame] = field(default_factory=list)
    calls: list[Calls] = field(default_factory=list)
    size: int = 0  # rows in `cells`

    def add(self, cells: pl.DataFrame, line: Codes, hashed: Codes, cell: Codes, named: Codes) -> None:
        self.calls.append(Calls(line, hashed, cell + self.size, named))
        self.cells.append(cells)
        self.size += len(cells)

    def keep(self, kept: Kept) -> None:
        if len(kept.texts) > MANY:
            self.frames.append(rows_of([kept], self.job.zone, compiled=self.job.book.compiled))
        else:
            self.kept.append(kept)


def read_block(text: Text, first_line: int, job: Job) -> Partial:
    """The partial of a block of lines whose first has this number."""
    lines = text.lines
    blank = text.blank
    told = sort_records(text, job.book)
    classes = np.where(blank, 0, 1).astype(np.int8)  # 0 blank, 1 context, 2 rejected, 3 event
    gather, counts = _Gather(job), Counts(long=_long(text))
    for batch, units in told.batches:
        if batch.variant.call:
            spans = (told.units.first[units], told.units.last[units])
            counts += _take(gather, batch, text, first_line, spans)
            _mark(classes, told, units)
    events, rejects, more = _exact(lines, first_line, told, job)
    for reject in rejects:
        _paint(classes, reject.line_start - first_line, reject.line_end - first_line, 2)
    for event in events:
        _paint(classes, event.line_start - first_line, event.line_end - first_line, 3)
    _take_events(gather, events, text, first_line)
    sizes = [int((classes == number).sum()) for number in (3, 0, 1, 2)]
    return Partial(
        tuple(gather.kept),
        pl.concat([no_rows(), *gather.frames]),
        pl.concat(gather.cells) if gather.cells else _no_cells(),
        _joined(gather.calls),
        tuple(rejects),
        Ledger(len(lines), *sizes),
        counts + more,
    )


def _long(text: Text) -> int:
    """How many lines are longer than is searched, in characters; those with as many bytes at least are looked at."""
    long = text.lines.gather(np.flatnonzero(~text.short))
    return int((long.str.len_chars() > SCAN_LIMIT).sum())


def _take(gather: _Gather, batch: Batch, text: Text, first_line: int, spans: tuple[Codes, Codes]) -> Counts:
    job, (first, last) = gather.job, spans
    outcomes, (times, skewed) = settle(batch), times_of(batch, job.zone)
    failed = is_failure(outcomes)
    keys = {name: outcomes.of(name) for name in ("operation", "outcome")}
    keys |= {name: values(batch, outcomes, name) for name in ("seller_id", "marketplace_id")}
    keys["minute"] = _minutes(times.instant)
    cells, cell = _count(keys)
    names = {fact.name for fact in batch.variant.facts}
    named = "request_id" in names
    gather.add(cells, first + first_line, _hashes(text, first, last), cell, np.full(len(cell), named))
    kept = _kept(cells, cell, failed, job)
    if len(kept):
        texts, numbers = (
            _texts(text.lines, first[kept], last[kept]),
            (first[kept] + first_line, last[kept] + first_line),
        )
        gather.keep(keep(batch, outcomes.at(kept), texts, *numbers))
    chosen = int((times.source == "chosen_zone").sum())
    unplaced = int(((times.instant == NEVER) & (times.wall != None)).sum())  # noqa: E711 by element
    hidden = len(cell) if "unusable_id" in names and not named else 0
    cut, deep = (len(cell) if mark in names else 0 for mark in ("cut", "deep"))
    return Counts(told=Told(int(skewed.sum()), chosen, unplaced, hidden, cut, deep))


def _minutes(instants: Codes) -> Coded:
    table, codes = np.unique(np.where(instants == NEVER, NEVER, instants // MINUTE * MINUTE), return_inverse=True)
    return Coded(codes, table.tolist())


def _count(keys: dict[str, Coded]) -> tuple[pl.DataFrame, Codes]:
    """The cells of the traffic and, per call, its cell."""
    key = np.zeros(len(keys["minute"].codes), dtype=np.int64)
    for name in KEYS:
        key = key * max(1, len(keys[name].table)) + keys[name].codes
        if key.size and key.max() > 2**40:
            key = np.unique(key, return_inverse=True)[1].astype(np.int64)
    _, first, cell, calls = np.unique(key, return_index=True, return_inverse=True, return_counts=True)
    told = {
        name: Coded(keys[name].codes[first], keys[name].table).series(pl.Int64 if name == "minute" else pl.String)
        for name in KEYS
    }
    return pl.DataFrame({**told, "calls": pl.Series(calls, dtype=pl.Int64)}), cell


def _kept(cells: pl.DataFrame, cell: Codes, failed: Codes, job: Job) -> Codes:
    """The calls that become rows: every failed one and the successes, or the last success of each hour and so on."""
    if not job.coarse:
        return np.arange(len(cell))
    last = np.full(len(cells), -1, dtype=np.int64)
    last[cell[~failed]] = np.flatnonzero(~failed)
    hours = cells.select("operation", "seller_id", pl.col("minute") // HOUR, last=pl.Series(last))
    slots = hours.filter(pl.col("last") >= 0).group_by("operation", "seller_id", "minute").agg(pl.col("last").max())
    return np.sort(np.concatenate((np.flatnonzero(failed), slots["last"].to_numpy())))


def _hashes(text: Text, first: Codes, last: Codes) -> Codes:
    """A number per record, the same for records that read the same."""
    found = text.hashes[first]
    long = last > first
    if long.any():
        found[long] = _texts(text.lines, first[long], last[long]).str.strip_chars().hash(HASH_SEED).to_numpy()
    return found


def _texts(lines: pl.Series, first: Codes, last: Codes) -> pl.Series:
    if (first == last).all():
        return lines.gather(first)
    return pl.Series(["\n".join(lines[a : b + 1].to_list()) for a, b in zip(first.tolist(), last.tolist(), strict=True)], dtype=pl.String)  # fmt: skip  # noqa: E501


def _mark(classes: Codes, told: Sorted, units: Codes) -> None:
    first, last = told.units.first[units], told.units.last[units]
    classes[first] = 3
    for a, b in zip(first[last > first].tolist(), last[last > first].tolist(), strict=True):
        _paint(classes, a, b, 3)


def _paint(classes: Codes, first: int, last: int, kind: int) -> None:
    part = classes[max(first, 0) : last + 1]
    part[part != 0] = kind


def _exact(lines: pl.Series, first_line: int, told: Sorted, job: Job) -> tuple[list[Event], list[Reject], Counts]:
    events: list[Event] = []
    rejects: list[Reject] = []
    counts = Counts()
    for start, stop in told.runs:
        first, last = int(told.units.first[start]), int(told.units.last[stop])
        size = last - first + 1
        with job.book.lock:
            job.exact += size
            over = job.exact > LINES_LIMIT
        if over:
            why = Said("reject.shapeless", limit=f"{LINES_LIMIT:,}")
            rejects.append(Reject(first + first_line, last + first_line, job.source, why))
            counts += Counts(beyond=size)
            continue
        calls, odd = job.book.read(lines[first : last + 1].to_list())
        at = first + first_line
        made = [build_event(c.facts, c.stamp, job.zone, (c.form, job.source, c.first + at, c.last + at)) for c in calls]
        events += [event for event, _ in made]
        rejects += [Reject(a + at, b + at, job.source, why) for a, b, why in odd]
        counts += Counts(told=Told.of(moment for _, moment in made))
    return events, rejects, counts


def _take_events(gather: _Gather, events: Sequence[Event], text: Text, first_line: int) -> None:
    if not events:
        return
    first = np.array([event.line_start for event in events]) - first_line
    last = np.array([event.line_end for event in events]) - first_line
    frame = pl.DataFrame(events_of(events))
    keys = {name: _coded(frame[name].to_list()) for name in KEYS if name != "minute"}
    keys["minute"] = _minutes(frame["timestamp"].to_numpy())
    cells, cell = _count(keys)
    gather.add(
        cells, first + first_line, _hashes(text, first, last), cell, frame["request_id"].is_not_null().to_numpy()
    )
    kept = _kept(cells, cell, np.array([event.outcome in FAILED for event in events]), gather.job)
    gather.frames.append(frame[kept].select(no_rows().columns))


def _coded(column: Sequence[object]) -> Coded:
    numbers = {value: number for number, value in enumerate(dict.fromkeys(column))}
    return Coded(np.array([numbers[value] for value in column], dtype=np.int64), list(numbers))


def _no_cells() -> pl.DataFrame:
    return pl.DataFrame(
        schema={name: pl.Int64 if name in ("minute", "calls") else pl.String for name in (*KEYS, "calls")}
    )


def _joined(parts: Sequence[Calls]) -> Calls:
    if not parts:
        none = np.array([], dtype=np.int64)
        return Calls(none, none.astype(np.uint64), none, none.astype(bool))
    return Calls(*(np.concatenate([getattr(each, name) for each in parts]) for name in Calls.__slots__))
