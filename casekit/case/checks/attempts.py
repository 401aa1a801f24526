"""What was tried: concrete, and judged (G5..G7)."""

from collections.abc import Iterator

from casekit.case.checks.finding import Finding, Look, Rule, fail, warn
from casekit.case.fields import has_field
from casekit.facts import find_phrase_pattern


def check_any(look: Look) -> Iterator[Finding]:
    """At least one attempt, or a reason why there is none yet, where the case asks for it (G5)."""
    if not has_field(look.case, "nothing_tried"):
        return
    tried = any(each.what.strip() for each in look.case.attempts)
    if not tried and not look.case.answer("nothing_tried").given:
        yield fail("G5", "nothing_tried", "missing")


def check_concrete(look: Look) -> Iterator[Finding]:
    """No attempt is told in phrases that say nothing, and each names a page, a step or an error (G6)."""
    vague = find_phrase_pattern("vague")
    for number, attempt in enumerate(look.case.attempts, 1):
        if vague.search(attempt.what.strip()):
            yield warn("G6", "attempts", "vague", number=number)
        elif attempt.what.strip() and not (attempt.url.strip() or attempt.step.strip() or attempt.error.strip()):
            yield warn("G6", "attempts", "no_detail", number=number)


def check_judged(look: Look) -> Iterator[Finding]:
    """Every attempt says how one saw that it did not work (G7)."""
    for number, attempt in enumerate(look.case.attempts, 1):
        if attempt.what.strip() and not attempt.judged.strip():
            yield warn("G7", "attempts", "not_judged", number=number)
        elif find_phrase_pattern("vague").search(attempt.judged.strip()):
            yield warn("G7", "attempts", "vague", number=number)


RULES: tuple[Rule, ...] = (check_any, check_concrete, check_judged)
