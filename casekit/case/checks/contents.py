"""Is everything there: each needed field answered, the description long enough (G2..G4, G12)."""

import re
from collections.abc import Iterator

from casekit.case.checks.finding import Finding, Look, Rule, fail, warn
from casekit.case.fields import fields, needed_fields
from casekit.facts import find_phrase_pattern

SHORT = 40
"""Characters below which "what happened" cannot say what happened and how; our choice."""
_NO_REASON = {
    "",
    "na",
    "none",
    "no",
    "nothing",
    "unknown",
    "todo",
    "tbd",
    "无",
    "没有",
    "不知道",
    "未知",
    "なし",
    "不明",
}


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


def check_reasons(look: Look) -> Iterator[Finding]:
    """A reason why something is not available says something (G12)."""
    for field in fields():
        answer = look.case.answer(field.name)
        bare = re.sub(r"[\W_]", "", answer.text).lower()
        if answer.origin == "unavailable" and answer.given and bare in _NO_REASON:
            yield warn("G12", field.name, "no_reason", label=field.name)


def check_versions(look: Look) -> Iterator[Finding]:
    """The environment names versions (G4)."""
    text = look.case.text("environment")
    if text and not re.search(r"\d", text):
        yield warn("G4", "environment", "no_version")


def check_place(look: Look) -> Iterator[Finding]:
    """The reproduction says where it was tried (G3)."""
    text = look.case.text("reproduction")
    if text and not look.case.text("called_in") and not find_phrase_pattern("place").search(text):
        yield warn("G3", "reproduction", "no_place")


RULES: tuple[Rule, ...] = (check_required, check_description, check_reasons, check_versions, check_place)
