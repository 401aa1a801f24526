"""What the log proves about the chosen failed calls, as plain values."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pandas as pd

from casekit.analysis import (
    coverage_lost,
    find_onset,
    find_scope,
    find_twin,
    judge_state,
    pick_requests,
    replay_quota,
    tell_scope,
)
from casekit.analysis.throttling import OVER, is_throttled
from casekit.case.account import own_rows, single_seller
from casekit.case.draft import Draft
from casekit.case.model import Evidence, GroupFact, TwinFact
from casekit.case.options import options_of
from casekit.case.picked import gather_picks, iso, text_of
from casekit.reading.log import Log
from casekit.wording import Said


def gather_evidence(log: Log, failed: pd.DataFrame, keys: pd.Series, table: pd.DataFrame, draft: Draft) -> Evidence:
    """The evidence for these failed calls of the log, `keys` and `table` being their groups."""
    whole = Evidence(
        log_start=iso(log.events["timestamp"].min()),
        log_end=iso(log.events["timestamp"].max()),
        log_notes=log.notes,
        sources=tuple(source.name for source in log.sources),
        options=options_of(draft, log),
    )
    if failed.empty:
        return whole
    ask: dict[str, Any] = {
        "k": draft.pick_count,
        "traffic": log.traffic,
        "keys": keys.loc[failed.index],
        "pinned": draft.pinned,
    }
    picks = pick_requests(failed, **ask, dropped=draft.dropped)
    lost = coverage_lost(pick_requests(failed, **ask), picks, failed) if draft.dropped else ()
    state, onset = judge_state(failed, log.traffic, log.events), find_onset(failed, log.traffic)
    seller = single_seller(failed)
    events = own_rows(log.events, seller)
    quota = _quota(events, log.traffic, failed)
    return replace(
        whole,
        seller=seller,
        groups=tuple(_group(row, failed.loc[keys.loc[failed.index] == row["key"]]) for row in table.to_dict("records")),
        picks=gather_picks(picks, failed, log),
        errors=len(failed),
        requests=_requests(failed, own_rows(log.traffic, seller)),
        first=iso(failed["timestamp"].min()),
        last=iso(failed["timestamp"].max()),
        onset=onset.reason,
        onset_at=iso(onset.at) if onset.verdict == "onset" else "",
        state=state.verdict,
        state_reason=state.reason,
        scope=_scope(log, failed, log.events.loc[keys.index[keys.isin(table["key"])]], seller),
        quota=tuple(quota["reason"]),
        over_plan=bool(is_throttled(failed).all() and len(quota) and (quota["verdict"] == OVER).all()),
        twins=tuple(_twins(events, picks)),
        pick_notes=tuple(note for note in (*picks.attrs["left_out"], *lost, picks.attrs["advice"]) if note),
    )


def _scope(log: Log, failed: pd.DataFrame, alike: pd.DataFrame, seller: str) -> tuple[Said, ...]:
    """What the errors lie in; of `alike` those of other accounts and of other APIs are told apart and not compared."""
    if len(alike) == len(failed):
        return tell_scope(find_scope(failed, log.events, log.traffic).findings)
    own = own_rows(alike, seller)
    cut = set(own.loc[own.index.difference(failed.index), "operation"].dropna()) - set(failed["operation"])
    known = (own_rows(rows, seller) for rows in (log.events, log.traffic))
    events, traffic = (rows[~rows["operation"].isin(cut)] for rows in known)
    found = find_scope(failed, events, traffic).findings
    others = {"scope.others_hit": len(alike) - len(own), "scope.others_cut": len(own) - len(failed)}
    said = (Said(key, calls=f"{calls:,}") for key, calls in others.items() if calls > 0)
    return (*tell_scope(each for each in found if not seller or each.dimension != "seller"), *said)


def _quota(events: pd.DataFrame, traffic: pd.DataFrame, failed: pd.DataFrame) -> pd.DataFrame:
    """The replay through the token bucket of the operations that were throttled among these; empty when none was."""
    throttled = failed.loc[is_throttled(failed), "operation"].dropna().unique()
    return replay_quota(events[events["operation"].isin(throttled)], traffic)


def _twins(events: pd.DataFrame, picks: pd.DataFrame) -> Iterator[TwinFact]:
    """One fact per succeeding call, beside the first pick that it is the twin of."""
    seen: set[str] = set()
    for _, pick in picks.iterrows():
        twin = find_twin(events, pick)
        if twin.found and twin.request_id not in seen:
            seen.add(twin.request_id)
            different = tuple((each.field, each.failed, each.succeeded) for each in twin.differences)
            yield TwinFact(str(pick["request_id"]), twin.request_id, iso(twin.timestamp), twin.reason, different)


def _requests(failed: pd.DataFrame, traffic: pd.DataFrame) -> int | None:
    operations = failed["operation"].dropna().unique()
    if not len(operations) or failed["operation"].isna().any():
        return None
    return int(traffic.loc[traffic["operation"].isin(operations), "calls"].sum())


def _group(row: dict[str, object], failed: pd.DataFrame) -> GroupFact:
    return GroupFact(
        key=str(row["key"]),
        title=text_of(row["title"]),
        status=None if pd.isna(row["status"]) else int(str(row["status"])),
        error_code=text_of(row["error_code"]),
        kind=text_of(row["kind"]),
        count=len(failed),
        first=iso(failed["timestamp"].min()),
        last=iso(failed["timestamp"].max()),
    )
