"""Which zone a log's clock is in, proved by instants that stand beside its readings. Right or silent."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pandas as pd

from casekit.reading.log import Log
from casekit.wording import Said, join

STEP = 900  # seconds: every zone's offset of today is a multiple of a quarter of an hour
SLACK = 120  # seconds that a log line may come before or after the server's date
FEWEST = 2  # readings with an instant beside them; one can be chance
WIDEST = 14 * 3600  # seconds: no clock is further from UTC
LIKELY = (
    "UTC", "Asia/Tokyo", "Asia/Shanghai", "Asia/Seoul", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Singapore",
    "Asia/Dubai", "Asia/Tehran", "Asia/Karachi", "Asia/Bangkok", "Asia/Jerusalem", "Europe/London", "Europe/Berlin",
    "Europe/Istanbul", "Europe/Athens", "Europe/Moscow", "America/New_York", "America/Chicago", "America/Denver",
    "America/Phoenix", "America/Los_Angeles", "America/Anchorage", "America/Halifax", "America/St_Johns",
    "America/Sao_Paulo", "America/Mexico_City", "America/Bogota", "America/Argentina/Buenos_Aires",
    "Australia/Sydney", "Australia/Brisbane", "Australia/Adelaide", "Australia/Darwin", "Australia/Perth",
    "Australia/Lord_Howe", "Pacific/Auckland", "Pacific/Chatham", "Pacific/Honolulu", "Africa/Cairo",
    "Africa/Johannesburg", "Africa/Lagos",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ZoneProposal:
    """A zone that fits: why, and how many readings agree and contradict."""

    zone: str
    reason: str
    agreeing: int
    contradicting: int


def propose_zones(log: Log) -> tuple[ZoneProposal, ...]:
    """The zones in which every reading of the log's clock that has a known instant beside it is true.

    Evidence are events with `timestamp_wall` and a `timestamp` that does not come from that clock. Empty when there
    are fewer than two, when they do not fit one zone, or when the log's clock has no reading. Zones with the same
    offsets at these instants cannot be told apart: at most three of LIKELY are given, and the reason says when they, or
    any other zone that fits, would place some other reading of the log apart. A zone whose
    clocks skip a reading of the log is out.
    """
    pairs = _evidence(log.events)
    if len(pairs) < FEWEST:
        return ()
    offsets = [(instant, _offset(wall, instant)) for wall, instant in pairs]
    known = [(instant, offset) for instant, offset in offsets if offset is not None]
    if len(known) < FEWEST or len(known) < len(offsets):
        return ()
    walls = _unplaced(log.events)
    moments = {(_quarter(instant), offset) for instant, offset in known}
    every = [name for name in sorted(available_timezones()) if all(_at(name, at) == offset for at, offset in moments)]
    every = [name for name in every if all(_has(name, wall) for wall in walls)]
    fitting = [name for name in LIKELY if name in every]
    listed = sorted(Counter(offset for _, offset in known))
    spoken = join("and", [_spoken(offset) for offset in listed])
    reason = Said("zone.proved", n=f"{len(known):,}", offsets=spoken, zones=f"{len(fitting):,}")
    if any(len({_offset_of(name, wall) for name in every}) > 1 for wall in walls):
        reason = join("sentences", [reason, Said("zone.differ")])
    return tuple(ZoneProposal(name, reason, len(known), 0) for name in fitting[:3])


def _evidence(events: pd.DataFrame) -> list[tuple[datetime, datetime]]:
    rows = events[events["timestamp"].notna() & events["timestamp_wall"].notna()]
    rows = rows[~rows["time_source"].isin(["chosen_zone", "none"])]
    pairs = []
    for wall, instant in zip(rows["timestamp_wall"], rows["timestamp"], strict=True):
        try:
            pairs.append((datetime.fromisoformat(str(wall)), instant.to_pydatetime()))
        except ValueError:
            continue
    return pairs


def _unplaced(events: pd.DataFrame) -> tuple[datetime, ...]:
    """The readings that wait for a zone, to the quarter of an hour: no zone changes its clocks within one."""
    quarters = set()
    for wall in set(events.loc[events["timestamp"].isna(), "timestamp_wall"].dropna()):
        try:
            read = datetime.fromisoformat(str(wall))
        except ValueError:
            continue
        quarters.add(_quarter(read))
    return tuple(sorted(quarters))


def _quarter(moment: datetime) -> datetime:
    return moment.replace(minute=moment.minute // 15 * 15, second=0, microsecond=0)


def _has(name: str, wall: datetime) -> bool:
    """True when the clocks of this zone have shown the reading."""
    there = wall.replace(tzinfo=ZoneInfo(name))
    return there.astimezone(UTC).astimezone(ZoneInfo(name)).replace(tzinfo=None) == wall


def _offset_of(name: str, wall: datetime) -> timedelta | None:
    return wall.replace(tzinfo=ZoneInfo(name)).utcoffset()


def _offset(wall: datetime, instant: datetime) -> int | None:
    seconds = (wall.replace(tzinfo=UTC) - instant).total_seconds()
    near = round(seconds / STEP) * STEP
    return near if abs(seconds - near) <= SLACK and abs(near) <= WIDEST else None


def _at(name: str, instant: datetime) -> int:
    offset = instant.astimezone(ZoneInfo(name)).utcoffset() or timedelta()
    return round(offset.total_seconds())


def _spoken(offset: int) -> str:
    hours, minutes = divmod(abs(offset) // 60, 60)
    return f"UTC{'-' if offset < 0 else '+'}{hours:02d}:{minutes:02d}"
