"""What a rule sees and what it says."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, Literal

import pandas as pd

from casekit.case.checks.typed import Typed, read_typed
from casekit.case.draft import Draft
from casekit.case.model import Case
from casekit.case.picked import iso, text_of
from casekit.reading.frame import is_failed

Level = Literal["fail", "warn"]
OLD = timedelta(days=Draft().old_days)
"""Age from which a request may no longer be investigable, unless the analyst says otherwise."""
CITED = (
    "timestamp",
    "request_id",
    "operation",
    "status",
    "error_code",
    "marketplace_id",
    "seller_id",
    "application_id",
    "host",
    "source",
    "line_start",
    "line_end",
)
"""Columns that rules compare and cite; the rest would only be copied."""
ROWS = 3
"""Rows of the log shown beside a contradiction."""


@dataclass(frozen=True, slots=True)
class Row:
    """A call of the log as a witness: source, lines, and in one text its time (UTC), operation, error and ID."""

    source: str
    line_start: int
    line_end: int
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing amiss: the rule's ID, how bad, the field that mends it, the catalog key of its words, and the rows."""

    rule: str
    level: Level
    field: str
    name: str
    facts: tuple[tuple[str, str], ...] = ()
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True)
class Look:
    """All a rule may look at.

    The case, the log's events (none when no log is loaded), the moment of the check, the age from which evidence is
    old, and the names of the files that the analyst adds.
    """

    case: Case
    events: pd.DataFrame
    now: datetime | None = None
    old: timedelta = OLD
    added: tuple[str, ...] = ()

    @cached_property
    def typed(self) -> tuple[Typed, ...]:
        """What the analyst typed that tells of the problem, sentence by sentence."""
        return read_typed(self.case)

    @cached_property
    def every_failed(self) -> pd.DataFrame:
        """All failed calls of the log, of this case or not."""
        return self.events.loc[is_failed(self.events), list(CITED)]

    @cached_property
    def failed(self) -> pd.DataFrame:
        """The failed calls that the case is about, in time order."""
        evidence, rows = self.case.evidence, self.every_failed
        codes = {group.error_code for group in evidence.groups if group.error_code}
        statuses = {group.status for group in evidence.groups if group.status}
        ours = rows["error_code"].isin(codes) | (rows["error_code"].isna() & rows["status"].isin(statuses))
        if evidence.seller:
            ours &= rows["seller_id"].eq(evidence.seller).fillna(value=False)
        if evidence.first:
            times = rows["timestamp"]
            ours &= times.isna() | times.between(pd.Timestamp(evidence.first), pd.Timestamp(evidence.last))
        return rows[ours].sort_values("timestamp", kind="stable")

    @cached_property
    def good(self) -> pd.DataFrame:
        """The calls of the same operations and accounts that succeeded, in time order."""
        rows = self.events.loc[self.events["outcome"].eq("ok"), list(CITED)]
        for name in ("operation", "seller_id"):
            rows = rows[rows[name].isin(self.failed[name].dropna())] if self.failed[name].notna().any() else rows
        return rows.sort_values("timestamp", kind="stable")


Rule = Callable[[Look], Iterator[Finding]]


def fail(rule: str, field: str, name: str, rows: tuple[Row, ...] = (), /, **facts: object) -> Finding:
    """A finding that stops the case from being complete."""
    return Finding(rule, "fail", field, name, _plain(facts), rows)


def warn(rule: str, field: str, name: str, rows: tuple[Row, ...] = (), /, **facts: object) -> Finding:
    """A finding that the analyst may decide to leave."""
    return Finding(rule, "warn", field, name, _plain(facts), rows)


def cite(events: pd.DataFrame, most: int = ROWS) -> tuple[Row, ...]:
    """The first of these rows as witnesses; unredacted."""
    return tuple(_row(each) for each in events.head(most).to_dict("records"))


def _row(row: dict[Any, Any]) -> Row:
    named = (
        iso(row["timestamp"]),
        *(text_of(row[name]) for name in ("operation", "status", "error_code", "request_id")),
    )
    first, last = int(row["line_start"]), int(row["line_end"])
    return Row(text_of(row["source"]), first, last, " ".join(filter(None, named)))


def _plain(facts: dict[str, object]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value if isinstance(value, str) else str(value)) for name, value in facts.items())
