"""A paste of one sentence: the error message people quote when they have nothing else."""

import re
from collections.abc import Sequence

from casekit.facts import errors
from casekit.limits import SCAN_LIMIT

ERROR_WORDS = re.compile(r"(?i)exceed|denied|invalid|error|fail|unauthor|forbidden|not authori|throttl|expired|timed? ?out|missing|reject|unable|could not|cannot|not found|unavailable|too many|didn't|not supported|malformed|not allowed|not have access|revoked|disabled|suspended|already")  # fmt: skip  # noqa: E501 a pattern or a table row
QUOTES = re.compile(
    r"\"(\S[^\"\n]{10,298}[^\s\"])\"|`(\S[^`\n]{10,298}[^\s`])`|(?<!\w)'(\S[^'\n]{10,298}[^\s'])'(?!\w)|«\s?([^\s»][^»\n]{10,298}?)\s?»"
)
PAIRED = re.compile(r"[\"']\s*:\s*[\"'{\[]")  # a line of keys and values, whose texts have their names
DESCRIBED = re.compile(r"[\"'][1-5][0-9]{2}[\"']\s*:\s*\{")  # a status, by an API's description
LONG_PASTE = 30  # lines; more is a log, in which a quoted sentence proves nothing
FEWEST_WORDS = 2


def quoted_errors(line: str) -> list[str]:
    """The sentences in quotes that sound like an error."""
    if PAIRED.search(line):
        return []
    texts = [next(part for part in found.groups() if part) for found in QUOTES.finditer(line)]
    return [
        text for text in texts if ERROR_WORDS.search(text) and len(text.split()) > FEWEST_WORDS and "://" not in text
    ]


def find_phrase(lines: Sequence[str]) -> tuple[int, str] | None:
    """Index and text of the error message in a short text without any other sign of a call, or None."""
    if sum(bool(line.strip()) for line in lines) > LONG_PASTE:
        return None
    for index, line in enumerate(lines):
        for text in quoted_errors(line[:SCAN_LIMIT]):
            return index, text
    for index, line in enumerate(lines):
        text = "" if DESCRIBED.search(line) else line.strip().strip("\"'`*_> ")
        if text and "|" not in text and len(text) <= 300 and any(known in text.lower() for known in _known()):  # noqa: PLR2004
            return index, re.sub(r"^(?:error|message|exception)\s*:\s*", "", text, flags=re.IGNORECASE)
    return None


def _known() -> tuple[str, ...]:
    texts = {part.strip().rstrip(".").lower() for each in errors() for part in each.message.split("|")}
    return (
        *sorted(text for text in texts if len(text.split()) > FEWEST_WORDS),
        "rate exceeded",
        "request is throttled",
    )
