"""Instants as whole microseconds since 1970 in UTC, and the round widths of bins."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

SECOND = 1_000_000
"""Microseconds, the unit of all arithmetic here."""
MINUTE = 60 * SECOND
DAY = 86_400 * SECOND
STEPS = tuple(
    seconds * SECOND
    for seconds in (1, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400)
)
"""Bin widths people read easily, 1 s to 1 day, each starting at a round UTC time."""

Times = NDArray[np.int64]


def to_microseconds(times: pd.Series) -> Times:
    """The known instants as microseconds since 1970 (UTC), in the order given."""
    known = times.dropna()
    return known.to_numpy(dtype="datetime64[us]").astype(np.int64) if len(known) else np.empty(0, np.int64)


def microseconds(moment: pd.Timestamp) -> int:
    """The instant as microseconds since 1970 (UTC)."""
    return int(moment.to_numpy().astype("datetime64[us]").astype(np.int64))


def from_microseconds(time: float) -> pd.Timestamp:
    """The instant of so many microseconds since 1970, in UTC."""
    return pd.Timestamp(int(time), unit="us", tz="UTC")


def iso(moment: pd.Timestamp) -> str:
    """The instant in ISO 8601, UTC, ending in Z; milliseconds or microseconds only where there are any."""
    utc = moment.tz_convert("UTC")
    unit = "microseconds" if utc.microsecond % 1000 else "milliseconds" if utc.microsecond else "seconds"
    return str(utc.isoformat(timespec=unit)).replace("+00:00", "Z")


def choose_step(distance: float) -> int:
    """The smallest round width (microseconds) that is at least this distance; one day at most."""
    return next((step for step in STEPS if step >= distance), STEPS[-1])
