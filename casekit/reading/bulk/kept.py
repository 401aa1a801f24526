"""Records that become rows: held as texts until all blocks are read, since few at a time cost as much as many."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from casekit.reading.bulk.build import DTYPES, Outcomes, event_columns
from casekit.reading.bulk.match import match_texts
from casekit.reading.bulk.rows import Batch, Codes, all_groups
from casekit.reading.bulk.shape import Shape, Variant
from casekit.reading.frame import COLUMNS

MANY = 1_000  # records of one block that are not worth waiting with


@dataclass(frozen=True, slots=True)
class Kept:
    """Records of one variant of a shape: their texts, first and last lines, and outcomes."""

    shape: Shape
    variant: Variant
    texts: pl.Series
    first: Codes
    last: Codes
    outcomes: Outcomes


def keep(batch: Batch, outcomes: Outcomes, texts: pl.Series, first: Codes, last: Codes) -> Kept:
    """These records, their texts cut loose from the block that they stand in."""
    return Kept(batch.shape, batch.variant, pl.Series(texts.to_arrow()), first, last, outcomes)


def rows_of(kept: Sequence[Kept], zone: ZoneInfo | None, *, compiled: bool) -> pl.DataFrame:
    """The rows (`frame.COLUMNS` but source, timestamp in microseconds) of all these records. compiled: see `Book`."""
    same: dict[tuple[str, int], list[Kept]] = {}
    for each in kept:
        same.setdefault((each.shape.pattern, each.variant.number), []).append(each)
    return pl.concat([no_rows(), *(_rows(each, zone, compiled=compiled) for each in same.values())])


def _rows(kept: Sequence[Kept], zone: ZoneInfo | None, *, compiled: bool) -> pl.DataFrame:
    texts, shape = pl.concat([each.texts for each in kept]), kept[-1].shape
    columns = (match_texts(texts, shape) if compiled else None) or all_groups(texts, shape)
    whole = Batch(shape, kept[-1].variant, np.arange(len(texts)), columns)
    found = event_columns(whole, _joined([each.outcomes for each in kept]), zone)
    found["line_start"] = pl.Series(np.concatenate([each.first for each in kept]), dtype=pl.Int64)
    found["line_end"] = pl.Series(np.concatenate([each.last for each in kept]), dtype=pl.Int64)
    return pl.DataFrame(found).select(no_rows().columns)


def _joined(outcomes: Sequence[Outcomes]) -> Outcomes:
    sizes = np.cumsum([0, *(len(each.events) for each in outcomes)])
    codes = np.concatenate([each.codes + size for each, size in zip(outcomes, sizes, strict=False)])
    events = tuple(event for each in outcomes for event in each.events)
    return Outcomes(codes, events, tuple(name for each in outcomes for name in each.messages))


def no_rows() -> pl.DataFrame:
    """The columns of rows, without any."""
    return pl.DataFrame(schema={name: DTYPES.get(name, pl.String) for name in COLUMNS if name != "source"})
