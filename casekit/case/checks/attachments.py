"""What the text promises to be attached is attached (G18, G20)."""

import re
from collections.abc import Iterator

from casekit.case.checks.finding import Finding, Look, Rule, warn
from casekit.case.fields import fields
from casekit.facts import find_phrase_pattern

OWN = (
    "case.md",
    "case.txt",
    "case.json",
    "timeline.png",
    "requests.csv",
    "requests.jsonl",
    "errors.csv",
    "manifest.json",
)
"""Files that every bundle may hold."""
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")
_FILE = re.compile(
    r"(?<![\w/.-])[\w-][\w.-]*\.(?:png|jpe?g|gif|webp|txt|log|csv|tsv|json|jsonl|ndjson|har|zip|gz|pdf|xlsx?|docx?|xml|mp4)\b",
    re.IGNORECASE,
)


def _texts(look: Look) -> Iterator[tuple[str, str]]:
    for field in fields():
        if look.case.answer(field.name).origin == "typed" and field.kind in ("line", "paragraph"):
            yield field.name, look.case.text(field.name)
    for attempt in look.case.attempts:
        yield "attempts", f"{attempt.what} {attempt.step} {attempt.error} {attempt.judged}"


def check_files(look: Look) -> Iterator[Finding]:
    """A file that is named is attached, or is the log itself (G20)."""
    there = {name.lower().rpartition("/")[2] for name in (*OWN, *look.added, *look.case.evidence.sources)}
    for field, text in _texts(look):
        for value in dict.fromkeys(_FILE.findall(text)):
            if value.lower() not in there:
                yield warn("G20", field, "absent", value=value)


def check_pictures(look: Look) -> Iterator[Finding]:
    """A screenshot that is spoken of is attached (G18)."""
    if any(name.lower().endswith(_PICTURES) for name in look.added):
        return
    for field, text in _texts(look):
        if find_phrase_pattern("picture").search(text):
            yield warn("G18", field, "no_picture")
            return


RULES: tuple[Rule, ...] = (check_files, check_pictures)
