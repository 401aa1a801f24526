"""Is everything there: each needed field answered, the description long enough (G2, G12)."""

from collections.abc import Iterator

from casekit.case.checks.finding import Finding, Look, Rule, fail, warn
from casekit.case.fields import needed_fields

SHORT = 40
"""Characters below which "what happened" cannot say what happened and how; our choice."""


def check_required(look: Look) -> Iterator[Finding]:
    """Every field that this issue type and mode need has an answer, or a reason why there is none (G9, G12)."""
    for field in needed_fields(look.case):
        if not look.case.answer(field.name).given:
            yield fail(field.rule, field.name, "missing", label=field.name)


def check_description(look: Look) -> Iterator[Finding]:
    """The description says what happened and how (G2)."""
    text = look.case.text("what_happened")
    if text and len(text) < SHORT and not any("\u3040" <= char <= "\u9fff" for char in text):
        yield warn("G2", "what_happened", "short")


RULES: tuple[Rule, ...] = (check_required, check_description)
