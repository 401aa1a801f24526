"""The case and its parts: frozen, plain values that can be rendered without a log."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from casekit.analysis import Around
from casekit.wording import say

STATES = ("draft", "sent", "answered", "resolved")
NAMED = 3  # of many names in a title or sentence
Origin = Literal["", "log", "typed", "unavailable"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What one field holds, and where it comes from: the log, the analyst, or a reason why there is none.

    A sentence that the kit made from the log is kept as catalog key and facts, so that it can be said in any language;
    its `text` is then the English one.
    """

    text: str = ""
    origin: Origin = ""
    key: str = ""
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def given(self) -> bool:
        """True when there is an answer or a reason; blank is neither."""
        return bool(self.text.strip())

    def words(self, language: str = "en") -> str:
        """The answer in this language; typed text is the same in each."""
        return say(language, self.key, **dict(self.facts)) if self.key else self.text.strip()


def from_log(text: str) -> Answer:
    """An answer that stands in the log as it is; an empty one for no text."""
    return Answer(text, "log") if text else Answer()


def sentence(key: str, **facts: object) -> Answer:
    """A sentence of the catalog, filled with facts of the log."""
    given = {name: str(value) for name, value in facts.items()}
    return Answer(say("en", key, **given), "log", key, tuple(sorted(given.items())))


def name_some(names: Sequence[str]) -> str:
    """The names in a row, in any language; of more than four the first three, and how many more there are."""
    more = len(names) - NAMED
    return ", ".join(names) if more <= 1 else f"{', '.join(names[:NAMED])} (+{more:,})"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One thing that was tried: when (UTC), what, after which page, where it failed, and how that was judged."""

    when: str = ""
    what: str = ""
    url: str = ""
    step: str = ""
    error: str = ""
    judged: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """What a case said when it was sent, masked: its problem by group keys, operations and codes, and its figures.

    Times are ISO 8601 in UTC; `codes` are pairs of status and error code; `calls` is None when it was not known.
    """

    title: str = ""
    seller: str = ""
    operations: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    codes: tuple[tuple[str, str], ...] = ()
    errors: int = 0
    calls: int | None = None
    first: str = ""
    last: str = ""
    request_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Life:
    """What became of a case: one of STATES, its ID, when it was sent and answered, and what solved it, all as typed.

    `figures` are those of the case as it was sent; None before.
    """

    state: str = "draft"
    case_id: str = ""
    sent: str = ""
    answered: str = ""
    resolution: str = ""
    figures: Figures | None = None


@dataclass(frozen=True, slots=True)
class Related:
    """Another case of the same log: what it is about, its ID once it was sent, and the name of its draft here."""

    title: str
    case_id: str = ""
    other_account: bool = False
    draft: str = ""


@dataclass(frozen=True, slots=True)
class Pick:
    """One representative request; ID and time come from the same record. `timestamp` is ISO 8601, UTC, ending in Z.

    `time_text` is the time as the log writes it, `time_source` how its zone is known (one of TIME_SOURCES), and `lines`
    the log's own text of the call, unmasked like all the rest.
    """

    request_id: str
    timestamp: str
    operation: str = ""
    method: str = ""
    path: str = ""
    status: int | None = None
    error_code: str = ""
    error_message: str = ""
    marketplace_id: str = ""
    seller_id: str = ""
    why: str = ""
    source: str = ""
    line_start: int = 0
    line_end: int = 0
    host: str = ""
    query: str = ""
    error_type: str = ""
    error_details: str = ""
    application_id: str = ""
    client: str = ""
    operation_source: str = ""
    time_text: str = ""
    time_source: str = ""
    lines: str = ""


@dataclass(frozen=True, slots=True)
class TwinFact:
    """The nearest call that succeeded where a picked one failed, and what differs (field, failed, succeeded)."""

    failed_id: str
    request_id: str
    timestamp: str
    reason: str
    differences: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class GroupFact:
    """One error group of the case, with its figures."""

    key: str
    title: str
    status: int | None
    error_code: str
    kind: str
    count: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the log says; every time is ISO 8601 in UTC, or empty when the log does not fix it.

    `seller`: the account that all failed calls are of, empty when they are of several; `requests` are then its calls
    only. `options`: what the analyst chose, as name and text.
    """

    groups: tuple[GroupFact, ...] = ()
    seller: str = ""
    picks: tuple[Pick, ...] = ()
    errors: int = 0
    requests: int | None = None
    first: str = ""
    last: str = ""
    log_start: str = ""
    log_end: str = ""
    onset: str = ""
    onset_at: str = ""
    state: str = ""
    state_reason: str = ""
    scope: tuple[str, ...] = ()
    quota: tuple[str, ...] = ()
    over_plan: bool = False
    twins: tuple[TwinFact, ...] = ()
    pick_notes: tuple[str, ...] = ()
    log_notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """A complete case: the answers by field name, what was tried, and the evidence they rest on.

    `mode` is full or quick; the fields of a case follow from it and from the issue type. `rates` says for each attempt
    how often calls failed before and after it, None where its time has no zone.
    """

    answers: tuple[tuple[str, Answer], ...] = ()
    attempts: tuple[Attempt, ...] = ()
    evidence: Evidence = field(default_factory=Evidence)
    mask: tuple[str, ...] = ()
    unmask: tuple[str, ...] = ()
    mode: str = "full"
    rates: tuple[Around | None, ...] = ()
    related: tuple[Related, ...] = ()

    def answer(self, name: str) -> Answer:
        """The answer of a field; an empty one when nothing is known."""
        return dict(self.answers).get(name, Answer())

    def text(self, name: str) -> str:
        """The words of a field's answer, stripped; empty when there is none or only a reason why not."""
        answer = self.answer(name)
        return "" if answer.origin == "unavailable" else answer.text.strip()

    def items(self, name: str) -> tuple[str, ...]:
        """The comma-separated items of a field that takes several."""
        return tuple(part.strip() for part in self.text(name).split(",") if part.strip())
