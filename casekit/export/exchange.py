"""The request and the response of one call as its lines in the log show them: headers and bodies, nothing added."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from casekit.reading.fields import squeeze
from casekit.reading.loose import read_object
from casekit.reading.places import ANSWERS, HEADERS, REQUESTS

Headers = tuple[tuple[str, str], ...]

_REQUEST = re.compile(r"(?:> ?)?((?:GET|POST|PUT|PATCH|DELETE|HEAD) \S+ HTTP/[\d.]+)\s*")
_STATUS = re.compile(r"(?:< ?)?(HTTP/[\d.]+ \d{3}\b.*)")
_HEADER = re.compile(r"(?:[<>] ?)?([A-Za-z][\w-]*): ?(.*)")
_CURL_NOTE = re.compile(r"\* |[{}] \[\d+ bytes|\$ ")
_INLINE = re.compile(r"(?<![\w-])(x-amzn?-[\w-]+)[=:]\s?\"?([^\s\",;}]+)", re.IGNORECASE)
_OPENED = re.compile(r"(?:([\w.-]+)[\"']?\s?[=:]\s?)?(?=[{])")
_ASKED = frozenset(
    {"xamzaccesstoken", "xamzdate", "xamzsecuritytoken", "xamzcontentsha256", "useragent", "authorization"}
)
"""Headers that only a request bears, by their squeezed names."""
_ANSWERED = frozenset({"xamznrequestid", "xamznerrortype", "xamznratelimitlimit", "xamzrid", "xamzapigwid", "date"})
_BODIES = frozenset({"body", "payload", "data", "json", "content", "responsebody", "requestbody"})
_OBJECTS = 50  # objects looked into in one call's lines


@dataclass(frozen=True, slots=True)
class Exchange:
    """What the lines hold of both sides; a part that they do not hold is empty."""

    request_line: str = ""
    request_headers: Headers = ()
    request_body: str = ""
    status_line: str = ""
    response_headers: Headers = ()
    response_body: str = ""


def read_exchange(lines: str) -> Exchange:
    """The exchange in the lines of one call, which are masked already; what can't be told apart is left out."""
    lines = lines.replace('""', '"') if '{""' in lines else lines  # within a CSV cell
    said = _read_http(lines)
    if said.request_line or said.status_line:
        return said
    side: dict[str, Any] = {"request_headers": {}, "response_headers": {}, "request_body": "", "response_body": ""}
    for name, value in _objects(lines):
        _sort(value if not name else {name: value}, "", side)
    for name, value in _INLINE.findall(lines):
        _take_header(name, value, "request" if squeeze(name) in _ASKED else "response", side)
    return Exchange(
        request_headers=tuple(side["request_headers"].values()),
        request_body=side["request_body"],
        response_headers=tuple(side["response_headers"].values()),
        response_body=side["response_body"],
    )


def _read_http(lines: str) -> Exchange:
    """The exchange as HTTP text, with or without the marks of `curl -v`; a body goes on to the next mark."""
    heads, bodies, side, body = _Sides(), _Sides(), "", False
    first = {"request": "", "response": ""}
    for line in lines.split("\n"):
        opened = _REQUEST.fullmatch(line) or _STATUS.fullmatch(line)
        if opened:
            side, body = ("request" if opened.re is _REQUEST else "response"), False
            first[side] = first[side] or opened[1].strip()
        elif not side or _CURL_NOTE.match(line):
            continue
        elif not body and line.strip() in ("", ">", "<"):
            body = True
        elif not body and (header := _HEADER.fullmatch(line)):
            heads.of(side).append((header[1], header[2]))
        elif body and not re.match(r"[<>] ?", line):
            bodies.of(side).append(line)
    texts = {name: "\n".join(bodies.of(name)).strip() for name in first}
    return Exchange(
        first["request"], tuple(heads.request), texts["request"],
        first["response"], tuple(heads.response), texts["response"],
    )  # fmt: skip


class _Sides:
    """Two lists that grow while lines are read."""

    __slots__ = ("request", "response")

    def __init__(self) -> None:
        self.request: list[Any] = []
        self.response: list[Any] = []

    def of(self, side: str) -> list[Any]:
        return self.request if side == "request" else self.response


def _objects(text: str) -> Iterator[tuple[str, Any]]:
    """The objects in a text in order, each with the word before it, such as `headers={...}`."""
    at = 0
    for _ in range(_OBJECTS):
        opened = _OPENED.search(text, at)
        found = read_object(text, opened.end()) if opened else None
        if not opened:
            return
        if found:
            yield opened[1] or "", found[0]
        at = found[1] if found else opened.end() + 1


def _sort(tree: Mapping[str, Any], side: str, out: dict[str, Any]) -> None:
    """Put the headers and the body of an object where they belong; `side` is request, response or not known yet."""
    for key, value in tree.items():
        bare = squeeze(str(key))
        inner = "request" if bare in REQUESTS else "response" if bare in ANSWERS else side
        if bare in HEADERS and isinstance(value, Mapping):
            _take_headers(value, _side_of_headers(bare, value) or side, out)
        elif bare in _BODIES or (bare == "errors" and side != "request"):
            _take_body(str(key), value, inner, out)
        elif isinstance(value, Mapping):
            _sort(value, inner, out)
        elif isinstance(value, str) and bare.startswith("xamz"):
            _take_header(str(key), value, "request" if bare in _ASKED else "response", out)


def _side_of_headers(bare: str, headers: Mapping[str, Any]) -> str:
    if bare.startswith("re") and bare != "headers":
        return "request" if bare.startswith("req") else "response"
    names = {squeeze(str(name)) for name in headers}
    return "response" if names & _ANSWERED else "request" if names & _ASKED else ""


def _take_headers(headers: Mapping[str, Any], side: str, out: dict[str, Any]) -> None:
    for name, value in headers.items():
        if isinstance(value, str | int | float):
            _take_header(str(name), str(value), side, out)


def _take_header(name: str, value: str, side: str, out: dict[str, Any]) -> None:
    if side:
        out[f"{side}_headers"].setdefault(name.lower(), (name, value))


def _take_body(key: str, value: object, side: str, out: dict[str, Any]) -> None:
    """A body is the request's or the response's by where it stands or what it is called, else by holding errors."""
    bare = squeeze(key)
    inside = value if isinstance(value, Mapping) else {}
    answered = bare in ("errors", "responsebody") or (not side and {"errors", "payload"} & set(inside))
    side = "response" if answered else "request" if bare == "requestbody" else side
    if side and not out[f"{side}_body"] and value not in (None, "", {}, []):
        whole = {key: value} if bare == "errors" else value
        out[f"{side}_body"] = whole if isinstance(whole, str) else json.dumps(whole, ensure_ascii=False, indent=2)
