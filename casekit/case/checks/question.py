"""One clear question, of a kind that support answers (G8, G30, G37..G40)."""

import re
from collections.abc import Iterator

from casekit.case.checks.finding import Finding, Look, Rule, fail, warn
from casekit.case.fields import ERROR_ISSUES
from casekit.facts import find_phrase_pattern

_MARKS = re.compile(r"[?？]+")
_CJK_QUESTION = re.compile(r"(吗|呢|嗎|か)[。．.]?\s*$")
_URL = re.compile(r"https?://\S+")


def _questions(text: str) -> int:
    return len(_MARKS.findall(_URL.sub("", text)))


def check_is_question(look: Look) -> Iterator[Finding]:
    """The question is one: it holds a question mark (or ends like a question in Chinese or Japanese) (G8)."""
    text = look.case.text("question")
    if text and not _questions(text) and not _CJK_QUESTION.search(text):
        yield fail("G8", "question", "no_mark")


def check_single(look: Look) -> Iterator[Finding]:
    """There is one question, not several (G30)."""
    count = _questions(look.case.text("question"))
    if count > 1:
        yield warn("G30", "question", "several", count=count)


def check_names_operation(look: Look) -> Iterator[Finding]:
    """The question or the description names the operation (G8)."""
    said = f"{look.case.text('question')} {look.case.text('what_happened')} {look.case.text('title')}".lower()
    operations = [pick.operation for pick in look.case.evidence.picks if pick.operation] or look.case.items(
        "operations"
    )
    if look.case.text("question") and operations and not any(each.lower() in said for each in operations):
        yield warn("G8", "question", "no_operation", operation=operations[0])


def check_names_error(look: Look) -> Iterator[Finding]:
    """The question, the description or the title names the error: its code or its status (G8)."""
    said = f"{look.case.text('question')} {look.case.text('what_happened')} {look.case.text('title')}".lower()
    groups = look.case.evidence.groups
    named = {str(each).lower() for group in groups for each in (group.status, group.error_code, group.title) if each}
    if look.case.text("question") and named and not any(each in said for each in named):
        error = f"{groups[0].status or ''} {groups[0].error_code}".strip() or groups[0].title
        yield warn("G8", "question", "no_error", error=error)


def check_answerable(look: Look) -> Iterator[Finding]:
    """Support gives no detailed causes, no general performance figures, no help with registration (G37..G39).

    The words of each finding offer a question that support does answer, with this case's operation and error in it.
    """
    text = look.case.text("question")
    groups = look.case.evidence.groups
    error = f"{groups[0].status or ''} {groups[0].error_code}".strip() if groups else ""
    facts = {"operation": ", ".join(look.case.items("operations")[:1]) or "...", "error": error or "..."}
    for rule, sign in (("G39", "registration"), ("G38", "performance"), ("G37", "why")):
        if find_phrase_pattern(sign).search(text):
            yield warn(rule, "question", sign, **facts)
            return


def check_request(look: Look) -> Iterator[Finding]:
    """A wish for something new is a feature request, not an error (G40)."""
    text = f"{look.case.text('question')} {look.case.text('title')}"
    if look.case.text("issue_type") in ERROR_ISSUES and find_phrase_pattern("request").search(text):
        yield warn("G40", "issue_type", "is_request")


RULES: tuple[Rule, ...] = (
    check_is_question,
    check_single,
    check_names_operation,
    check_names_error,
    check_answerable,
    check_request,
)
