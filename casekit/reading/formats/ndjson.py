"""A JSON object per line: {"time":"2026-11-02T08:00:00Z","operation":"getOrders","status":200,"requestId":"..."}."""

import re
from collections.abc import Mapping, Sequence

from casekit.reading.fields import find_name
from casekit.reading.form import Block, Form, Piece
from casekit.reading.formats.cells import message_facts
from casekit.reading.found import Fact
from casekit.reading.loose import read_json, read_object
from casekit.reading.records import read_stamp
from casekit.reading.walk import walk
from casekit.wording import Said

SAMPLES = (
    '{"time":"2026-11-02T08:00:00Z","operation":"getOrders","status":429,"requestId":"0aa63ef2-2f0d-4b6c-9d7e-1f2a3b4c5d6e"}',
    '{"level":"error","ts":1793606400.5,"msg":"getOrders failed","status_code":503}',
)
ROW_FACTS = frozenset({"stamp", "level", "status", "method", "url", "path", "request_id", "operation", "duration_ms"})
FEWEST = 2  # of these facts make a row of a log; a bare error body has none or one
TOLD = frozenset({"log", "message", "msg"})  # beside a time or a level: what a container or a service wrote
FIRST_KEY = re.compile(r'\{"[^"\\]+":')


def read(lines: Sequence[str], at: int) -> Block | None:
    """One row, or None when the line is no JSON object that speaks of a call as a log does."""
    text = lines[at].strip().rstrip(",")
    if not text.startswith("{"):
        return None
    if not text.endswith("}"):
        return _broken(lines, at, text) if text.startswith('{"') else None
    try:
        row = as_row(read_json(text))
    except ValueError:
        return _broken(lines, at, text)
    return Block((Piece(at, at, _facts(row)),), at + 1) if row and not _runs_on(row, lines, at) else None


def as_row(tree: object) -> Mapping[str, object] | None:
    """The row of a log that an object is, or holds as those of Elasticsearch and Airbyte do; None when it is none."""
    if not isinstance(tree, Mapping):
        return None
    rows = (row for row in (tree.get("_source"), tree, tree.get("log")) if isinstance(row, Mapping))
    return next(filter(_is_row, rows), None)


def _runs_on(row: object, lines: Sequence[str], at: int) -> bool:
    """True for an object without time and level right below a line that begins with a time: it belongs to that line."""
    if at == 0 or not isinstance(row, Mapping) or not read_stamp(lines[at - 1]):
        return False
    return not any((name := find_name(str(key))) and name.fact in ("stamp", "level") for key in row)


def _is_row(row: object) -> bool:
    if not isinstance(row, Mapping):
        return False
    names = {name.fact for key in row if (name := find_name(str(key)))}
    headed = "stamp" in names or ("level" in names and "error_code" not in names)
    return len(names & ROW_FACTS) >= FEWEST or (headed and not TOLD.isdisjoint(row))


def _facts(row: object) -> tuple[Fact, ...]:
    return tuple(walk(row, message_facts))


def _broken(lines: Sequence[str], at: int, text: str) -> Block | None:
    """A row that is cut and what follows it on its line; a reject where rows stand around it and it tells nothing."""
    key = FIRST_KEY.match(text)
    again = text.rfind(key[0]) if key else 0
    try:
        rest = read_json(text[again:]) if again else None
    except ValueError:
        rest = None
    head = text[:again] if rest else text
    found = read_object(head, 0) if rest or _stands_alone(lines, at) else None
    if found and found[2] and _is_row(found[0]):
        cut = Piece(at, at, (*_facts(found[0]), Fact("cut", "yes")))
        return Block((cut, Piece(at, at, _facts(rest))) if rest else (cut,), at + 1)
    near = [lines[i].strip() for i in (at - 1, at + 1) if 0 <= i < len(lines)]
    if text.startswith('{"') and _stands_alone(lines, at) and any(map(_begins_row, near)):
        return Block((Piece(at, at, (), Said("reject.not_json")),), at + 1)
    return None


def _begins_row(text: str) -> bool:
    found = read_object(text, 0) if text.startswith('{"') else None
    return bool(found and _is_row(found[0]))


def _stands_alone(lines: Sequence[str], at: int) -> bool:
    """True when the object that begins here does not go on below."""
    below = lines[at + 1].strip() if at + 1 < len(lines) else ""
    return not below or below.startswith('{"')


FORM = Form("ndjson", SAMPLES, read)
