"""Partials of one source added up to its Log."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import polars as pl

from casekit.limits import LINES_LIMIT, SCAN_LIMIT, SUCCESS_LIMIT
from casekit.reading.bulk.kept import rows_of
from casekit.reading.bulk.partial import KEYS, Counts, Job, Partial
from casekit.reading.bulk.rows import Codes, encode_words
from casekit.reading.bulk.stream import Input, read_lines_back
from casekit.reading.bulk.times import NEVER
from casekit.reading.frame import (
    CATEGORIES,
    COLUMNS,
    FAILED,
    OUTCOMES,
    REJECT_COLUMNS,
    TIMESTAMP,
    cap_successes,
)
from casekit.reading.lines import note_calls
from casekit.reading.log import Ledger, Log, Source
from casekit.wording import Said, count


def merge_partials(partials: Sequence[Partial], job: Job, source: Input, zone: str | None) -> Log | None:
    """The Log of one source; None when its partials hold too few rows: fewer than SUCCESS_LIMIT calls succeeded."""
    again = _repeats(partials)
    cells = _sum_cells(partials, again)
    good = int(cells.filter(~pl.col("outcome").is_in(FAILED))["calls"].sum())
    if job.coarse and good <= SUCCESS_LIMIT:
        return None
    late = rows_of([kept for each in partials for kept in each.kept], job.zone, compiled=job.book.compiled)
    events = pl.concat([late, *(each.events for each in partials)]).sort("line_start")
    lines = again[0]
    if len(lines):
        events = events.filter(~pl.col("line_start").is_in(pl.Series(lines).implode()))
    frame = cap_successes(_events(_with_years(events), job.source), good)
    left_out = int(cells["calls"].sum()) - len(frame)
    counts = sum((each.counts for each in partials), Counts())
    ledger = sum((each.ledger for each in partials), Ledger())
    notes: list[str] = [Said("note.damaged", source=job.source)] if source.damaged else []
    notes += _notes(job.source, counts, len(lines), zone)
    if not len(cells):
        notes.append(count("note.no_call", ledger.lines, source=job.source))
    if left_out:
        notes.append(count("note.not_listed", left_out, source=job.source))
    rows = [(r.line_start, r.line_end, r.source, r.reason) for each in partials for r in each.rejects]
    rejects = pd.DataFrame(sorted(rows), columns=list(REJECT_COLUMNS), dtype=object).astype(REJECT_COLUMNS)
    found = Source(job.source, ledger.lines, lambda first, last: read_lines_back(source, first, last))
    return Log(frame, _traffic(cells), rejects, ledger, tuple(notes), (found,), zone)


def _repeats(partials: Sequence[Partial]) -> tuple[Codes, Codes, Codes]:
    """Of each call that stands word for word before: its first line, its partial and its cell there."""
    calls = [each.calls for each in partials]
    hashed = np.concatenate([each.hashed[each.named] for each in calls])
    nothing = np.array([], dtype=np.int64)
    ordered = np.sort(hashed)
    if not (ordered[1:] == ordered[:-1]).any():
        return nothing, nothing, nothing
    line = np.concatenate([each.line[each.named] for each in calls])
    cell = np.concatenate([each.cell[each.named] for each in calls])
    part = np.concatenate([np.full(int(each.named.sum()), number) for number, each in enumerate(calls)])
    order = np.argsort(line, kind="stable")
    _, first = np.unique(hashed[order], return_index=True)
    again = np.ones(len(order), dtype=bool)
    again[first] = False
    rows = order[again]
    return line[rows], part[rows], cell[rows]


def _sum_cells(partials: Sequence[Partial], again: tuple[Codes, Codes, Codes]) -> pl.DataFrame:
    _, part, cell = again
    taken = [partials[number].cells[cell[part == number]].with_columns(calls=pl.lit(-1, dtype=pl.Int64)) for number in np.unique(part)]  # fmt: skip  # noqa: E501
    whole = pl.concat([*(each.cells for each in partials), *taken])
    summed: pl.DataFrame = whole.group_by(KEYS).agg(pl.col("calls").sum()).filter(pl.col("calls") > 0)
    return summed


def _traffic(cells: pl.DataFrame) -> pd.DataFrame:
    """TRAFFIC_COLUMNS, sorted as `frame.sum_traffic` does."""
    timed = cells.with_columns(pl.when(pl.col("minute") == int(NEVER)).then(None).otherwise(pl.col("minute")).alias("minute"))  # fmt: skip  # noqa: E501
    ranked = timed.sort(*KEYS, nulls_last=True)
    minute = _instants(ranked["minute"].fill_null(int(NEVER)).to_numpy())
    plain = {name: _text(ranked[name]) for name in ("operation", "seller_id", "marketplace_id")}
    outcome = pd.Categorical(ranked["outcome"].to_list(), categories=list(OUTCOMES))
    calls = pd.array(ranked["calls"].to_numpy(), dtype="Int64")
    table: pd.DataFrame = pd.DataFrame({"minute": minute, **plain, "outcome": outcome, "calls": calls})
    return table


def _instants(micros: Codes) -> pd.Series:
    """NEVER is what NaT is made of."""
    return pd.Series(micros.view("datetime64[us]")).dt.tz_localize("UTC").astype(TIMESTAMP)


def _text(series: pl.Series) -> pd.Series:
    return pd.Series(pd.array(series.to_arrow(), dtype="string"))


def _events(events: pl.DataFrame, source: str) -> pd.DataFrame:
    columns: dict[str, object] = {}
    for name, dtype in COLUMNS.items():
        if name == "timestamp":
            columns[name] = _instants(events[name].to_numpy().copy())
        elif name == "source":
            columns[name] = pd.Categorical.from_codes(
                np.zeros(len(events), dtype=np.int8), [source] if len(events) else []
            )
        elif dtype == "category":
            columns[name] = _category(events[name], CATEGORIES.get(name))
        elif dtype == "string":
            columns[name] = _text(events[name])
        else:
            columns[name] = pd.array(events[name].to_arrow(), dtype=dtype)
    return pd.DataFrame(columns)


def _category(series: pl.Series, known: Sequence[str] | None) -> pd.Categorical:
    coded = encode_words(series.fill_null(""))
    known = known or sorted(word for word in coded.words if word)
    numbers = {word: number for number, word in enumerate(known)}
    codes = np.array([numbers.get(word, -1) for word in coded.words], dtype=np.int64)
    return pd.Categorical.from_codes(codes[coded.codes], list(known))


def _with_years(events: pl.DataFrame) -> pl.DataFrame:
    """The readings without a year completed, when all that is known of the source is in one year (see `lines`)."""
    if not events["timestamp_wall"].str.starts_with("--").any():
        return events
    known = events.filter(pl.col("timestamp") != int(NEVER))["timestamp"].cast(pl.Datetime("us"))
    years = known.dt.year().unique().to_list()
    if len(years) != 1:
        return events
    wall = pl.col("timestamp_wall")
    whole = pl.when(wall.str.starts_with("--")).then(pl.lit(f"{years[0]:04d}") + wall.str.slice(1)).otherwise(wall)
    return events.with_columns(whole.alias("timestamp_wall"))


def _notes(source: str, counts: Counts, repeats: int, zone: str | None) -> list[str]:
    bytes_of = (("note.zero_bytes", counts.zeros), ("note.not_utf8", counts.torn))
    notes: list[str] = [Said("note.of_source", source=source, note=Said(key)) for key, told in bytes_of if told]
    if counts.long:
        notes.append(count("note.long", counts.long, source=source, limit=f"{SCAN_LIMIT:,}"))
    notes += note_calls(source, counts.told, zone)
    if repeats:
        notes.append(count("note.twice", repeats, source=source))
    if counts.beyond:
        notes.append(count("note.shapeless", counts.beyond, source=source, limit=f"{LINES_LIMIT:,}"))
    return notes
