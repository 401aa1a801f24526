"""Which zone a log's clock is in: twenty zones and more, with the evidence of one season or of both.

`python benchmarks/zones.py` prints a table. Right: each proposed zone places every reading of the log at its instant.
Told: the proposed zones differ, and the reason says so. Unknown: none is proposed. Wrong: a proposal that is wrong and
does not say that it may be.
"""

import random
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from casekit.reading import propose_zones, read_text

ZONES = (
    "UTC", "Asia/Tokyo", "Asia/Shanghai", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Tehran", "Asia/Yangon", "Asia/Dubai",
    "Europe/London", "Europe/Berlin", "Europe/Moscow", "Africa/Casablanca", "America/New_York", "America/Chicago",
    "America/Los_Angeles", "America/Phoenix", "America/St_Johns", "America/Sao_Paulo", "Australia/Sydney",
    "Australia/Adelaide", "Australia/Lord_Howe", "Pacific/Auckland", "Pacific/Chatham",
)  # fmt: skip
SEASONS = {"January": (1,), "July": (7,), "both": (1, 7)}
WAITING = (1, 3, 4, 7, 10, 11)  # months of the readings that wait for a zone


def write_log(zone: str, months: tuple[int, ...], chance: random.Random) -> tuple[str, list[tuple[str, datetime]]]:
    """A log in this zone with dated answers in these months, and all its other readings with their instants."""
    lines, waiting = [], []
    for month in months * 3:
        instant = datetime(2026, month, chance.randrange(5, 25), tzinfo=UTC) + timedelta(
            seconds=chance.randrange(86_000)
        )
        wall = instant.astimezone(ZoneInfo(zone))
        lines.append(f"{wall:%Y-%m-%d %H:%M:%S} ERROR getOrders status=503 Date: {instant:%a, %d %b %Y %H:%M:%S} GMT")
    for month in WAITING:
        instant = datetime(2026, month, chance.randrange(5, 25), 12, tzinfo=UTC)
        wall = f"{instant.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M:%S}"
        lines.append(f"{wall} ERROR getReports status=500")
        waiting.append((wall, instant))
    return "\n".join(lines), waiting


def judge(zone: str, months: tuple[int, ...]) -> str:
    """What the proposals for such a log are worth: right, told, unknown or WRONG."""
    text, waiting = write_log(zone, months, random.Random(zone))
    proposals = propose_zones(read_text(text))
    placed = [
        datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(each.zone)) == instant
        for each in proposals
        for wall, instant in waiting
    ]
    if not proposals:
        return "unknown"
    return "right" if all(placed) else "told" if "differently" in proposals[0].reason else "WRONG"


def main() -> None:
    print("| zone of the log | " + " | ".join(f"evidence of {season}" for season in SEASONS) + " |")
    print("|---|" + "---|" * len(SEASONS))
    for zone in ZONES:
        print(f"| {zone} | " + " | ".join(judge(zone, months) for months in SEASONS.values()) + " |")


if __name__ == "__main__":
    main()
