"""CSV and TSV with a header row, and CloudWatch's timestamp,message; cells may hold line breaks and whole messages."""

import csv
import io
import re
from collections.abc import Iterator, Sequence

from casekit.reading.fields import Name, find_name
from casekit.reading.form import Block, Form, Piece
from casekit.reading.formats.cells import embedded_facts
from casekit.reading.found import Fact, checked
from casekit.wording import count

SAMPLES = (
    "time,operation,status,request_id\n2026-11-02T08:00:00Z,getOrders,429,0aa63ef2-2f0d-4b6c-9d7e-1f2a3b4c5d6e",
    'timestamp,message\n1793606400123,"ERROR getOrders status=503"',
)
MARKS = (",", "\t", ";", "|")
TEXT_COLUMNS = frozenset({"message", "@message", "log", "body", "response", "error", "text", "responsebody", "jsonpayload", "textpayload", "event", "_raw", "content", "line", "details", "errormessage"})  # fmt: skip  # noqa: E501 a pattern or a table row
LONGEST_TITLE, MOST_WORDS = 40, 3  # of a column: beyond is a sentence with commas
RULE = re.compile(r"[\s|:+-]+")  # under the header of a Markdown table
UNIT = re.compile(r"\s*\([^)]*\)$")  # behind a title, such as (UTC) or (ms)
FEWEST = 2  # columns that we know, of a header


def read(lines: Sequence[str], at: int) -> Block | None:
    """The whole table below a header row, up to a blank line, or None when the line is no header."""
    line = lines[at]
    mark = max(MARKS, key=line.count)
    if mark not in line or "{" in line or "=" in line or at + 1 >= len(lines) or mark not in lines[at + 1]:
        return None
    try:
        header = [cell.strip() for cell in _cells(line, mark)]
    except (csv.Error, StopIteration):
        return None
    columns = [_column(cell) for cell in header]
    if (
        len([each for each in columns if each]) < FEWEST
        or len(set(header)) < len(header)
        or not all(map(_is_title, header))
    ):
        return None
    pieces = tuple(_rows(lines, at, header, columns, mark))
    return Block((Piece(at, at), *pieces), pieces[-1].last + 1) if pieces else None


def _cells(text: str, mark: str) -> list[str]:
    bare = text.strip().strip("|") if mark == "|" else text
    cells = next(csv.reader(io.StringIO(bare, newline=""), delimiter=mark, strict=False), [])
    return [cell.strip() for cell in cells] if mark == "|" else cells


def _column(cell: str) -> Name | None:
    text = Name("text", 0, anywhere=True, words=cell) if cell.lower().strip("@ ") in TEXT_COLUMNS else None
    return find_name(UNIT.sub("", cell)) or text


def _is_title(cell: str) -> bool:
    return bool(cell) and len(cell) <= LONGEST_TITLE and len(cell.split()) <= MOST_WORDS


def _rows(lines: Sequence[str], at: int, header: list[str], columns: list[Name | None], mark: str) -> Iterator[Piece]:
    start = at + 1
    while start < len(lines) and lines[start].strip():
        last = start
        while '"' in lines[start] and _open(lines[start : last + 1]) and last + 1 < len(lines) and last - start < 400:  # noqa: PLR2004 lines of one cell
            last += 1
        text = "\n".join(lines[start : last + 1])
        try:
            cells = _cells(text, mark)
        except csv.Error:
            cells = []
        if mark == "|" and RULE.fullmatch(text):
            yield Piece(start, last)
        elif len(cells) != len(header):
            yield Piece(start, last, (), count("reject.cells", len(cells), header=len(header)))
        else:
            yield Piece(start, last, tuple(_facts(header, columns, cells)))
        start = last + 1


def _open(lines: Sequence[str]) -> bool:
    return sum(line.count('"') for line in lines) % 2 == 1


def _facts(header: list[str], columns: list[Name | None], cells: list[str]) -> Iterator[Fact]:
    for key, column, cell in zip(header, columns, cells, strict=True):
        if column is None or not cell.strip():
            continue
        if key.lower().strip("@ ") in TEXT_COLUMNS:
            yield from _text(cell, column)
        else:
            value = f"{cell} UTC" if column.fact == "stamp" and key.endswith("(UTC)") else cell
            fact = checked(column.fact, value, column.rank, key=key)
            if fact:
                yield fact


def _text(cell: str, column: Name) -> Iterator[Fact]:
    facts = embedded_facts(cell)
    yield from (fact._replace(rank=fact.rank + 1) for fact in facts)
    if (
        not any(fact.name in ("error_message", "request_id", "status") for fact in facts)
        and column.fact == "error_message"
    ):
        yield Fact("error_message" if column.rank == 0 and column.anywhere else "log_message", cell, 6)


FORM = Form("csv", SAMPLES, read)
