"""The checks of a case: one small function per rule of Amazon's guide (G1..G43), each with its next step."""

from dataclasses import dataclass
from datetime import datetime

from casekit.case.checks import accounts, attempts, contents, evidence, form, question, words_and_log
from casekit.case.checks.finding import Finding, Level, Look, Rule
from casekit.case.fields import find_field
from casekit.case.model import Case
from casekit.reading.frame import events_frame
from casekit.reading.log import Log
from casekit.redaction import redact
from casekit.wording import say

RULES: tuple[Rule, ...] = (
    *contents.RULES,
    *question.RULES,
    *evidence.RULES,
    *attempts.RULES,
    *form.RULES,
    *accounts.RULES,
    *words_and_log.RULES,
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend, in words: the guide's rule, fail or warn, the field, what was seen, and the next step."""

    id: str
    level: Level
    field: str
    message: str
    next_step: str


def check_case(
    case: Case, log: Log | None = None, language: str = "en", now: datetime | None = None
) -> tuple[Problem, ...]:
    """What is missing or wrong in the case, fails first; empty when it is complete.

    With a log, what was typed is looked up in its events. With `now` (aware, UTC), the age of the evidence is judged.
    The same case, log and moment give the same problems in the same order.
    """
    look = Look(case, events_frame([]) if log is None else log.events, now)
    findings = [finding for rule in RULES for finding in rule(look)]
    ordered = sorted(findings, key=lambda each: each.level != "fail")
    return tuple(_problem(each, language) for each in ordered)


def _problem(finding: Finding, language: str) -> Problem:
    key = f"check.{finding.rule}.{finding.name}"
    facts = {name: redact(value).text for name, value in finding.facts}
    if "label" in facts:
        facts["label"] = find_field(finding.field).label(language)
    return Problem(
        finding.rule,
        finding.level,
        finding.field,
        say(language, f"{key}.message", **facts),
        say(language, f"{key}.next", **facts),
    )
