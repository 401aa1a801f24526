"""A record cut into what stays and what changes from one record of its shape to the next."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from casekit.reading.fields import LATE, squeeze
from casekit.reading.formats.table import Header, split_row
from casekit.reading.found import METHODS, NOTHING
from casekit.reading.walk import REQUEST_LINE, is_silent

UUID = r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
NUMBER = r"[0-9]+(?:\.[0-9]+)?"
WORD = r"[A-Za-z0-9_$@.\-]+"
URL = r"(?:https?://|/)[!#$%&()*+,\-./0-9:;=?@A-Z_a-z~]*[!#$%&(*+\-/0-9=?@A-Z_a-z~]"
URL_CHARACTER = r"[^\s\"'`<>\\{}|%s]"
ANY_URL = rf"(?:https?://|/){URL_CHARACTER}*"  # up to what stands behind it in its record
JSON_TEXT = r"(?:[^\"\\]|\\(?:[\"/nt]|u[0-9a-f]{4}))+"
QUOTED_TEXT = r"[^\"\\\n]+"
CSV_TEXT = r"(?:[^\"]|\"\")+"
CELL_TEXT = r"[^\",;|\t\n]+"
PROSE = "prose"  # how the message at the end of a line is quoted
PROSE_TEXT = r"[A-Za-z0-9 .,;:!?()$%/'_-]+"
CHARACTERS = {
    "number": "[0-9.]", "word": r"[A-Za-z0-9_$@.\-]", "json": r"[^\"\\]", "csv": r"[^\"]", "cell": r"[^\",;|\t\n]",
    "quoted": r"[^\"\\\n]", PROSE: PROSE_TEXT.removesuffix("+"),
}  # fmt: skip
"""What these are made of, by kind or how they are quoted."""
# What the exact path may take for a colour, a look-alike or a mark of its own.
ODD = re.compile(
    '\\*\\*|[\x00-\x09\x0b-\x1f\x7f-\xa0`#：＝“”‘’\u3000\ufeff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\u200b-\u200f\u202a-\u202e\u2060-\u2069\u241b]|\\\\[^"/ntu]|\\\\u(?:[12d]|30[0-3]|0[1-9a-f]|00[0-9ab]|fe)'
)
SIGNED = re.compile("Timestamp=.*Signature|Signature.*Timestamp=")  # a query that tells the time of its call

_ZONE = r" ?(?:Z|UTC|[+-][0-9]{2}:?[0-9]{2})"
CLOCKS = tuple(
    (rf"{head}:[0-9]{{2}}", zone)
    for head, zone in (
        (r"[0-9]{4}[-/][0-9]{2}[-/][0-9]{2}[T ][0-9]{2}", _ZONE),
        (r"[0-9]{2}/[A-Z][a-z]{2}/[0-9]{4}:[0-9]{2}", r" [+-][0-9]{4}"),
        (r"[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9]{2}", r" GMT| [+-][0-9]{4}"),
        (r"[A-Z][a-z]{2} [ 0-9][0-9] [0-9]{2}", r""),
    )
)
"""Head of a time up to its minute, and what may follow its seconds, of the spellings read by column."""
SECOND = r"[0-5][0-9]"
LEVELS = "TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL|SEVERE"


SILENT, SPOKEN, WRITTEN = "silent", "spoken", "written"
"""Kinds of texts: one gives no fact, whatever it says; whether another does, the rest of its record decides; the last
is a message, which mostly tells nothing but itself.
"""
MESSAGES = frozenset({"message", "msg", "text", "log", "line", "details"})  # names of what is written


class Token(NamedTuple):
    """A stretch of a record. kind: stamp, uuid, number, url, word, text, or one of those above."""

    kind: str
    text: str
    start: int
    quote: str = ""  # how `text` is escaped: json, csv or not at all; or PROSE

    @property
    def end(self) -> int:
        """The index behind it."""
        return self.start + len(self.text)


_STAMP = "|".join(rf"{head}:{SECOND}(?:[.,][0-9]{{1,9}})?(?:{zone})?(?![0-9])" for head, zone in CLOCKS)
_KINDS = (("stamp", _STAMP), ("uuid", UUID), ("number", NUMBER), ("url", URL), ("word", WORD))
_WHOLE = tuple((kind, re.compile(pattern)) for kind, pattern in _KINDS)
_FREE = re.compile(
    rf"(?P<stamp>{_STAMP})|(?P<uuid>(?<![\w-]){UUID}(?![\w-]))|(?P<url>(?:(?<=[\s\"'(=])(?=/)|(?=http)){URL})"
    rf"|\"(?P<quoted>[^\"\\\n]*)\"|(?P<number>(?<![\w.-]){NUMBER}(?![\w-]|\.\w))|(?P<word>{WORD})"
)
_JSON = re.compile(rf"\"(?P<quoted>(?:[^\"\\\n]|\\.)*)\"(?P<key>\s*:)?|(?P<number>(?<![\w.+-]){NUMBER}(?![\w.+-]))")
_CELL = re.compile(r"\"(?P<quoted>(?:[^\"]|\"\")*)\"|(?P<cell>[^,;|\t\"]+)")
_FIXED = re.compile(rf"(?:{LEVELS}|{'|'.join(METHODS)})")


def cut(
    text: str, form: str, values: Collection[str], *, row: bool = False, header: Header | None = None
) -> list[Token]:
    """The tokens of a record; with the text between them, which stays, they make up all of it.

    values: of the facts that the exact path found in it, so that words that tell something are told apart.
    row: it was read as a whole object, so that its keys say which of its texts are silent. header: of its table.
    """
    if form == "ndjson":
        return list(_json(text, row=row))
    return list(_cells(text, header)) if form == "csv" else list(_free(text, values))


def _json(text: str, *, row: bool) -> Iterator[Token]:
    key, behind = "", 0
    for found in _JSON.finditer(text):
        if found["number"]:
            yield Token("number", found["number"], found.start("number"))
        elif found["key"]:
            key, behind = found["quoted"], found.end()
        elif row and "\\" not in found["quoted"] and (line := REQUEST_LINE.fullmatch(found["quoted"])):
            yield Token("word", line[1], found.start("quoted"))
            yield Token("url", line[2], found.start("quoted") + line.start(2))
        elif found["quoted"].lower() not in NOTHING:
            token = _valued(found["quoted"], found.start("quoted"), "json")
            kind = _said_by(key) if row and not text[behind : found.start()].strip() else None
            may_be = ("text",) if kind == WRITTEN else ("text", "url")
            yield token._replace(kind=kind) if kind and token.kind in may_be else token


def _said_by(key: str) -> str | None:
    bare = squeeze(key)
    return SILENT if is_silent(key) else SPOKEN if bare in LATE else WRITTEN if bare in MESSAGES else None


def _cells(text: str, header: Header | None) -> Iterator[Token]:
    cells = split_row(text, header) if header else []
    column = behind = 0
    for found in _CELL.finditer(text):
        column += text.count(header.mark, behind, found.start()) if header else 0
        behind = found.end()
        name = "cell" if found["cell"] else "quoted"
        if found[name] and found[name].lower() not in NOTHING:
            token = _valued(found[name], found.start(name), "cell" if found["cell"] else "csv")
            kind = _said_in(header, column, cells, token) if header and column < len(cells) else None
            yield token._replace(kind=kind) if kind else token


def _said_in(header: Header, column: int, cells: Sequence[str], token: Token) -> str | None:
    if header.is_silent(column):
        return SILENT if token.kind in ("text", "url") else None
    whole = token.kind == "text" and token.text.replace('""', '"').strip() == cells[column].strip()
    return WRITTEN if whole and header.is_message(column) else None


def _valued(value: str, start: int, quote: str) -> Token:
    kind = next((kind for kind, whole in _WHOLE if whole.fullmatch(value)), "text")
    return Token("text" if kind in ("word", "number") else kind, value, start, quote)


def _free(text: str, values: Collection[str], shift: int = 0) -> Iterator[Token]:
    for found in _FREE.finditer(text):
        kind, value = str(found.lastgroup), found[str(found.lastgroup)]
        start = found.start(kind) + shift
        if kind == "quoted":
            yield from _quoted(value, start, values)
        elif kind == "word" and not (value in values or _FIXED.fullmatch(value) or any(map(str.isdigit, value))):
            continue
        else:
            yield Token(kind, value, start)


def _quoted(value: str, start: int, values: Collection[str]) -> Iterator[Token]:
    hides = value not in values and any(len(each) > 2 and each in value for each in values)  # noqa: PLR2004 a fact
    if hides:
        yield from _free(value, values, start)
    elif value and value.lower() not in NOTHING:
        yield Token("text", value, start, "quoted")
