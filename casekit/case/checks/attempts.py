"""What was tried: concrete, and judged (G5..G7)."""

import re
from collections.abc import Iterator

from casekit.case.checks.finding import Finding, Look, Rule, fail, warn
from casekit.case.fields import has_field

_VAGUE = re.compile(
    r"\b(many|several|various|lots of|different|all kinds of) (things|ways|methods|approaches|solutions|times)\b"
    r"|\btried everything\b|很多方法|各种方法|多种方法|试了很多|いろいろ|様々な方法",
    re.IGNORECASE,
)


def check_any(look: Look) -> Iterator[Finding]:
    """At least one attempt, or a reason why there is none yet, where the case asks for it (G5)."""
    if not has_field(look.case, "nothing_tried"):
        return
    tried = any(each.what.strip() for each in look.case.attempts)
    if not tried and not look.case.answer("nothing_tried").given:
        yield fail("G5", "nothing_tried", "missing")


def check_concrete(look: Look) -> Iterator[Finding]:
    """No attempt is told in phrases that say nothing (G6)."""
    for number, attempt in enumerate(look.case.attempts, 1):
        if _VAGUE.search(attempt.what):
            yield warn("G6", "attempts", "vague", number=number)


def check_judged(look: Look) -> Iterator[Finding]:
    """Every attempt says how one saw that it did not work (G7)."""
    for number, attempt in enumerate(look.case.attempts, 1):
        if attempt.what.strip() and not attempt.judged.strip():
            yield warn("G7", "attempts", "not_judged", number=number)


RULES: tuple[Rule, ...] = (check_any, check_concrete, check_judged)
