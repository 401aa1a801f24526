"""The checks of a case: one small function per rule of Amazon's guide (G1..G43), each with its next step."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from casekit.case.checks import (
    accounts,
    attachments,
    attempts,
    contents,
    evidence,
    form,
    form_and_log,
    question,
    times_and_log,
    words_and_log,
)
from casekit.case.checks.finding import OLD, Finding, Level, Look, Row, Rule
from casekit.case.fields import find_field
from casekit.case.model import Case
from casekit.reading.frame import events_frame
from casekit.reading.log import Log
from casekit.redaction import redact
from casekit.wording import catalog, change, say

RULES: tuple[Rule, ...] = (
    *contents.RULES,
    *question.RULES,
    *evidence.RULES,
    *attempts.RULES,
    *form.RULES,
    *accounts.RULES,
    *attachments.RULES,
    *words_and_log.RULES,
    *times_and_log.RULES,
    *form_and_log.RULES,
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend, in words.

    The guide's rule, fail or warn, the field, what was seen, the next step, why support needs it, and the calls of the
    log that contradict it, each with its source and line. `ask` is a better wording for the field, where there is one.
    """

    id: str
    level: Level
    field: str
    message: str
    next_step: str
    why: str
    rows: tuple[str, ...] = ()
    ask: str = ""


def check_case(
    case: Case,
    log: Log | None = None,
    language: str = "en",
    now: datetime | None = None,
    *,
    old: timedelta = OLD,
    added: tuple[str, ...] = (),
) -> tuple[Problem, ...]:
    """What is missing or wrong in the case, fails first; empty when it is complete.

    With a log, what was typed is looked up in its events. With `now` (aware, UTC), evidence older than `old` is told.
    `added` are the names of the files that the analyst attaches. The same case, log and moment give the same problems
    in the same order.
    """
    look = Look(case, events_frame([]) if log is None else log.events, now, old, added)
    findings = [finding for rule in RULES for finding in rule(look)]
    ordered = sorted(findings, key=lambda each: each.level != "fail")
    return tuple(_problem(each, language) for each in ordered)


def _problem(finding: Finding, language: str) -> Problem:
    key = f"check.{finding.rule}.{finding.name}"
    facts = {name: change(value, _clean) for name, value in finding.facts}
    if "label" in facts:
        facts["label"] = find_field(finding.field).label(language)
    facts["ask"] = say(language, f"{key}.ask", **facts) if f"{key}.ask" in catalog(language) else ""
    return Problem(
        finding.rule,
        finding.level,
        finding.field,
        say(language, f"{key}.message", **facts),
        say(language, f"{key}.next", **facts),
        say(language, f"why.{finding.rule}"),
        tuple(_tell(row, language) for row in finding.rows),
        facts["ask"],
    )


def _tell(row: Row, language: str) -> str:
    key = "witness.line" if row.line_start == row.line_end else "witness.lines"
    lines = {"first": row.line_start, "last": row.line_end}
    return say(language, key, source=row.source, **lines, text=_clean(row.text))


def _clean(text: str) -> str:
    return redact(text).text
