"""A case drafted again from its log and compared figure by figure."""

from collections.abc import Iterator
from dataclasses import replace

from casekit.case.model import Case, Evidence, Pick
from casekit.case.options import draft_again
from casekit.case.picked import iso
from casekit.case.prefill import draft_case
from casekit.errors import CasekitError
from casekit.export.bundle import failed_rows
from casekit.export.recount import Row, compare
from casekit.export.rerate import compare_rates
from casekit.export.tables import guard_cell
from casekit.limits import ERRORS_LIMIT
from casekit.reading.log import Log
from casekit.redaction.placeholders import PLACEHOLDER
from casekit.wording import Said

FIGURES = ("errors", "requests", "first", "last", "onset_at", "state", "log_start", "log_end", "seller")


def compare_log(case: Case, rows: list[Row], log: Log) -> Iterator[Said]:
    """A sentence for each figure, ID and time that the log does not give; `rows` are those of errors.csv."""
    try:
        draft = replace(draft_again(case.evidence), answers=case.answers, attempts=case.attempts, mode=case.mode)
        again = draft_case(log, draft=draft)
    except (CasekitError, ValueError, TypeError) as error:
        yield Said("fault.not_drafted", kind=type(error).__name__)
        return
    yield from _compare_evidence(case.evidence, again.evidence)
    yield from compare_rates(case, again.rates, Said("fault.the_log"))
    if not draft.choices.merged and not draft.choices.split and case.evidence.errors <= ERRORS_LIMIT:
        yield from _compare_rows(again, rows, log)


def _compare_evidence(said: Evidence, seen: Evidence) -> Iterator[Said]:
    for name in FIGURES:
        if getattr(said, name) != getattr(seen, name) and not PLACEHOLDER.search(str(getattr(said, name))):
            yield from compare(name, getattr(said, name), getattr(seen, name), Said("fault.the_log"))
    counts = {group.key: (group.count, group.first, group.last) for group in seen.groups}
    for group in said.groups:
        if counts.get(group.key) != (group.count, group.first, group.last):
            yield Said("fault.group_differs", key=group.key)
    for number, (ours, theirs) in enumerate(zip(said.picks, _padded(said, seen), strict=False), 1):
        yield from _compare_pick(number, ours, theirs)


def _padded(said: Evidence, seen: Evidence) -> tuple[Pick | None, ...]:
    return (*seen.picks, *(None for _ in said.picks[len(seen.picks) :]))


def _compare_pick(number: int, said: Pick, seen: Pick | None) -> Iterator[Said]:
    if seen is None:
        yield Said("fault.not_picked", number=number, request_id=said.request_id)
        return
    for name in ("request_id", "timestamp", "status", "error_code", "operation", "line_start", "time_text"):
        ours, theirs = getattr(said, name), getattr(seen, name)
        if ours != theirs and not PLACEHOLDER.search(str(ours)):
            yield Said("fault.pick_differs", number=number, name=name, said=ours, seen=theirs)


def _compare_rows(again: Case, rows: list[Row], log: Log) -> Iterator[Said]:
    failed, _ = failed_rows(again, log)
    seen = {(guard_cell(_text(row.request_id)), iso(row.timestamp), str(row.line_start)) for row in failed.itertuples()}
    said = {(row.get("request_id", ""), row.get("timestamp", ""), row.get("line_start", "")) for row in rows}
    yield from (_say_row("fault.row_not_in_log", *row) for row in sorted(said - seen))
    yield from (_say_row("fault.row_lacking", *row) for row in sorted(seen - said))


def _say_row(key: str, request_id: str, time: str, line: str) -> Said:
    named, timed = request_id or Said("fault.a_call"), time or Said("fault.no_time")
    return Said(key, request_id=named, time=timed, line=line)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
