"""Facts of an object: which of its keys speak of the call, which of its request or answer, and which are mere data."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from casekit.reading.fields import find_name, squeeze
from casekit.reading.found import Fact, checked
from casekit.reading.limits import DEPTH_LIMIT, NESTED_TEXTS
from casekit.reading.loose import read_object

Scan = Callable[[str], list[Fact]]

REQUESTS = frozenset(
    ["request", "req", "config", "options", "httprequest", "originalrequest", "requestoptions", "requestinfo", "input"]
)
ANSWERS = frozenset(
    ["response", "res", "answer", "reply", "httpresponse", "output", "result", "responsedata", "rawresponse"]
)
HEADERS = frozenset(["headers", "header", "responseheaders", "requestheaders", "httpheaders", "respheaders", "parameters", "responsemetadata", "metadata"])  # fmt: skip  # noqa: E501 a pattern or a table row
ERRORS = frozenset(["errors", "error", "issues", "operationproblems", "fault", "exception", "err", "errorresponse", "violations", "problems", "cause", "errordetails", "inner", "innererror"])  # fmt: skip  # noqa: E501 a pattern or a table row
TEXTS = frozenset(["message", "msg", "text", "body", "responsebody", "error", "err", "exception", "stack", "stacktrace", "log", "trace", "responsetext", "content", "data", "reason", "errormessage", "raw", "response", "errorstack", "@message", "cause", "errordescription", "rawbody", "httpbody", "responsecontent", "line", "textpayload"])  # fmt: skip  # noqa: E501 a pattern or a table row
ERROR_MARKS = frozenset(["message", "details", "errordescription", "errormessage", "description", "type", "severity", "errorlevel", "name", "param", "errors", "detail", "msg", "reason"])  # fmt: skip  # noqa: E501 a pattern or a table row
MESSAGE_MARKS = frozenset(["code", "errorcode", "details", "errors", "error", "type", "documentationurl", "moreinfo", "status", "statuscode", "severity", "requestid", "detail", "errno"])  # fmt: skip  # noqa: E501 a pattern or a table row
FAILED_STATES = frozenset({"FATAL", "CANCELLED", "INVALID", "FAILED", "FAILURE", "ERROR"})
MARKS_OF_LOG = frozenset({"level", "levelname", "loglevel", "severity", "logger", "timestamp", "ts", "time"})
STATES = frozenset({"status", "processingstatus", "operationstatus", "state"})
DATA_FACTS = frozenset({"marketplace_id", "seller_id", "application_id", "other"})


def walk(tree: Any, scan: Scan, place: str = "top", depth: int = 0, texts: int = 0) -> Iterator[Fact]:  # noqa: ANN401
    """The facts of a value in reading order. place: top, request, answer, headers, errors or data."""
    if depth > DEPTH_LIMIT:
        return
    if isinstance(tree, list):
        for each in tree:
            inner = "data" if place == "top" and depth else place
            yield from walk(each, scan, inner, depth + 1, texts)
        return
    if not isinstance(tree, Mapping):
        return
    keys = {squeeze(str(key)): value for key, value in tree.items()}
    pair = _named_pair(keys)
    if pair:
        yield from _header(*pair)
        return
    for key, value in tree.items():
        bare = squeeze(str(key))
        if isinstance(value, Mapping | list):
            yield from _child(bare, value, keys, scan, place, depth, texts)
        elif value is not None and not isinstance(value, bool):
            yield from _leaf(str(key), bare, value, keys, scan, place, depth, texts)


def _named_pair(keys: Mapping[str, Any]) -> tuple[str, str] | None:
    name = next((keys[key] for key in ("name", "key", "field", "attributename") if key in keys), None)
    value = keys.get("value", keys.get("values"))
    value = value[0] if isinstance(value, list) and value else value
    return (name, str(value)) if isinstance(name, str) and isinstance(value, str | int) else None


def _header(key: str, value: str) -> Iterator[Fact]:
    name = find_name(key)
    if name and name.fact not in ("stamp", "method", "error_message", "error_code", "status", "level", "operation"):
        fact = checked(name.fact, value, name.rank, key=key)
        if fact:
            yield fact


def _child(
    bare: str,
    value: Any,
    keys: Mapping[str, Any],
    scan: Scan,
    place: str,
    depth: int,
    texts: int,
) -> Iterator[Fact]:
    name = find_name(bare)
    flat = value if isinstance(value, list) and value and not isinstance(value[0], Mapping | list) else None
    if flat is not None and name:
        joined = ",".join(map(str, flat)) if name.fact == "marketplace_id" else str(flat[0])
        yield from _header(bare, joined)
        return
    if (bare == "error" and isinstance(value, Mapping) and not place == "data") or bare in ERRORS:
        inner = "errors"
    elif bare in HEADERS:
        inner = "headers" if place != "data" else "data"
    elif bare in REQUESTS and place in ("top", "errors", "answer"):
        inner = "request"
    elif bare in ANSWERS and place in ("top", "errors", "request"):
        inner = "answer"
    else:
        inner = "answer" if place in ("top", "answer") and bare in ("body", "payload", "data") else "data"
    if place == "request" and inner not in ("headers", "answer"):
        inner = "data"
    yield from walk(value, scan, inner, depth + 1, texts)


def _leaf(
    key: str,
    bare: str,
    value: Any,
    keys: Mapping[str, Any],
    scan: Scan,
    place: str,
    depth: int,
    texts: int,
) -> Iterator[Fact]:
    text = str(value)
    if isinstance(value, str) and bare in TEXTS and texts < NESTED_TEXTS:
        nested = list(_nested(value, scan, place, depth, texts))
        yield from nested
        if any(fact.name in ("error_message", "error_code", "exception", "request_id") for fact in nested):
            return
    if bare in STATES and isinstance(value, str) and text.upper() in FAILED_STATES and place != "headers":
        yield Fact("failed", text)
        return
    name = find_name(key)
    if key == "__type":
        yield from (fact for fact in (checked("error_type", text),) if fact)
    elif bare == "error" and isinstance(value, str):
        yield from _error_text(text, keys)
    elif bare == "awsrequestid" and MARKS_OF_LOG & keys.keys():
        yield Fact("other", f"{key}={text}")
    elif name:
        fact = _named(key, bare, name.fact, name.rank, value, keys, place)
        if fact:
            yield fact


def _nested(value: str, scan: Scan, place: str, depth: int, texts: int) -> Iterator[Fact]:
    opened = re.match(r"\s*(?:b['\"])?\s*(?=\{|\[\s*[{\"'])", value)
    found = read_object(value, opened.end()) if opened else None
    if found:
        yield from walk(found[0], scan, "answer" if place == "top" else place, depth + 1, texts + 1)
        return
    for fact in scan(value):
        yield fact._replace(rank=fact.rank + 1, line=0)


def _error_text(text: str, keys: Mapping[str, Any]) -> Iterator[Fact]:
    if re.fullmatch(r"[\w.]+", text):
        yield Fact("error_code", text, 0)
    elif "error_description" not in keys:
        yield Fact("error_message", text, 4)


def _named(
    key: str,
    bare: str,
    fact: str,
    rank: int,
    value: Any,
    keys: Mapping[str, Any],
    place: str,
) -> Fact | None:
    text = str(value)
    if place == "headers":
        return next(_header(key, text), None)
    if place == "data" and fact not in DATA_FACTS and not _is_error(bare, keys):
        return None
    if fact == "error_code":
        if bare == "code" and isinstance(value, int) and 100 <= value < 600:  # noqa: PLR2004 an HTTP status
            return Fact("status", text, 3) if not isinstance(keys.get("status"), int) else None
        return checked(fact, text, _depth_rank(place)) if bare != "code" or ERROR_MARKS & keys.keys() else None
    if fact in ("error_message", "error_details"):
        return _message(bare, fact, rank, text, keys, place)
    if fact == "status" and "code" in keys and re.fullmatch(r"[A-Z]+(?:_[A-Z]+)+", text):
        return Fact("error_code", text, _depth_rank(place))
    if fact == "status" and not (isinstance(value, int) or re.match(r"\d{3}\b", text)):
        return None
    if fact in ("method", "url", "path", "host", "query", "operation", "stamp", "level", "client", "duration_ms", "status", "date") and place in ("errors", "data"):  # fmt: skip  # noqa: E501 a pattern or a table row
        return checked(fact, text, 4) if fact == "status" and place == "errors" else None
    if fact == "stamp" and place != "top":
        return None
    if fact == "operation" and bare in ("operation", "action", "op") and not MARKS_OF_LOG & keys.keys():
        rank = 4
    if fact == "other" and len(text) > 100:  # noqa: PLR2004 no ID is so long
        return None
    return checked(fact, text, rank, key=key)


def _is_error(bare: str, keys: Mapping[str, Any]) -> bool:
    severity = str(keys.get("severity", "")).upper()
    return severity in ("ERROR", "FATAL") or (
        "code" in keys and "message" in keys and isinstance(keys["message"], str) and severity != "WARNING"
        and len(keys) <= 8 and bare in ("code", "message", "details")  # noqa: PLR2004 an error object is small
    )  # fmt: skip


def _depth_rank(place: str) -> int:
    return {"errors": 0, "answer": 1}.get(place, 2)


def _message(bare: str, fact: str, rank: int, text: str, keys: Mapping[str, Any], place: str) -> Fact | None:
    if (
        bare in ("detail", "description", "title", "desc")
        and not {"code", "status", "type", "error", "title"} & keys.keys()
    ):
        return None
    if fact == "error_details":
        return Fact(fact, text) if text else None
    log_line = bool(MARKS_OF_LOG & keys.keys() - {"severity"}) and place == "top"
    marked = MESSAGE_MARKS & keys.keys() or (bare == "message" and len(keys) == 1)
    if place in ("top", "data") and bare in ("message", "msg", "err") and (log_line or not marked):
        return Fact("log_message", text, rank)
    late = 2 if bare in ("detail", "description", "title", "desc") else 0
    return Fact(fact, text, _depth_rank(place) + rank + late) if text.strip() else None
