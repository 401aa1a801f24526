"""What was typed, looked up in the log: IDs, statuses, codes, operations, counts, quotations (G2, G8, G10, G11)."""

from collections.abc import Iterator
from difflib import get_close_matches

import pandas as pd

from casekit.case.checks.finding import Finding, Look, Rule, cite, warn
from casekit.case.checks.typed import (
    find_codes,
    find_counts,
    find_ids,
    find_operations,
    find_quotes,
    find_statuses,
    find_times,
)
from casekit.reading.frame import is_failed

ALIKE = 0.85
"""Likeness from which an ID that is not in the log is taken for a mistyped one of it."""
COUNTED_BY = ("operation", "seller_id", "marketplace_id", "status", "error_code", "host")
"""The figures that an analyst may have counted: failed calls by each of these."""


def check_ids(look: Look) -> Iterator[Finding]:
    """A request ID that was typed stands in the log (G11)."""
    for typed in look.typed:
        for value in find_ids(typed.text):
            if not look.events.empty and not _stands(look.events, value):
                known = look.failed["request_id"].dropna().str.lower()
                like = get_close_matches(value.lower(), known.unique(), 1, ALIKE)
                rows = cite(look.failed[known.reindex(look.failed.index).isin(like).fillna(value=False)])
                yield warn("G11", typed.field, "typed_id", rows, value=value)


def _stands(events: pd.DataFrame, value: str) -> bool:
    return any(events[name].str.contains(value, case=False, regex=False).any() for name in ("request_id", "other_ids"))


def check_id_beside_time(look: Look) -> Iterator[Finding]:
    """A request ID and a time in one sentence are those of one call (G11)."""
    for typed in look.typed:
        ids, times = find_ids(typed.text), find_times(typed.text)
        if len(ids) != 1 or len(times) != 1:
            continue
        rows = look.events[look.events["request_id"].str.lower().eq(ids[0].lower()).fillna(value=False)]
        rows = rows[rows["timestamp"].notna()]
        if len(rows) and not any(times[0].is_near(each) for each in rows["timestamp"]):
            yield warn("G11", typed.field, "typed_time", cite(rows), value=ids[0], time=times[0].text)


def check_statuses(look: Look) -> Iterator[Finding]:
    """An HTTP status that was typed occurs in the log (G8)."""
    known = {str(status) for status in look.events["status"].dropna().unique()} if look.typed else set()
    for typed in look.typed:
        for value in find_statuses(typed.text):
            if known and value not in known:
                yield warn("G8", typed.field, "typed_status", cite(look.failed), value=value)


def check_codes(look: Look) -> Iterator[Finding]:
    """An error code that was typed occurs in the log (G8)."""
    for typed in look.typed:
        for value in find_codes(typed.text):
            known = look.events[["error_code", "error_type", "error_message", "error_details"]]
            said = any(known[name].str.contains(value, case=False, regex=False).any() for name in known)
            if known["error_code"].notna().any() and not said:
                yield warn("G8", typed.field, "typed_code", cite(look.failed), value=value)


def check_typed_operations(look: Look) -> Iterator[Finding]:
    """An operation that was typed was called in the log (G8)."""
    called = {name.lower() for name in look.events["operation"].dropna().unique()} if look.typed else set()
    for typed in look.typed:
        for value in find_operations(typed.text):
            if called and value.lower() not in called:
                yield warn("G8", typed.field, "typed_operation", value=value)


def check_failing_operation(look: Look) -> Iterator[Finding]:
    """The one operation that title or question names is one that fails in this case (G8)."""
    failing = {name.lower() for name in look.failed["operation"].dropna().unique()}
    for typed in look.typed:
        named = find_operations(typed.text) if typed.field in ("title", "question") else ()
        if failing and len(named) == 1 and named[0].lower() not in failing:
            calls = look.events[look.events["operation"].str.lower().eq(named[0].lower()).fillna(value=False)]
            if len(calls) and not is_failed(calls).any():
                yield warn("G8", typed.field, "operation_works", cite(calls), value=named[0])


def check_counts(look: Look) -> Iterator[Finding]:
    """A count of failed calls that was typed is one that the log gives (G2)."""
    evidence = look.case.evidence
    for typed in look.typed:
        for text, errors, whole in find_counts(typed.text) if evidence.errors else ():
            right = errors in _error_counts(look, typed.text)
            if not right or (whole is not None and evidence.requests and whole not in _call_counts(look)):
                ours = f"{evidence.errors:,}" + (f" / {evidence.requests:,}" if evidence.requests else "")
                rows = cite(pd.concat([look.failed.head(1), look.failed.tail(1)])) if len(look.failed) else ()
                yield warn("G2", typed.field, "typed_count", rows, value=text, known=ours)


def _error_counts(look: Look, text: str) -> set[int]:
    counts = {look.case.evidence.errors, *(group.count for group in look.case.evidence.groups)}
    failed = look.every_failed
    counts |= {len(failed), *(int(n) for name in COUNTED_BY for n in failed[name].value_counts())}
    times = find_times(text)
    if len(times) == 2:  # noqa: PLR2004  from, to
        first, last = times[0].starts[0], times[1].starts[0] + times[1].width
        counts |= {int(rows["timestamp"].between(first, last).sum()) for rows in (failed, look.failed)}
    return counts


def _call_counts(look: Look) -> set[int]:
    counts = {look.case.evidence.requests or 0, len(look.events)}
    return counts | {int(n) for name in COUNTED_BY[:3] for n in look.events[name].value_counts()}


def check_quotes(look: Look) -> Iterator[Finding]:
    """A message that is quoted reads in the log as it was typed (G10)."""
    for typed in look.typed:
        for value in find_quotes(typed.text) if typed.field in ("what_happened", "goal") else ():
            messages = look.events[["error_message", "error_details", "error_code"]]
            said = any(messages[name].str.contains(value, case=False, regex=False).any() for name in messages)
            if messages["error_message"].notna().any() and not said:
                yield warn("G10", typed.field, "not_quoted", cite(look.failed), value=value)


RULES: tuple[Rule, ...] = (
    check_ids,
    check_id_beside_time,
    check_statuses,
    check_codes,
    check_typed_operations,
    check_failing_operation,
    check_counts,
    check_quotes,
)
