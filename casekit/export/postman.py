"""All picked calls as one Postman collection (format v2.1), secrets as empty variables."""

import json
from typing import Any
from urllib.parse import urlsplit

from casekit.case.model import Case, Pick
from casekit.export.exchange import Headers
from casekit.export.reproduce import HOST, TOKEN, TOKEN_HEADER, Call, read_call

NAME = "casekit.postman_collection.json"
SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"


def render_postman(case: Case, title: str) -> str:
    """The collection of a masked case as JSON with a final newline; empty when no pick has a method and a path."""
    calls = [(pick, read_call(pick)) for pick in case.evidence.picks]
    items = [_item(number, pick, call) for number, (pick, call) in enumerate(calls, 1) if call.method and call.url]
    if not items:
        return ""
    variables = [{"key": TOKEN, "value": ""}]
    variables += [{"key": HOST, "value": ""}] if any(not pick.host for pick, _ in calls) else []
    collection = {"info": {"name": title, "schema": SCHEMA}, "item": items, "variable": variables}
    return json.dumps(collection, indent=1) + "\n"


def _item(number: int, pick: Pick, call: Call) -> dict[str, Any]:
    status = "" if pick.status is None else f" {pick.status}"
    name = f"{number} {pick.operation or pick.path}{status} {pick.request_id}"
    request: dict[str, Any] = {
        "method": call.method,
        "header": [{"key": TOKEN_HEADER, "value": f"{{{{{TOKEN}}}}}"}, *_headers(call.headers)],
        "url": _url(call.url.replace(f"${HOST}", f"{{{{{HOST}}}}}", 1)),
        "description": f"{pick.request_id} {pick.timestamp} {pick.why}".strip(),
    }
    if call.body:
        request["body"] = {"mode": "raw", "raw": call.body}
    return {"name": name, "request": request, "response": [_response(pick, call, request)]}


def _response(pick: Pick, call: Call, request: dict[str, Any]) -> dict[str, Any]:
    said: dict[str, Any] = {
        "name": f"{pick.timestamp} {pick.request_id}",
        "originalRequest": request,
        "header": _headers(call.exchange.response_headers),
        "body": call.exchange.response_body,
    }
    return said if pick.status is None else {**said, "code": pick.status}


def _headers(pairs: Headers) -> list[dict[str, str]]:
    return [{"key": name, "value": value} for name, value in pairs]


def _url(url: str) -> dict[str, Any]:
    place, _, asked = url.partition("?")  # in which a placeholder keeps its brackets, or its key would name a secret
    parts = urlsplit(place.replace("[", "%5B").replace("]", "%5D").replace("#", "%23"))
    query = [pair.partition("=") for pair in asked.split("&") if pair]
    return {
        "raw": url,
        "protocol": parts.scheme,
        "host": parts.netloc.split("."),
        "path": [each for each in parts.path.split("/") if each],
        **({"query": [{"key": key, "value": value} for key, _, value in query]} if query else {}),
    }
