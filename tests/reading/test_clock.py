from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from casekit.errors import UnknownZone
from casekit.reading.clock import find_zone, place, read_any_time, read_epoch, read_time


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-11-02T08:00:00Z", "2026-11-02T08:00:00"),
        ("2026-11-02 17:00:00,250+09:00 INFO", "2026-11-02T08:00:00.250000"),
        ("[02/Nov/2026:03:00:00 -0500]", "2026-11-02T08:00:00"),
        ("Mon, 02 Nov 2026 08:00:00 GMT", "2026-11-02T08:00:00"),
        ("20261102T080000Z", "2026-11-02T08:00:00"),
        ("Mon Nov 02 2026 09:00:00 GMT+0100 (CET)", "2026-11-02T08:00:00"),
        ("2026-11-02 00:00:00 PST", "2026-11-02T08:00:00"),
        ("2 nov. 2026 08:00:00 UTC", "2026-11-02T08:00:00"),
        ("2026-11-02 09:00:00 Europe/Berlin", "2026-11-02T08:00:00"),
    ],
)
def test_a_time_whose_zone_is_written_is_an_instant(text, instant):
    found = read_time(text)
    assert found.instant == datetime.fromisoformat(instant).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "wall"),
    [
        ("2026-11-02 08:00:00 INFO", "2026-11-02T08:00:00"),
        ("2026-11-02 08:00:00 CST", "2026-11-02T08:00:00"),
        ("13/11/2026 08:00:00", "2026-11-13T08:00:00"),
        ("5/9/2026 1:52:40 PM", "5/9/2026 1:52:40 PM"),
        ("Nov  2 08:00:00 host", "--11-02T08:00:00"),
        ("E1102 08:00:00.112904", "--11-02T08:00:00.112904"),
        ("2026-11-01 01:30:00 America/Los_Angeles", "2026-11-01T01:30:00"),
        ("2026年11月2日 08:00:00", "2026-11-02T08:00:00"),
    ],
)
def test_a_time_whose_zone_or_order_is_open_stays_a_reading(text, wall):
    found = read_time(text)
    assert (found.instant, found.wall) == (None, wall)


@pytest.mark.parametrize("text", ["2026-02-30T00:00:00Z", "2026-11-02T25:00:00Z", "2026-11-02", "hello", ""])
def test_what_is_no_time_gives_none(text):
    assert read_any_time(text) is None


@pytest.mark.parametrize("text", ["1793606400", "1793606400000", "1793606400000000", "1793606400.0"])
def test_the_unit_of_an_epoch_follows_from_its_digits(text):
    assert read_epoch(text).instant == datetime(2026, 11, 2, 8, tzinfo=UTC)


def test_readings_that_a_zone_skips_or_repeats_are_not_placed():
    zone = ZoneInfo("America/Los_Angeles")
    assert place("2026-03-08T02:30:00", zone) is None
    assert place("2026-11-01T01:30:00", zone) is None
    assert place("2026-11-02T00:00:00", zone) == datetime(2026, 11, 2, 8, tzinfo=UTC)


def test_a_wrong_zone_name_says_what_to_use():
    with pytest.raises(UnknownZone, match="IANA"):
        find_zone("Mars/Olympus")
