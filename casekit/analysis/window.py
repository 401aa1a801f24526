"""A log narrowed to a stretch of time, so that everything below looks at that stretch only."""

from dataclasses import replace

import pandas as pd

from casekit.errors import CasekitError
from casekit.reading.log import Log
from casekit.wording import Said, both


def narrow_log(log: Log, start: str = "", end: str = "") -> Log:
    """The log with the calls from `start` up to `end` only (ISO 8601 with a zone; empty for no bound), and a note.

    Calls whose instant is not known fall out. Traffic is cut by whole minutes. CasekitError for a time without a zone.
    """
    if not start and not end:
        return log
    first, last = _bound(start), _bound(end)
    events = log.events[_within(log.events["timestamp"], first, last)]
    minute = None if first is None else first.floor("min")
    traffic = log.traffic[_within(log.traffic["minute"], minute, last)]
    span = {"start": start or Said("note.beginning"), "end": end or Said("note.end")}
    note = Said("note.window", **span, n=f"{len(events):,}", whole=f"{len(log.events):,}")
    return replace(log, events=events, traffic=traffic, notes=(*log.notes, note))


def _within(times: pd.Series, first: pd.Timestamp | None, last: pd.Timestamp | None) -> pd.Series:
    kept = times.notna()
    if first is not None:
        kept &= times >= first
    return kept if last is None else kept & (times <= last)


def _bound(text: str) -> pd.Timestamp | None:
    if not text:
        return None
    try:
        moment = pd.Timestamp(text.replace(" UTC", "Z"))
    except ValueError as error:
        raise CasekitError(*both("error.bad_bound")) from error
    if moment.tzinfo is None:
        raise CasekitError(*both("error.bound_no_zone"))
    return moment.tz_convert("UTC")
