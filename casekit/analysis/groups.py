"""Error groups: which failed calls are one problem."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

import pandas as pd

from casekit.analysis.kinds import judge_kind, most_frequent
from casekit.analysis.onset import find_onset
from casekit.analysis.signature import NAMES, STAR, read_words, show_template
from casekit.analysis.state import judge_state
from casekit.analysis.unwrap import unwrap
from casekit.reading.frame import count_traffic, is_failed, need

MANY = 5
"""Distinct words in one place, all else equal, from which that place holds a value and not a name."""
_LATIN = re.compile(r"[^a-z0-9]+")

Problem = tuple[str, str, tuple[str, ...]]
"""Status, code without case and punctuation, and the words of the message."""


def assign_groups(events: pd.DataFrame) -> pd.Series:
    """Group key (string) of every failed row, same index; rows of one problem share it.

    Needs status, error_code, error_message; the order of the rows and what else is in the frame do not matter, and
    the key of a problem is the same in every log unless its words vary there.
    """
    need(events, "status", "error_code", "error_message")
    failed = events.loc[is_failed(events), ["status", "error_code", "error_message"]]
    message = failed["error_message"].astype("string").fillna("")
    if "error_details" in events:  # the texts of refused calls differ only there
        details = events.loc[failed.index, "error_details"].astype("string").fillna("")
        message = message.str.cat(details, sep=" ").str.strip()
    rows = pd.DataFrame(
        {
            "status": failed["status"].astype("string").fillna(""),
            "code": failed["error_code"].astype("string").fillna("").str.casefold().str.replace(_LATIN, "", regex=True),
            "message": message,
        }
    )
    distinct = rows.drop_duplicates()
    problems = [(status, code, read_words(unwrap(text))) for status, code, text in distinct.itertuples(index=False)]
    merged = _merge_values(problems)
    keys = distinct.assign(key=[_key(merged[problem]) for problem in problems])
    joined = rows.merge(keys, on=["status", "code", "message"], how="left")
    return pd.Series(joined["key"].array, index=failed.index, dtype="string", name="group")


def _merge_values(problems: Iterable[Problem]) -> dict[Problem, Problem]:
    """Each problem without its values.

    A word is one when MANY others occur in its place with all else equal, or when another problem has a changing part
    there.
    """
    whole = {problem: _plain(problem) for problem in problems}
    places: dict[tuple[Problem, int], set[str]] = defaultdict(set)
    for status, code, words in set(whole.values()):
        for place, word in enumerate(words):
            places[(status, code, _less(words, place)), place].add(word)
    known = {where for where, words in places.items() if len(words) >= MANY}
    for problem in whole:
        known |= set(_changing(problem))
    return {problem: _emptied(problem, plain, known) for problem, plain in whole.items()}


def _plain(problem: Problem) -> Problem:
    status, code, words = problem
    return status, code, tuple(word.casefold() for word in words if word != STAR)


def _less(words: tuple[str, ...], place: int) -> tuple[str, ...]:
    return words[:place] + words[place + 1 :]


def _changing(problem: Problem) -> Iterator[tuple[Problem, int]]:
    stars = [place for place, word in enumerate(problem[2]) if word == STAR]
    yield from ((_plain(problem), place - number) for number, place in enumerate(stars))


def _emptied(problem: Problem, plain: Problem, known: set[tuple[Problem, int]]) -> Problem:
    status, code, words = plain
    written = [word for word in problem[2] if word != STAR]
    for place, word in enumerate(words):
        rest = (status, code, _less(words, place))
        if word not in NAMES and not written[place].islower() and (rest, place) in known:
            return rest
    return plain


def _key(problem: Problem) -> str:
    status, code, words = problem
    digest = hashlib.sha256("\0".join((status, code, *words)).encode()).hexdigest()[:8]
    name = "-".join(part for part in (status, code) if part) or "-".join(words[:4])
    return f"{name or 'error'}-{digest}"


def group_errors(events: pd.DataFrame, traffic: pd.DataFrame | None = None) -> pd.DataFrame:
    """One row per error group, largest first.

    Columns: key, title (the message with its changing parts as slots), status, error_code, kind, count, share (of all
    failed calls), first, last (UTC, NaT when unknown), state, onset (sentences), operations, sellers, marketplaces
    (tuples, most frequent first), request_ids (rows that have one). An empty frame gives an empty table.
    """
    keys = assign_groups(events)
    calls = count_traffic(events) if traffic is None else traffic
    rows = [_describe(key, events.loc[index], len(keys), calls) for key, index in keys.groupby(keys).groups.items()]
    table = pd.DataFrame(rows, columns=list(GROUP_COLUMNS)).astype({"status": "Int16"})
    table = table.assign(first=pd.to_datetime(table["first"], utc=True), last=pd.to_datetime(table["last"], utc=True))
    return table.sort_values(["count", "key"], ascending=[False, True], ignore_index=True)


GROUP_COLUMNS = (
    "key",
    "title",
    "status",
    "error_code",
    "kind",
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


def _describe(key: object, failed: pd.DataFrame, whole: int, traffic: pd.DataFrame) -> tuple[object, ...]:
    message = most_frequent(failed["error_message"])
    status, code = most_frequent(failed["status"]), most_frequent(failed["error_code"])
    title = show_template(unwrap(str(message))) if message else str(code or status or "no message")
    return (
        key,
        title,
        status,
        code,
        judge_kind(failed),
        len(failed),
        len(failed) / whole,
        failed["timestamp"].min(),
        failed["timestamp"].max(),
        judge_state(failed, traffic).verdict,
        find_onset(failed, traffic).reason,
        *(_names(failed[name]) for name in ("operation", "seller_id", "marketplace_id")),
        int(failed["request_id"].notna().sum()),
    )


def _names(column: pd.Series) -> tuple[str, ...]:
    counts = column.dropna().astype(str).value_counts()
    return tuple(sorted(counts.index, key=lambda name: (-counts[name], name)))
