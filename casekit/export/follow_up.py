"""After sending: what a newer log says since the reply, as a comment for the case, and the note that closes it."""

from dataclasses import dataclass, replace
from datetime import datetime

import pandas as pd

from casekit.analysis import pick_requests
from casekit.case.account import other_sellers, own_rows
from casekit.case.model import Case, Figures, Life
from casekit.case.picked import iso
from casekit.case.tried import read_when
from casekit.errors import SecretLeft
from casekit.export.blocks import Block, Page, Section, Table, Words, full_columns
from casekit.export.markdown import write_page
from casekit.export.masking import mask_case, mask_like
from casekit.reading.log import Log
from casekit.redaction import find_secrets
from casekit.wording import both, say

PICKS = 4
"""New request IDs that an update names."""
PICK_COLUMNS = ("request_id", "time", "operation", "status", "code")
FIGURE_COLUMNS = ("stretch", "errors", "calls", "first", "last")


@dataclass(frozen=True, slots=True)
class After:
    """What a log holds of the case's problem from `start` on (ISO 8601, UTC; empty: all of it), in whole minutes.

    `calls` (None when the case names no operation) and `good` are those of its operations and account. `untimed` failed
    calls may be before or after. `picks`: request ID, time, operation, status and code of new representative requests.
    """

    start: str
    errors: int
    calls: int | None
    good: int
    first: str
    last: str
    untimed: int
    picks: tuple[tuple[str, ...], ...]


def figures_of(case: Case, language: str) -> Figures:
    """What the case says as it is sent, masked: enough to find the same problem in a newer log and to compare."""
    masked = mask_case(case)
    evidence = masked.evidence
    return Figures(
        title=masked.answer("title").words(language),
        seller=evidence.seller,
        operations=masked.items("operations"),
        groups=tuple(group.key for group in evidence.groups),
        codes=tuple((str(group.status or ""), group.error_code) for group in evidence.groups),
        errors=evidence.errors,
        calls=evidence.requests,
        first=evidence.first,
        last=evidence.last,
        request_ids=tuple(pick.request_id for pick in evidence.picks),
    )


def look_after(figures: Figures, log: Log, keys: pd.Series, since: datetime | None) -> After:
    """What the log says of the problem since a moment (aware); `keys` is the group of each failed call."""
    start = None if since is None else pd.Timestamp(since).ceil("min")
    failed = own_rows(log.events.loc[keys.index[_alike(figures, log.events.loc[keys.index], keys)]], figures.seller)
    untimed = int(failed["timestamp"].isna().sum())
    calls = own_rows(log.traffic[log.traffic["operation"].isin(figures.operations)], figures.seller)
    if start is not None:
        failed, calls = failed[(failed["timestamp"] >= start).fillna(value=False)], calls[calls["minute"] >= start]
    new = failed[~failed["request_id"].isin(figures.request_ids)]
    picks = pick_requests(new, k=PICKS, traffic=log.traffic, keys=keys.loc[new.index]) if len(new) else new
    return After(
        start="" if start is None else iso(start),
        errors=len(failed),
        calls=int(calls["calls"].sum()) if figures.operations else None,
        good=int(calls.loc[calls["outcome"].eq("ok"), "calls"].sum()),
        first=iso(failed["timestamp"].min()),
        last=iso(failed["timestamp"].max()),
        untimed=untimed,
        picks=tuple(_pick(row) for row in picks.to_dict("records")),
    )


def _alike(figures: Figures, failed: pd.DataFrame, keys: pd.Series) -> pd.Series:
    """True for failed calls of the case's operations, of its groups or with the same status and code."""
    codes = failed["status"].astype("string").fillna("") + " " + failed["error_code"].fillna("")
    same = codes.isin([" ".join(pair) for pair in figures.codes if any(pair)])
    called = failed["operation"].isin(figures.operations) | failed["operation"].isna()
    return (keys.isin(figures.groups) | same) & (called if figures.operations else True)


def _pick(row: dict[str, object]) -> tuple[str, ...]:
    said = (row["request_id"], iso(row["timestamp"]), row["operation"], row["status"], row["error_code"])
    return tuple("" if pd.isna(each) else str(each) for each in said)


def render_update(case: Case, life: Life, log: Log, keys: pd.Series, language: str = "en") -> str:
    """A comment for the case in Markdown, masked: figures since the reply (else since it was sent), new request IDs.

    Without a time that is written with its zone the whole log is counted, and no "since" is claimed.
    """
    figures = life.figures or figures_of(case, language)
    told = "reply" if read_when(life.answered) else "sent"
    after = look_after(figures, log, keys, read_when(life.answered) or read_when(life.sent))
    sections = (
        Section(_say(language, f"since_{told}" if after.start else "since_nothing"), _news(figures, after, language)),
        *_new_picks(after, language),
    )
    return _write(Page(_title("update", figures, life, language), sections), case, log)


def render_closing(case: Case, life: Life, log: Log, keys: pd.Series, language: str = "en") -> str:
    """A note that closes the case, in Markdown, masked: what solved it, and the figures before and after.

    While calls still fail as before it is an update, which calls nothing solved or closed.
    """
    figures = life.figures or figures_of(case, language)
    after = look_after(figures, log, keys, read_when(life.answered) or read_when(life.sent))
    done = Words(life.resolution.strip() or say(language, "case.missing"))
    kind = "update" if after.errors else "closing"
    sections = (
        Section(_say(language, "done" if after.errors else "resolution"), (done,)),
        Section(_say(language, "before_after"), _news(figures, after, language)),
        Section(_say(language, "close"), (Words(_say(language, "still_open" if after.errors else "please_close")),)),
    )
    return _write(Page(_title(kind, figures, life, language), sections), case, log)


def _title(kind: str, figures: Figures, life: Life, language: str) -> str:
    return _say(language, kind if life.case_id else f"{kind}_no_id", case_id=life.case_id, title=figures.title)


def _news(figures: Figures, after: After, language: str) -> tuple[Block, ...]:
    operations = ", ".join(figures.operations)
    if after.errors:
        key = "still_count" if after.calls is None else "still"
        verdict = _say(language, key, errors=f"{after.errors:,}", calls=f"{after.calls or 0:,}", last=after.last or "?")
    else:
        key = "gone" if after.good else "silent"
        verdict = _say(language, key, good=f"{after.good:,}", operations=operations)
    before = (_say(language, "in_case"), *_counts(figures.errors, figures.calls), figures.first, figures.last)
    now = (_say(language, "from", start=after.start) if after.start else _say(language, "in_log"),)
    rows = (before, (*now, *_counts(after.errors, after.calls), after.first, after.last))
    table: Table = full_columns(tuple(_say(language, name) for name in FIGURE_COLUMNS), rows)
    untimed = (Words(_say(language, "untimed", count=f"{after.untimed:,}")),) if after.untimed else ()
    return (Words(verdict), table, *untimed)


def _counts(errors: int, calls: int | None) -> tuple[str, str]:
    return f"{errors:,}", "" if calls is None else f"{calls:,}"


def _new_picks(after: After, language: str) -> tuple[Section, ...]:
    if not after.picks:
        return ()
    head = tuple(say(language, f"case.{name}") for name in PICK_COLUMNS)
    return (Section(_say(language, "new_picks"), (full_columns(head, after.picks, code=(0, 2, 4)),)),)


def _say(language: str, key: str, **facts: object) -> str:
    return say(language, f"follow_up.{key}", **facts)


def _write(page: Page, case: Case, log: Log) -> str:
    """The page as Markdown, masked like the case; SecretLeft when something is left that must not leave."""
    others = other_sellers(log.events, case.evidence.seller)
    hiding = replace(case, mask=(*case.mask, *others))
    text = write_page(mask_like(hiding, page))
    if hits := find_secrets(text, hiding.unmask, hiding.mask):
        raise SecretLeft(*both("error.text_holds", rule=hits[0].rule))
    return text
