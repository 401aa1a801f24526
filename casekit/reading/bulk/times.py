"""Times by column: each minute is read once, by the clock, and its seconds are added."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from casekit.reading.bulk.rows import Codes, Column, distinct
from casekit.reading.clock import Reading, place, read_any_time

NEVER = np.iinfo(np.int64).min  # microseconds of an instant that is not known
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MINUTE = 60_000_000  # microseconds
FRACTION = 6  # digits of it that an instant holds


@dataclass(frozen=True, slots=True)
class Times:
    """Per row the instant in microseconds since 1970 (NEVER: not known), the clock reading, and where both are from."""

    instant: Codes
    wall: Codes
    source: Codes

    def settled(self, server: "Times | None" = None) -> "Times":
        """The times of the calls: the server's where known, with the own clock's reading; else the own clock's."""
        own = self.instant != NEVER
        wall = self.wall.copy()
        wall[own] = None
        if server is None:
            return Times(self.instant, wall, np.where(own, self.source, "none"))
        known = server.instant != NEVER
        source = np.where(known, server.source, np.where(own, self.source, "none"))
        return Times(np.where(known, server.instant, self.instant), np.where(known, self.wall, wall), source)


def read_stamps(columns: dict[str, Column], token: int, zone: ZoneInfo | None, mark: str = "") -> Times:
    """The times of a token of kind stamp; without the groups of seconds, those of their minutes. mark: their zone."""
    head, tail = columns[f"g{token}h"], columns[f"g{token}z"]
    pairs, _, codes = distinct(head.codes.astype(np.int64) * len(tail.words) + tail.codes)
    minutes = [
        _read(f"{head.words[pair // len(tail.words)]}:00{tail.words[pair % len(tail.words)]}{mark}", zone)
        for pair in pairs.tolist()
    ]
    instant, wall, source = _tables(minutes)
    if f"g{token}s" not in columns:
        return Times(instant[codes], wall[codes], source[codes])
    seconds, fraction = columns[f"g{token}s"], columns[f"g{token}f"]
    micros = np.array([int(word) * 1_000_000 for word in seconds.words], dtype=np.int64)[seconds.codes]
    micros += np.array([_micros(word) for word in fraction.words], dtype=np.int64)[fraction.codes]
    whole = np.where(instant[codes] == NEVER, NEVER, instant[codes] + micros)
    return Times(whole, _walls(wall[codes], seconds, fraction), source[codes])


def read_times(column: Column, zone: ZoneInfo | None) -> Times:
    """The times of words of any spelling."""
    instant, wall, source = _tables([_read(word, zone) for word in column.words])
    return Times(instant[column.codes], wall[column.codes], source[column.codes])


def _read(text: str, zone: ZoneInfo | None) -> Reading:
    reading = read_any_time(text) or Reading()
    if reading.instant is None and reading.wall and zone and (instant := place(reading.wall, zone)):
        return Reading(instant, reading.wall, "chosen_zone")
    return reading


def _tables(readings: list[Reading]) -> tuple[Codes, Codes, Codes]:
    instant = np.array([since_1970(each.instant) for each in readings], dtype=np.int64)
    wall, source = (np.empty(len(readings), dtype=object) for _ in range(2))
    wall[:], source[:] = [each.wall for each in readings], [each.source for each in readings]
    return instant, wall, source


def since_1970(instant: datetime | None) -> int:
    """Microseconds since 1970 of an instant (aware), NEVER of none."""
    if instant is None:
        return int(NEVER)
    return (instant - EPOCH) // timedelta(microseconds=1)


def moment_of(micros: int) -> datetime:
    """The instant (aware, UTC) so many microseconds after 1970."""
    return EPOCH + timedelta(microseconds=int(micros))


def _micros(fraction: str) -> int:
    return int(f"{fraction[1:]:0<{FRACTION}.{FRACTION}}")


def _walls(minutes: Codes, seconds: Column, fraction: Column) -> Codes:
    if not any(minutes):
        return minutes
    told = np.array([each is not None for each in minutes])
    rest = np.char.add(np.array(seconds.words)[seconds.codes], np.array([f".{w[1:]}" if w else "" for w in fraction.words])[fraction.codes])  # fmt: skip  # noqa: E501
    walls = np.empty(len(minutes), dtype=object)
    walls[told] = [f"{wall[:-2]}{more}" for wall, more in zip(minutes[told], rest[told], strict=True)]
    return walls
