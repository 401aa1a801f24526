"""Columns of events, and what the traffic counts, of the records of one variant."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from casekit.limits import SKEW_LIMIT
from casekit.reading.bulk.rows import SMALL, Batch, Coded, Codes, Column, best_fact, code, combine, distinct, objects
from casekit.reading.bulk.shape import TIMES, UTC, WAYS, Variant, value_of
from casekit.reading.bulk.times import NEVER, Times, moment_of, read_stamps, read_times, since_1970
from casekit.reading.bulk.tokens import Token
from casekit.reading.event import REASONS, build_event, is_near, split_url, url_kind
from casekit.reading.found import NO_END, Fact
from casekit.reading.frame import COLUMNS, FAILED, Event

MESSAGES = ("error_message", "log_message")
URLS = ("url", "path", "query")
CALLED = frozenset(
    {"method", "operation", "known_operation", "api_client", "host", *URLS}
)  # facts that tell what was called
OF_CALLED = ("method", "operation", "operation_source", "api_section")  # what comes of them
DIRECT = (
    "request_id", "method", "marketplace_id", "seller_id", "application_id", "error_details", "client",
    "rate_limit", "duration_ms",
)  # fmt: skip
NUMBERS = ("rate_limit", "duration_ms")
SETTLED = ("operation", "operation_source", "api_section", "status", "error_type", "error_code", "outcome")
SERVER = (("date", "date_header"), ("amz_date", "amz_date"), ("millis", "epoch"))
DTYPES: dict[str, Any] = {
    "timestamp": pl.Int64, "status": pl.Int16, "rate_limit": pl.Float64, "duration_ms": pl.Float64,
    "line_start": pl.Int64, "line_end": pl.Int64,
}  # fmt: skip
NO_ID = "00000000-0000-4000-8000-000000000000"


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What the small words of each record come to: `events[codes[row]]`, and which message each has."""

    codes: Codes
    events: tuple[Event, ...]
    messages: tuple[str | None, ...]  # the name of the fact that is the error message

    def at(self, rows: Codes) -> "Outcomes":
        """Those of these records."""
        return Outcomes(self.codes[rows], self.events, self.messages)

    def of(self, name: str) -> Coded:
        """A column of each record."""
        return Coded(self.codes, [getattr(event, name) for event in self.events])


def settle(batch: Batch) -> Outcomes:
    """The outcome, operation and error of each record, worked out once per set of the words that decide them.

    What is called and what came of it are decided by words of their own, so that few sets of either make up the many.
    """
    called = _decide(batch, {fact.name for fact in batch.variant.facts} & CALLED)
    came = _decide(batch, {fact.name for fact in batch.variant.facts} - CALLED)
    pairs, _, codes = distinct(called.codes * len(came.table) + came.codes)
    places = [divmod(pair, len(came.table)) for pair in pairs.tolist()]
    events = tuple(_whole(called.table[one][0], came.table[other][0], batch.variant.memory) for one, other in places)
    return Outcomes(codes, events, tuple(came.table[other][1] for _, other in places))


def _whole(called: Event, came: Event, memory: dict[tuple[object, ...], Any]) -> Event:
    key = ("whole", id(called), id(came))  # both stay in this memory, so that no other event ever has their place
    if key not in memory:
        own = {name: getattr(called, name) for name in OF_CALLED}
        told = {name: getattr(came, name) or getattr(called, name) for name in ("marketplace_id", "seller_id")}
        memory.setdefault(key, replace(came, **own, **told))
    found: Event = memory[key]
    return found


def _decide(batch: Batch, names: Collection[str]) -> Coded:
    """What the facts of these names come to in each record: an event of them alone, and which fact is its message."""
    columns = _deciding(batch, names)
    key = combine([(column.codes, len(column.words)) for column in columns], len(batch.rows))
    _, first, codes = distinct(key)
    return Coded(codes, [_representative(batch, row, columns, names) for row in first.tolist()])


def _deciding(batch: Batch, names: Collection[str]) -> list[Column]:
    variant = batch.variant
    found: list[Column] = []
    tokens: dict[int, None] = {}
    for number, (fact, sources) in enumerate(zip(variant.facts, variant.sources, strict=True)):
        parts = [part for part in sources[0].parts if isinstance(part, int)]
        if fact.name in names and fact.name in URLS:
            found.append(_kinds(fact_values(batch, number), "?" if fact.name == "query" else ""))
        elif fact.name in names and fact.name in SMALL:
            tokens |= dict.fromkeys(parts)
        elif fact.name in names and fact.name in MESSAGES and len(parts) == 1:
            column = _column(batch, parts[0])
            is_reason = [word.lower().strip(". ") in REASONS for word in column.words]
            found.append(Column(np.array(is_reason, dtype=np.int64)[column.codes], ("", "reason")))
    return [*found, *(_column(batch, token) for token in tokens)]


def _kinds(urls: Coded, mark: str) -> Column:
    told = code([url_kind(f"{mark}{url}") for url in urls.table])
    return Column(told.codes[urls.codes], tuple(told.table))


def _column(batch: Batch, token: int) -> Column:
    found = batch.columns.get(f"g{token}")
    return found or Column(np.zeros(len(batch.rows), dtype=np.int64), (NO_ID,))


def _representative(
    batch: Batch, row: int, deciding: Sequence[Column], names: Collection[str]
) -> tuple[Event, str | None]:
    key = (frozenset(names), *(column.words[column.codes[row]] for column in deciding))
    memory = batch.variant.memory
    if key not in memory:  # what another thread puts there meanwhile stays
        memory.setdefault(key, _settle_one(batch, row, names))
    found: tuple[Event, str | None] = memory[key]
    return found


def _settle_one(batch: Batch, row: int, names: Collection[str]) -> tuple[Event, str | None]:
    shape, variant = batch.shape, batch.variant
    words = [_word(batch, number, kind, row) for number, kind in enumerate(shape.kinds)]
    tokens = [Token(k, word, 0, q) for k, word, q in zip(shape.kinds, words, shape.quotes, strict=True)]
    facts = [
        Fact(fact.name, value_of(sources[0], fact, tokens) or fact.value, fact.rank, fact.line)
        for fact, sources in zip(variant.facts, variant.sources, strict=True)
        if fact.name in names and fact.name not in TIMES
    ]
    event, _ = build_event(facts, None, None, (variant.form, "", 0, 0))
    return event, _message(facts, event)


def _word(batch: Batch, number: int, kind: str, row: int) -> str:
    if kind == "stamp":
        return ""
    column = _column(batch, number)
    return str(column.words[column.codes[row]])


def _message(facts: Sequence[Fact], event: Event) -> str | None:
    told = {fact.name for fact in facts if fact.value == event.error_message}
    return next(filter(told.__contains__, MESSAGES), None)  # that of the row counts only where no error has one


def times_of(batch: Batch, zone: ZoneInfo | None) -> tuple[Times, Codes]:
    """The time of each record, and which of them contradict the server's (see `event.Moment`)."""
    variant = batch.variant
    number = best_fact(variant, "stamp")
    if variant.stamp is not None:
        own = read_stamps(batch.columns, variant.stamp, zone)
    else:
        own = _fact_times(batch, number, zone) if number is not None else _no_times(len(batch.rows))
    server = None
    for name, source in SERVER:
        number = best_fact(variant, name)
        if number is not None:
            found = _fact_times(batch, number, None)
            server = Times(found.instant, found.wall, np.full(len(batch.rows), source, dtype=object))
            break
    skewed = np.zeros(len(batch.rows), dtype=bool)
    if server is not None:
        both = (server.instant != NEVER) & (own.instant != NEVER)
        skewed = both & (np.abs(np.where(both, server.instant - own.instant, 0)) > SKEW_LIMIT * 1_000_000)
    settled = own.settled(server)
    for other in _other_stamps(variant):
        inner = _fact_times(batch, other, None)
        told = np.isin(settled.source, ("none", "chosen_zone")) & (inner.instant != NEVER)
        rows = [row for row in np.flatnonzero(told) if is_near(own.wall[row], moment_of(inner.instant[row]))]
        for mine, theirs in (
            (settled.instant, inner.instant),
            (settled.source, inner.source),
            (settled.wall, own.wall),
        ):
            mine[rows] = theirs[rows]
    return settled, skewed


def _other_stamps(variant: Variant) -> list[int]:
    """The times that a record gives itself beside the first, which can be a mere clock reading."""
    numbers = [] if variant.stamp is not None else [n for n, fact in enumerate(variant.facts) if fact.name == "stamp"]
    return sorted(numbers, key=lambda n: variant.facts[n].rank)[1:]


def _no_times(count: int) -> Times:
    empty = np.full(count, None, dtype=object)
    return Times(np.full(count, NEVER), empty, empty)


def _fact_times(batch: Batch, number: int, zone: ZoneInfo | None) -> Times:
    fact, source = batch.variant.facts[number], batch.variant.sources[number][0]
    token = source.parts[0] if len(source.parts) == 1 else None
    if not isinstance(token, int):
        told = fact_values(batch, number)
        return read_times(Column(told.codes, tuple(told.table)), zone)
    if batch.shape.kinds[token] == "stamp":
        return read_stamps(batch.columns, token, zone, UTC if fact.value.endswith(UTC) else "")
    return read_times(batch.columns[f"g{token}"], zone)


def values(batch: Batch, outcomes: Outcomes, name: str) -> Coded:
    """A column of each record, of those that the text gives as they are."""
    number = best_fact(batch.variant, name)
    if number is None:
        return outcomes.of(name)
    return fact_values(batch, number)


def fact_values(batch: Batch, number: int) -> Coded:
    """The value of a fact of each record."""
    fact, source = batch.variant.facts[number], batch.variant.sources[number][0]
    if len(source.parts) == 1 and isinstance(source.parts[0], int) and batch.shape.kinds[source.parts[0]] != "stamp":
        token, quote = source.parts[0], batch.shape.quotes[source.parts[0]]
        if batch.shape.kinds[token] == "uuid" and fact.name == "request_id":
            return Coded(batch.columns[f"g{token}"].codes, batch.columns[f"g{token}"].words)
        if batch.shape.kinds[token] == "url" and fact.name == "url":
            return batch.columns[f"g{token}"].map(
                lambda word: word if word[-1] not in NO_END else _value(source.way, fact, word, quote)
            )
        return batch.columns[f"g{token}"].map(lambda word: _value(source.way, fact, word, quote))
    if not source.parts:
        return Coded(np.zeros(len(batch.rows), dtype=np.int64), [fact.value])
    pieces = [_written(batch, part) if isinstance(part, int) else [part] * len(batch.rows) for part in source.parts]
    table = ["".join(each) for each in zip(*pieces, strict=True)]
    return Coded(np.arange(len(table)), table)


def _written(batch: Batch, token: int) -> Codes:
    """The text of a token in each record; of a time whose seconds are not told, that of its minute."""
    if batch.shape.kinds[token] != "stamp":
        return batch.columns[f"g{token}"].map(str).rows()
    minute = Column(np.zeros(len(batch.rows), dtype=np.int64), ("",))
    head, second, fraction, zone = (
        batch.columns.get(f"g{token}{part}", minute).map(lambda word: word or "").rows() for part in "hsfz"
    )
    return np.asarray(head + ":" + np.where(second == "", "00", second) + fraction + zone)


@lru_cache(maxsize=16_384)
def _value(way: int, fact: Fact, word: str, quote: str) -> str | None:
    return WAYS[way](word, fact, quote)


def event_columns(batch: Batch, outcomes: Outcomes, zone: ZoneInfo | None) -> dict[str, pl.Series]:
    """The columns of `frame.COLUMNS` but source and lines, of each record of a batch with all its groups."""
    times, _ = times_of(batch, zone)
    found = {name: outcomes.of(name).series(DTYPES.get(name, pl.String)) for name in SETTLED}
    for name in DIRECT:
        coded = values(batch, outcomes, name)
        table = [float(each) if each else None for each in coded.table] if name in NUMBERS else coded.table
        found[name] = Coded(coded.codes, table).series(DTYPES.get(name, pl.String))
    found |= {
        "timestamp": pl.Series(times.instant),
        "timestamp_wall": pl.Series(times.wall.tolist(), dtype=pl.String),
        "time_source": pl.Series(times.source.tolist(), dtype=pl.String),
        "error_message": _messages(batch, outcomes),
        "other_ids": _others(batch),
        "form": pl.Series([batch.variant.form])[np.zeros(len(batch.rows), dtype=np.int64)],
    }
    return found | _places(batch)


def _messages(batch: Batch, outcomes: Outcomes) -> pl.Series:
    found = outcomes.of("error_message").rows()
    names = objects([name or "" for name in outcomes.messages])[outcomes.codes]
    for name in MESSAGES:
        number = best_fact(batch.variant, name)
        if number is not None and (names == name).any():
            found = np.where(names == name, fact_values(batch, number).rows(), found)
    return pl.Series(found.tolist(), dtype=pl.String)


def _others(batch: Batch) -> pl.Series:
    numbers = [n for n, fact in enumerate(batch.variant.facts) if fact.name == "other"]
    if not numbers:
        return pl.Series([None] * len(batch.rows), dtype=pl.String)
    told = [fact_values(batch, n).rows() for n in numbers]
    return pl.Series([" ".join(dict.fromkeys(each)) for each in zip(*told, strict=True)], dtype=pl.String)


def _places(batch: Batch) -> dict[str, pl.Series]:
    number = next((n for name in ("url", "path") if (n := best_fact(batch.variant, name)) is not None), None)
    own = {name: _or_nothing(batch, name) for name in ("host", "query")}
    if number is None:
        return {**own, "path": pl.Series([None] * len(batch.rows), dtype=pl.String)}
    urls = fact_values(batch, number)
    parts = [split_url(url) for url in urls.table]
    host, path, query = (
        Coded(urls.codes, [getattr(each, name) or None for each in parts]).series(pl.String)
        for name in ("netloc", "path", "query")
    )
    own_host, own_query = own.values()
    return {
        "host": own_host.zip_with(own_host.is_not_null(), host),
        "path": path,
        "query": query.zip_with(query.is_not_null(), own_query),
    }


def _or_nothing(batch: Batch, name: str) -> pl.Series:
    number = best_fact(batch.variant, name)
    if number is None:
        return pl.Series([None] * len(batch.rows), dtype=pl.String)
    return fact_values(batch, number).series(pl.String)


def is_failure(outcomes: Outcomes) -> Codes:
    """True for each record of a failed call."""
    return np.array([event.outcome in FAILED for event in outcomes.events])[outcomes.codes]


def events_of(events: Sequence[Event]) -> dict[str, pl.Series]:
    """The columns of events that are there already."""
    found = {
        name: pl.Series([getattr(event, name) for event in events], dtype=DTYPES.get(name, pl.String))
        for name in COLUMNS
        if name not in ("timestamp", "source")
    }
    return {**found, "timestamp": pl.Series([since_1970(event.timestamp) for event in events], dtype=pl.Int64)}
