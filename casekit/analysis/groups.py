"""Error groups: which failed calls are one problem."""

import hashlib
import re

import numpy as np
import pandas as pd

from casekit.analysis.exposure import Traffic
from casekit.analysis.groups_choices import GroupChoices, apply_choices
from casekit.analysis.groups_merge import Problem, merge_values
from casekit.analysis.kinds import Usual, judge_usual, usual_of
from casekit.analysis.onset import date_onset
from casekit.analysis.outlines import read_all
from casekit.analysis.signature import read_family, show_template
from casekit.analysis.state import judge_exposure
from casekit.analysis.unwrap import unwrap
from casekit.analysis.values import Places, by_frequency, count_values, number_values
from casekit.reading.frame import count_traffic, is_failed, need

_SAYING = ("status", "error_code", "error_message", "error_details")
_NAMES = {"operation": "operations", "seller_id": "sellers", "marketplace_id": "marketplaces"}
_TOLD = (*_SAYING, *_NAMES, "timestamp", "outcome", "request_id")
_LATIN = re.compile(r"[^a-z0-9]+")


def assign_groups(events: pd.DataFrame) -> pd.Series:
    """Group key (string) of every failed row, same index; rows of one problem share it.

    Needs status, error_code, error_message; the order of the rows and what else is in the frame do not matter, and
    the key of a problem is the same in every log unless its words vary there.
    """
    need(events, "status", "error_code", "error_message")
    failed = events.loc[is_failed(events), [name for name in _SAYING if name in events]]
    (status, statuses), (code, codes), (text, texts) = (
        number_values(column)
        for column in (failed["status"].astype("string"), failed["error_code"], read_messages(failed))
    )
    sizes = len(statuses), len(codes), len(texts)
    distinct, rows = np.unique(np.ravel_multi_index((status, code, text), sizes), return_inverse=True)
    plain, words = [_plain_code(each) for each in codes], read_all(texts)
    problems = [
        (statuses[one], plain[two], words[texts[three]])
        for one, two, three in zip(*(each.tolist() for each in np.unravel_index(distinct, sizes)), strict=True)
    ]
    merged = merge_values(problems)
    names = {problem: _key(problem) for problem in set(merged.values())}
    keys = pd.array([names[merged[problem]] for problem in problems], dtype="string")
    return pd.Series(keys.take(rows), index=failed.index, name="group")


def read_messages(failed: pd.DataFrame) -> pd.Series:
    """Message and details of each row as one text: the texts of refused calls differ only in the details."""
    message = failed["error_message"].astype("string").fillna("")
    if "error_details" not in failed:
        return message
    details = failed["error_details"].astype("string").fillna("")
    return message.str.cat(details, sep=" ").str.strip()


def _plain_code(code: str) -> str:
    return _LATIN.sub("", code.casefold())


def _key(problem: Problem) -> str:
    status, code, words = problem
    digest = hashlib.sha256("\0".join((status, code, *words)).encode()).hexdigest()[:8]
    name = "-".join(part for part in (status, code) if part) or "-".join(words[:4])
    return f"{name or 'error'}-{digest}"


def group_errors(
    events: pd.DataFrame,
    traffic: pd.DataFrame | None = None,
    keys: pd.Series | None = None,
    choices: GroupChoices | None = None,
) -> pd.DataFrame:
    """One row per error group, largest first.

    Columns: key, title (the message with its changing parts as slots), status, error_code, kind, family (equal for
    groups that differ only in the field they name), count, share (of all failed calls), first, last (UTC, NaT when
    unknown), state, onset (sentences; missing beyond the JUDGED largest groups), operations, sellers, marketplaces
    (tuples, most frequent first), request_ids (rows that have one). An empty frame gives an empty table. `keys`: those
    of `assign_groups`, if at hand, after `apply_choices`; `choices` gives the names, and is applied when `keys` is not
    given.
    """
    chosen = choices or GroupChoices()
    keys = apply_choices(assign_groups(events), chosen, events) if keys is None else keys
    calls = count_traffic(events) if traffic is None else traffic
    failed = events.loc[keys.index, [name for name in _TOLD if name in events]]
    table = _tell(failed, *number_values(keys), calls).astype({"status": "Int16"})
    table = table.assign(first=pd.to_datetime(table["first"], utc=True), last=pd.to_datetime(table["last"], utc=True))
    names = dict(chosen.named)
    table["title"] = [names.get(key, title) for key, title in zip(table["key"], table["title"], strict=True)]
    return table.sort_values(["count", "key"], ascending=[False, True], ignore_index=True)


JUDGED = 60
"""Groups, the largest first, whose state and onset are worked out: a list of more is read by nobody."""
GROUP_COLUMNS = (
    "key",
    "title",
    "status",
    "error_code",
    "kind",
    "family",
    "count",
    "share",
    "first",
    "last",
    "state",
    "onset",
    "operations",
    "sellers",
    "marketplaces",
    "request_ids",
)


def name_groups(events: pd.DataFrame, keys: pd.Series) -> dict[str, str]:
    """Key -> title: the most frequent message with its changing parts as slots; without one, the code or status."""
    places, names = number_values(keys)
    failed = events.loc[keys.index, [name for name in _SAYING if name in events]]
    return dict(zip(names, map(_title, usual_of(failed, places, len(names))), strict=True))


def _title(usual: Usual) -> str:
    said = unwrap(usual.message)
    return show_template(said) if said else usual.code or str(usual.status or "no message")


def _family(usual: Usual) -> str:
    return _key((str(usual.status or ""), _plain_code(usual.code), read_family(unwrap(usual.message))))


def _tell(failed: pd.DataFrame, places: Places, keys: list[str], calls: pd.DataFrame) -> pd.DataFrame:
    """GROUP_COLUMNS, in the order of `keys`; `places` is that of each row's group."""
    size = len(keys)
    usual = usual_of(failed, places, size)
    counts = np.bincount(places, minlength=size)
    times = failed["timestamp"].groupby(places)
    found = {name: count_values(places, size, failed[name]) for name in _NAMES}
    states, onsets = _judge(failed, places, counts, keys, calls)
    return pd.DataFrame(
        {
            "key": keys,
            "title": [_title(each) for each in usual],
            "status": pd.array([each.status for each in usual], dtype="Int16"),
            "error_code": [each.code or None for each in usual],
            "kind": [judge_usual(each) for each in usual],
            "family": [_family(each) for each in usual],
            "count": counts,
            "share": counts / max(len(failed), 1),
            "first": times.min(),
            "last": times.max(),
            "state": states,
            "onset": onsets,
            **{names: [by_frequency(each) for each in found[name]] for name, names in _NAMES.items()},
            "request_ids": np.bincount(places, failed["request_id"].notna(), minlength=size).astype(int),
        }
    )


def _judge(
    failed: pd.DataFrame, places: Places, counts: Places, keys: list[str], calls: pd.DataFrame
) -> tuple[list[str | None], list[str | None]]:
    """State and onset of each group in words; None beyond the JUDGED largest."""
    states: list[str | None] = [None] * len(keys)
    onsets = list(states)
    traffic = Traffic(calls, failed)
    rows = np.split(np.argsort(places, kind="stable"), np.cumsum(counts)[:-1])
    for place in sorted(range(len(keys)), key=lambda place: (-counts[place], keys[place]))[:JUDGED]:
        traced = traffic.expose(rows[place])
        series = traced.series()
        states[place] = judge_exposure(traced, series).verdict
        onsets[place] = date_onset(traced.times, series).reason
    return states, onsets
