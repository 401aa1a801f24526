"""Which cases to write: what belongs together, what apart, and what needs no case at all.

The rules follow the support guide (unrelated problems apart, closely related ones together, one account per case).
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

import pandas as pd

from casekit.analysis.groups import assign_groups
from casekit.analysis.kinds import judge_kind
from casekit.analysis.onset import find_onset
from casekit.reading.frame import need
from casekit.wording import Said, count, join

MOST_GROUPS = 3
"""Groups that one case can carry and still read as one question."""
APP_WIDE = 0.8
"""Share of the sellers calling an operation from which a failure is the application's, not an account's."""
FEWEST_SELLERS = 3
"""With fewer sellers, "nearly all" says nothing."""
CLOSE = pd.Timedelta(minutes=15)
"""Onsets within this are taken for one event."""
TOGETHER = 0.5
"""Share of common IDs (of the smaller side) or of common five-minute bins that makes two problems one."""
_SUDDEN = ("server fault", "authorization")
_IDS = re.compile(r"\b\d{8,14}\b|\b\d{3}-\d{7}-\d{7}\b|\bwf[0-9a-f-]{34,36}\b|\bFBA[0-9A-Z]{7,12}\b")


@dataclass(frozen=True, slots=True)
class ProposedCase:
    """One case to write: its groups (keys), its account (None: the application's), and why it is cut so.

    `no_case` says why none is needed; it is empty otherwise. `operations` are those of its failed calls. `parts` are
    (group, API section or operation) where a group of the account is cut: only these of it belong here; else empty.
    """

    groups: tuple[str, ...]
    seller: str | None
    operations: tuple[str, ...]
    errors: int
    reasons: tuple[str, ...]
    no_case: str = ""
    parts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class _Unit:
    """Failed calls of one group, one account and one API: the smallest piece that is never cut."""

    group: str
    seller: str | None
    kind: str
    section: str
    code: str
    operations: tuple[str, ...]
    errors: int
    begun: pd.Timestamp
    first: pd.Timestamp
    last: pd.Timestamp
    ids: frozenset[str]
    bins: frozenset[pd.Timestamp]
    with_id: int
    assumed: bool


def propose_cases(
    events: pd.DataFrame,
    keys: pd.Series | None = None,
    over_plan: frozenset[tuple[str, str]] = frozenset(),
    traffic: pd.DataFrame | None = None,
) -> tuple[ProposedCase, ...]:
    """The cases to write for this log, most errors first; the order of the rows does not matter.

    `keys` are those of `assign_groups`, if at hand. `over_plan` are the (seller, operation) pairs of which
    `replay_quota` says that the caller exceeded the published plan. With `log.traffic` a problem begins at its onset
    and not at its first error, and all sellers that call an operation are known. Calls without a seller belong to the
    only seller of the log, if there is just one; the reason says so.
    """
    need(events, "operation", "seller_id", "api_section", "error_code", "timestamp", "request_id")
    keys = assign_groups(events) if keys is None else keys
    bundles: list[tuple[list[_Unit], list[Said]]] = []
    for unit in sorted(_units(events, keys, traffic), key=_rank):
        for units, reasons in bundles:
            reason = _related(units, unit)
            if reason:
                units.append(unit)
                reasons.append(join("sentences", [reason, *_doubt(unit)]))
                break
        else:
            bundles.append(([unit], [_alone(unit)]))
    everywhere = [unit for units, _ in bundles for unit in units]
    cases = [replace(_case(units, reasons, over_plan), parts=_cut(units, everywhere)) for units, reasons in bundles]
    return tuple(sorted(cases, key=lambda each: (bool(each.no_case), -each.errors, each.groups, each.seller or "")))


def _units(events: pd.DataFrame, keys: pd.Series, traffic: pd.DataFrame | None) -> Iterator[_Unit]:
    failed = events.loc[keys.index].assign(group=keys)
    calls = events if traffic is None else traffic
    sellers = calls["seller_id"].dropna().unique()
    only = str(sellers[0]) if len(sellers) == 1 else ""
    callers = calls.dropna(subset=["seller_id"]).groupby("operation", dropna=False)["seller_id"].nunique()
    for group, rows in failed.groupby("group"):
        kind = judge_kind(rows)
        hit = rows.dropna(subset=["seller_id"]).groupby("operation", dropna=False)["seller_id"].nunique()
        known = callers.reindex(hit.index)
        wide = bool(((hit / known >= APP_WIDE) & (known >= FEWEST_SELLERS)).any())
        account = pd.Series("", index=rows.index) if wide else rows["seller_id"].astype("string").fillna(only)
        apart = "operation" if kind == "throttling" else "api_section"
        where = rows[apart].astype("string").fillna("")
        for (seller, section), part in rows.groupby([account.rename("account"), where.rename("where")]):
            begun = _begin(part, traffic if kind in _SUDDEN else None)
            yield _unit(str(group), str(seller) or None, kind, str(section), part, begun=begun)


def _begin(rows: pd.DataFrame, traffic: pd.DataFrame | None) -> pd.Timestamp:
    """The onset, or the first error where there is none to show."""
    at = None if traffic is None else find_onset(rows, traffic).at
    return rows["timestamp"].min() if at is None else at


def _unit(group: str, seller: str | None, kind: str, section: str, rows: pd.DataFrame, *, begun: pd.Timestamp) -> _Unit:
    texts = rows.get("error_message", pd.Series(dtype="string")).astype("string").fillna("")
    paths = rows.get("path", pd.Series(dtype="string")).astype("string").fillna("")
    ids = {found for text in pd.concat([texts, paths]).unique() for found in _IDS.findall(text)}
    codes = sorted(rows["error_code"].dropna().astype(str).unique())
    return _Unit(
        group=group,
        seller=seller,
        kind=kind,
        section=section,
        code=codes[0] if codes else "",
        operations=tuple(sorted(rows["operation"].dropna().astype(str).unique())),
        errors=len(rows),
        begun=begun,
        first=rows["timestamp"].min(),
        last=rows["timestamp"].max(),
        ids=frozenset(ids),
        bins=frozenset(rows["timestamp"].dropna().dt.floor("5min")),
        with_id=int(rows["request_id"].notna().sum()),
        assumed=bool(seller) and not rows["seller_id"].notna().any(),
    )


def _rank(unit: _Unit) -> tuple[object, ...]:
    return -unit.errors, unit.group, unit.seller or "", unit.section


def _related(units: list[_Unit], new: _Unit) -> Said | None:
    """Why the unit belongs to these, or nothing."""
    groups = {unit.group for unit in units}
    if new.seller != units[0].seller or (len(groups) >= MOST_GROUPS and new.group not in groups):
        return None
    return next((reason for unit in units if (reason := _link(unit, new))), None)


def _link(one: _Unit, other: _Unit) -> Said | None:
    common = one.ids & other.ids
    if common and len(common) >= TOGETHER * min(len(one.ids), len(other.ids)):
        return count("split.common_ids", len(common))
    if one.kind != other.kind or one.kind == "throttling":
        return None
    if one.kind in _SUDDEN and _same_event(one, other):
        minutes = int(CLOSE.total_seconds() // 60)
        return Said("split.same_event", kind=Said(f"kind.{one.kind}"), minutes=minutes)
    if one.section and (one.section, one.code) == (other.section, other.code) and _overlap(one, other):
        return Said("split.same_code", section=one.section, code=one.code or Said("split.no_code"))
    return None


def _same_event(one: _Unit, other: _Unit) -> bool:
    if pd.isna(one.begun) or pd.isna(other.begun) or abs(one.begun - other.begun) > CLOSE:
        return False
    return len(one.bins & other.bins) >= TOGETHER * len(one.bins | other.bins)


def _overlap(one: _Unit, other: _Unit) -> bool:
    return bool(one.first <= other.last and other.first <= one.last)


def _alone(unit: _Unit) -> Said:
    whose = Said("split.account", seller=unit.seller) if unit.seller else Said("split.no_account")
    facts = {"kind": Said(f"kind.{unit.kind or 'unknown'}"), "whose": whose, "section": unit.section}
    alone = count("split.alone_in" if unit.section else "split.alone", unit.errors, **facts)
    return join("sentences", [alone, *_doubt(unit)])


def _doubt(unit: _Unit) -> list[Said]:
    return [Said("split.assumed")] if unit.assumed else []


def _case(units: list[_Unit], reasons: list[Said], over_plan: frozenset[tuple[str, str]]) -> ProposedCase:
    case = ProposedCase(
        groups=tuple(dict.fromkeys(unit.group for unit in units)),
        seller=units[0].seller,
        operations=tuple(sorted({operation for unit in units for operation in unit.operations})),
        errors=sum(unit.errors for unit in units),
        reasons=tuple(dict.fromkeys(reasons)),
    )
    return replace(case, no_case=_needless(units, over_plan))


def _cut(units: list[_Unit], everywhere: list[_Unit]) -> tuple[tuple[str, str], ...]:
    """The parts of these units when another case holds more of one of their groups and the same account."""
    groups, seller = {unit.group for unit in units}, units[0].seller
    others = [unit for unit in everywhere if unit not in units and unit.seller == seller and unit.group in groups]
    return tuple(sorted({(unit.group, unit.section) for unit in units})) if others else ()


def take_parts(failed: pd.DataFrame, keys: pd.Series, parts: Collection[tuple[str, str]]) -> pd.Series:
    """True for each failed call that is of one of the parts of a proposed case; for all of them when it has none."""
    if not parts:
        return pd.Series(data=True, index=failed.index)
    groups = keys.loc[failed.index]
    places = (failed[name].astype("string").fillna("") for name in ("api_section", "operation"))
    inside = [[pair in parts for pair in zip(groups, place, strict=True)] for place in places]
    return pd.Series([any(pair) for pair in zip(*inside, strict=True)], index=failed.index)


def _needless(units: list[_Unit], over_plan: frozenset[tuple[str, str]]) -> str:
    if all(unit.kind == "client side" and not unit.with_id for unit in units):
        return Said("split.client_side")
    pairs = {("" if unit.assumed else unit.seller or "", operation) for unit in units for operation in unit.operations}
    if all(unit.kind == "throttling" for unit in units) and pairs and pairs <= over_plan:
        return Said("split.over_plan")
    return ""
