"""Error groups: which failed calls are one problem."""

import hashlib
import re
from collections.abc import Iterable

import pandas as pd

from casekit.analysis.groups_choices import GroupChoices, apply_choices
from casekit.analysis.groups_merge import Problem, merge_values
from casekit.analysis.kinds import judge_kind, most_frequent
from casekit.analysis.onset import find_onset
from casekit.analysis.signature import read_family, read_words, show_template
from casekit.analysis.state import judge_state
from casekit.analysis.unwrap import unwrap
from casekit.reading.frame import count_traffic, is_failed, need

_LATIN = re.compile(r"[^a-z0-9]+")


def assign_groups(events: pd.DataFrame) -> pd.Series:
    """Group key (string) of every failed row, same index; rows of one problem share it.

    Needs status, error_code, error_message; the order of the rows and what else is in the frame do not matter, and
    the key of a problem is the same in every log unless its words vary there.
    """
    need(events, "status", "error_code", "error_message")
    failed = events.loc[is_failed(events)]
    rows = pd.DataFrame(
        {
            "status": failed["status"].astype("string").fillna(""),
            "code": failed["error_code"].astype("string").fillna("").map(_plain_code),
            "message": read_messages(failed),
        }
    )
    distinct = rows.drop_duplicates()
    words = _read_all(distinct["message"])
    problems = [(status, code, words[text]) for status, code, text in distinct.itertuples(index=False)]
    merged = merge_values(problems)
    keys = distinct.assign(key=[_key(merged[problem]) for problem in problems])
    joined = rows.merge(keys, on=["status", "code", "message"], how="left")
    return pd.Series(joined["key"].array, index=failed.index, dtype="string", name="group")


def read_messages(failed: pd.DataFrame) -> pd.Series:
    """Message and details of each row as one text: the texts of refused calls differ only in the details."""
    message = failed["error_message"].astype("string").fillna("")
    if "error_details" not in failed:
        return message
    details = failed["error_details"].astype("string").fillna("")
    return message.str.cat(details, sep=" ").str.strip()


def _read_all(messages: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Message -> the words that name its problem; what is said in many wrappers is read once."""
    said = {message: unwrap(message) for message in messages}
    words = {text: read_words(text) for text in dict.fromkeys(said.values())}
    return {message: words[text] for message, text in said.items()}


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
    groups = sorted(keys.groupby(keys).groups.items(), key=lambda pair: (-len(pair[1]), str(pair[0])))
    rows = [
        _describe(key, events.loc[index], len(keys), calls if place < JUDGED else None)
        for place, (key, index) in enumerate(groups)
    ]
    table = pd.DataFrame(rows, columns=list(GROUP_COLUMNS)).astype({"status": "Int16"})
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


def show_title(failed: pd.DataFrame) -> str:
    """The most frequent message of these rows with its changing parts as slots; without one, their code or status."""
    said = _most_said(failed)
    return show_template(said) if said else str(_most_coded(failed) or most_frequent(failed["status"]) or "no message")


def _most_said(failed: pd.DataFrame) -> str:
    return unwrap(str(most_frequent(failed["error_message"]) or ""))


def _most_coded(failed: pd.DataFrame) -> str:
    return str(most_frequent(failed["error_code"]) or "")


def _describe(key: object, failed: pd.DataFrame, whole: int, traffic: pd.DataFrame | None) -> tuple[object, ...]:
    status, code = most_frequent(failed["status"]), _most_coded(failed)
    family = str(status or ""), _plain_code(code), read_family(_most_said(failed))
    return (
        key,
        show_title(failed),
        status,
        code or None,
        judge_kind(failed),
        _key(family),
        len(failed),
        len(failed) / whole,
        failed["timestamp"].min(),
        failed["timestamp"].max(),
        None if traffic is None else judge_state(failed, traffic).verdict,
        None if traffic is None else find_onset(failed, traffic).reason,
        *(_names(failed[name]) for name in ("operation", "seller_id", "marketplace_id")),
        int(failed["request_id"].notna().sum()),
    )


def _names(column: pd.Series) -> tuple[str, ...]:
    counts = column.dropna().astype(str).value_counts()
    return tuple(sorted(counts.index, key=lambda name: (-counts[name], name)))
