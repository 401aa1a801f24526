"""One Event from the facts of one call: a value per column, the operation resolved, time and outcome told."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from zoneinfo import ZoneInfo

from casekit.facts import find_operation, find_section, match_path, named_operations, read_path
from casekit.reading.clock import Reading, place, read_any_time, read_epoch, read_time
from casekit.reading.fields import good_seller, known_marketplaces
from casekit.reading.found import FAILED_STATUS, Fact, lowest, value_of
from casekit.reading.frame import COLUMNS, Event

REASONS = frozenset(status.phrase.lower() for status in HTTPStatus)
WIDEST = timedelta(hours=14, minutes=5)  # no clock is further from UTC
QUERY_NAMES = {
    "marketplaceid": "marketplace_id", "marketplaceids": "marketplace_id", "marketplaceidlist": "marketplace_id",
    "marketplace": "marketplace_id", "sellerid": "seller_id", "merchant": "seller_id", "merchantid": "seller_id",
    "action": "operation", "operation": "operation",
}  # fmt: skip
TELLING_PAIR = re.compile("(?i)" + "|".join([*QUERY_NAMES, "timestamp", "signature"]))  # of a query
MOST_PAIRS = 500
ERROR_LEVELS = frozenset(
    ["error", "err", "fatal", "critical", "severe", "e", "f", "warn", "warning", "panic", "dpanic", "50", "60"]
)


@dataclass(frozen=True, slots=True)
class Moment:
    """The time of a call: its instant and how it is known, the clock's own reading, and their distance in seconds."""

    instant: datetime | None
    source: str
    wall: str | None
    skew: float = 0.0
    hidden_id: bool = False  # the text has a request ID, but cut or masked
    is_cut: bool = False  # the record ends in the middle
    is_deep: bool = False  # it is nested deeper than is read


def build_event(
    facts: Sequence[Fact], stamp: Reading | None, zone: ZoneInfo | None, where: tuple[str, str, int, int]
) -> tuple[Event, Moment]:
    """The event of these facts; `where` is form, source, first and last line."""
    form, source, first, last = where
    top = lowest(facts)
    url = value_of(top, "url") or value_of(top, "path")
    parts = split_url(url)
    asked = (*_query_facts(value_of(top, "query") or parts.query), *_path_facts(parts.path))
    if asked:
        facts = [*facts, *asked]
        top = lowest(facts)
    value = {name: fact.value for name, fact in top.items()}.get
    method, status = value("method"), value("status")
    moment = _moment(facts, top, stamp, zone)
    operation, operation_source, section = _operation(top, method, parts.path)
    code, message = _error(top)
    event = Event(
        timestamp=moment.instant, timestamp_wall=moment.wall, time_source=moment.source,
        request_id=value("request_id"), other_ids=_others(facts) if "other" in top else None, method=method,
        host=value("host") or parts.netloc or None, path=parts.path or None,
        query=parts.query or value("query"), operation=operation, operation_source=operation_source,
        api_section=section, status=int(status) if status else None,
        error_type=value("error_type") or value("exception"), error_code=code, error_message=message,
        error_details=value("error_details") or None, marketplace_id=value("marketplace_id"),
        seller_id=value("seller_id"), application_id=value("application_id"),
        rate_limit=_float(value("rate_limit")), duration_ms=_float(value("duration_ms")),
        client=value("client"), outcome=_outcome(top, status, code, message), form=form, source=source,
        line_start=first, line_end=last,
    )  # fmt: skip
    hidden = "unusable_id" in top and event.request_id is None
    plain = source.isascii() and all(fact.value.isascii() for fact in facts)
    if hidden or "cut" in top or "deep" in top:
        moment = replace(moment, hidden_id=hidden, is_cut="cut" in top, is_deep="deep" in top)
    return event if plain else _writable(event), moment


def _writable(event: Event) -> Event:
    """The event without halves of surrogate pairs, which no encoding can write."""
    torn = {name: value for name in COLUMNS if isinstance(value := getattr(event, name), str) and not value.isascii()}
    fixed: dict[str, Any] = {name: value.encode("utf-8", "replace").decode() for name, value in torn.items()}
    return replace(event, **fixed) if fixed else event


@dataclass(frozen=True, slots=True)
class _Parts:
    netloc: str = ""
    path: str = ""
    query: str = ""


PLAIN_URL = re.compile(r"(?:https?://([a-z0-9.-]+))?(/(?!/)[\w/.~%$@:-]*)(?:\?([^#]*))?", re.ASCII)


def split_url(url: str | None) -> _Parts:
    """Host, path and query of a URL or path, however it is written."""
    if not url:
        return _Parts()
    plain = PLAIN_URL.fullmatch(url)
    if plain:
        return _Parts(plain[1] or "", plain[2], plain[3] or "")
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return _Parts(path=url.split("?")[0])
    return _Parts(host, parts.path.rstrip("`,;"), parts.query)


def url_kind(url: str) -> tuple[object, ...]:
    """The same for all URLs that tell the same of their call, however they differ otherwise."""
    parts = split_url(url)
    templates = tuple(each.path_template for each in match_path(parts.path))
    return templates, _query_facts(parts.query), _path_facts(parts.path)


def _query_facts(text: str) -> tuple[Fact, ...]:
    if not text or text.count("&") >= MOST_PAIRS:
        return ()
    return _asked("&".join(filter(TELLING_PAIR.match, text.lstrip("?").split("&"))))


@lru_cache(maxsize=4096)
def _asked(text: str) -> tuple[Fact, ...]:
    pairs = parse_qsl(text)
    found = []
    places = [
        known_marketplaces(value)
        for key, value in pairs
        if QUERY_NAMES.get(key.lower().split(".")[0]) == "marketplace_id"
    ]
    if any(places):
        found.append(Fact("marketplace_id", ",".join(dict.fromkeys(filter(None, places))), 3))
    for key, value in pairs:
        name = QUERY_NAMES.get(key.lower().split(".")[0])
        if (name == "seller_id" and good_seller(value)) or (
            name == "operation" and re.fullmatch(r"[A-Z]\w{2,50}", value)
        ):
            found.append(Fact(name, value, 3))
        elif key == "Timestamp" and "Signature" in text and read_time(value):
            found.append(Fact("amz_date", value, 4))
    return tuple(found)


def _path_facts(path: str) -> tuple[Fact, ...]:
    seller = read_path(path).get("sellerId")
    return (Fact("seller_id", seller, 4),) if seller and good_seller(seller) else ()


def _operation(top: Mapping[str, Fact], method: str | None, path: str) -> tuple[str | None, str | None, str | None]:
    known = find_operation(method, path) if path else None
    section = known.api_section if known else find_section(path) if path else None
    prose = known and "operation" in top and top["operation"].rank >= 7  # noqa: PLR2004 named in prose
    named = None if prose else value_of(top, "operation")
    stated = named or value_of(top, "known_operation")
    if stated:
        bearers = {each.api_section for each in named_operations().get(stated.lower(), ())}
        return stated, "text", section or (bearers.pop() if len(bearers) == 1 else None)
    return (known.operation, "path", section) if known else (None, None, section)


def _error(top: Mapping[str, Fact]) -> tuple[str | None, str | None]:
    status = value_of(top, "status")
    code = value_of(top, "error_code") or value_of(top, "error_type")
    message = value_of(top, "error_message")
    level = (value_of(top, "level") or "").lower()
    failed = (status and int(status) >= FAILED_STATUS) or code or level in ERROR_LEVELS
    if not message and failed:
        message = value_of(top, "log_message")
    if message and message.lower().strip(". ") in REASONS and status and "exception" not in top:
        message = None if not code or code == value_of(top, "error_type") else message
    return code, message


def _outcome(top: Mapping[str, Fact], status: str | None, code: str | None, message: str | None) -> str:
    if status and int(status) >= FAILED_STATUS:
        return "api_error"
    if "client_error" in top and not status:
        return "client_error"
    if code or "failed" in top or (message and ("error_message" in top or not status)):
        return "api_error"
    return "ok" if status else "unknown"


def _others(facts: Sequence[Fact]) -> str | None:
    return " ".join(dict.fromkeys(fact.value for fact in facts if fact.name == "other")) or None


def _float(text: str | None) -> float | None:
    return float(text) if text else None


def _moment(facts: Sequence[Fact], top: Mapping[str, Fact], stamp: Reading | None, zone: ZoneInfo | None) -> Moment:
    own = stamp or _reading(value_of(top, "stamp"))
    wall = own.wall if own else None
    clock = own.instant if own else None
    if clock is None and wall and zone:
        clock = place(wall, zone)
    for name, source in (("date", "date_header"), ("amz_date", "amz_date"), ("millis", "epoch")):
        text = value_of(top, name)
        reading = (read_epoch(text) if name == "millis" else read_time(text)) if text else None
        if reading and reading.instant:
            skew = abs((reading.instant - clock).total_seconds()) if clock else 0.0
            return Moment(reading.instant, source, wall, skew)
    if own and own.instant:
        return Moment(own.instant, own.source, None)
    inner = None if stamp else _inner_time(facts, wall)
    if inner:
        return Moment(inner.instant, inner.source, wall)
    if clock:
        return Moment(clock, "chosen_zone", None)
    return Moment(None, "none", wall)


def _inner_time(facts: Sequence[Fact], wall: str | None) -> Reading | None:
    """The time that a message gives itself, where the row around it has only a clock reading, less than a day away."""
    told = sorted((fact for fact in facts if fact.name == "stamp"), key=lambda fact: fact.rank) if wall else []
    for fact in told[1:]:
        reading = _reading(fact.value)
        if reading and reading.instant and is_near(wall, reading.instant):
            return reading
    return None


def is_near(wall: str | None, instant: datetime) -> bool:
    """True when some zone's clock can show this reading at the instant."""
    try:
        return bool(wall) and abs(datetime.fromisoformat(str(wall)).replace(tzinfo=UTC) - instant) <= WIDEST
    except ValueError:
        return False


def _reading(text: str | None) -> Reading | None:
    return read_any_time(text) if text else None
