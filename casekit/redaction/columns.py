"""Values named by a heading: delimited and fixed-width tables, SQL inserts, JSON with columns and rows apart."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from casekit.redaction.cells import shaped
from casekit.redaction.keys import Candidate
from casekit.redaction.values import Value
from casekit.redaction.words import Word, find_phrase, find_word

_HEADING = re.compile(r"[\"']?[^\W\d_][\w .()/#-]{0,60}[\"']?\Z")
_CELL = {
    char: re.compile(
        rf"[ ]{{0,60}}(?:\"((?:[^\"\n]|\"\"){{0,4000}})\"[ ]{{0,60}}"
        rf"|([^{re.escape(char)}\n]{{0,4000}}))(?:{re.escape(char)}|\Z)"
    )
    for char in "\t,;|"
}
_RULER = re.compile(r"[\s|+:=-]+\Z")
_GAP = re.compile(r"\S+(?: \S+)*")
_INSERT = re.compile(
    r"(?i)insert\s{1,20}(?:ignore\s{1,20})?into\s{1,20}[\w.\"`\[\]]{1,80}\s{0,20}\(([^()]{1,2000})\)\s{0,20}values\s{0,20}"
)
_TUPLE = re.compile(r"\s{0,20},?\s{0,20}\(((?:'(?:[^'\\]|''|\\.){0,4000}'|[^()']){0,400})\)")
_SQL_ITEM = re.compile(r"\s*(?:[NE]?'((?:[^'\\]|''|\\.){0,4000})'|\"([^\"]{0,4000})\"|([^,']{0,4000}))\s*(?:,|\Z)")
_JSON_HEADING = re.compile(
    r"\"(?:columns|columnNames|fields|headers?|cols|names)\\{0,15}\"\s{0,20}:\s{0,20}\[([^\[\]{}]{1,4000})\]"
)
_JSON_ROW = re.compile(r"[\s,:\[]{1,40}\[([^\[\]]{1,8000})\]")
_JSON_ROWS = re.compile(
    r"[\s,]{0,20}\\{0,15}\"(?:data|rows|values|records|items|tuples)\\{0,15}\"\s{0,20}:\s{0,20}\[(?=\s{0,20}\[)"
)
_JSON_ITEM = re.compile(r"\s*(?:(\\{0,15}\")(.{0,4000}?)(?<!\\)\1|([^,\"\s]{1,4000}))\s*(?:,|\Z)", re.DOTALL)
_ADDRESS = frozenset({"address", "postal_code", "phone", "buyer_email"})
_SURE_WIDTH = 5
_NARROW = 2
_MAX_COLUMNS = 300

Columns = dict[int, Word]
Cells = list[tuple[int, int]]


def find_columns(text: str) -> Iterator[Candidate]:
    """Every value under a heading that is a key word."""
    if "\n" in text:
        yield from _find_lines(text)
    for match in _INSERT.finditer(text) if "nsert" in text or "NSERT" in text else ():
        yield from _find_tuples(text, _named(match[1].split(",")), match.end())
    if "[" in text:
        for match in _JSON_HEADING.finditer(text):
            rows = _JSON_ROWS.match(text, match.end())
            if rows and (columns := _named(match[1].split(","))):
                yield from _find_rows(text, columns, rows.end() - 1)


def _named(headings: Sequence[str]) -> Columns:
    """The columns whose heading is a key word; a weak one counts beside an address or phone column."""
    words: Columns = {}
    for index, heading in enumerate(headings[:_MAX_COLUMNS]):
        name = heading.strip().strip("\\\"'`[]*").strip()
        word = find_word(name.replace(" ", "_")) or find_phrase(tuple(name.split()))
        if word:
            words[index] = word
    sure = any(word.rule in _ADDRESS and word.need != "address" for word in words.values())
    usable = {
        index: word for index, word in words.items() if word.need in ("", "shape") or (word.need == "address" and sure)
    }
    return {index: _demanding(word) for index, word in usable.items()}


def _demanding(word: Word) -> Word:
    """A secret in a table must look like one, as the heading may be a row of a table about secrets."""
    return (
        shaped(word) if word.kind == "credential" else replace(word, need="" if word.need == "address" else word.need)
    )


def _find_lines(text: str) -> Iterator[Candidate]:
    columns: Columns = {}
    delimiter, width, at = "", 0, 0
    for line in text.split("\n"):
        if columns:
            cells = _cells(line, delimiter, width + 1)
            if _fits(cells, columns, width):
                yield from _pick(cells, columns, at)
            elif not _RULER.match(line):
                columns = {}
        if not columns:
            delimiter, columns, width = _heading(line)
        at += len(line) + 1


def _fits(cells: Cells, columns: Columns, width: int) -> bool:
    """Whether a line is a row of the table: as wide as its heading; a sure table may have ragged rows."""
    sure = len(columns) > 1 or width >= _SURE_WIDTH
    return len(cells) == width or (sure and len(cells) > max(columns))


def _pick(cells: Cells, columns: Columns, offset: int) -> Iterator[Candidate]:
    for index, word in columns.items():
        if index < len(cells):
            start, end = cells[index]
            yield Candidate(word, Value(offset + start, offset + end, quoted=True, after=offset + end), offset + start)


def _heading(line: str) -> tuple[str, Columns, int]:
    """The delimiter and the named columns when this line is the heading of a table."""
    line = line.rstrip("\r")
    if len(line) > 8000 or ":" in line or "=" in line:  # noqa: PLR2004  a heading is a short line of names
        return "", {}, 0
    for delimiter in _CELL:
        if delimiter in line and all(map(_HEADING.match, filter(None, map(str.strip, line.split(delimiter, 4)[:4])))):
            headings = [line[start:end] for start, end in _cells(line, delimiter, _MAX_COLUMNS)]
            named = [heading for heading in headings if heading.strip()]
            if len(named) > 1 and all(_HEADING.match(heading.strip()) for heading in named):
                return delimiter, _checked(_named(headings), len(named)), len(headings)
    if "  " in line.strip():
        spans = [match.span() for match in _GAP.finditer(line)]
        columns = _named([line[start:end] for start, end in spans]) if len(spans) > 1 else {}
        return "@" + ",".join(str(start) for start, _ in spans), columns, len(spans)
    return "", {}, 0


def _checked(columns: Columns, width: int) -> Columns:
    """In a table of two columns a value must look like what its heading says: the line may be no heading."""
    return columns if width > _NARROW else {index: shaped(word) for index, word in columns.items()}


def _cells(line: str, delimiter: str, limit: int) -> Cells:
    if delimiter.startswith("@"):
        return _fixed_cells(line, delimiter)
    at, pattern = 0, _CELL[delimiter]
    cells: Cells = []
    end = len(line.rstrip("\r"))
    while at <= end and len(cells) < limit:
        match = pattern.match(line, at, end)
        if match is None:
            break
        group = 1 if match[1] is not None else 2
        cells.append(_trim(line, *match.span(group)))
        if match.end() == match.end(group) or line[match.end() - 1] != delimiter:
            break
        at = match.end()
    return cells


def _fixed_cells(line: str, delimiter: str) -> Cells:
    starts = [int(each) for each in delimiter[1:].split(",")]
    if "  " not in line.strip():
        return []
    ends = [*starts[1:], len(line)]
    return [_trim(line, start, end) for start, end in zip(starts, ends, strict=True) if start < len(line)]


def _trim(line: str, start: int, end: int) -> tuple[int, int]:
    part = line[start:end]
    return start + len(part) - len(part.lstrip()), start + len(part.rstrip())


def _find_tuples(text: str, columns: Columns, at: int) -> Iterator[Candidate]:
    while columns and (row := _TUPLE.match(text, at)):
        yield from _pick(_items(text, *row.span(1), _SQL_ITEM), columns, 0)
        at = row.end()


def _find_rows(text: str, columns: Columns, at: int) -> Iterator[Candidate]:
    while row := _JSON_ROW.match(text, at):
        yield from _pick(_items(text, *row.span(1), _JSON_ITEM), columns, 0)
        at = row.end()


def _items(text: str, start: int, end: int, pattern: re.Pattern[str]) -> Cells:
    cells: Cells = []
    while start < end and len(cells) < _MAX_COLUMNS and (match := pattern.match(text, start, end)):
        group = next(index for index in range(pattern.groups, 0, -1) if match[index] is not None)
        cells.append(match.span(group))
        start = max(match.end(), start + 1)
    return cells
