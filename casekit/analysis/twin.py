"""The succeeding twin of a failed call: the nearest call that worked, and what differs field by field."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

import pandas as pd

from casekit.analysis.instants import iso, microseconds, to_microseconds
from casekit.reading.frame import need
from casekit.wording import Said, count, join

FIELDS = ("seller_id", "application_id", "marketplace_id", "method", "host", "path", "client")
"""Compared one by one, in the order an analyst would ask; the query is compared per parameter."""
STEPS = (
    (("operation", "seller_id", "marketplace_id"), "twin.near.marketplace"),
    (("operation", "seller_id"), "twin.near.seller"),
    (("operation",), "twin.near.operation"),
)
"""Where to look, nearest first, and the sentence that says so."""
MOST = 300
"""Successes nearest in time whose parameters are compared."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field or query parameter and its value in the failed and in the succeeding call; "" where it is not set."""

    field: str
    failed: str
    succeeded: str


@dataclass(frozen=True, slots=True)
class Twin:
    """The nearest successful call, or none.

    reason: why this one, or why there is none. timestamp: UTC or None. source, line_start, line_end: its lines.
    differences: what differs; same: fields with the same known value in both. Values are unredacted log text.
    """

    found: bool
    reason: str
    request_id: str = ""
    timestamp: pd.Timestamp | None = None
    source: str = ""
    line_start: int = 0
    line_end: int = 0
    differences: tuple[Difference, ...] = ()
    same: tuple[str, ...] = ()


def find_twin(events: pd.DataFrame, pick: pd.Series | Mapping[str, object]) -> Twin:
    """The successful call of `events` nearest to a row of `pick_requests`: fewest differing parameters, then in time.

    Looked for among calls of the same operation, seller and marketplace, then more widely; the reason says where.
    """
    need(events, "timestamp", "request_id", "operation", "query", "outcome", "source", "line_start", *FIELDS)
    row = _find(events, pick)
    if row is None:
        return Twin(found=False, reason=Said("twin.not_in_log"))
    if pd.isna(row["operation"]):
        return Twin(found=False, reason=Said("twin.no_operation"))
    good = events[events["outcome"].eq("ok") & events["operation"].eq(row["operation"]).fillna(value=False)]
    for names, where in STEPS:
        near = good[_agree(good, row, names)]
        if len(near):
            return _compare(row, _nearest(near, row), where)
    return Twin(found=False, reason=Said("twin.none", operation=row["operation"]))


def _find(events: pd.DataFrame, pick: pd.Series | Mapping[str, object]) -> pd.Series | None:
    rows = events[events["request_id"].eq(pick["request_id"]).fillna(value=False)]
    exact = rows[rows["source"].astype("string").eq(str(pick["source"])) & rows["line_start"].eq(pick["line_start"])]
    rows = exact if len(exact) else rows
    return rows.iloc[0] if len(rows) else None


def _agree(good: pd.DataFrame, row: pd.Series, names: tuple[str, ...]) -> pd.Series:
    """True where all names have the same value; unknown agrees with unknown."""
    agree = pd.Series(data=True, index=good.index)
    for name in names:
        agree &= good[name].isna() if pd.isna(row[name]) else good[name].eq(row[name]).fillna(value=False)
    return agree


def _nearest(good: pd.DataFrame, row: pd.Series) -> pd.Series:
    distance = pd.Series(float("inf"), index=good.index)
    if pd.notna(row["timestamp"]):
        known = good["timestamp"].notna()
        distance[known] = abs(to_microseconds(good["timestamp"]) - microseconds(row["timestamp"])).astype(float)
    good = good.assign(distance=distance).sort_values(["distance", "source", "line_start"]).head(MOST)
    apart = _count_differences(row, good)
    return good.iloc[apart.index(min(apart))]


def _count_differences(row: pd.Series, good: pd.DataFrame) -> list[int]:
    """How many `_differences` each of these calls has, with no more than one look at each distinct value."""
    counts = [0] * len(good)
    for name in ("query", *FIELDS):
        alike: dict[object, int] = {}
        for at, value in enumerate(map(_text, good[name])):
            if value not in alike:
                alike[value] = _apart(name, _text(row[name]), value)
            counts[at] += alike[value]
    return counts


def _apart(name: str, mine: str, theirs: str) -> int:
    if name != "query":
        return int(mine != theirs)
    ours, others = _parameters(mine), _parameters(theirs)
    return sum(ours.get(each, "") != others.get(each, "") for each in ours | others)


def _differences(row: pd.Series, other: pd.Series) -> tuple[Difference, ...]:
    pairs = [(name, _text(row[name]), _text(other[name])) for name in FIELDS]
    mine, theirs = _parameters(row["query"]), _parameters(other["query"])
    pairs += [(f"query {name}", mine.get(name, ""), theirs.get(name, "")) for name in sorted(mine | theirs)]
    return tuple(Difference(*pair) for pair in pairs if pair[1] != pair[2])


def _parameters(query: object) -> dict[str, str]:
    named: dict[str, list[str]] = {}
    for name, value in parse_qsl(_text(query), keep_blank_values=True):
        named.setdefault(name, []).append(value)
    return {name: ",".join(values) for name, values in named.items()}


def _compare(row: pd.Series, other: pd.Series, where: str) -> Twin:
    found = _differences(row, other)
    apart = {each.field for each in found}
    same = tuple(name for name in FIELDS if name not in apart and pd.notna(row[name]))
    place = [Said("twin.nearest", where=Said(where))]
    if pd.notna(row["timestamp"]) and pd.notna(other["timestamp"]):
        side = "twin.after" if other["timestamp"] >= row["timestamp"] else "twin.before"
        apart_by = _span(abs(other["timestamp"] - row["timestamp"]))
        place.append(Said(side, span=apart_by, at=iso(other["timestamp"])))
    what = count("twin.differ", len(found)) if found else Said("twin.same")
    reason = Said("twin.told", place=join("list", place), what=what)
    return Twin(
        found=True,
        reason=reason,
        request_id=_text(other["request_id"]),
        timestamp=other["timestamp"] if pd.notna(other["timestamp"]) else None,
        source=_text(other["source"]),
        line_start=int(other["line_start"]),
        line_end=int(other["line_end"]),
        differences=found,
        same=same,
    )


def _span(span: pd.Timedelta) -> Said:
    seconds = span.total_seconds()
    if seconds < 120:  # noqa: PLR2004  two minutes
        return Said("span.s", n=f"{seconds:.3g}")
    return Said("span.min", n=f"{seconds / 60:,.0f}")


def _text(value: object) -> str:
    return "" if value is None or value is pd.NA or value is pd.NaT else str(value)
