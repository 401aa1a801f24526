"""What was tried, beside how often calls failed before and after it."""

from collections.abc import Iterable
from datetime import datetime

import pandas as pd

from casekit.analysis import Around, Rate, rates_around
from casekit.case.model import Attempt
from casekit.reading.clock import read_time
from casekit.wording import Said


def rate_attempts(minutes: pd.DataFrame, attempts: Iterable[Attempt]) -> tuple[Around | None, ...]:
    """The rates around each attempt, in their order; None for one whose time is not written with its zone.

    `minutes` is a table of `count_minutes`.
    """
    return rates_around(minutes, [read_when(each.when) for each in attempts])


def read_when(text: str) -> datetime | None:
    """The instant (aware, UTC) that a text begins with; None when it has no date, or no zone."""
    reading = read_time(text.strip())
    return reading.instant if reading else None


def say_rate(rate: Rate | None) -> Said:
    """A rate in words."""
    if rate is None or rate.calls == 0:
        return Said("rate.none")
    if rate.calls is None:
        return Said("rate.count", errors=f"{rate.errors:,}")
    share = f"{100 * rate.errors / rate.calls:.3g}"
    return Said("rate.share", errors=f"{rate.errors:,}", calls=f"{rate.calls:,}", share=share)
