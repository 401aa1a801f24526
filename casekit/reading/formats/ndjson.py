"""A JSON object per line: {"time":"2026-11-02T08:00:00Z","operation":"getOrders","status":200,"requestId":"..."}."""

from collections.abc import Sequence

from casekit.reading.fields import find_name
from casekit.reading.form import Block, Form, Piece
from casekit.reading.formats.cells import message_facts
from casekit.reading.loose import read_json
from casekit.reading.walk import walk
from casekit.wording import Said

SAMPLES = (
    '{"time":"2026-11-02T08:00:00Z","operation":"getOrders","status":429,"requestId":"0aa63ef2-2f0d-4b6c-9d7e-1f2a3b4c5d6e"}',
    '{"level":"error","ts":1793606400.5,"msg":"getOrders failed","status_code":503}',
)
ROW_FACTS = frozenset({"stamp", "level", "status", "method", "url", "path", "request_id", "operation", "duration_ms"})
FEWEST = 2  # of these facts make a row of a log; a bare error body has none or one


def read(lines: Sequence[str], at: int) -> Block | None:
    """One row, or None when the line is no JSON object that speaks of a call as a log does."""
    text = lines[at].strip().rstrip(",")
    if not (text.startswith("{") and text.endswith("}")):
        return None
    try:
        row = read_json(text)
    except ValueError:
        return _broken(lines, at)
    names = {name.fact for key in row if (name := find_name(str(key)))}
    if len(names & ROW_FACTS) < FEWEST:
        return None
    return Block((Piece(at, at, tuple(walk(row, message_facts))),), at + 1)


def _broken(lines: Sequence[str], at: int) -> Block | None:
    near = [lines[i].strip() for i in (at - 1, at + 1) if 0 <= i < len(lines)]
    if near and all(each.startswith('{"') and each.endswith("}") for each in near) and lines[at].startswith('{"'):
        return Block((Piece(at, at, (), Said("reject.not_json")),), at + 1)
    return None


FORM = Form("ndjson", SAMPLES, read)
