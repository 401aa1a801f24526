"""Whole JSON documents of tools: HAR, Postman, CloudTrail, CloudWatch, Insights, hits of a search, lists of rows."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from casekit.reading.form import Block, Form, Piece
from casekit.reading.formats.cells import cell_facts, embedded_facts, message_facts
from casekit.reading.formats.ndjson import as_row
from casekit.reading.found import Fact, checked
from casekit.reading.loose import read_object
from casekit.reading.walk import walk

SAMPLES = (
    '{"log":{"version":"1.2","entries":[{"startedDateTime":"2026-11-02T08:00:00Z","request":{"method":"GET","url":"https://api.example.invalid/orders/v0/orders"},"response":{"status":503}}]}}',
    '{"Records":[{"eventTime":"2026-11-02T08:00:00Z","eventName":"AssumeRole","errorCode":"AccessDenied","requestID":"0aa63ef2-2f0d-4b6c-9d7e-1f2a3b4c5d6e"}]}',
    '{"events":[{"timestamp":1793606400123,"message":"ERROR getOrders status=503"}]}',
)
KEYS = tuple(f'"{key}"' for key in ("entries", "Records", "events", "results", "item", "logEvents", "hits", "data"))
LIST = re.compile(r"\s*\[\s*\{\s*\"")  # of objects
VARIABLE = re.compile(r"^\{\{[^}]*\}\}(?=/)|[{}]{2}")  # Postman's, for the host or within the path
LINE_OF_ITS_OWN = 40  # characters: then the document is on one line, else it is spread over many


def read(lines: Sequence[str], at: int) -> Block | None:
    """The entries of the document that begins here, or None when it is no such document."""
    head = lines[at : at + 40] if len(lines[at]) < LINE_OF_ITS_OWN else lines[at : at + 1]
    named = lines[at].lstrip()[:1] == "{" and any(mark in part for part in head for mark in KEYS)
    if not named and not LIST.match("\n".join(lines[at : at + 3])):
        return None
    text = lines[at]
    found = read_object(text, len(text) - len(text.lstrip()))
    if not found or found[2] or text[found[1] :].strip():  # it goes on below
        text = "\n".join(lines[at:])
        found = read_object(text, len(text) - len(text.lstrip()))
    if not found or not isinstance(found[0], Mapping | list):
        return None
    entries = list(_entries(found[0]) if isinstance(found[0], Mapping) else _rows(found[0]))
    if not entries:
        return None
    last = at + text.count("\n", 0, found[1])
    starts = _places(at, last, len(entries))
    pieces = tuple(Piece(first, end, tuple(facts)) for (first, end), facts in zip(starts, entries, strict=True))
    return Block(pieces, last + 1)


def _places(at: int, last: int, count: int) -> list[tuple[int, int]]:
    size = (last - at + 1) / count
    return [(at + int(n * size), max(at + int(n * size), at + int((n + 1) * size) - 1)) for n in range(count)]


def _entries(tree: Mapping[str, Any]) -> Iterator[list[Fact]]:
    log = tree.get("log")
    if isinstance(log, Mapping) and isinstance(log.get("entries"), list):
        yield from (list(_har(each)) for each in log["entries"] if isinstance(each, Mapping))
    elif isinstance(tree.get("Records"), list):
        yield from (list(_trail(each)) for each in tree["Records"] if isinstance(each, Mapping))
    elif isinstance(tree.get("events") or tree.get("logEvents"), list):
        rows = tree.get("events") or tree["logEvents"]
        yield from (
            list(_message(each.get("timestamp"), each.get("message")))
            for each in rows
            if isinstance(each, Mapping) and "message" in each
        )
    elif isinstance(tree.get("results"), list) and all(isinstance(row, list) for row in tree["results"]):
        yield from (list(_insight(row)) for row in tree["results"])
    elif isinstance(tree.get("item"), list):
        yield from _saved(tree["item"], 0)
    elif isinstance(tree.get("data"), list) and all(isinstance(each, Mapping) for each in tree["data"]):
        rows = [each.get("attributes") for each in tree["data"]]  # of Datadog
        if rows and all(isinstance(row, Mapping) and "timestamp" in row and "message" in row for row in rows):
            yield from _rows([{**row, **(row.get("attributes") or {})} for row in rows])
    elif isinstance(tree.get("hits"), Mapping) and isinstance(tree["hits"].get("hits"), list):
        yield from _rows(tree["hits"]["hits"])


def _rows(items: list[Any]) -> list[list[Fact]]:
    rows = [as_row(each) for each in items]
    return [list(walk(row, message_facts)) for row in rows] if all(rows) else []


def _har(entry: Mapping[str, Any]) -> Iterator[Fact]:
    answer = entry.get("response")
    content = answer.get("content") if isinstance(answer, Mapping) else None
    text = content.get("text") if isinstance(content, Mapping) else None
    if isinstance(text, str):
        yield from cell_facts(text)
    if isinstance(answer, Mapping) and answer.get("status") == 0:
        yield Fact("client_error", "no answer")
        entry = {**entry, "response": {}}
    took = checked("duration_ms", str(entry.get("time", "")))
    yield from (took,) if took else ()
    yield from walk({key: entry[key] for key in ("startedDateTime", "request", "response") if key in entry}, cell_facts)


def _trail(entry: Mapping[str, Any]) -> Iterator[Fact]:
    for key in ("eventTime", "eventName", "errorCode", "errorMessage", "requestID", "userAgent", "eventID"):
        if isinstance(entry.get(key), str):
            yield from walk({key: entry[key]}, cell_facts)
    if isinstance(entry.get("errorMessage"), str):
        yield Fact("error_message", entry["errorMessage"])


def _message(stamp: object, message: object) -> Iterator[Fact]:
    fact = checked("stamp", str(stamp))
    yield from (fact,) if fact else ()
    text = str(message)
    yield from embedded_facts(text)


def _insight(row: list[Any]) -> Iterator[Fact]:
    cells = {str(each.get("field")): each.get("value") for each in row if isinstance(each, Mapping)}
    yield from _message(cells.get("@timestamp"), cells.get("@message", ""))
    yield from walk({key: value for key, value in cells.items() if not key.startswith("@")}, cell_facts)


def _saved(items: list[Any], depth: int) -> Iterator[list[Fact]]:
    for item in items if depth < 20 else []:  # noqa: PLR2004 folders in folders
        if not isinstance(item, Mapping):
            continue
        if isinstance(item.get("item"), list):
            yield from _saved(item["item"], depth + 1)
        for answer in item.get("response") or [] if isinstance(item.get("response"), list) else []:
            if isinstance(answer, Mapping):
                yield list(_saved_answer(answer))


def _saved_answer(answer: Mapping[str, Any]) -> Iterator[Fact]:
    request = answer.get("originalRequest")
    if isinstance(request, Mapping):
        url = request.get("url")
        raw = url.get("raw") if isinstance(url, Mapping) else url
        for name, value in (("method", request.get("method")), ("url", VARIABLE.sub("", str(raw)))):
            fact = checked(name, str(value)) if value else None
            yield from (fact,) if fact else ()
    if isinstance(answer.get("code"), int):
        yield Fact("status", str(answer["code"]))
    yield from walk({"headers": answer.get("header") or []}, cell_facts)
    if isinstance(answer.get("body"), str):
        yield from _message("", answer["body"])


FORM = Form("document", SAMPLES, read)
