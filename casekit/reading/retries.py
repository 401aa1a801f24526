"""Calls that were tried again: attempts at one thing, which stay calls of their own."""

from dataclasses import dataclass

import pandas as pd

from casekit.reading.frame import is_failed, need

SAME_CALL = ("source", "operation", "method", "path", "query", "seller_id")
WITHIN = pd.Timedelta(seconds=120)  # clients give up or back off for longer only rarely
WORTH = (429, 500, 502, 503, 504)  # statuses after which clients try again


@dataclass(frozen=True, slots=True)
class Retries:
    """How many calls were tried again, and how often in all."""

    calls: int
    attempts: int


def count_retries(events: pd.DataFrame) -> Retries:
    """The chains of attempts in a frame: the same call (source, operation, path, query, seller) within two minutes.

    An attempt follows a failure that clients try again after: no answer, throttling, or a fault of the server. Calls
    without a known time, or without path and operation, are not looked at.
    """
    need(events, "timestamp", "status", "outcome", *SAME_CALL)
    known = events[events["timestamp"].notna() & (events["path"].notna() | events["operation"].notna())]
    ordered = known.sort_values([*SAME_CALL, "timestamp"], kind="stable")
    keys = ordered[list(SAME_CALL)].astype("string").fillna("")
    same = (keys == keys.shift()).all(axis=1)
    failed = is_failed(ordered) & (ordered["status"].isna() | ordered["status"].isin(WORTH))
    again = same & failed.shift(fill_value=False) & (ordered["timestamp"].diff() <= WITHIN)
    return Retries(int((again & ~again.shift(fill_value=False)).sum()), int(again.sum()))
