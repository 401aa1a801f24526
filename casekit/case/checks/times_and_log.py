"""When it began, when it ended and whether it goes on: what was typed against the log (G14, G15)."""

from collections.abc import Iterator
from datetime import datetime

import pandas as pd

from casekit.case.checks.finding import Finding, Look, Row, Rule, cite, warn
from casekit.case.checks.typed import TypedTime, claims, find_times, is_since
from casekit.case.fields import find_field
from casekit.wording import Said

STILL, STOPPED = "still occurring", "stopped"


def check_times(look: Look) -> Iterator[Finding]:
    """A time that was typed lies within the log (G14)."""
    first, last = _span(look)
    for typed in look.typed:
        for time in find_times(typed.text):
            if first and last and not any(first - time.width < start <= last for start in time.starts):
                facts = {"start": look.case.evidence.log_start, "end": look.case.evidence.log_end}
                yield warn("G14", typed.field, "outside_log", value=time.text, **facts)


def check_since(look: Look) -> Iterator[Finding]:
    """A time since which it is said to occur is the one that the log shows (G14)."""
    for typed in look.typed:
        for time in _within(find_times(typed.text, *_span(look)), look):
            if is_since(typed.text, time) and (rows := _against_since(look, time)) is not None:
                yield warn(
                    "G14", typed.field, "typed_since", cite(rows), value=time.text, first=look.case.evidence.first
                )


def _against_since(look: Look, time: TypedTime) -> pd.DataFrame | None:
    """The rows that contradict it: failures before, or good calls after it and before the first failure; or None."""
    first, onset = _moment(look.case.evidence.first), _moment(look.case.evidence.onset_at)
    if first is None or time.is_near(first) or (onset and time.is_near(onset)):
        return None
    found = [_contradicting(look, first, start, time) for start in time.starts]
    return None if any(rows is None for rows in found) else found[0]


def _contradicting(look: Look, first: datetime, start: datetime, time: TypedTime) -> pd.DataFrame | None:
    if first < start:
        return look.failed
    between = look.good["timestamp"].between(pd.Timestamp(start + time.width), pd.Timestamp(first))
    return look.good[between] if between.any() else None


def check_span(look: Look) -> Iterator[Finding]:
    """The first and the last time given for it are those of the first and the last failed call (G14)."""
    first, last = _moment(look.case.evidence.first), _moment(look.case.evidence.last)
    text = look.case.text("when") if look.case.answer("when").origin == "typed" else ""
    times = _within(find_times(text, *_span(look)), look)
    if not times or first is None or last is None or any(is_since(text, time) for time in times):
        return
    if len(times) == 1 and any(first <= start <= last for start in times[0].starts):
        return  # one moment of it
    if not times[0].is_near(first):
        yield warn("G14", "when", "other_first", cite(look.failed), value=times[0].text, first=look.case.evidence.first)
    elif len(times) > 1 and not times[-1].is_near(last):
        rows = cite(look.failed[::-1], 1)
        yield warn("G14", "when", "other_last", rows, value=times[-1].text, last=look.case.evidence.last)


def check_state(look: Look) -> Iterator[Finding]:
    """What was chosen under "still occurring" is what the log shows (G15)."""
    chosen, seen = look.case.text("state"), look.case.evidence.state
    if chosen and seen and look.case.answer("state").origin == "typed" and chosen != seen:
        facts = {"chosen": _choice(chosen), "seen": _choice(seen), "last": look.case.evidence.last or "?"}
        yield warn("G15", "state", "contradicts", _witnesses(look, seen), **facts)


def _choice(state: str) -> str:
    known = state in find_field("state").choices
    return Said(f"choice.{state}") if known else state


def check_claims(look: Look) -> Iterator[Finding]:
    """Whether it goes on or is over, as the text claims, is what the log shows (G15)."""
    seen = look.case.evidence.state
    for typed in look.typed:
        claimed = [] if typed.asks else [sign for sign in ("still", "resolved") if claims(sign, typed.text)]
        if len(claimed) == 1 and seen == {"still": STOPPED, "resolved": STILL}[claimed[0]]:
            name = f"said_{claimed[0]}"
            yield warn("G15", typed.field, name, _witnesses(look, seen), last=look.case.evidence.last or "?")


def _witnesses(look: Look, seen: str) -> tuple[Row, ...]:
    last = _moment(look.case.evidence.last)
    if seen != STOPPED or last is None:
        return cite(look.failed[::-1])
    return cite(look.good[look.good["timestamp"] > pd.Timestamp(last)])


def _within(times: tuple[TypedTime, ...], look: Look) -> tuple[TypedTime, ...]:
    """Those that may lie in the log; of the others another rule tells."""
    first, last = _span(look)
    inside = [time for time in times if first and last and any(first - time.width < t <= last for t in time.starts)]
    return tuple(inside)


def _span(look: Look) -> tuple[datetime | None, datetime | None]:
    return _moment(look.case.evidence.log_start), _moment(look.case.evidence.log_end)


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


RULES: tuple[Rule, ...] = (check_times, check_since, check_span, check_state, check_claims)
