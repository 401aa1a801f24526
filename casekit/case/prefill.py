"""A case drafted from the log: what the log knows is filled in, what it does not know stays empty."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

import pandas as pd

from casekit.analysis import apply_choices, assign_groups, count_minutes, group_errors, narrow_log, take_parts
from casekit.case.account import other_sellers, own_rows
from casekit.case.draft import Draft
from casekit.case.environment import CLIENTS, describe_environment
from casekit.case.evidence import gather_evidence
from casekit.case.fields import find_field, shown_fields
from casekit.case.model import Answer, Case, Evidence, from_log, name_some, sentence
from casekit.case.tried import rate_attempts
from casekit.reading.log import Log

Parts = Collection[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Known:
    """What the log says about the chosen groups: the evidence, and the answers that follow from it.

    `others`: the IDs of all other accounts of the log when the evidence is of one: they have no place in its case.
    `minutes`: failed and all calls per minute, as of `count_minutes`.
    """

    evidence: Evidence
    answers: tuple[tuple[str, Answer], ...]
    others: tuple[str, ...] = ()
    minutes: pd.DataFrame = field(default_factory=pd.DataFrame, compare=False)


def draft_case(log: Log, groups: Iterable[str] | None = None, draft: Draft | None = None) -> Case:
    """A case about these error groups (keys of `assign_groups`; default: the draft's choice, else the largest group).

    Typed answers of the draft stand above the log's; a field that neither knows stays empty.
    A log without errors gives a case without evidence.
    """
    draft = draft or Draft()
    draft = draft if groups is None else replace(draft, groups=tuple(groups))
    log = narrow_log(log, draft.start, draft.end)
    keys = apply_choices(assign_groups(log.events), draft.choices, log.events)
    return fill_case(ask_log(log, keys, group_errors(log.events, log.traffic, keys, draft.choices), draft), draft)


def ask_log(log: Log, keys: pd.Series, table: pd.DataFrame, draft: Draft) -> Known:
    """What the log knows about the groups, pins and drops of the draft.

    `keys` and `table` are what `assign_groups` and `group_errors` give for this log.
    """
    chosen = choose_groups(table, draft)
    failed = pick_rows(log.events, keys, chosen, draft.seller, draft.parts)
    evidence = gather_evidence(log, failed, keys, table[table["key"].isin(chosen)], draft)
    answers = tuple((_prefill(failed, evidence) if len(failed) else _prefill_caller(log.events)).items())
    minutes = count_minutes(failed, own_rows(log.traffic, evidence.seller))
    return Known(evidence, answers, other_sellers(log.events, evidence.seller), minutes)


def fill_case(known: Known, draft: Draft) -> Case:
    """The draft's typed answers above those of the log, with the evidence.

    The case has the fields of its issue type and mode only; what was typed into others stays in the draft.
    """
    best = dict(known.answers) | dict(draft.answers)
    shown = shown_fields(best.get("issue_type", Answer()).text.strip(), draft.mode)
    if is_wish(draft) and not draft.typed("title"):
        best.pop("title", None)  # a wish is not what the log shows
    attempts = draft.attempts if find_field("nothing_tried") in shown else ()
    return Case(
        answers=tuple((each.name, best.get(each.name, Answer())) for each in shown),
        attempts=attempts,
        rates=rate_attempts(known.minutes, attempts),
        evidence=known.evidence,
        mask=(*draft.mask, *known.others),
        unmask=draft.unmask,
        mode=draft.mode,
        related=draft.related,
    )


def pick_rows(
    events: pd.DataFrame, keys: pd.Series, groups: Iterable[str], seller: str = "", parts: Parts = ()
) -> pd.DataFrame:
    """The failed calls of these groups; with a `seller` those of its account only (G35), with `parts` only those.

    Calls that name no account are of the seller when the log names no other one.
    """
    failed = events.loc[keys.index[keys.isin(list(groups))]]
    failed = failed[take_parts(failed, keys, parts)] if parts else failed
    return own_rows(failed, seller) if other_sellers(events, seller) else failed


def choose_groups(table: pd.DataFrame, draft: Draft) -> tuple[str, ...]:
    """The keys that the draft chose and the log has, in the order of the table; when it has none, the largest group.

    An empty choice stays empty, and a wish is about no error that was not chosen for it.
    """
    keys = list(table["key"])
    if draft.groups == () or (draft.groups is None and is_wish(draft)):
        return ()
    return tuple(key for key in keys if key in (draft.groups or ())) or tuple(keys[:1])


def is_wish(draft: Draft) -> bool:
    """True when the draft asks for a feature."""
    typed = draft.typed("issue_type")
    return find_field("wish").is_shown(typed.text.strip() if typed else "")


def _prefill_caller(events: pd.DataFrame) -> dict[str, Answer]:
    """What holds for a case about no error: who calls which API, where the log has one answer only."""
    return {
        "api_type": from_log(_api_type(events)),
        "seller_id": from_log(_single(events["seller_id"])),
        "application_id": from_log(_single(events["application_id"])),
    }


def _prefill(failed: pd.DataFrame, evidence: Evidence) -> dict[str, Answer]:
    operations = _names(failed["operation"])
    subject = name_some(operations) or ", ".join(_names(failed["path"])[:1])
    error = _error(evidence)
    return {
        "title": _title(subject, error, evidence),
        "what_happened": _story(subject, error, evidence),
        "when": _when(evidence),
        "state": from_log(evidence.state),
        "called_in": from_log(_called_in(failed)),
        "caller": from_log(", ".join(_names(failed["client"])[:CLIENTS])),
        "environment": from_log(describe_environment(_names(failed["client"]))),
        "api_type": from_log(_api_type(failed)),
        "issue_type": from_log(_issue_type(evidence)),
        "api_section": from_log(_single(failed["api_section"])),
        "seller_id": from_log(", ".join(_names(failed["seller_id"]))),
        "marketplaces": from_log(", ".join(_names(failed["marketplace_id"]))),
        "operations": from_log(", ".join(operations)),
        "application_id": from_log(_single(failed["application_id"])),
    }


def _names(column: pd.Series) -> list[str]:
    """The distinct values, most frequent first."""
    counts = column.dropna().astype(str).value_counts().rename_axis("value").reset_index(name="count")
    return [str(value) for value in counts.sort_values(["count", "value"], ascending=[False, True])["value"]]


def _single(column: pd.Series) -> str:
    names = _names(column)
    return names[0] if len(names) == 1 else ""


def _error(evidence: Evidence) -> str:
    said = (f"{group.status or ''} {group.error_code}".strip() or group.title for group in evidence.groups)
    return name_some(tuple(dict.fromkeys(said)))


def _title(subject: str, error: str, evidence: Evidence) -> Answer:
    if not subject:
        return from_log(error)
    if evidence.first:
        return sentence("prefill.title_since", operation=subject, error=error, since=evidence.first)
    return sentence("prefill.title", operation=subject, error=error)


def _story(subject: str, error: str, evidence: Evidence) -> Answer:
    facts = {"operation": subject or "?", "error": error, "count": evidence.errors}
    if not evidence.first:
        return sentence("prefill.what_happened_untimed", **facts)
    facts |= {"first": evidence.first, "last": evidence.last}
    if evidence.requests:
        return sentence("prefill.what_happened_share", requests=evidence.requests, **facts)
    return sentence("prefill.what_happened", **facts)


def _when(evidence: Evidence) -> Answer:
    if not evidence.first:
        return Answer()
    key = "prefill.when_once" if evidence.first == evidence.last else "prefill.when"
    return sentence(key, first=evidence.first, last=evidence.last)


def _api_type(failed: pd.DataFrame) -> str:
    hosts = failed["host"].dropna()
    if hosts.str.contains("mws.", regex=False).any():
        return "MWS"
    known = hosts.str.contains("sellingpartnerapi", regex=False).any() or failed["api_section"].notna().any()
    return "SP-API" if known else ""


def _called_in(failed: pd.DataFrame) -> str:
    """Sandbox or production, when every host of the calls says the same."""
    hosts = failed["host"].dropna()
    amazon = hosts[hosts.str.contains("sellingpartnerapi", regex=False)]
    said = set(amazon.str.startswith("sandbox.").map({True: "sandbox", False: "production"}))
    return said.pop() if len(said) == 1 else ""


def _issue_type(evidence: Evidence) -> str:
    kinds = {group.kind for group in evidence.groups}
    return "Throttling" if kinds == {"throttling"} else "API errors"
