"""Since last time: what is new, gone, more or less in a newer log."""

from datetime import datetime
from typing import Any

import pandas as pd

from casekit.analysis.groups import group_errors
from casekit.reading.frame import is_failed, need
from casekit.reading.log import Log

COLUMNS = ("key", "title", "change", "old_count", "new_count", "old_rate", "new_rate", "reason")
CHANGES = ("new", "gone", "grown", "shrunk", "same")
MORE = 2.0
"""Factor between two rates from which a group has grown or shrunk; less may be chance."""


def compare_logs(old: Log, new: Log) -> pd.DataFrame:
    """A row per group of either log: COLUMNS; change is one of CHANGES.

    Rates are errors per call over the whole of each log. Sorted by change in that order, then by new count.
    """
    before, after = (_counted(log) for log in (old, new))
    both = before.merge(after, on="key", how="outer", suffixes=("_old", "_new"))
    both = both.fillna({"count_old": 0, "count_new": 0, "rate_old": 0.0, "rate_new": 0.0})
    table = pd.DataFrame([_compare(row) for row in both.to_dict("records")], columns=list(COLUMNS))
    order = table["change"].map({name: place for place, name in enumerate(CHANGES)})
    falling = table.assign(order=order, less=-table["new_count"])
    return falling.sort_values(["order", "less", "key"], ignore_index=True)[list(COLUMNS)]


def _counted(log: Log) -> pd.DataFrame:
    table = group_errors(log.events, log.traffic)[["key", "title", "count"]]
    calls = int(log.traffic["calls"].sum())
    return table.assign(rate=table["count"] / calls if calls else 0.0)


def _compare(row: dict[str, Any]) -> tuple[object, ...]:
    old_count, new_count, old_rate, new_rate = (
        row[name] for name in ("count_old", "count_new", "rate_old", "rate_new")
    )
    title = row["title_old"] if pd.isna(row["title_new"]) else row["title_new"]
    change = _change(old_count, new_count, old_rate, new_rate)
    reason = f"{old_count:,.0f} errors ({old_rate:.1%} of calls) before, {new_count:,.0f} ({new_rate:.1%}) now."
    return row["key"], title, change, int(old_count), int(new_count), old_rate, new_rate, reason


def _change(old_count: float, new_count: float, old_rate: float, new_rate: float) -> str:
    if not old_count or not new_count:
        return "gone" if old_count else "new"
    if new_rate >= MORE * old_rate:
        return "grown"
    return "shrunk" if old_rate >= MORE * new_rate else "same"


def count_since(events: pd.DataFrame, moment: datetime) -> dict[str, int]:
    """Failed and good calls at or after this moment (aware), and those whose time is not known."""
    need(events, "timestamp", "outcome")
    late = events["timestamp"] >= pd.Timestamp(moment)
    failed = is_failed(events)
    good = events["outcome"] == "ok"
    return {
        "failed": int((late & failed).sum()),
        "good": int((late & good).sum()),
        "untimed": int(events["timestamp"].isna().sum()),
    }
