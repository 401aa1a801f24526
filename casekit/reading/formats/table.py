"""CSV and TSV with a header row, and CloudWatch's timestamp,message; cells may hold line breaks and whole messages."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from casekit.reading.error_keys import error_facts
from casekit.reading.fields import LATE, Name, find_name, squeeze
from casekit.reading.form import Block, Form, Piece
from casekit.reading.formats.cells import embedded_facts, message_facts
from casekit.reading.found import OPERATIONS, Fact, checked, in_zone
from casekit.wording import count

SAMPLES = (
    "time,operation,status,request_id\n2026-11-02T08:00:00Z,getOrders,429,0aa63ef2-2f0d-4b6c-9d7e-1f2a3b4c5d6e",
    'timestamp,message\n1793606400123,"ERROR getOrders status=503"',
)
MARKS = (",", "\t", ";", "|")
FIELDS = "#Fields:"  # of W3C's extended log, as IIS and CloudFront write it: blanks or tabs between its cells
ALIGNED = "  "  # two blanks or more, where there is no mark
INDEX = re.compile(r" *[0-9]+(?= )")  # of a row that pandas prints, left of all titles
DAY = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}")
CLOCK = re.compile(r"\d{1,2}:\d\d:\d\d(?:[.,]\d+)?(?: ?[AaPp][Mm])?")
TEXT_COLUMNS = frozenset({"message", "msg", "@message", "log", "body", "response", "error", "text", "responsebody", "jsonpayload", "textpayload", "event", "_raw", "content", "line", "details", "errormessage", "customdimensions"})  # fmt: skip  # noqa: E501 a pattern or a table row
LONGEST_TITLE, MOST_WORDS = 40, 3  # of a column: beyond is a sentence with commas
RULE = re.compile(r"[\s|:+-]+")  # under the header of a Markdown table
OUTCOMES = frozenset({"result", "outcome", "response", "answer", "http", "returned"})  # which can be a status
STATUS = re.compile(r"([1-5]\d\d)(?: [A-Z][\w -]*)?")
UNIT = re.compile(r"\s*(?:\([^)]*\)|\[[^\]]*\])$")  # behind a title, such as (UTC) or [ms]
FEWEST = 2  # columns that we know, of a header
CELL_LINES = 400  # lines of one cell
SOON = 20  # lines among which a row shows that the table goes on
TEXT_FACTS = frozenset({"error_message", "log_message"})  # which any words can be
ANSWERS = frozenset({"yes", "no", "true", "false"})  # whether there was an error
SIGNED = frozenset({"host", "x-amz-date"})  # in AWS's list of the headers that a signature covers, which is no header


@dataclass(frozen=True, slots=True)
class Header:
    """The titles of a table, what we know each column for, the mark between cells, and the blanks before the first."""

    titles: tuple[str, ...]
    columns: tuple[Name | None, ...]
    mark: str
    indent: int = 0

    def is_silent(self, column: int) -> bool:
        """True for a column whose cells give no fact, whatever they say."""
        return self.columns[column] is None and self.titles[column].lower() not in OUTCOMES

    def is_message(self, column: int) -> bool:
        """True for a column of messages."""
        name = self.columns[column]
        return name is not None and name.fact in ("text", *TEXT_FACTS)


def read(lines: Sequence[str], at: int) -> Block | None:
    """The whole table below a header row, blank lines within it too, or None when the line is no header."""
    first = _next_line(lines, at + 1)
    mark = _mark(lines[at])
    header = _header(lines[at], mark) if first < len(lines) else None
    if header is None or not (mark in lines[first] or _goes_on(lines, first, header)):
        return None
    if mark == ALIGNED and len(_cells(lines[first], mark, header.indent)) != len(header.titles):
        return None
    pieces = tuple(_rows(lines, first, header))
    return Block((Piece(at, at), *pieces), pieces[-1].last + 1) if pieces else None


def read_header(line: str) -> Header | None:
    """The header that a line is; None when it is none."""
    return _header(line, _mark(line))


def split_row(line: str, header: Header) -> list[str]:
    """The cells of a row on one line."""
    return _row([line], 0, header)[1]


def _mark(line: str) -> str:
    if line.startswith(FIELDS):
        return FIELDS
    mark = max(MARKS, key=line.count)
    return mark if mark in line else ALIGNED


def _header(line: str, mark: str) -> Header | None:
    """What the line says as a header; None when it is none, as when it knows fewer than two columns."""
    if mark not in line or "{" in line:
        return None
    apart = _cells(line, mark) if mark in (ALIGNED, FIELDS) else line.strip("| \t").split(mark)
    if '"' not in line and not all(_is_title(cell.strip()) for cell in apart):
        return None
    try:
        titles = tuple(cell.strip() for cell in _cells(line, mark))
    except (csv.Error, StopIteration):
        return None
    columns = tuple(map(_column, titles))
    known = {each.words for each in columns if each and squeeze(each.words) not in LATE}  # which any table may have
    labels = mark == ALIGNED and any(title.endswith(":") for title in titles)  # each with its value behind it
    fine = len(known) >= FEWEST and all(map(_is_title, titles)) and not labels and not SIGNED.issubset(titles)
    return Header(titles, columns, mark, len(line) - len(line.lstrip(" "))) if fine else None


def _next_line(lines: Sequence[str], at: int) -> int:
    """The first line from here on that is not blank, or the end."""
    while at < len(lines) and not lines[at].strip():
        at += 1
    return at


def _cells(text: str, mark: str, indent: int = 0) -> list[str]:
    if mark == ALIGNED:
        index = INDEX.match(text)
        start = index.end() if index and index.end() <= indent else 0
        return re.split(r" {2,}|(?<=\S)\t", text[start:].strip())
    if mark == FIELDS:
        return re.split(r"[ \t]", text.removeprefix(FIELDS).strip())
    bare = text.strip().strip("|") if mark == "|" else text
    cells = next(csv.reader(io.StringIO(bare, newline=""), delimiter=mark, strict=False), [])
    return [cell.strip() for cell in cells] if mark == "|" else cells


def _column(title: str) -> Name | None:
    bare = UNIT.sub("", title)
    if "=" in bare:
        return None  # a value with its key, not a title
    text = Name("text", 0, anywhere=True, words=title) if title.lower().strip("@ ") in TEXT_COLUMNS else None
    return find_name(bare) or text or find_name(bare.lstrip("@"))


def _is_title(cell: str) -> bool:
    return bool(cell) and len(cell) <= LONGEST_TITLE and len(cell.split()) <= MOST_WORDS


def _rows(lines: Sequence[str], start: int, header: Header) -> Iterator[Piece]:
    while start < len(lines):
        if not lines[start].strip():
            start = _next_line(lines, start)
            if not _goes_on(lines, start, header):
                return
        if lines[start].startswith(FIELDS):
            return
        last, cells = _row(lines, start, header)
        if _is_between(lines[start], header.mark) and last == start:
            yield Piece(start, last)
        elif len(cells) != len(header.titles):
            yield Piece(start, last, (), count("reject.cells", len(cells), header=len(header.titles)))
        else:
            yield Piece(start, last, tuple(_facts(header, cells)))
        start = last + 1


def _is_between(line: str, mark: str) -> bool:
    """True for a line of a table that is no row: a rule, or what a server says of its log."""
    return bool((mark == "|" and RULE.fullmatch(line)) or (mark == FIELDS and line.startswith("#")))


def _row(lines: Sequence[str], start: int, header: Header) -> tuple[int, list[str]]:
    """The last line of the row that begins here, and its cells."""
    last = start
    while (
        '"' in lines[start] and _open(lines[start : last + 1]) and last + 1 < len(lines) and last - start < CELL_LINES
    ):
        last += 1
    try:
        return last, _cells("\n".join(lines[start : last + 1]), header.mark, header.indent)
    except csv.Error:
        return last, []


def _goes_on(lines: Sequence[str], at: int, header: Header) -> bool:
    """Whether the table goes on here: soon a row of it follows, and no other header before that."""
    for _ in range(SOON):
        if at >= len(lines) or read_header(lines[at]):
            return False
        last, cells = _row(lines, at, header)
        if len(cells) == len(header.titles) and any(fact.name not in TEXT_FACTS for fact in _facts(header, cells)):
            return True
        at = _next_line(lines, last + 1)
    return False


def _open(lines: Sequence[str]) -> bool:
    return sum(line.count('"') for line in lines) % 2 == 1


def _facts(header: Header, cells: list[str]) -> Iterator[Fact]:
    for day, clock in pairwise(cells):
        if DAY.fullmatch(day.strip()) and CLOCK.fullmatch(clock.strip()):  # in columns of their own
            yield Fact("stamp", f"{day.strip()} {clock.strip()}")
            break
    for key, column, cell in zip(header.titles, header.columns, cells, strict=True):
        status = STATUS.fullmatch(cell.strip()) if key.lower() in OUTCOMES else None
        if status:
            yield Fact("status", status[1], 4)
        if status or column is None or not cell.strip():
            continue
        if key.lower().strip("@ ") in TEXT_COLUMNS:
            yield from _text(cell, column)
        else:
            value = in_zone(key, cell) if column.fact == "stamp" else cell
            spoken = column.fact == "error_message" and squeeze(key) in LATE
            coded = column.fact == "error_code" and STATUS.fullmatch(value.strip())
            fact = checked("log_message" if spoken else "status" if coded else column.fact, value, column.rank, key=key)
            if fact:
                yield fact
            elif column.fact in ("url", "path", *OPERATIONS):  # GET /orders/v0/orders
                yield from (each for each in message_facts(cell) if each.name in ("method", "url"))


def _text(cell: str, column: Name) -> Iterator[Fact]:
    facts = embedded_facts(cell)
    if column.words.lower() == "error" and not facts and cell.strip().lower() not in ANSWERS:
        facts = list(error_facts(cell.strip()))
    yield from (fact._replace(rank=fact.rank + 1) for fact in facts)
    if (
        not any(fact.name in ("error_message", "request_id", "status") for fact in facts)
        and column.fact == "error_message"
    ):
        fact = checked("error_message" if column.rank == 0 and column.anywhere else "log_message", cell, 6)
        yield from (fact,) if fact else ()


FORM = Form("csv", SAMPLES, read)
