"""A case drafted again from its log and compared figure by figure."""

from collections.abc import Iterator

from casekit.case.model import Case, Evidence, Pick
from casekit.case.options import draft_again
from casekit.case.picked import iso
from casekit.case.prefill import draft_case
from casekit.errors import CasekitError
from casekit.export.bundle import failed_rows
from casekit.export.counts import ERRORS_LIMIT
from casekit.export.recount import Row
from casekit.export.tables import guard_cell
from casekit.reading.log import Log
from casekit.redaction.placeholders import PLACEHOLDER

FIGURES = ("errors", "requests", "first", "last", "onset_at", "state", "log_start", "log_end", "seller")


def compare_log(case: Case, rows: list[Row], log: Log) -> Iterator[str]:
    """A sentence for each figure, ID and time that the log does not give; `rows` are those of errors.csv."""
    try:
        draft = draft_again(case.evidence)
        again = draft_case(log, draft=draft)
    except (CasekitError, ValueError, TypeError) as error:
        yield f"options: the case cannot be drafted again from the log ({type(error).__name__})"
        return
    yield from _compare_evidence(case.evidence, again.evidence)
    if not draft.choices.merged and not draft.choices.split and case.evidence.errors <= ERRORS_LIMIT:
        yield from _compare_rows(again, rows, log)


def _compare_evidence(said: Evidence, seen: Evidence) -> Iterator[str]:
    for name in FIGURES:
        if getattr(said, name) != getattr(seen, name) and not PLACEHOLDER.search(str(getattr(said, name))):
            yield f"{name}: {getattr(said, name)} in the case, {getattr(seen, name)} in the log"
    counts = {group.key: (group.count, group.first, group.last) for group in seen.groups}
    for group in said.groups:
        if counts.get(group.key) != (group.count, group.first, group.last):
            yield f"group {group.key}: its count or times differ in the log"
    for number, (ours, theirs) in enumerate(zip(said.picks, _padded(said, seen), strict=False), 1):
        yield from _compare_pick(number, ours, theirs)


def _padded(said: Evidence, seen: Evidence) -> tuple[Pick | None, ...]:
    return (*seen.picks, *(None for _ in said.picks[len(seen.picks) :]))


def _compare_pick(number: int, said: Pick, seen: Pick | None) -> Iterator[str]:
    if seen is None:
        yield f"pick {number}: request ID {said.request_id} would not be picked from the log"
        return
    for name in ("request_id", "timestamp", "status", "error_code", "operation", "line_start", "time_text"):
        if getattr(said, name) != getattr(seen, name) and not PLACEHOLDER.search(str(getattr(said, name))):
            yield f"pick {number}: {name} is {getattr(said, name)} in the case, {getattr(seen, name)} in the log"


def _compare_rows(again: Case, rows: list[Row], log: Log) -> Iterator[str]:
    failed, _ = failed_rows(again, log)
    seen = {(guard_cell(_text(row.request_id)), iso(row.timestamp), str(row.line_start)) for row in failed.itertuples()}
    said = {(row.get("request_id", ""), row.get("timestamp", ""), row.get("line_start", "")) for row in rows}
    for request_id, timestamp, line in sorted(said - seen):
        yield f"errors.csv: {request_id or 'a call'} at {timestamp or 'no time'}, line {line}, is not in the log"
    for request_id, timestamp, line in sorted(seen - said):
        yield f"errors.csv: lacks {request_id or 'a call'} at {timestamp or 'no time'}, line {line} of the log"


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
