"""The case as Markdown: the question first, then facts, evidence, what was tried, and how the log was read."""

from collections.abc import Iterator

from casekit.case.fields import find_field
from casekit.case.model import Attempt, Case, Pick
from casekit.export.markdown_text import cell, code_cell, fence, prose, table
from casekit.export.masking import mask_case
from casekit.wording import catalog, say

FORM_FIELDS = (
    "api_type",
    "issue_type",
    "api_section",
    "seller_id",
    "marketplaces",
    "operations",
    "application_id",
)
MESSAGE_LIMIT = 2_000
"""Characters of one error message shown; the packet of the request holds it whole."""


def render_markdown(case: Case, language: str = "en", attachments: tuple[str, ...] = (), chart: str = "") -> str:
    """The whole case as Markdown (UTF-8, LF, ends with a newline), masked, in this language.

    `chart` is the alt text of timeline.png, shown when that file is among the attachments.
    Facts, IDs and figures are the same in every language.
    """
    return _Page(mask_case(case), language, attachments, chart).render()


class _Page:
    """One rendering: a case that is masked already, and its language."""

    def __init__(self, case: Case, language: str, attachments: tuple[str, ...], chart: str) -> None:
        self.case, self.language, self.attachments, self.chart = case, language, attachments, chart

    def render(self) -> str:
        parts = [f"# {cell(self.words('title')) or self.say('missing')}"]
        for heading, body in self.sections():
            if body:
                parts.append(f"## {self.say(heading)}\n\n{body}")
        return "\n\n".join(parts) + "\n"

    def sections(self) -> Iterator[tuple[str, str]]:
        yield "question", self.paragraph("question")
        yield "form", self.form()
        yield "facts", self.facts()
        yield "what_happened", self.paragraph("what_happened")
        yield "goal", self.paragraph("goal")
        yield "requests", self.picks()
        yield "messages", self.messages()
        yield "timeline", self.timeline()
        yield "scope", _bullets(self.case.evidence.scope)
        yield "attempts", self.attempts()
        yield "reproduction", self.paragraph("reproduction", "resource_exists")
        yield "environment", self.paragraph("environment")
        yield "notes", self.notes()
        yield "attachments", "\n".join(f"- {code_cell(name)}" for name in self.attachments)

    def say(self, key: str, **facts: object) -> str:
        return say(self.language, f"case.{key}", **facts)

    def words(self, name: str) -> str:
        answer = self.case.answer(name)
        if answer.origin == "unavailable":
            return self.say("not_available", reason=answer.words(self.language))
        if find_field(name).kind == "choice" and f"choice.{answer.text}" in catalog(self.language):
            return say(self.language, f"choice.{answer.text}")
        return answer.words(self.language)

    def paragraph(self, *names: str) -> str:
        shown = [prose(self.words(names[0])) or self.say("missing")]
        more = [name for name in names[1:] if self.words(name)]
        shown += [f"{self.label(name)} {prose(self.words(name))}" for name in more]
        return "\n\n".join(shown)

    def form(self) -> str:
        asked = [find_field(name) for name in FORM_FIELDS]
        rows = [(each.form_id, cell(self.label(each.name)), self.value(each.name)) for each in asked]
        return table(("", self.say("fact"), self.say("value")), rows)

    def value(self, name: str) -> str:
        answer = self.case.answer(name)
        if answer.origin == "unavailable" or find_field(name).kind == "choice":
            return cell(self.words(name)) or self.say("missing")
        return ", ".join(code_cell(each) for each in self.case.items(name)) or self.say("missing")

    def facts(self) -> str:
        evidence = self.case.evidence
        errors = f"{evidence.errors:,}"
        if evidence.requests:
            errors = self.say("of_calls", errors=errors, requests=f"{evidence.requests:,}")
        rows = [
            (self.label("when"), cell(self.words("when"))),
            (self.label("state"), cell(self.words("state"))),
            (self.say("first"), evidence.first),
            (self.say("last"), evidence.last),
            (self.say("errors"), errors if evidence.errors else ""),
            (self.say("onset"), cell(evidence.onset)),
            (self.say("log_span"), self.span()),
        ]
        return table((self.say("fact"), self.say("value")), [row for row in rows if row[1]])

    def label(self, name: str) -> str:
        return find_field(name).label(self.language)

    def span(self) -> str:
        evidence = self.case.evidence
        return self.say("span", start=evidence.log_start, end=evidence.log_end) if evidence.log_start else ""

    def picks(self) -> str:
        evidence = self.case.evidence
        if not evidence.picks:
            return self.say("no_picks") if evidence.errors else ""
        names = ("request_id", "time", "operation", "marketplace", "seller", "status", "code", "why")
        shown = table(tuple(self.say(name) for name in names), [self.pick(each) for each in evidence.picks])
        return "\n\n".join(part for part in (shown, _bullets(evidence.pick_notes)) if part)

    def pick(self, pick: Pick) -> tuple[str, ...]:
        status = "" if pick.status is None else str(pick.status)
        coded = (pick.operation or pick.path, pick.marketplace_id, pick.seller_id)
        return (
            code_cell(pick.request_id),
            pick.timestamp,
            *(code_cell(each) for each in coded),
            status,
            code_cell(pick.error_code),
            cell(pick.why),
        )

    def messages(self) -> str:
        said = dict.fromkeys(pick.error_message for pick in self.case.evidence.picks if pick.error_message)
        return "\n\n".join(fence(_cut(message)) for message in said)

    def timeline(self) -> str:
        if "timeline.png" not in self.attachments:
            return ""
        return f"![{cell(self.chart)}](timeline.png)"

    def attempts(self) -> str:
        tried = [each for each in self.case.attempts if each.what.strip()]
        if tried:
            names = ("when", "what", "url", "step", "error", "judged")
            head = tuple(say(self.language, f"attempt.{name}") for name in names)
            return table(head, [_attempt(each) for each in tried])
        reason = self.case.answer("nothing_tried").words(self.language)
        return prose(self.say("nothing_tried", reason=reason)) if reason else self.say("missing")

    def notes(self) -> str:
        typed = prose(self.words("log_notes"))
        listed = _bullets((*self.case.evidence.log_notes, self.say("masked")))
        return "\n\n".join(part for part in (typed, listed) if part)


def _attempt(attempt: Attempt) -> tuple[str, ...]:
    parts = (attempt.when, attempt.what, attempt.url, attempt.step, attempt.error, attempt.judged)
    return tuple(cell(part) for part in parts)


def _bullets(lines: tuple[str, ...]) -> str:
    return "\n".join(f"- {cell(line)}" for line in lines)


def _cut(text: str) -> str:
    return text if len(text) <= MESSAGE_LIMIT else f"{text[:MESSAGE_LIMIT]} ... ({len(text):,} characters)"
