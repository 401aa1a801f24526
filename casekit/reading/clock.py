"""Times: any spelling of a moment -> the instant in UTC, or the reading of a clock whose zone is not known.

The only module that parses time. Nothing is guessed: a day/month order that could be either, a zone name that several
zones bear and a clock reading that a zone skips or repeats stay readings.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from casekit.errors import UnknownZone
from casekit.wording import both

MONTH_WORDS = (
    "jan janv janvier januar january enero ene gennaio gen janeiro",
    "feb fev fevr février fevrier februar february febrero febbraio fevereiro fév févr",
    "mar mars märz mär maerz mrz march marzo março",
    "apr avr avril april abril aprile abr",
    "may mai mayo maggio maio mag",
    "jun juin juni june junio giugno giu junho",
    "jul juil juillet juli july julio luglio lug julho",
    "aug août aout august agosto ago",
    "sep sept septembre september septiembre settembre set setembro",
    "oct okt octobre oktober october octubre ottobre ott outubro out",
    "nov novembre november noviembre novembro",
    "dec dez déc décembre decembre dezember december diciembre dicembre dic dezembro",
)
MONTHS = {word: number for number, words in enumerate(MONTH_WORDS, 1) for word in words.split()}

# Hours from UTC of the names that mean one zone only. CST, IST, BST, AST, SST and the like mean several: not guessed.
ZONE_HOURS = {
    "UTC": 0, "GMT": 0, "UCT": 0, "Z": 0, "WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2,
    "EET": 2, "EEST": 3, "MSK": 3, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "ACST": 9.5, "ACDT": 10.5,
    "AWST": 8, "NZST": 12, "NZDT": 13, "EST": -5, "EDT": -4, "CDT": -5, "MDT": -6, "PST": -8, "PDT": -7,
    "AKST": -9, "AKDT": -8, "HST": -10, "BRT": -3, "SGT": 8, "HKT": 8, "PKT": 5, "SAST": 2, "WIB": 7,
}  # fmt: skip
HALVES = {"上午": "a", "下午": "p", "午前": "a", "午後": "p", "오전": "a", "오후": "p"}  # before the hour
EPOCH_UNITS = ((10, 1), (13, 1_000), (16, 1_000_000), (19, 1_000_000_000))  # digits -> ticks per second
_TICKS = dict(EPOCH_UNITS)
EPOCH_RANGE = (946_684_800, 4_102_444_800)  # 2000 to 2100: a number outside is not a time

_ZONE = r"(?:\s*\(?(?P<zone>Z|[+-]\d\d:?\d\d(?::?\d\d)?|[+-]\d\d(?!\d)|(?:GMT|UTC)[+-]\d{1,2}:?(?:\d\d)?|[A-Z][A-Za-z]+/[A-Z]\w+(?:/\w+)?|[A-Z]{2,5}(?![A-Za-z])(?!\s+[a-z])))?"  # noqa: E501 a pattern or a table row
_CLOCK = r"(?:(?P<noon>上午|下午|午前|午後|오전|오후)\s?)?(?P<hour>\d{1,2})(?::|\s?h\s?(?=\d\d\b))(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,:](?P<fraction>\d{1,9}))?)?(?:\s?(?P<half>[AaPp])\.?\s?[Mm]\b\.?)?"  # noqa: E501 a pattern or a table row
_WORD = r"(?P<word>[^\W\d_]{3,10})\.?"
_DAY = r"(?:[^\W\d_]{2,10}\.?,?\s+)?"
SHAPES = tuple(
    re.compile(shape)
    for shape in (
        rf"(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?:[T_ ]\s*|,\s*|\s+)\[?{_CLOCK}{_ZONE}",
        r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)[T ]?(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)(?:[.,](?P<fraction>\d+))?(?P<zone>Z|[+-]\d{4})",  # noqa: E501 a pattern or a table row
        rf"(?P<year>\d{{4}})(?P<month>\d\d)(?P<day>\d\d)[T ]{_CLOCK}{_ZONE}",
        rf"{_DAY}(?P<day>\d{{1,2}})\.?[ \-/]{_WORD}[ \-/](?P<year>\d{{4}}|\d\d)(?::|,?\s+){_CLOCK}{_ZONE}",
        rf"{_DAY}{_WORD} +(?P<day>\d{{1,2}}),? (?P<year>\d{{4}}),? (?:at |@ )?{_CLOCK}{_ZONE}",
        rf"{_DAY}{_WORD} +(?P<day>\d{{1,2}}),? {_CLOCK}{_ZONE} (?P<year>\d{{4}})\b",
        rf"(?P<year>\d{{4}})[ -]{_WORD}[ -](?P<day>\d{{1,2}}),? {_CLOCK}{_ZONE}",
        rf"(?P<year>\d{{4}})\s?[年.]\s?(?P<month>\d{{1,2}})\s?[月.]\s?(?P<day>\d{{1,2}})\s?日?\s*(?P<hour>\d{{1,2}})[:時时点](?P<minute>\d\d)(?:[:分](?P<second>\d\d)秒?|分|(?!\d))(?:[.,](?P<fraction>\d{{1,9}}))?{_ZONE}",
        rf"(?P<first>\d{{1,2}})(?P<mark>[/.\-])(?P<next>\d{{1,2}})[/.\-](?P<year>\d{{4}}),?\s+{_CLOCK}{_ZONE}",
        rf"{_WORD} +(?P<day>\d{{1,2}}) {_CLOCK}",
        rf"--(?P<month>\d\d)-(?P<day>\d\d)T{_CLOCK}",
        rf"[IWEFD](?P<month>\d\d)(?P<day>\d\d) {_CLOCK}",
        rf"{_CLOCK}{_ZONE}",
    )
)  # fmt: skip


_ZONE_NAMES = "|".join(ZONE_HOURS)
_SAID_ZONE = rf"(?:\s*\(?(?P<zone>[+-]\d\d:?\d\d|(?:GMT|UTC)[+-]\d{{1,2}}:?(?:\d\d)?|(?:{_ZONE_NAMES})\b|[A-Z]{{2,4}}T\b|[A-Z][A-Za-z]+/[A-Z]\w+)\)?)?"  # noqa: E501 a pattern or a table row
_SAID_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_ON = r"\)?,?\s+(?:on\s+)?(?:the\s+)?(?:[A-Z][a-z]{2,8},?\s+)?"
_AT = r",?\s+(?:at\s+|around\s+|about\s+|à\s+|um\s+|a las\s+|,\s*)?"
SAID_SHAPES = tuple(
    re.compile(rf"(?<![\w:./-])(?<!\d ){shape}(?![\w:/]|\s+20\d\d\b)")
    for shape in (
        rf"{_CLOCK}{_SAID_ZONE}{_ON}{_WORD}\s+{_SAID_DAY}(?:,?\s+(?P<year>\d{{4}}))?",
        rf"{_CLOCK}{_SAID_ZONE}{_ON}{_SAID_DAY}\.?\s+(?:of\s+)?{_WORD}(?:,?\s+(?P<year>\d{{4}}))?",
        rf"{_CLOCK}{_SAID_ZONE}{_ON}(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})",
        rf"{_WORD}\s+{_SAID_DAY}(?:,?\s+(?P<year>\d{{4}}))?{_AT}{_CLOCK}{_SAID_ZONE}",
        rf"{_WORD}\s+{_SAID_DAY}\s+{_CLOCK}{_SAID_ZONE}\s+(?P<year>\d{{4}})",
        rf"{_SAID_DAY}\s+{_WORD}\s+(?P<year>\d\d)\s+{_CLOCK}{_SAID_ZONE}",
        rf"{_SAID_DAY}\.?\s+(?:of\s+)?{_WORD}(?:,?\s+(?P<year>\d{{4}}))?{_AT}{_CLOCK}{_SAID_ZONE}",
        rf"(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?:T|{_AT}){_CLOCK}{_SAID_ZONE}",
        rf"(?P<year>\d{{4}})\s?年\s?(?P<month>\d{{1,2}})\s?月\s?(?P<day>\d{{1,2}})\s?日?\s*{_CLOCK}{_SAID_ZONE}",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """One time as its text fixes it: `instant` (aware, UTC) or `wall` (ISO 8601, or as written), and how known."""

    instant: datetime | None = None
    wall: str | None = None
    source: str = "none"


@lru_cache(maxsize=8192)
def read_time(text: str) -> Reading | None:
    """The time a text begins with (blanks, brackets and quotes in front allowed), or None when it begins with none."""
    trimmed = text.lstrip(" \t[(\"'`<")
    for shape in SHAPES:
        found = shape.match(trimmed)
        if found:
            reading = _read(found, found.groupdict())
            if reading:
                return reading
    return None


def find_said_time(text: str) -> Iterator[tuple[int, str, Reading]]:
    """The times that a sentence says in words, such as `14:03 UTC on March 3, 2026`: where, how, and the reading."""
    for shape in SAID_SHAPES:
        for found in shape.finditer(text):
            reading = _read(found, found.groupdict())
            if reading:
                yield found.start(), found[0], reading


def read_epoch(text: str) -> Reading | None:
    """The instant of a number of seconds, milli-, micro- or nanoseconds since 1970, or None when out of range."""
    whole, _, fraction = text.strip().partition(".")
    ticks = _TICKS.get(len(whole))
    if not whole.isascii() or not whole.isdigit() or ticks is None or (fraction and not fraction.isdigit()):
        return None
    number = int(whole)
    if not EPOCH_RANGE[0] <= number // ticks < EPOCH_RANGE[1]:
        return None
    micros = number * 1_000_000 // ticks + (int(f"{fraction:0<6.6}") // ticks if fraction else 0)
    return Reading(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=micros), None, "epoch")


def read_any_time(text: str) -> Reading | None:
    """The time of a field that is said to hold one: a date and clock, or an epoch number."""
    return read_epoch(text) or read_time(text)


def find_zone(name: str) -> ZoneInfo:
    """The zone of this IANA name; UnknownZone when the time zone database has none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UnknownZone(*both("error.zone", name=f"{name!r:.60}")) from error


def place(wall: str, zone: ZoneInfo) -> datetime | None:
    """The instant of a full clock reading in this zone, or None when the zone skips the reading or has it twice."""
    try:
        naive = datetime.fromisoformat(wall)
    except ValueError:
        return None
    try:
        early, late = (naive.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    except OverflowError:
        return None
    return early if early == late else None


def _read(found: re.Match[str], parts: dict[str, str | None]) -> Reading | None:
    date = _date(parts)
    if date is None:
        return None
    year, month, day = date
    clock = _clock(parts)
    if clock is None:
        return None
    hour, minute, second, micro, extra = clock
    if day is None:
        return Reading(None, _as_written(found))
    fraction = f".{parts['fraction']}" if parts.get("fraction") else ""
    try:
        naive = datetime(year or 2000, month or 1, day, hour, minute, second, micro) + extra  # noqa: DTZ001 a wall clock
    except (ValueError, OverflowError):
        return None
    if year is None:
        return Reading(None, f"--{naive:%m-%dT%H:%M:%S}{fraction}")
    return _zoned(naive, parts.get("zone"), fraction)


def _as_written(found: re.Match[str]) -> str:
    zone = found["zone"] if "zone" in found.re.groupindex else None
    end = found.start("zone") if zone and _offset(zone) is None else found.end()
    return found.string[found.start() : end].strip(" (")


def _date(parts: dict[str, str | None]) -> tuple[int | None, int | None, int | None] | None:
    year = int(str(parts["year"])) if parts.get("year") else None
    if year is not None and len(str(parts["year"])) == 2:  # noqa: PLR2004 a year of two digits
        year += 2000 if year < 70 else 1900  # noqa: PLR2004 as POSIX reads them
    if parts.get("first"):
        return _either_order(parts, year)
    if parts.get("word"):
        month = MONTHS.get(str(parts["word"]).lower())
        return (year, month, int(str(parts["day"]))) if month else None
    if parts.get("month"):
        return year, int(str(parts["month"])), int(str(parts["day"]))
    return year, None, None


def _either_order(parts: dict[str, str | None], year: int | None) -> tuple[int | None, int | None, int | None]:
    first, after = int(str(parts["first"])), int(str(parts["next"]))
    if parts["mark"] == "." or first > 12:  # noqa: PLR2004 months; dots are written day first
        return year, after, first
    if after > 12 or first == after:  # noqa: PLR2004
        return year, first, after
    return year, None, None


def _clock(parts: dict[str, str | None]) -> tuple[int, int, int, int, timedelta] | None:
    hour, minute, second = int(parts["hour"] or 0), int(parts["minute"] or 0), int(parts["second"] or 0)
    fraction = parts.get("fraction")
    micro, extra = int(f"{fraction:0<6.6}") if fraction else 0, timedelta()
    half = HALVES.get(str(parts.get("noon")), parts.get("half"))
    if half:
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    if (hour, minute, second) == (24, 0, 0):
        hour, extra = 0, timedelta(days=1)
    if second == 60:  # noqa: PLR2004 a leap second: the last moment that datetime can hold
        second, micro = 59, 999_999
    return (hour, minute, second, micro, extra) if hour < 24 and minute < 60 and second < 60 else None  # noqa: PLR2004


def _zoned(naive: datetime, zone: str | None, fraction: str) -> Reading | None:
    offset = _offset(zone) if zone else None
    if offset is not None:
        source = "utc" if zone in ("Z", "UTC", "GMT", "UCT") else "offset"
        try:
            return Reading((naive - offset).replace(tzinfo=UTC), None, source)
        except OverflowError:
            zone = None
    wall = naive.isoformat(timespec="seconds") + fraction
    if zone and "/" in zone:
        try:
            instant = place(wall, find_zone(zone))
        except UnknownZone:
            instant = None
        if instant:
            return Reading(instant, None, "offset")
    return Reading(None, wall)


@lru_cache(maxsize=256)
def _offset(zone: str) -> timedelta | None:
    if zone in ZONE_HOURS:
        return timedelta(hours=ZONE_HOURS[zone])
    found = re.fullmatch(r"(?:GMT|UTC)?([+-])(\d{1,2}):?(\d\d)?(?::?\d\d)?", zone)
    if not found:
        return None
    size = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return None if size >= timedelta(hours=24) else -size if found[1] == "-" else size
