"""Which zone a log's clock is in, proved by instants that stand beside its readings. Right or silent."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pandas as pd

from casekit.reading.log import Log
from casekit.wording import Said, join

STEP = 900  # seconds: every zone's offset of today is a multiple of a quarter of an hour
SLACK = 120  # seconds that a log line may come before or after the server's date
FEWEST = 2  # readings with an instant beside them; one can be chance
BACK = (timedelta(minutes=15), timedelta(hours=1))  # a clock that is put back, and some time that passed meanwhile
WIDEST = 14 * 3600  # seconds: no clock is further from UTC
LIKELY = (
    "UTC", "Asia/Tokyo", "Asia/Shanghai", "Asia/Seoul", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Singapore",
    "Asia/Dubai", "Asia/Tehran", "Asia/Karachi", "Asia/Bangkok", "Asia/Yangon", "Asia/Jerusalem", "Europe/London",
    "Europe/Berlin", "Europe/Istanbul", "Europe/Athens", "Europe/Moscow", "America/New_York", "America/Chicago",
    "America/Denver",
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
    clocks skip a reading of the log is out; where the log's clock goes back once by an hour or so, those that were put
    back there are in.
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
    again = _turned_back(log.events)
    turning = [name for name in every if all(_shows_twice(name, wall) for wall in again)] if again else []
    every = turning or every
    fitting = [name for name in LIKELY if name in every]
    listed = sorted(Counter(offset for _, offset in known))
    spoken = join("and", [_spoken(offset) for offset in listed])
    reason = Said("zone.proved", n=f"{len(known):,}", offsets=spoken, zones=f"{len(fitting):,}")
    if turning:
        reason = join("sentences", [reason, Said("zone.turned_back")])
    if any(len({_offset_of(name, wall) for name in every}) > 1 for wall in walls):
        reason = join("sentences", [reason, Said("zone.differ")])
    return tuple(ZoneProposal(name, reason, len(known), 0) for name in fitting[:3])


def _evidence(events: pd.DataFrame) -> list[tuple[datetime, datetime]]:
    rows = events[events["timestamp"].notna() & events["timestamp_wall"].notna()]
    rows = rows[~rows["time_source"].isin(["chosen_zone", "none"])]
    pairs = zip(map(_full, rows["timestamp_wall"]), rows["timestamp"], strict=True)
    return [(wall, instant.to_pydatetime()) for wall, instant in pairs if wall]


def _unplaced(events: pd.DataFrame) -> tuple[datetime, ...]:
    """The readings that wait for a zone, to the quarter of an hour: no zone changes its clocks within one."""
    walls = set(events.loc[events["timestamp"].isna(), "timestamp_wall"].dropna())
    return tuple(sorted({_quarter(read) for read in map(_full, walls) if read}))


def _turned_back(events: pd.DataFrame) -> tuple[datetime, ...]:
    """The first reading behind the only step back of a source's clock, where that is one that clocks take in autumn."""
    found = []
    for _, walls in events.sort_values("line_start", kind="stable").groupby("source", observed=True)["timestamp_wall"]:
        read = [each for each in map(_full, walls.dropna()) if each]
        back = [(before, after) for before, after in pairwise(read) if after < before]
        if len(back) == 1 and BACK[0] <= back[0][0] - back[0][1] <= BACK[1]:
            found.append(back[0][1])
    return tuple(found)


def _shows_twice(name: str, wall: datetime) -> bool:
    """True when the clocks of this zone showed the reading, were put back, and showed it again."""
    first, second = (wall.replace(tzinfo=ZoneInfo(name), fold=fold).utcoffset() for fold in (0, 1))
    return bool(first is not None and second is not None and first > second)


def _full(wall: str) -> datetime | None:
    try:
        return datetime.fromisoformat(wall)
    except ValueError:
        return None


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
