"""What was typed, looked up in the log: IDs, times, operations, codes (G11, G14, G28)."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from casekit import facts
from casekit.case.checks.finding import Finding, Look, Rule, warn
from casekit.case.fields import fields

_UUID = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", re.IGNORECASE)
_INSTANT = re.compile(r"\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)? ?(?:Z|UTC|[+-]\d\d:?\d\d)", re.IGNORECASE)
_STATUS = re.compile(r"\b(?:HTTP|status|error|code)s?:? ?([45]\d\d)\b", re.IGNORECASE)
_WORD = re.compile(r"\b[a-z]+[A-Z]\w+\b")


def _typed(look: Look) -> Iterator[tuple[str, str]]:
    for field in fields():
        if look.case.answer(field.name).origin == "typed" and field.name != "application_id":
            yield field.name, look.case.text(field.name)


def check_ids(look: Look) -> Iterator[Finding]:
    """A request ID that was typed stands in the log (G11)."""
    known = set(look.events["request_id"].dropna().str.lower()) | _other_ids(look)
    for field, text in _typed(look):
        for found in _UUID.findall(text):
            if known and found.lower() not in known:
                yield warn("G11", field, "typed_id", value=found)


def _other_ids(look: Look) -> set[str]:
    return {found.lower() for text in look.events["other_ids"].dropna() for found in _UUID.findall(text)}


def check_times(look: Look) -> Iterator[Finding]:
    """A time that was typed lies within the log (G14)."""
    start, end = look.case.evidence.log_start, look.case.evidence.log_end
    for field, text in _typed(look):
        for found in _INSTANT.findall(text):
            moment = _instant(found)
            if start and moment and not (_moment(start) <= moment <= _moment(end)):
                yield warn("G14", field, "outside_log", value=found, start=start, end=end)


def _instant(text: str) -> datetime | None:
    plain = re.sub(r" ?UTC$", "Z", text, flags=re.IGNORECASE).replace(" ", "T", 1)
    try:
        return _moment(plain)
    except ValueError:
        return None


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def check_statuses(look: Look) -> Iterator[Finding]:
    """An HTTP status that was typed occurs in the log (G8)."""
    known = {str(status) for status in look.events["status"].dropna()}
    for field, text in _typed(look):
        for found in _STATUS.findall(text):
            if known and found not in known:
                yield warn("G8", field, "typed_status", value=found)


def check_typed_operations(look: Look) -> Iterator[Finding]:
    """An operation that was typed was called in the log (G8)."""
    called = set(look.events["operation"].dropna().str.lower())
    for field, text in _typed(look):
        for found in dict.fromkeys(_WORD.findall(text)):
            if called and found.lower() in facts.named_operations() and found.lower() not in called:
                yield warn("G8", field, "typed_operation", value=found)


RULES: tuple[Rule, ...] = (check_ids, check_times, check_statuses, check_typed_operations)
