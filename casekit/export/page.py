"""What a case says, in which order, before it is Markdown or plain text: sections of plain blocks."""

from dataclasses import dataclass

from casekit.case.fields import find_field
from casekit.case.model import Attempt, Case, Pick
from casekit.export import packets, postman
from casekit.export.reproduce import read_call, render_curl
from casekit.wording import catalog, say, translate

FORM_FIELDS = ("api_type", "issue_type", "api_section", "seller_id", "marketplaces", "operations", "application_id")
PICK_COLUMNS = ("request_id", "time", "operation", "marketplace", "seller", "status", "code", "why")
TWIN_COLUMNS = ("failed_id", "good_id", "time", "field", "in_failed", "in_good")
ATTEMPT_COLUMNS = ("when", "what", "url", "step", "error", "judged")
MESSAGE_LIMIT = 2_000
"""Characters of one error message shown; the packet of the request holds it whole."""


@dataclass(frozen=True, slots=True)
class Words:
    """Paragraphs as typed."""

    text: str


@dataclass(frozen=True, slots=True)
class Literal:
    """Text of the log, to be shown unchanged."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """Short lines; `code` when they are names rather than words."""

    lines: tuple[str, ...]
    code: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head; the columns in `code` hold IDs and values rather than words."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    code: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """An attached image with its text equivalent."""

    name: str
    alt: str


Block = Words | Literal | Bullets | Table | Picture


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A title and the sections that have something to say."""

    title: str
    sections: tuple[Section, ...]


def lay_out(case: Case, language: str, attachments: tuple[str, ...] = (), chart: str = "") -> Page:
    """The page of a case that is masked already: the question first, then facts, evidence, and how the log was read."""
    reader = _Reader(case, language)
    named = (
        ("question", reader.words("question")),
        ("form", reader.form()),
        ("facts", reader.facts()),
        ("what_happened", reader.words("what_happened")),
        ("goal", reader.words("goal")),
        ("requests", reader.picks()),
        ("messages", reader.messages()),
        ("timeline", (Picture("timeline.png", chart),) if "timeline.png" in attachments else ()),
        ("scope", reader.bullets((*case.evidence.scope, *case.evidence.quota))),
        ("twins", reader.twins()),
        ("attempts", reader.attempts()),
        ("reproduction", (*reader.words("reproduction", "resource_exists"), *reader.again(attachments))),
        ("environment", reader.words("environment")),
        ("notes", reader.notes()),
        ("attachments", (Bullets(attachments, code=True),) if attachments else ()),
    )
    sections = tuple(Section(reader.say(name), tuple(blocks)) for name, blocks in named if blocks)
    return Page(reader.answer("title") or reader.say("missing"), sections)


class _Reader:
    """One case read in one language."""

    def __init__(self, case: Case, language: str) -> None:
        self.case, self.language = case, language

    def say(self, key: str, **facts: object) -> str:
        return say(self.language, f"case.{key}", **facts)

    def tell(self, text: str) -> str:
        return translate(text, self.language)

    def bullets(self, lines: tuple[str, ...]) -> tuple[Block, ...]:
        return (Bullets(tuple(map(self.tell, lines))),) if lines else ()

    def label(self, name: str) -> str:
        return find_field(name).label(self.language)

    def answer(self, name: str) -> str:
        answer = self.case.answer(name)
        words = answer.words(self.language)
        if answer.origin == "unavailable":
            return self.say("not_available", reason=words)
        choice = f"choice.{answer.text}"
        return say(self.language, choice) if choice in catalog(self.language) else words

    def words(self, name: str, *more: str) -> tuple[Block, ...]:
        said = [f"{self.label(each)} {self.answer(each)}" for each in more if self.answer(each)]
        return tuple(Words(text) for text in (self.answer(name) or self.say("missing"), *said))

    def form(self) -> tuple[Block, ...]:
        asked = [find_field(name) for name in FORM_FIELDS]
        rows = [(each.form_id, self.label(each.name), self.answer(each.name)) for each in asked]
        filled = tuple((form_id, label, value or self.say("missing")) for form_id, label, value in rows)
        return (Table(("", self.say("fact"), self.say("value")), filled),)

    def facts(self) -> tuple[Block, ...]:
        evidence = self.case.evidence
        span = self.say("span", start=evidence.log_start, end=evidence.log_end) if evidence.log_start else ""
        rows = (
            (self.label("when"), self.answer("when")),
            (self.label("state"), self.answer("state")),
            (self.say("log_says"), self.tell(evidence.state_reason)),
            (self.say("first"), evidence.first),
            (self.say("last"), evidence.last),
            (self.say("errors"), self.counted()),
            (self.say("onset"), self.tell(evidence.onset)),
            (self.say("log_span"), span),
        )
        return (Table((self.say("fact"), self.say("value")), tuple(row for row in rows if row[1])),)

    def counted(self) -> str:
        evidence = self.case.evidence
        errors = f"{evidence.errors:,}" if evidence.errors else ""
        if errors and evidence.requests:
            return self.say("of_calls", errors=errors, requests=f"{evidence.requests:,}")
        return errors

    def picks(self) -> tuple[Block, ...]:
        evidence = self.case.evidence
        if not evidence.picks:
            return (Words(self.say("no_picks")),) if evidence.errors else ()
        rows = tuple((*_pick(each), self.tell(each.why)) for each in evidence.picks)
        head = tuple(self.say(name) for name in PICK_COLUMNS)
        return (Table(head, rows, code=(0, 2, 3, 4, 6)), *self.bullets(evidence.pick_notes))

    def twins(self) -> tuple[Block, ...]:
        rows = [
            (twin.failed_id, twin.request_id, twin.timestamp, *difference)
            for twin in self.case.evidence.twins
            for difference in twin.differences or ((self.say("nothing"), "", ""),)
        ]
        head = tuple(self.say(name) for name in TWIN_COLUMNS)
        return (Table(head, tuple(rows), code=(0, 1, 4, 5)),) if rows else ()

    def messages(self) -> tuple[Block, ...]:
        said = dict.fromkeys(pick.error_message for pick in self.case.evidence.picks if pick.error_message)
        return tuple(Literal(_cut(message)) for message in said)

    def attempts(self) -> tuple[Block, ...]:
        tried = tuple(_attempt(each) for each in self.case.attempts if each.what.strip())
        if tried:
            return (Table(tuple(say(self.language, f"attempt.{name}") for name in ATTEMPT_COLUMNS), tried),)
        reason = self.case.answer("nothing_tried").words(self.language)
        return (Words(self.say("nothing_tried", reason=reason) if reason else self.say("missing")),)

    def again(self, attachments: tuple[str, ...]) -> tuple[Block, ...]:
        """The first picked call that can be made again, as a command."""
        calls = (read_call(pick) for pick in self.case.evidence.picks)
        call, curl = next(((call, curl) for call in calls if (curl := render_curl(call))), (None, ""))
        if not call:
            return ()
        where = postman.NAME if postman.NAME in attachments else packets.FOLDER
        lacks = (Words(packets.missing(call, self.language)),) if call.missing else ()
        return (Words(self.say("again", name=where)), Literal(curl), *lacks)

    def notes(self) -> tuple[Block, ...]:
        typed = self.answer("log_notes")
        listed = Bullets((*map(self.tell, self.case.evidence.log_notes), self.say("masked")))
        return (Words(typed), listed) if typed else (listed,)


def _pick(pick: Pick) -> tuple[str, ...]:
    status = "" if pick.status is None else str(pick.status)
    place = (pick.operation or pick.path, pick.marketplace_id, pick.seller_id)
    return (pick.request_id, pick.timestamp, *place, status, pick.error_code)


def _attempt(attempt: Attempt) -> tuple[str, ...]:
    return (attempt.when, attempt.what, attempt.url, attempt.step, attempt.error, attempt.judged)


def _cut(text: str) -> str:
    return text if len(text) <= MESSAGE_LIMIT else f"{text[:MESSAGE_LIMIT]} ... ({len(text):,} characters)"
