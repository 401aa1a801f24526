"""What a rule sees and what it says."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import pandas as pd

from casekit.case.model import Case

Level = Literal["fail", "warn"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing amiss: the rule's ID, how bad, the field that mends it, and the catalog key of its words."""

    rule: str
    level: Level
    field: str
    name: str
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Look:
    """All a rule may look at: the case, the log's events (none when no log is loaded), and the moment of the check."""

    case: Case
    events: pd.DataFrame
    now: datetime | None


Rule = Callable[[Look], Iterator[Finding]]


def fail(rule: str, field: str, name: str, **facts: object) -> Finding:
    """A finding that stops the case from being complete."""
    return Finding(rule, "fail", field, name, _plain(facts))


def warn(rule: str, field: str, name: str, **facts: object) -> Finding:
    """A finding that the analyst may decide to leave."""
    return Finding(rule, "warn", field, name, _plain(facts))


def _plain(facts: dict[str, object]) -> tuple[tuple[str, str], ...]:
    return tuple((name, str(value)) for name, value in facts.items())
