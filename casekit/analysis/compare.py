"""Since last time: what is new, gone, more or less in a newer log."""

from dataclasses import dataclass
from datetime import datetime
from math import sqrt

import pandas as pd

from casekit.analysis.groups import assign_groups, name_groups
from casekit.analysis.instants import iso
from casekit.errors import CasekitError
from casekit.reading.frame import is_failed, need
from casekit.reading.log import Log
from casekit.wording import Said, both, count, join

COLUMNS = ("key", "title", "change", "old_count", "new_count", "old_rate", "new_rate", "reason")
CHANGES = ("new", "gone", "grown", "shrunk", "same")
MORE = 2.0
"""Factor between two rates from which a group has grown or shrunk ..."""
SURE = 2.0
"""... if they also lie so many standard deviations apart; less may be chance."""
EXPECTED = 3.0
"""Errors that the other log's rate must let expect here before their absence says something (chance under 5 %)."""


@dataclass(frozen=True, slots=True)
class Since:
    """Calls at or after a moment. untimed: failed calls that may be before or after; reason: all of it in words."""

    failed: int
    good: int
    untimed: int
    last_failure: pd.Timestamp | None
    reason: str


@dataclass(frozen=True, slots=True)
class _Side:
    """One log: its calls, whether good ones are among them, and what it is called in a reason."""

    calls: int
    counted: bool
    name: str


def compare_logs(old: Log, new: Log) -> pd.DataFrame:
    """A row per group of either log: COLUMNS; change is one of CHANGES.

    Both logs are grouped as one, so that a problem has the same key in both. Rates are errors per call of the whole
    log, missing where a log has no good calls; then counts are compared. Sorted by change in that order, then by new
    count.
    """
    both = pd.concat([old.events, new.events], ignore_index=True)
    keys = assign_groups(both)
    split = len(old.events)
    counts = pd.DataFrame(
        {"old": keys[keys.index < split].value_counts(), "new": keys[keys.index >= split].value_counts()}
    )
    counts = counts.fillna(0).astype("int64")
    titles = name_groups(both, keys)
    sides = _side(old, "older"), _side(new, "newer")
    rows = [(key, titles[key], *_compare(int(a), int(b), *sides)) for key, a, b in counts.itertuples(name=None)]
    table = pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)
    order = table["change"].map({name: place for place, name in enumerate(CHANGES)})
    table[["old_count", "new_count"]] = table[["old_count", "new_count"]].astype("int64")
    table[["old_rate", "new_rate"]] = table[["old_rate", "new_rate"]].astype("float64")
    falling = table.assign(order=order, less=-table["new_count"])
    return falling.sort_values(["order", "less", "key"], ignore_index=True)[list(COLUMNS)]


def _side(log: Log, name: str) -> _Side:
    good = log.traffic["outcome"].eq("ok")
    return _Side(int(log.traffic["calls"].sum()), bool(good.any()), name)


def _compare(old_count: int, new_count: int, old: _Side, new: _Side) -> tuple[object, ...]:
    counted = old.counted and new.counted
    old_calls, new_calls = (old.calls, new.calls) if counted else (1, 1)
    rates = (old_count / old_calls, new_count / new_calls) if counted else (None, None)
    change = _change(old_count, new_count, old_calls, new_calls)
    if counted:
        said = [Said("change.rates", old=_share(old_count, old), new=_share(new_count, new))]
    else:
        said = [Said("change.counts", old=f"{old_count:,}", new=f"{new_count:,}")]
    if counted and not (old_count and new_count):
        said += _doubt(*((old_count, old, new) if old_count else (new_count, new, old)))
    elif change == "same" and old_count != new_count:
        said.append(Said("change.chance"))
    return change, old_count, new_count, *rates, join("sentences", said)


def _share(errors: int, side: _Side) -> Said:
    percent = f"{100 * errors / side.calls:.2g}"
    return count("change.share", errors, calls=f"{side.calls:,}", percent=percent)


def _doubt(errors: int, there: _Side, here: _Side) -> list[Said]:
    expected = errors / there.calls * here.calls
    return [] if expected >= EXPECTED else [Said(f"change.too_few_{here.name}", expected=f"{expected:.2g}")]


def _change(old_count: int, new_count: int, old_calls: int, new_calls: int) -> str:
    if not old_count or not new_count:
        return "gone" if old_count else "new"
    part = new_calls / (old_calls + new_calls)
    both = old_count + new_count
    apart = (new_count - both * part) / sqrt(both * part * (1 - part))
    factor = (new_count / new_calls) / (old_count / old_calls)
    if factor >= MORE and apart >= SURE:
        return "grown"
    return "shrunk" if factor <= 1 / MORE and apart <= -SURE else "same"


def count_since(events: pd.DataFrame, moment: datetime) -> Since:
    """Failed and good calls at or after this moment; CasekitError when the moment has no zone."""
    need(events, "timestamp", "outcome")
    start = pd.Timestamp(moment)
    if start.tzinfo is None:
        raise CasekitError(*both("error.moment_no_zone"))
    late, failed = events["timestamp"] >= start, is_failed(events)
    bad, good = int((late & failed).sum()), int((late & events["outcome"].eq("ok")).sum())
    untimed = int((events["timestamp"].isna() & failed).sum())
    last = events.loc[late & failed, "timestamp"].max() if bad else None
    facts = {"start": iso(start), "failed": f"{bad:,}", "good": f"{good:,}"}
    said = Said("change.since", **facts) if last is None else Said("change.since_last", **facts, last=iso(last))
    late = [count("change.untimed", untimed)] if untimed else []
    return Since(bad, good, untimed, last, join("sentences", [said, *late]))
