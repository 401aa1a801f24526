"""The original writing of an instant: which stretch of a text says it, proved by reading that stretch again."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from casekit.reading.clock import SHAPES, Reading, place, read_epoch, read_time

SEARCHED = 20_000
"""Characters of the text that are searched; a call's time stands near its beginning."""
_EPOCH = re.compile(r"(?<![\w.-])\d{10,19}(?:\.\d{1,6})?(?![\w.-])")
_TRACE = re.compile(r"1-([0-9a-f]{8})-[0-9a-f]{24}")
_HEADER = re.compile(r"\bdate\W{1,6}$", re.IGNORECASE)


def find_time_text(text: str, instant: datetime, source: str, zone: ZoneInfo | None = None) -> str:
    """How the text writes this instant (aware), as it stands there; empty when no stretch of it reads as the instant.

    `source` is one of TIME_SOURCES: a time from the Date header is looked for behind that word. With a `zone`, a clock
    reading counts that is the instant in it.
    """
    found = [(at, said) for at, said, moment in _times(text[:SEARCHED], zone) if moment == instant.astimezone(UTC)]
    behind = [(at, said) for at, said in found if _HEADER.search(text[max(0, at - 12) : at])]
    chosen = behind if behind and source == "date_header" else found
    return min(chosen, key=lambda each: (each[0], -len(each[1])))[1] if chosen else ""


def _times(text: str, zone: ZoneInfo | None) -> Iterator[tuple[int, str, datetime]]:
    for shape in SHAPES:
        for match in shape.finditer(text):
            yield from _read(match.start(), match[0].strip(), read_time(match[0]), zone)
    for match in _EPOCH.finditer(text):
        yield from _read(match.start(), match[0], read_epoch(match[0]), zone)
    for match in _TRACE.finditer(text):
        yield match.start(), match[0], datetime.fromtimestamp(int(match[1], 16), UTC)


def _read(at: int, said: str, reading: Reading | None, zone: ZoneInfo | None) -> Iterator[tuple[int, str, datetime]]:
    moment = reading.instant if reading else None
    if reading and moment is None and reading.wall and zone:
        moment = place(reading.wall, zone)
    if moment:
        yield at, said, moment
