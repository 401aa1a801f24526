"""Request IDs listed under a heading or behind a label, as people write to support: Request IDs: <id>, <id>."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from casekit.limits import SCAN_LIMIT
from casekit.reading.fields import UUID
from casekit.reading.form import Block, Form, Piece
from casekit.reading.formats.cells import cell_facts
from casekit.reading.found import Fact

SAMPLES = (
    "Request IDs:\n- 0aa63ef2-2f0d-4b6c-9d7e-1f2a3b4c5d6e (2026-11-02T08:00:00Z) 503\n- 1aa63ef2-2f0d-4b6c-9d7e-1f2a3b4c5d6e",  # noqa: E501 a pattern or a table row
    "RequestIds: 0aa63ef2-2f0d-4b6c-9d7e-1f2a3b4c5d6e, 1aa63ef2-2f0d-4b6c-9d7e-1f2a3b4c5d6e",
)
LABEL = re.compile(r"[\s*#>-]*(?:\w+ ){0,3}(?:x-amzn-)?request[ _-]?ids?\b[^:：\n]{0,30}[:：]?[\s*]*", re.IGNORECASE)
ROW = re.compile(rf"[\s*>•–-]*(?:\d{{1,3}}[.)] *)?[\"'`(\[]*({UUID.pattern})(?![\w-])[\"'`)\],;]*")
WHEN = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d[\d:.]*(?: ?(?:UTC|GMT|Z|[+-]\d\d:?\d\d)\b)?|[A-Z][a-z]{2}, \d\d? [A-Z][a-z]{2} \d{4} [\d:]{8} \w+"  # noqa: E501 a pattern or a table row
)
STATUS = re.compile(r"(?<![\w.:-])[45]\d\d(?![\w.:-])")
FEWEST = 2


def read(lines: Sequence[str], at: int) -> Block | None:
    """A call per listed ID, or None where fewer than two are listed."""
    label = LABEL.match(lines[at], 0, SCAN_LIMIT)
    if not label:
        return None
    rest = lines[at][label.end() :]
    if rest.strip():
        bare = not WHEN.sub("", UUID.sub("", rest)).strip(" ,;|/and&.()\"'`[]")
        places = [*(found.start() for found in UUID.finditer(rest)), len(rest)] if bare else []
        pieces = tuple(Piece(at, at, tuple(_listed(rest[one:next_one]))) for one, next_one in pairwise(places))
        return Block(pieces, at + 1) if len(pieces) >= FEWEST else None
    rows = tuple(_rows(lines, at + 1))
    return Block((Piece(at, at), *rows), rows[-1].last + 1) if len(rows) >= FEWEST else None


def _rows(lines: Sequence[str], at: int) -> Iterator[Piece]:
    while at < len(lines) and (found := ROW.match(lines[at])):
        rest = lines[at][found.end() :]
        yield Piece(at, at, (Fact("request_id", found[1]), *_beside(rest)))
        at += 1


def _listed(text: str) -> Iterator[Fact]:
    """The ID that the text begins with, and what stands behind it."""
    found = UUID.match(text)
    yield from (Fact("request_id", found[0]), *_beside(text[found.end() :])) if found else ()


def _beside(text: str) -> Iterator[Fact]:
    yield from (fact for fact in cell_facts(text) if fact.name != "request_id")
    when, status = WHEN.search(text), STATUS.search(text)
    yield from (Fact("stamp", when[0].rstrip(",;)]"), 6),) if when else ()
    yield from (Fact("status", status[0], 6),) if status else ()


FORM = Form("ids", SAMPLES, read)
