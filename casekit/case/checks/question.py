"""One clear question, of a kind that support answers (G8, G30, G37..G39)."""

import re
from collections.abc import Iterator

from casekit.case.checks.finding import Finding, Look, Rule, fail, warn

_MARKS = re.compile(r"[?？]+")
_CJK_QUESTION = re.compile(r"(吗|呢|嗎|か)[。．.]?\s*$")
_URL = re.compile(r"https?://\S+")

_WHY = re.compile(
    r"\b(why (did|does|do|is|was|are|were|has|have)|what caused|root cause|reason (for|why))\b|为什么|为何|原因|なぜ",
    re.IGNORECASE,
)
_SPEED = re.compile(
    r"\b(how (fast|slow|long does)|latency|throughput|performance (figures?|numbers?|benchmark))\b|性能|延迟|吞吐",
    re.IGNORECASE,
)
_REGISTRATION = re.compile(
    r"\b(developer (registration|profile)|register as a developer"
    r"|publish (my|our|the) app|app(lication)? (publishing|listing review))\b"
    r"|开发者注册|应用程序发布|发布应用",
    re.IGNORECASE,
)


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
    operations = look.case.items("operations")
    if look.case.text("question") and operations and not any(each.lower() in said for each in operations):
        yield warn("G8", "question", "no_operation", operation=operations[0])


def check_answerable(look: Look) -> Iterator[Finding]:
    """Support gives no detailed causes, no general performance figures, no help with registration (G37..G39)."""
    text = look.case.text("question")
    if _REGISTRATION.search(text):
        yield warn("G39", "question", "registration")
    elif _SPEED.search(text):
        yield warn("G38", "question", "performance")
    elif _WHY.search(text):
        yield warn("G37", "question", "why")


RULES: tuple[Rule, ...] = (check_is_question, check_single, check_names_operation, check_answerable)
