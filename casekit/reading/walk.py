"""Facts of an object: which of its keys speak of the call, which of its request or answer, and which are mere data."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from casekit.limits import DEPTH_LIMIT, NESTED_TEXTS
from casekit.reading.batch import item_status
from casekit.reading.error_keys import (
    MARKS_OF_LOG,
    NO_KEYS,
    code_or_status,
    error_facts,
    is_code,
    is_error,
    message_fact,
)
from casekit.reading.fields import find_name, squeeze
from casekit.reading.found import FAILED_STATUS, METHODS, Fact, checked, in_zone
from casekit.reading.loose import read_object
from casekit.reading.places import inner_place

Scan = Callable[[str], list[Fact]]

TEXTS = frozenset(["message", "msg", "text", "body", "responsebody", "error", "err", "exception", "stack", "stacktrace", "log", "trace", "responsetext", "content", "data", "reason", "resp", "reply", "answer", "errormessage", "raw", "response", "errorstack", "@message", "cause", "errordescription", "internalmessage", "rawbody", "rawerrormessage", "excinfo", "traceback", "httpbody", "responsecontent", "line", "textpayload", "responseheaders", "headers", "rawheaders"])  # fmt: skip  # noqa: E501 a pattern or a table row
STATUS_LINE = re.compile(r"HTTP/\d(?:\.\d)? ([1-5]\d\d)(?: [A-Z][\w -]*)?$")
REQUEST_LINE = re.compile(rf"({'|'.join(METHODS)}) ((?:https?:/)?/\S+)(?: HTTP/[\d.]+)?")
KIND = re.compile(r"([45]\d\d)\)?")  # of Rust's reqwest: Status(403)
MILD = frozenset({"WARNING", "INFO"})  # severities of issues that stop nothing
FAILED_STATES = frozenset({"FATAL", "CANCELLED", "INVALID", "FAILED", "FAILURE", "ERROR"})
STATES = frozenset({"status", "processingstatus", "operationstatus", "state"})
SPECIAL = (
    TEXTS | STATES | {"value", "type", "name", "error", "errors", "awsrequestid", "requestid"}
)  # whose values tell more than a name
PAIR_NAMES = ("name", "key", "field", "attributename")  # of a header or column whose value stands beside it
TYPED = ("stringValue", "intValue")  # the one key of a value of OpenTelemetry
PAIRED = frozenset({*PAIR_NAMES, "value", "values", "full", *map(squeeze, TYPED)})
NESTED = (dict, list)
OF_LAMBDA = frozenset({"errortype", "errormessage", "stacktrace"})  # beside its own request ID
INNER = "_private"  # around each value of Rust's headers
LONGEST_ID = 100  # characters
TELLING = frozenset({"error_message", "error_code", "exception", "request_id"})
CALL_FACTS = frozenset(
    {"method", "url", "path", "host", "query", "operation", "stamp", "level", "client", "duration_ms", "date"}
)
NOT_IN_HEADERS = frozenset({"stamp", "method", "error_message", "error_code", "status", "level", "operation"})
DATA_FACTS = frozenset({"marketplace_id", "seller_id", "application_id", "other"})


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the walk is: the place, how deep, inside how many texts, and how to search a text."""

    scan: Scan
    place: str = "top"
    depth: int = 0
    texts: int = 0

    def inside(self, place: str, texts: int = 0) -> "Spot":
        """One level further in."""
        return Spot(self.scan, place, self.depth + 1, self.texts + texts)


def walk(tree: object, scan: Scan) -> Iterator[Fact]:
    """The facts of a value in reading order; `scan` searches the texts in it."""
    return _walk(tree, Spot(scan))


def _walk(tree: object, spot: Spot) -> Iterator[Fact]:
    if spot.depth > DEPTH_LIMIT:
        yield Fact("deep", "yes")
        return
    if isinstance(tree, list):
        listed = _listed_headers(tree)
        if listed:
            yield from listed
            return
        inner = spot.inside("data" if spot.place == "top" and spot.depth else spot.place)
        for number, each in enumerate(tree):
            yield from _walk(each, inner)
            if (
                number == 0 < len(tree) - 1
                and spot.place == "errors"
                and isinstance(each, dict)
                and not each.get("details")
            ):
                yield Fact("error_details", "")  # what an error behind the first has are not its details
    elif isinstance(tree, dict):
        yield from _walk_object(tree, spot)


def _walk_object(tree: Mapping[str, Any], spot: Spot) -> Iterator[Fact]:
    keys = {squeeze(str(key)): value for key, value in tree.items()}
    if spot.place != "top" and "code" in keys and str(keys.get("severity")).upper() in MILD:
        return
    if _is_attribute(keys):
        fact = _named(str(keys["key"]), next(iter(keys["value"].values())), NO_KEYS, "top")
        yield from (fact,) if fact else ()
        return
    pair = _named_pair(keys)
    if pair:
        yield from (fact for fact in (header_fact(*pair),) if fact)
        return
    for key, held in tree.items():
        bare = squeeze(str(key))
        value = held.get(INNER, held) if isinstance(held, dict) and len(held) == 1 else held
        if isinstance(value, NESTED):
            yield from () if "spanid" in keys and bare == "status" else _child(bare, value, spot)
        elif value is None or isinstance(value, bool):
            continue
        elif bare == "kind" and (told := KIND.fullmatch(str(value))):
            yield Fact("status", told[1])
        elif bare in SPECIAL:
            yield from _leaf(str(key), value, keys, spot)
        elif fact := _named(str(key), value, keys, spot.place) or _status_line(value):
            yield fact
        else:
            yield from _request_line(str(key), value, keys, spot.place)


def is_silent(key: str) -> bool:
    """True for a key whose text gives no fact, whatever it says and wherever it stands, but for a `_status_line`."""
    return find_name(key) is None and squeeze(key) not in SPECIAL | PAIRED and key != INNER


def _is_attribute(keys: Mapping[str, Any]) -> bool:
    """True for an attribute of OpenTelemetry: {"key": "url.full", "value": {"stringValue": "..."}}."""
    value = keys.get("value")
    typed = isinstance(value, dict) and len(value) == 1 and next(iter(value)) in TYPED
    return typed and isinstance(keys.get("key"), str)


def _status_line(value: object) -> Fact | None:
    """The status of HTTP's first line, which stands among the headers in Java and PHP."""
    found = STATUS_LINE.match(value) if isinstance(value, str) and value.startswith("HTTP/") else None
    return Fact("status", found[1], 1) if found else None


def _request_line(key: str, value: object, keys: Mapping[str, Any], place: str) -> Iterator[Fact]:
    """Method and path that stand together where the path alone would be a fact."""
    found = REQUEST_LINE.fullmatch(str(value))
    fact = _named(key, found[2], keys, place) if found else None
    if found and fact:
        yield from (Fact("method", found[1], fact.rank), fact)


def _named_pair(keys: Mapping[str, Any]) -> tuple[str, str] | None:
    value = keys.get("value", keys.get("values"))
    if value is None:
        return None
    name = next((keys[key] for key in PAIR_NAMES if key in keys), None)
    value = value[0] if isinstance(value, list) and value else value
    return (name, str(value)) if isinstance(name, str) and isinstance(value, str | int) else None


def _listed_headers(tree: list[Any]) -> list[Fact]:
    """The facts of a list in which header names and values take turns, as Python, Ruby and Node list headers."""
    if len(tree) % 2 or not all(isinstance(each, str) for each in tree):
        return []
    return [fact for key, value in zip(tree[::2], tree[1::2], strict=True) if (fact := header_fact(key, value))]


def header_fact(key: str, value: str) -> Fact | None:
    """The fact of a header, or None when it is none that we look for."""
    name = find_name(key)
    if not name or (name.fact in NOT_IN_HEADERS and squeeze(key) != "httpstatuscode"):
        return None
    return checked(name.fact, value, name.rank, key=key)


def _child(bare: str, value: Mapping[str, Any] | list[Any], spot: Spot) -> Iterator[Fact]:
    if isinstance(value, list) and value and (line := _status_line(value[0])):
        yield line
        return
    if isinstance(value, Mapping) and _is_numbered(value):
        value = list(value.values())
    if bare == "instant" and isinstance(value, Mapping):  # of Log4j
        told = f"{value.get('epochSecond')}.{value.get('nanoOfSecond', 0):0>9}"
        yield from (fact for fact in (checked("stamp", told),) if fact)
        return
    if bare == "url" and isinstance(value, Mapping) and (fact := checked("url", str(value.get("full", "")))):
        yield fact
        return
    name = find_name(bare)
    if name and isinstance(value, list) and value and not isinstance(value[0], NESTED):
        joined = ",".join(map(str, value)) if name.fact == "marketplace_id" else str(value[0])
        yield from (fact for fact in (header_fact(bare, joined),) if fact)
        return
    if bare in TEXTS and isinstance(value, list) and value and all(isinstance(each, str) for each in value):
        yield from chain.from_iterable(_nested(each, spot) for each in value)
        return
    if bare == "responses" and spot.place in ("top", "answer"):
        yield from _batch(value, spot)
        return
    yield from _walk(value, spot.inside(spot.place if bare == "url" else inner_place(bare, spot.place)))


def _is_numbered(tree: Mapping[str, Any]) -> bool:
    """True for PHP's list of a header's values."""
    numbered = list(tree) == [str(number) for number in range(len(tree))]
    return numbered and not any(isinstance(each, NESTED) for each in tree.values())


def _batch(items: Mapping[str, Any] | list[Any], spot: Spot) -> Iterator[Fact]:
    """The facts of the failed items of a batch, or of all when none failed; the batch's own status goes first."""
    every = [(each, item_status(each)) for each in items if isinstance(each, dict)]
    failed = [(each, status) for each, status in every if status and status >= FAILED_STATUS]
    for each, status in failed or every:
        yield from (Fact("status", str(status), 6),) if status else ()
        yield from _walk(each, spot.inside("answer"))


def _leaf(key: str, value: object, keys: Mapping[str, Any], spot: Spot) -> Iterator[Fact]:
    bare, text = squeeze(key), str(value)
    if isinstance(value, str) and bare in TEXTS and spot.texts < NESTED_TEXTS:
        nested = list(_nested(value, spot))
        yield from nested
        if any(fact.name in TELLING for fact in nested):
            return
    if bare in STATES and text.upper() in FAILED_STATES and spot.place != "headers":
        yield Fact("failed", text)
    elif bare == "value":
        yield from _nested(text, spot) if spot.place == "errors" and isinstance(value, str) else ()  # of Sentry
    elif key == "__type":
        yield from (fact for fact in (checked("error_type", text),) if fact)
    elif bare in ("error", "errors", "err") and isinstance(value, str):
        yield from error_facts(text, keys)
    elif bare in ("type", "name") and is_code(bare, text, keys, spot.place):
        yield Fact("error_code", text, 3)
    elif (bare == "awsrequestid" and MARKS_OF_LOG & keys.keys()) or (bare == "requestid" and keys.keys() >= OF_LAMBDA):
        yield Fact("other", f"{key}={text}")
    elif fact := _named(key, value, keys, spot.place):
        yield fact


def _nested(value: str, spot: Spot) -> Iterator[Fact]:
    opened = re.match(r"\s*(?:b['\"])?\s*(?=\{|\[\s*[{\"'])", value)
    found = read_object(value, opened.end()) if opened else None
    if found:
        yield from _walk(found[0], spot.inside("answer" if spot.place == "top" else spot.place, 1))
        return
    for fact in spot.scan(value):
        yield fact._replace(rank=fact.rank + 1)


def _named(key: str, value: object, keys: Mapping[str, Any], place: str) -> Fact | None:
    name = find_name(key)
    bare, text = squeeze(key), str(value)
    sure = name is not None and (name.fact in DATA_FACTS or (name.fact, name.rank) == ("request_id", 0))
    if name is None or (place == "data" and not sure and not is_error(bare, keys)):
        return None
    if place == "headers":
        return header_fact(key, text)
    if name.fact in ("error_code", "status"):
        return code_or_status(name.fact, bare, value, keys, place)
    if name.fact in ("error_message", "error_details"):
        return message_fact(bare, name, text, keys, place)
    misplaced = (name.fact in CALL_FACTS and place in ("errors", "data")) or (name.fact == "stamp" and place != "top")
    if misplaced or (name.fact == "other" and len(text) > LONGEST_ID):
        return None
    if name.fact == "stamp":
        text = in_zone(key, text)
    loose = bare in ("operation", "action", "op") and not MARKS_OF_LOG & keys.keys()
    return checked(name.fact, text, 4 if loose else name.rank, key=key)
