"""What was typed, taken apart: sentences, and the times, IDs, codes and counts in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from casekit.case.model import Case
from casekit.facts import errors, find_phrase_pattern, named_operations

TOLD = ("title", "question", "what_happened", "goal", "when")
"""The fields that tell of the problem; what was tried elsewhere need not be in the log."""
MOST_DAYS = 40
"""Days on which a clock time without a date may have been."""
MINUTE = timedelta(minutes=1)
ROUGH = timedelta(minutes=15)
"""How far "about 10:00" may be off."""

_SENTENCE = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])|\n+")
_UUID = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", re.IGNORECASE)
_INSTANT = re.compile(
    r"\b(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d)?(\.\d+)? ?(Z\b|UTC\b|GMT\b|[+-]\d\d:?\d\d)", re.IGNORECASE
)
_CLOCK = re.compile(r"(?<![\d:T.-])(\d{1,2}:\d\d)(:\d\d)? ?(?:Z|UTC|GMT)\b", re.IGNORECASE)
_STATUS = re.compile(
    r"(?:\b(?:HTTP|status|error|code)s?|状态码|错误码|错误|代码|返回)[:： ]{0,2}([45]\d\d)\b"
    r"|\b([45]\d\d)(?= [A-Z][A-Za-z]{4,})|\(([45]\d\d)\)",
    re.IGNORECASE,
)
_WORD = re.compile(r"(?<![\w.])[A-Za-z]+[A-Z]\w*(?![\w])|\b[A-Z]+_[A-Z_]+\b")
_QUOTED = re.compile(r"[\"“「]([^\"“”「」\n]{12,300})[\"”」]")
_COUNT = re.compile(
    r"(?<![\d:.,-])(\d[\d,]*)(?: of (\d[\d,]*))? (?:failed |failing )?(?:API )?(?:calls?|requests?) "
    r"(?:have |were |are )?(?:fail\w*|refused|rejected|throttled|denied)"
    r"|(?<![\d:.,-])(\d[\d,]*) (?:failed|failing) (?:API )?(?:calls?|requests?)\b"
    r"|(?<![\d:.,-])(\d[\d,]*)(?: of (\d[\d,]*))? (?:errors|failures)\b"
    r"|(?<![\d:.,-])(\d[\d,]*) ?次(?:调用|请求)?(?:都|均)?(?:失败|报错|被拒绝|错误)"
    r"|\bfail(?:s|ed)? (\d[\d,]*) times\b"
    r"|失败(?:了)? ?(\d[\d,]*) ?次"
    r"|(?<![\d:.,-])(\d[\d,]*) ?次(?:调用|请求)?中的? ?(?:有 ?)?(\d[\d,]*) ?次",
    re.IGNORECASE,
)
_TURNED = (9, 10)
"""The groups of _COUNT in which the whole stands before the part, as in Chinese."""


@dataclass(frozen=True, slots=True)
class Typed:
    """One sentence that was typed, and the field it stands in."""

    field: str
    text: str

    @property
    def asks(self) -> bool:
        """True for a question: it claims nothing."""
        return self.text.rstrip().endswith(("?", "？", "吗", "か"))


@dataclass(frozen=True, slots=True)
class TypedTime:
    """A time that was typed (UTC): each moment it may begin at, how long it lasts as written, and where it stands."""

    text: str
    starts: tuple[datetime, ...]
    width: timedelta
    place: int

    def is_near(self, moment: datetime) -> bool:
        """True when the moment is this time, as exactly as it was written: minutes may be rounded up."""
        early = self.width if self.width >= MINUTE else timedelta()
        return any(start - early <= moment < start + self.width for start in self.starts)


def read_typed(case: Case) -> tuple[Typed, ...]:
    """The sentences of TOLD that the analyst typed."""
    return tuple(
        Typed(name, part.strip())
        for name in TOLD
        if case.answer(name).origin == "typed"
        for part in _SENTENCE.split(case.text(name))
        if part.strip()
    )


def find_ids(text: str) -> tuple[str, ...]:
    """The UUIDs in the text, as written."""
    return tuple(dict.fromkeys(_UUID.findall(text)))


def find_times(text: str, first: datetime | None = None, last: datetime | None = None) -> tuple[TypedTime, ...]:
    """The times with a zone in the text, in order; one without a date may be on any day from `first` to `last`."""
    dated = [time for found in _INSTANT.finditer(text) if (time := _dated(found, text))]
    days = [] if first is None or last is None else list(_days(first, last))
    rest = _INSTANT.sub(lambda found: "#" * len(found[0]), text)
    clocks = [time for found in _CLOCK.finditer(rest) if days and (time := _clock(found, text, days))]
    return tuple(sorted((*dated, *clocks), key=lambda time: time.place))


def find_statuses(text: str) -> tuple[str, ...]:
    """The HTTP statuses in the text that are written as such."""
    return tuple(dict.fromkeys(next(filter(None, found)) for found in _STATUS.findall(_UUID.sub("", text))))


def find_operations(text: str) -> tuple[str, ...]:
    """The names of known operations in the text, as written."""
    return tuple(word for word in dict.fromkeys(_WORD.findall(text)) if word.lower() in named_operations())


def find_codes(text: str) -> tuple[str, ...]:
    """The known error codes in the text that no ordinary word could be."""
    known = {code.lower() for each in errors() for code in each.code}
    return tuple(word for word in dict.fromkeys(_WORD.findall(text)) if word.lower() in known)


def find_quotes(text: str) -> tuple[str, ...]:
    """The texts of several words in quotation marks."""
    return tuple(quote for quote in _QUOTED.findall(text) if len(quote.split()) > 2)  # noqa: PLR2004  a phrase


def find_counts(text: str) -> Iterator[tuple[str, int, int | None]]:
    """Each exact count of all failed calls: as written, the count, and of how many, if that is said."""
    if find_phrase_pattern("part").search(text):
        return
    for found in _COUNT.finditer(text):
        if find_phrase_pattern("about").search(text[: found.start()]):
            continue
        numbers = [int(each.replace(",", "")) for each in found.groups() if each]
        if found[_TURNED[0]] and found[_TURNED[1]]:
            numbers.reverse()
        if len(numbers) > 1 or found[0][:3] not in find_statuses(f"HTTP {found[0][:3]}"):
            yield found[0], numbers[0], numbers[1] if len(numbers) > 1 else None


def is_since(text: str, time: TypedTime) -> bool:
    """True when the text says that something began at this time."""
    return bool(find_phrase_pattern("since").search(text[: time.place]))


def claims(sign: str, text: str) -> bool:
    """True when the text claims this (still, resolved), and neither asks for it nor denies it."""
    found = find_phrase_pattern(sign).search(text)
    return bool(found) and not find_phrase_pattern("open").search(text[: found.start()] if found else "")


def _dated(found: re.Match[str], text: str) -> TypedTime | None:
    day, clock, seconds, part, zone = found.groups()
    offset = "+00:00" if zone.upper() in ("Z", "UTC", "GMT") else zone
    try:
        start = datetime.fromisoformat(f"{day}T{clock}{seconds or ''}{(part or '')[:7]}{offset}").astimezone(UTC)
    except ValueError:
        return None
    return TypedTime(found[0], (start,), _width(seconds, part, text[: found.start()]), found.start())


def _clock(found: re.Match[str], text: str, days: list[datetime]) -> TypedTime | None:
    hours, minutes = map(int, found[1].split(":"))
    if hours > 23 or minutes > 59:  # noqa: PLR2004  no clock shows more
        return None
    seconds = int(found[2][1:]) if found[2] else 0
    starts = tuple(day + timedelta(hours=hours, minutes=minutes, seconds=seconds) for day in days)
    return TypedTime(found[0], starts, _width(found[2], None, text[: found.start()]), found.start())


def _width(seconds: str | None, part: str | None, before: str) -> timedelta:
    if find_phrase_pattern("about").search(before):
        return ROUGH
    return timedelta(milliseconds=1) if part else timedelta(seconds=1) if seconds else MINUTE


def _days(first: datetime, last: datetime) -> Iterator[datetime]:
    day = first.replace(hour=0, minute=0, second=0, microsecond=0)
    for _ in range(MOST_DAYS):
        if day > last:
            return
        yield day
        day += timedelta(days=1)
