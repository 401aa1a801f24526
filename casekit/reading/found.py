"""Facts: what a text says about a call, before one value per column is chosen."""

import re
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from typing import NamedTuple

from casekit.facts import named_operations
from casekit.reading.clock import read_any_time, read_epoch, read_time
from casekit.reading.fields import good_id, good_seller, is_hidden_id, known_marketplaces, squeeze


class Fact(NamedTuple):
    """One value for one fact of `fields.NAMES` (or `exception`, `client_error`, `failed`); the lowest rank wins."""

    name: str
    value: str
    rank: int = 0
    line: int = 0


Place = tuple[int, int, Fact]
"""Where a fact begins and ends in its text, and the fact."""

TAKEN = "\x01"  # stands in a text where an object was, so that no pattern reads across it
FAILED_STATUS = 400  # and more
STATUS = re.compile(r"\D{0,2}([1-5]\d\d)(?!\d)(?!\.\d|/[A-Z])")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
URL = re.compile(
    r"(?:https?://)(?:[^\s\"'`<>\\|{}]|\{\{?\w+\}?\})+|/(?:[^\s\"'`<>\\|{}]|\{\{?\w+\}?\})*", re.IGNORECASE
)
NO_END = ".,;:)]`"  # characters that no URL ends with
QUOTES = ("'", '"')
NOTHING = frozenset({"", "null", "none", "undefined", "unknown", "nil", "-", "n/a", "''", '""', "[]", "{}"})
GOOD_CODES = frozenset({"0", "ok", "success", "successful", "succeeded"})  # that answers without an error bear
OF_UTC = re.compile(r"(?i)(?<![a-z])(?:utc|gmt)(?![a-z+-])(?! ?[+-])")
STATUS_NAMES = {
    each.phrase.replace(" ", ""): str(each.value) for each in HTTPStatus if each.value >= FAILED_STATUS
}  # .NET's
CUT_OFF = "(truncated...)"  # Guzzle's, in place of the rest of an answer
TEXTS = frozenset({"error_message", "log_message", "error_details"})  # of which a part tells something
OPERATIONS = ("operation", "known_operation")  # under whose names a path stands at times
EXITS = frozenset({"exited", "killed", "dumped"})  # of a process, as systemd tells
READING = re.compile(r"\d{1,4}[-/.]\d\d?[-/.]\d{1,4}[T ]\d\d?:\d\d")  # under the name of the header
POINTER = re.compile(r"0x[0-9a-f]{6,16}")  # where Go prints no more
EMPTY_PHRASES = frozenset({"the server returns an error"})  # of clients, beside the body that says which
FINE_STATUS = re.compile(r"[1-3][0-9]{2}")
LONGEST_NOTHING = max(map(len, NOTHING))
DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*(ms|milliseconds|s|sec|seconds|us|µs)?$", re.IGNORECASE)
LONGEST_NUMBER = 15  # digits of a duration; more is an ID
MILLIS_PER = {"s": 1000.0, "sec": 1000.0, "seconds": 1000.0, "us": 0.001, "µs": 0.001}


def lowest(facts: Iterable[Fact]) -> dict[str, Fact]:
    """Per name the fact of the lowest rank, the first of equals."""
    top: dict[str, Fact] = {}
    for fact in facts:
        held = top.get(fact.name)
        if held is None or fact.rank < held.rank:
            top[fact.name] = fact
    return top


def best(facts: Iterable[Fact], name: str) -> str | None:
    """The value of the fact with the lowest rank, the first of equals; None when there is none."""
    return value_of(lowest(fact for fact in facts if fact.name == name), name)


def value_of(top: Mapping[str, Fact], name: str) -> str | None:
    """The value that `lowest` chose for this name; None when there is none."""
    fact = top.get(name)
    return fact.value if fact else None


def checked(name: str, value: str, rank: int = 0, line: int = 0, key: str = "") -> Fact | None:
    """The fact when the value is one its column can hold, else None."""
    value = _unquoted(value.strip())
    if len(value) <= LONGEST_NOTHING and value.lower() in NOTHING:
        return None
    if name == "error_code" and FINE_STATUS.fullmatch(value):
        return Fact("status", value, rank + 3, line)
    if name == "status" and squeeze(key) == "statuscode":
        value = STATUS_NAMES.get(value, value)
    if value.endswith(CUT_OFF):
        value = value.removesuffix(CUT_OFF).rstrip()
        if name not in TEXTS:
            return None
    good = _CHECKS[name](value) if name in _CHECKS else value
    if good is None:
        return _misnamed(name, value, rank, line)
    if name == "other":
        good = f"{key}={good.split()[0]}"
    return Fact(name, good, rank, line)


def _misnamed(name: str, value: str, rank: int, line: int) -> Fact | None:
    """What a value is that is none of its name: a reading of a clock, a path, an ID that support cannot look up."""
    if name == "date" and READING.match(value) and _time(value):
        return Fact("stamp", value, rank, line)
    if name in OPERATIONS and value.startswith("/"):
        return checked("url", value, rank, line)
    return Fact("unusable_id", value, rank, line) if name == "request_id" and is_hidden_id(value) else None


def in_zone(key: str, value: str) -> str:
    """The value with the zone that its key or title names, as in `Timestamp (UTC)`, where it bears none itself."""
    reading = read_any_time(value) if OF_UTC.search(key) else None
    return f"{value} UTC" if reading and not reading.instant else value


def _unquoted(value: str) -> str:
    """The value without quotes around it, or one left over at an end; those of a quoted word at its end stay."""
    if value[:1] not in QUOTES and value[-1:] not in QUOTES:
        return value
    for quote in "\"'":
        whole = value[:1] == quote and value[-1:] == quote and value.count(quote) == 2  # noqa: PLR2004
        if whole or (quote in (value[:1], value[-1:]) and value.count(quote) % 2):
            value = value.strip(quote).strip()
    return value


def _status(value: str) -> str | None:
    found = STATUS.match(value)
    return found[1] if found else None


def _url(value: str) -> str | None:
    found = URL.match(value.lstrip("<("))
    return found[0].rstrip(NO_END) if found else None


def _method(value: str) -> str | None:
    word = value.upper().lstrip(":")  # Ruby's and Elixir's :get
    return word if word in METHODS else None


def _host(value: str) -> str | None:
    found = re.match(r"(?=[\w.-]*[a-zA-Z*])[\w*-]+(?:\.[\w*-]+)+", value)
    return found[0] if found else None


def _code(value: str) -> str | None:
    value = value.rsplit("#", 1)[-1].strip().rstrip(":")
    if value.lower() in GOOD_CODES | EXITS or POINTER.fullmatch(value):
        return None
    return value if len(value) <= 80 and "\n" not in value and value else None  # noqa: PLR2004 a code, not a message


def _message(value: str) -> str | None:
    return None if value.lower() in GOOD_CODES | EMPTY_PHRASES else value


def _type(value: str) -> str | None:
    found = re.match(r"[\w.#:/ ]+", value.rsplit("#", 1)[-1])
    kind = found[0].split(":")[0].strip() if found and "\\" not in value else ""  # not a class of PHP
    return kind if kind not in ("", "Error", "Exception") else None


def _operation(value: str) -> str | None:
    found = re.fullmatch(r"[A-Za-z][\w:.]{2,60}", value)
    return found[0] if found else None


def _known_operation(value: str) -> str | None:
    return value if value.lower() in named_operations() else None


def _number(value: str) -> str | None:
    found = re.match(r"\d+(?:\.\d+)?", value)
    return found[0] if found else None


def _duration(value: str) -> str | None:
    found = DURATION.match(value)
    if not found or len(found[1]) > LONGEST_NUMBER:
        return None
    return str(float(found[1]) * MILLIS_PER.get((found[2] or "").lower(), 1.0))


def _time(value: str) -> str | None:
    return value if read_any_time(value) else None


def _header_date(value: str) -> str | None:
    weekday = re.match(r"[A-Z][a-z]{2,8}, \d", value)
    return _server_time(value) if weekday or re.match(r"\d{4}-\d\d-\d\dT[\d:.]+Z", value) else None


def _server_time(value: str) -> str | None:
    reading = read_time(value)
    return value if reading and reading.instant else None


_CHECKS: dict[str, Callable[[str], str | None]] = {
    "status": _status, "url": _url, "path": _url, "method": _method, "host": _host, "error_code": _code,
    "error_type": _type, "operation": _operation, "rate_limit": _number, "duration_ms": _duration, "stamp": _time,
    "date": _header_date, "amz_date": _server_time, "request_id": good_id, "marketplace_id": known_marketplaces,
    "known_operation": _known_operation, "error_message": _message,
    "seller_id": good_seller, "millis": lambda value: value if read_epoch(value) else None,
}  # fmt: skip
