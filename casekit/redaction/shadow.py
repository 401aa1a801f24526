r"""One normalised shadow of a text, and the way back from its offsets to those of the text.

Rules look at the shadow, where invisible characters are gone and escaped ones are plain, so that `Atza%7C`,
`Atza\u007c` and `Atza|` in colours are all the same token. The text itself is never changed here.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

_INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\U000e0000-\U000e007f"
_CSI = r"(?:\x1b\[|\x9b)[0-?]{0,40}[ -/]{0,4}[@-~]"
_WRITTEN_CSI = (
    r"\\{1,8}(?:x1[bB]|u001[bB]|033|e)\\{0,4}\[[0-?]{0,40}[ -/]{0,4}[@-Z^-~]"  # as JSON and programs write it
)
_OSC = r"\x1b\][^\x07\x1b\n]{0,400}(?:\x07|\x1b\\)"
_BLANKS = "\u00a0\u2000-\u200a\u202f\u3000"
_DOUBLE = "\u201c-\u201f\u00ab\u00bb"
_SINGLE = "\u2018-\u201b"
_BARS = "\u01c0\u2223"

_ODD = re.compile(
    rf"(?P<drop>[{_INVISIBLE}]+|{_CSI}|{_WRITTEN_CSI}|{_OSC}|\x1b[@-Z^_=>])"
    rf"|(?P<nul>\x00)|(?P<wide>[\uff01-\uff5e])|(?P<blank>[{_BLANKS}])|(?P<double>[{_DOUBLE}])|(?P<single>[{_SINGLE}])|(?P<bar>[{_BARS}])"
    r"|(?P<bytes>(?:%(?:25){0,4}[0-9A-Fa-f]{2})+|(?:\\{1,8}x[0-9A-Fa-f]{2})+)"
    r"|(?P<point>\\{1,8}u[0-9A-Fa-f]{4}|\\{1,8}u\{[0-9A-Fa-f]{1,6}\}|\\{1,8}U[0-9A-Fa-f]{8})"
    r"|(?P<entity>&(?:amp;){0,4}(?:quot|apos|amp|lt|gt|nbsp|vert|verbar|equals|colon|commat|lowbar|num"
    r"|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});)"
    r"|(?P<control>\\{1,8}[nrt])"
    r"|(?P<plain>\\{1,8}[/|_@*=&:~.<>\[\](){}#+!-])",
)
_LEAD = re.compile(
    rf"[%&\\\x00\x1b\x9b{_INVISIBLE}\uff01-\uff5e{_BLANKS}{_DOUBLE}{_SINGLE}{_BARS}]"
)  # what an odd stretch starts with
_UNIT = re.compile(r"(?:%(?:25){0,4}|\\{1,8}x)([0-9A-Fa-f]{2})")
_ENTITIES = {
    "quot": '"', "apos": "'", "amp": "&", "lt": "<", "gt": ">", "nbsp": " ", "vert": "|", "verbar": "|",
    "equals": "=", "colon": ":", "commat": "@", "lowbar": "_", "num": "#",
}  # fmt: skip
_FIXED = {"blank": " ", "nul": " ", "double": '"', "single": "'", "bar": "|"}
_CONTROL = {"n": "\n", "r": "\r", "t": "\t"}
_LAST_POINT = 0x10FFFF
_SURROGATES = range(0xD800, 0xE000)
_WIDE_SHIFT = 0xFEE0  # from full-width forms to ASCII


@dataclass(frozen=True, slots=True)
class Shadow:
    """The normalised text; `pieces` say, in order, where each stretch of it comes from.

    A piece is (start in the shadow, start in the text, end in the text, written escaped); an empty tuple of
    pieces means that the shadow is the text itself.
    """

    text: str
    starts: tuple[int, ...] = ()
    pieces: tuple[tuple[int, int, int, bool], ...] = ()

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the text that shadow[start:end] was made from."""
        if not self.pieces:
            return start, end
        at, first, last, escaped = self.pieces[max(0, bisect_right(self.starts, start) - 1)]
        left = first if escaped else first + start - at
        if end <= start:
            return left, left
        at, first, last, escaped = self.pieces[max(0, bisect_right(self.starts, end - 1) - 1)]
        return left, last if escaped else first + end - at

    def escaped(self, index: int) -> bool:
        """Whether the character at this index of the shadow was written as an escape."""
        return bool(self.pieces) and self.pieces[max(0, bisect_right(self.starts, index) - 1)][3]


def cast(text: str) -> Shadow:
    """The shadow of the text; linear in its length."""
    parts: list[str] = []
    pieces: list[tuple[int, int, int, bool]] = []
    at = done = 0
    for match in _find_odd(text):
        if match.start() > done:
            parts.append(text[done : match.start()])
            pieces.append((at, done, match.start(), False))
            at += match.start() - done
        for char, start, end in _plain(match):
            parts.append(char)
            pieces.append((at, start, end, True))
            at += len(char)
        done = match.end()
    if not done:
        return Shadow(text)
    parts.append(text[done:])
    pieces.append((at, done, len(text), False))
    return Shadow("".join(parts), tuple(piece[0] for piece in pieces), tuple(pieces))


def plain(text: str) -> str:
    """The text of its shadow alone; quick where nothing is odd."""
    return cast(text).text if _LEAD.search(text) else text


def _find_odd(text: str) -> Iterator[re.Match[str]]:
    lead = _LEAD.search(text)
    while lead:
        match = _ODD.match(text, lead.start())
        if match:
            yield match
        lead = _LEAD.search(text, match.end() if match else lead.end())


def _plain(match: re.Match[str]) -> list[tuple[str, int, int]]:
    """The characters an odd stretch stands for, each with its place in the text."""
    kind, text, start, end = match.lastgroup or "", match[0], match.start(), match.end()
    if kind == "drop" or (kind == "nul" and _is_interleaved(match.string, start)):
        return []
    if kind == "bytes":
        return _decode_bytes(text, start)
    if kind == "wide":
        return [(chr(ord(text) - _WIDE_SHIFT), start, end)]
    if kind == "point":
        return [(_character(int(text.lstrip("\\")[1:].strip("{}"), 16)), start, end)]
    if kind == "entity":
        return [(_entity(text), start, end)]
    return [(_FIXED.get(kind) or _CONTROL.get(text[-1], text[-1]), start, end)]


def _is_interleaved(text: str, at: int) -> bool:
    """Whether this NUL is one of UTF-16 read as single bytes, and no mere separator."""
    return text[at + 2 : at + 3] == "\0" or text[max(0, at - 2) : at - 1] == "\0"


def _decode_bytes(text: str, offset: int) -> list[tuple[str, int, int]]:
    units = [(int(unit[1], 16), offset + unit.start(), offset + unit.end()) for unit in _UNIT.finditer(text)]
    raw = bytes(unit[0] for unit in units)
    try:
        decoded = raw.decode("utf-8")
    except UnicodeDecodeError:
        decoded = ""
    if not decoded:
        return [(chr(code), start, end) for code, start, end in units]
    chars, index = [], 0
    for char in decoded:
        width = len(char.encode())
        chars.append((char, units[index][1], units[index + width - 1][2]))
        index += width
    return chars


def _entity(text: str) -> str:
    name = text[1:-1].replace("amp;", "")
    if not name.startswith("#"):
        return _ENTITIES[name]
    return _character(int(name.lstrip("#xX"), 16 if name[1] in "xX" else 10))


def _character(code: int) -> str:
    return chr(code) if code <= _LAST_POINT and code not in _SURROGATES else "\ufffd"
