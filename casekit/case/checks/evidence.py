"""Representative requests with their own times, fresh, and in the log (G11, G14, G17)."""

import re
from collections.abc import Iterator
from datetime import datetime

import pandas as pd

from casekit.case.checks.finding import Finding, Look, Rule, fail, warn
from casekit.case.fields import ERROR_ISSUES

_ZONE = re.compile(r"\d\s?Z\b|\bUTC\b|\bGMT\b|\b[A-Z]{2,4}T\b|[+-]\d\d:?\d\d\b|世界标准时间|協定世界時", re.IGNORECASE)
_CLOCK = re.compile(r"\d{1,2}:\d\d|\d{4}-\d\d-\d\d")


def check_picks(look: Look) -> Iterator[Finding]:
    """An error case shows at least one request ID with its time (G11)."""
    issue_type = look.case.text("issue_type") or "API errors"
    if issue_type in ERROR_ISSUES and not look.case.evidence.picks:
        yield fail("G11", "picks", "none")


def check_picks_in_log(look: Look) -> Iterator[Finding]:
    """Each request ID and its time stand in one row of the log (G11)."""
    if look.events.empty:
        return
    picked = look.events["request_id"].isin([pick.request_id for pick in look.case.evidence.picks])
    rows = look.events.loc[picked, ["request_id", "timestamp"]].dropna()
    times = rows.groupby("request_id")["timestamp"].agg(set).to_dict()
    for pick in look.case.evidence.picks:
        if pick.request_id not in times:
            yield fail("G11", "picks", "not_in_log", request_id=pick.request_id)
        elif pd.Timestamp(pick.timestamp) not in times[pick.request_id]:
            yield fail("G11", "picks", "other_time", request_id=pick.request_id, time=pick.timestamp)


def check_zone_said(look: Look) -> Iterator[Finding]:
    """The time of the problem names its zone (G14)."""
    text = look.case.text("when")
    if _CLOCK.search(text) and not _ZONE.search(text):
        yield fail("G14", "when", "no_zone")


def check_age(look: Look) -> Iterator[Finding]:
    """The newest representative request is not too old to be looked up (G17)."""
    times = [datetime.fromisoformat(pick.timestamp) for pick in look.case.evidence.picks]
    if look.now and times and look.now - max(times) > look.old:
        yield warn("G17", "picks", "old", days=(look.now - max(times)).days, limit=look.old.days)


RULES: tuple[Rule, ...] = (check_picks, check_picks_in_log, check_zone_said, check_age)
