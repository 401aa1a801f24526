"""Text on its way into Markdown: one function per place, and nowhere else in the kit.

Whatever stands in a log or was typed is text, never markup: it cannot open a heading, a link, an image, a mention or
HTML, and a Markdown reader gets back exactly the characters that went in (invisible ones as visible escapes).
"""

import re
from collections.abc import Callable

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ud800-\udfff]"
)
_SPECIAL = re.compile(r"([\\`*\[\]<>|~$!])")
_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_LINE_START = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|[-+=]{3,}\s*$|[+-](?=\s|$)|>)")
_CLOSING = re.compile(r"(?<!\S)#+$")  # which a heading would drop
_ORDERED = re.compile(r"^(\s*\d{1,9})([.)])(?=\s|$)")
_AUTOLINK = re.compile(r"://|^www\.|@\w|^[^\w]*#\d|^GH-\d|^[0-9a-f]{7,40}$", re.IGNORECASE)


def visible(text: str) -> str:
    r"""The text with control, zero-width and direction characters written as escapes such as \\u202e."""
    return _INVISIBLE.sub(_escape, text.replace("\r\n", "\n"))


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"  # noqa: PLR2004  one byte


def code(text: str) -> str:
    """Inline code on one line, with a run of backticks longer than any inside."""
    flat = re.sub(r"\s+", " ", visible(text)).strip()
    if not flat:
        return ""
    tick = "`" * (_longest(flat, "`") + 1)
    pad = " " if flat.startswith("`") or flat.endswith("`") else ""
    return f"{tick}{pad}{flat}{pad}{tick}"


def fence(text: str) -> str:
    """A fenced block whose fence is longer than any run of backticks inside."""
    body = visible(text).rstrip("\n")
    tick = "`" * max(3, _longest(body, "`") + 1)
    return f"{tick}text\n{body}\n{tick}"


def line(text: str) -> str:
    """Plain words on one line, for a heading or a bullet."""
    return _CLOSING.sub(r"\\\g<0>", _line(re.sub(r"\s+", " ", visible(text))))


def cell(text: str) -> str:
    """A table cell of plain words on one line; a pipe does not end the cell, not even in a word shown as code."""
    return _line(re.sub(r"\s+", " ", visible(text)), code_cell)


def code_cell(text: str) -> str:
    """A table cell that shows an ID or a value as inline code; a pipe inside does not end the cell."""
    return code(text).replace("|", "\\|")


def prose(text: str) -> str:
    """Paragraphs as typed: line ends stay, and words that would become a link or a mention are shown as code."""
    lines = "\n".join(_line(line) for line in visible(text).strip().split("\n"))
    return re.sub(r"(?<=[^\n])\n(?=[^\n])", "  \n", lines)


def _line(line: str, shown: Callable[[str], str] = code) -> str:
    words = [shown(word) if _AUTOLINK.search(word) else _plain(word) for word in line.strip().split(" ")]
    text = " ".join(words)
    text = _LINE_START.sub(lambda match: f"{match[1]}\\{match[2]}", text)
    return _ORDERED.sub(r"\1\\\2", text)


def _plain(word: str) -> str:
    return _ENTITY.sub("&amp;", _UNDERSCORE.sub(r"\\_", _SPECIAL.sub(r"\\\1", word)))


def _longest(text: str, mark: str) -> int:
    return max((len(run) for run in re.findall(re.escape(mark) + "+", text)), default=0)


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """A table of cells that are Markdown already."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
