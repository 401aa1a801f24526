"""What a block of a large log comes to, and how blocks add up to a Log."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from casekit.limits import LINES_LIMIT, SCAN_LIMIT
from casekit.reading.bulk.block import Sorted, sort_records
from casekit.reading.bulk.build import (
    Outcomes,
    events_of,
    is_failure,
    settle,
    times_of,
    values,
)
from casekit.reading.bulk.kept import MANY, Kept, keep, no_rows, rows_of
from casekit.reading.bulk.rows import Batch, Coded, Codes, code, combine, distinct, join_coded
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


@dataclass(frozen=True, slots=True)
class _Taken:
    """Calls of one batch or, without one, of the exact path: what is counted of them, and what their rows come from."""

    keys: dict[str, Coded]  # KEYS but the minute
    instant: Codes
    failed: Codes
    first: Codes  # lines (indices)
    last: Codes
    named: Codes
    source: tuple[Batch, Outcomes] | pl.DataFrame


def read_block(text: Text, first_line: int, job: Job) -> Partial:
    """The partial of a block of lines whose first has this number."""
    told = sort_records(text, job.book)
    classes = np.where(text.blank, 0, 1).astype(np.int8)  # 0 blank, 1 context, 2 rejected, 3 event
    counts, taken = Counts(long=_long(text)), []
    for batch, units in told.batches:
        if batch.variant.call:
            found, more = _take(batch, told.units.first[units], told.units.last[units], job.zone)
            counts += more
            taken.append(found)
            _mark(classes, told, units)
    events, rejects, more = _exact(text.lines, first_line, told, job)
    for reject in rejects:
        _paint(classes, reject.line_start - first_line, reject.line_end - first_line, 2)
    for event in events:
        _paint(classes, event.line_start - first_line, event.line_end - first_line, 3)
    if events:
        taken.append(_take_events(events, first_line))
    sizes = [int((classes == number).sum()) for number in (3, 0, 1, 2)]
    ledger = Ledger(len(classes), *sizes)
    return _sum_up(taken, text, first_line, job, (tuple(rejects), ledger, counts + more))


def _sum_up(
    taken: Sequence[_Taken], text: Text, first_line: int, job: Job, rest: tuple[tuple[Reject, ...], Ledger, Counts]
) -> Partial:
    if not taken:
        return Partial((), no_rows(), _no_cells(), _no_calls(), *rest)
    first, last, failed, instant, named = (
        np.concatenate([getattr(each, name) for each in taken])
        for name in ("first", "last", "failed", "instant", "named")
    )
    keys = {name: join_coded([each.keys[name] for each in taken]) for name in KEYS if name != "minute"}
    keys["minute"] = _minutes(instant)
    cells, cell = _count(keys)
    rows = _kept(keys, failed, first) if job.coarse else np.arange(len(cell))
    kept, frames, begin = [], [no_rows()], 0
    for each in taken:
        mine = rows[(rows >= begin) & (rows < begin + len(each.first))] - begin
        begin += len(each.first)
        if isinstance(each.source, pl.DataFrame):
            frames.append(each.source[mine].select(no_rows().columns))
        elif len(mine):
            texts = text.records(each.first[mine], each.last[mine])
            lines = (each.first[mine] + first_line, each.last[mine] + first_line)
            batch, outcomes = each.source
            kept.append(keep(batch, outcomes.at(mine), texts, *lines))
    many = [each for each in kept if len(each.texts) > MANY]
    if many:
        frames.append(rows_of(many, job.zone, compiled=job.book.compiled))
        kept = [each for each in kept if len(each.texts) <= MANY]
    calls = Calls(first + first_line, _hashes(text, first, last), cell, named)
    return Partial(tuple(kept), pl.concat(frames), cells, calls, *rest)


def _long(text: Text) -> int:
    """How many lines are longer than is searched, in characters; those with as many bytes at least are looked at."""
    long = np.flatnonzero(~text.short)
    return int((text.lines[long].str.len_chars() > SCAN_LIMIT).sum()) if len(long) else 0


def _take(batch: Batch, first: Codes, last: Codes, zone: ZoneInfo | None) -> tuple[_Taken, Counts]:
    outcomes, (times, skewed) = settle(batch), times_of(batch, zone)
    keys = {name: outcomes.of(name) for name in ("operation", "outcome")}
    keys |= {name: values(batch, outcomes, name) for name in ("seller_id", "marketplace_id")}
    names = {fact.name for fact in batch.variant.facts}
    named = np.full(len(first), "request_id" in names)
    chosen = int((times.source == "chosen_zone").sum())
    unplaced = int(((times.instant == NEVER) & (times.wall != None)).sum())  # noqa: E711 by element
    hidden = len(first) if "unusable_id" in names and not named.any() else 0
    cut, deep = (len(first) if mark in names else 0 for mark in ("cut", "deep"))
    taken = _Taken(keys, times.instant, is_failure(outcomes), first, last, named, (batch, outcomes))
    return taken, Counts(told=Told(int(skewed.sum()), chosen, unplaced, hidden, cut, deep))


def _minutes(instants: Codes) -> Coded:
    table, _, codes = distinct(np.where(instants == NEVER, NEVER, instants // MINUTE * MINUTE))
    return Coded(codes, table.tolist())


def _count(keys: dict[str, Coded]) -> tuple[pl.DataFrame, Codes]:
    """The cells of the traffic and, per call, its cell."""
    coded = [(keys[name].codes, len(keys[name].table)) for name in KEYS]
    _, first, cell = distinct(combine(coded, len(keys["minute"].codes)))
    told = {
        name: Coded(keys[name].codes[first], keys[name].table).series(pl.Int64 if name == "minute" else pl.String)
        for name in KEYS
    }
    return pl.DataFrame({**told, "calls": pl.Series(np.bincount(cell), dtype=pl.Int64)}), cell


def _kept(keys: dict[str, Coded], failed: Codes, line: Codes) -> Codes:
    """The calls that become rows: every failed one, and of the others the last of each hour, operation and seller."""
    minute = keys["minute"]
    hours = code([each // HOUR for each in minute.table])
    of = (keys["operation"], keys["seller_id"], Coded(hours.codes[minute.codes], hours.table))
    _, first, slot = distinct(combine([(each.codes, len(each.table)) for each in of], len(line)))
    good = np.flatnonzero(~failed)
    good = good[np.argsort(line[good], kind="stable")]
    latest = np.full(len(first), -1, dtype=np.int64)
    latest[slot[good]] = good
    return np.sort(np.concatenate((np.flatnonzero(failed), latest[latest >= 0])))


def _hashes(text: Text, first: Codes, last: Codes) -> Codes:
    """A number per record, the same for records that read the same."""
    found = text.hashes[first]
    long = last > first
    if long.any():
        found[long] = text.records(first[long], last[long]).str.strip_chars().hash(HASH_SEED).to_numpy()
    return found


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


def _take_events(events: Sequence[Event], first_line: int) -> _Taken:
    frame = pl.DataFrame(events_of(events))
    keys = {name: code(frame[name].to_list()) for name in KEYS if name != "minute"}
    failed = np.array([event.outcome in FAILED for event in events])
    first, last = (frame[name].to_numpy() - first_line for name in ("line_start", "line_end"))
    named = frame["request_id"].is_not_null().to_numpy()
    return _Taken(keys, frame["timestamp"].to_numpy(), failed, first, last, named, frame)


def _no_cells() -> pl.DataFrame:
    return pl.DataFrame(
        schema={name: pl.Int64 if name in ("minute", "calls") else pl.String for name in (*KEYS, "calls")}
    )


def _no_calls() -> Calls:
    none = np.array([], dtype=np.int64)
    return Calls(none, none.astype(np.uint64), none, none.astype(bool))
