"""What the text promises to be attached is attached, and what was done to the log is told (G18, G20, G21)."""

import re
from collections.abc import Iterator

from casekit.case.checks.finding import Finding, Look, Rule, warn
from casekit.case.fields import fields
from casekit.facts import find_phrase_pattern
from casekit.wording import Said

OWN = (
    "case.md",
    "case.txt",
    "case.json",
    "short.txt",
    "form.txt",
    "timeline.png",
    "timeline.txt",
    "requests.csv",
    "requests.jsonl",
    "errors.csv",
    "calls.csv",
    "log-slice.txt",
    "casekit.postman_collection.json",
    "manifest.json",
)
"""Files that every bundle may hold."""
MASKED = "left_out.masked"
"""The sentence of the analysis that says so of request IDs."""
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


def check_changed_log(look: Look) -> Iterator[Finding]:
    """Where IDs were masked or cut before the log was loaded, the notes say what was changed (G21)."""
    changed = any(isinstance(note, Said) and note.key == MASKED for note in look.case.evidence.pick_notes)
    if changed and not look.case.answer("log_notes").given:
        yield warn("G21", "log_notes", "changed")


RULES: tuple[Rule, ...] = (check_files, check_pictures, check_changed_log)
