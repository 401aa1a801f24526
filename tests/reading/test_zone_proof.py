import random
import runpy
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from casekit.reading import propose_zones, read_text

ZONES = (
    "UTC", "Asia/Tokyo", "Asia/Shanghai", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Tehran", "Asia/Dubai",
    "Europe/London", "Europe/Berlin", "Europe/Moscow", "America/New_York", "America/Chicago", "America/Los_Angeles",
    "America/Phoenix", "America/St_Johns", "America/Sao_Paulo", "Australia/Sydney", "Australia/Adelaide",
    "Australia/Lord_Howe", "Pacific/Auckland", "Pacific/Chatham",
)  # fmt: skip


TABLE = runpy.run_path(str(Path(__file__).parents[2] / "benchmarks" / "zones.py"))


def text_of(zone, starts, chance):
    lines = []
    for start in starts:
        instant = start + timedelta(seconds=chance.randrange(80_000))
        local = (instant - timedelta(seconds=1)).astimezone(ZoneInfo(zone))
        lines.append(f"{local:%Y-%m-%d %H:%M:%S} ERROR getOrders status=503 Date: {instant:%a, %d %b %Y %H:%M:%S} GMT")
    return "\n".join(lines)


@pytest.mark.parametrize("zone", ZONES)
def test_the_offset_is_right_in_summer_and_winter_or_nothing_is_said(zone):
    chance = random.Random(zone)
    starts = [datetime(2026, month, 10, tzinfo=UTC) for month in (1, 4, 7, 10)]
    found = propose_zones(read_text(text_of(zone, starts, chance)))
    assert found
    for each in found:
        assert each.agreeing == 4
        for start in starts:
            assert start.astimezone(ZoneInfo(each.zone)).utcoffset() == start.astimezone(ZoneInfo(zone)).utcoffset()


def test_a_clock_that_fits_no_zone_gives_no_proposal():
    odd = "2026-11-03 09:07:11 ERROR getOrders status=503 Date: Tue, 03 Nov 2026 02:00:11 GMT"
    assert propose_zones(read_text(f"{odd}\n{odd}")) == ()


def test_readings_without_an_instant_beside_them_prove_nothing():
    assert propose_zones(read_text("2026-11-03 09:07:11 ERROR getOrders status=503\n" * 3)) == ()


@pytest.mark.parametrize("zone", TABLE["ZONES"])
@pytest.mark.parametrize("months", TABLE["SEASONS"].values())
def test_a_proposal_is_right_for_every_reading_or_says_that_it_may_not_be(zone, months):
    assert TABLE["judge"](zone, months) in ("right", "told", "unknown")


def test_a_zone_whose_clocks_skip_a_reading_is_not_proposed():
    proof = "2026-01-05 03:00:00 ERROR getOrders status=503 Date: Mon, 05 Jan 2026 08:00:00 GMT\n" * 2
    before = {each.zone for each in propose_zones(read_text(proof))}
    after = {each.zone for each in propose_zones(read_text(f"{proof}2026-03-08 02:30:00 ERROR getReports status=500"))}
    assert "America/New_York" in before
    assert "America/New_York" not in after
    assert "America/Bogota" in after


def test_a_clock_put_back_in_autumn_tells_the_zones_that_put_theirs_back():
    proof = "2026-01-05 03:00:00 ERROR getOrders status=503 Date: Mon, 05 Jan 2026 08:00:00 GMT\n" * 2
    back = [f"2026-{at} ERROR getReports status=500" for at in ("07-04 12:00:00", "11-01 01:58:30", "11-01 01:01:10", "11-01 03:00:00")]  # fmt: skip # noqa: E501
    found = propose_zones(read_text(proof + "\n".join(back)))
    assert found[0].zone == "America/New_York"
    assert "goes back" in found[0].reason
    shuffled = propose_zones(read_text(proof + "\n".join([*back, back[0]])))
    assert "America/Bogota" in {each.zone for each in shuffled}
