"""The failed calls before and after each attempt, worked out again."""

from collections.abc import Iterator, Sequence

import pandas as pd

from casekit.analysis import Around, count_minutes
from casekit.case.model import Case
from casekit.case.tried import rate_attempts
from casekit.export.recount import Row
from casekit.limits import ERRORS_LIMIT
from casekit.redaction.placeholders import PLACEHOLDER
from casekit.wording import Said


def rerate(case: Case, errors: list[Row], calls: list[Row]) -> tuple[tuple[Around | None, ...], bool]:
    """The rates around each attempt as errors.csv and calls.csv give them, and whether these are fine enough to tell.

    They are not when errors.csv lacks some of the failed calls, or calls.csv counts per hour or day.
    """
    failed = pd.DataFrame(errors, columns=["timestamp", "operation"]).replace("", pd.NA)
    failed["timestamp"] = pd.to_datetime(failed["timestamp"], utc=True, format="ISO8601")
    traffic = pd.DataFrame(calls, columns=["start", "operation", "calls"]).rename(columns={"start": "minute"})
    traffic["minute"] = pd.to_datetime(traffic["minute"], utc=True, format="ISO8601")
    traffic["calls"] = pd.to_numeric(traffic["calls"]).astype("Int64")
    if case.evidence.requests is None:
        failed["operation"] = pd.NA
    minutes = count_minutes(failed, traffic)
    fine = case.evidence.errors <= ERRORS_LIMIT and not (minutes["errors"] > minutes["calls"]).any()
    return rate_attempts(minutes, case.attempts), fine


def compare_rates(case: Case, seen: Sequence[Around | None], place: str) -> Iterator[Said]:
    """A fault for each attempt whose rates are others at this place; where its time is masked, nobody can say."""
    for number, (attempt, ours, theirs) in enumerate(zip(case.attempts, case.rates, seen, strict=False), 1):
        if ours != theirs and not PLACEHOLDER.search(attempt.when):
            yield Said("fault.rates_differ", number=number, place=place)
