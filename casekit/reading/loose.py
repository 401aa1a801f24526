"""Objects in text: JSON, and what looks like it (Python, JavaScript, Rust, cut, with comments), without failing."""

import json
import re
from dataclasses import dataclass
from typing import Any

from casekit.limits import DEPTH_LIMIT
from casekit.reading.found import CUT_OFF

Found = tuple[Any, int, bool]
"""The value, the index behind it, and True when the text ends inside it."""

KEY = re.compile(r"\s*(?:\[Symbol\((\w+)\)\]|:?([\w$@.\-]+)(?:\s?['\"](?=:))?|\"((?:[^\"\\\n]|\\.)*)\"|[bu]?'((?:[^'\\\n]|\\.)*)')\s*(?::|=>|=(?!=))\s*")  # fmt: skip  # noqa: E501 a pattern or a table row
SKIP = re.compile(r"(?:[\s,;，]|/\*.*?(?:\*/|$)|//[^\n]*|#[^\n]*|\.{3}(?:\s*\d+ more \w+)?|…)+", re.DOTALL)
CLASS = re.compile(
    r"%(?=\{)|array ?(?=\(\s)|"
    r"(?:<ref \*\d+> |class )?(?:[A-Za-z_][\w.$:]*(?:\(\d+\))?(?: \[[\w: ]+\])?\s*)(?=[{\[])|\[\w+: null prototype\] (?=\{)"  # noqa: E501 a pattern or a table row
)
WRAPPED = re.compile(
    r"(?:Some|Status|StatusCode|H\d)\((?=[\"\d{])"
)  # Rust's; the bracket behind is skipped with what parts members
DATE = r"(?:[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} [\d:]{8} \w+)?"  # the one bare value that holds a comma
BARE = re.compile(DATE + r"[^,}\]\n]*")
IN_CLASS = re.compile(r"[^\n]*")  # what Java's objects print: a member a line
OF_CLASS = re.compile(r"class \w+ $")
IN_TUPLE = re.compile(DATE + r"[^,)\n]*")
BARES = {"(": IN_TUPLE, "{:": IN_CLASS}
LONGEST_NAME = 80  # characters of a class
ERLANG_PAIR = re.compile(r"\s*\"[^\"\n]*\"\s*,")  # {"date", "..."}: a pair, no object
QUOTED_TUPLE = re.compile(r"\(\s*['\"]")
ARROW = re.compile(r"\s*(?:\"[^\"\n]*\"|'[^'\n]*')\s*=>")  # PHP's ["name" => "value"]
INDEX = re.compile(r"\d+\s*=>\s*")  # and its [0 => "value"]
KEYED = ("{", "[>", "{:", "(>")
CLOSERS = {"{": "}", "[": "]", "(": ")", "[>": "]", "{,": "}", "{:": "}", "(>": ")"}
ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", re.DOTALL)
PLAIN_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
REPR = re.compile(r"[{\[][\s{\[]*'")
REPR_WORDS = {"None": "null", "True": "true", "False": "false"}
LONGEST_REPR = 8_000  # characters of a line
NO_VALUE = re.compile(r"^.{0,58}: |^[A-Z]+ \w+=")  # of a first member: a sentence, or the next of Rust's pairs
AFTER_STRING = re.compile(r"\s*(?:[,，}\]:)]|=>|$|\n\s*[\"'][^\"'\n]*[\"']\s*(?:=>|:))")
NEXT_STRING = re.compile(r"\s*\n\s*(?=([\"']))")  # Python's, of a long text over several lines


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    return made if len(made) == len(pairs) else dict(reversed(pairs))


def _bare(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return _unique([(key.strip(), value) for key, value in pairs])


_DECODER = json.JSONDecoder(strict=False, object_pairs_hook=_unique)


def read_json(text: str) -> Any:  # noqa: ANN401 JSON is any value
    """The value of a text that is one JSON value and nothing else; ValueError otherwise, at any depth."""
    try:
        value, end = _DECODER.raw_decode(text, len(text) - len(text.lstrip()))
    except RecursionError as error:
        raise ValueError from error
    if text[end:].strip():
        raise ValueError
    return value


def read_object(text: str, start: int) -> Found | None:
    """The object or list that opens at `start`, or None when what stands there is neither."""
    return _read_repr(text, start) or _read_json(text, start) or _read(text, start)


def _read_json(text: str, start: int) -> Found | None:
    try:
        value, end = _DECODER.raw_decode(text, start)
    except (ValueError, RecursionError):
        return None
    return value, end, False


def _read_repr(text: str, start: int) -> Found | None:
    """What Python prints, read as the JSON that it nearly is; None where that is not certain to read the same.

    No JSON begins so, and to find this out by its decoder would take longer.
    """
    if not REPR.match(text, start):
        return None
    end = text.find("\n", start)
    line = text[start : end if end >= 0 else len(text)]
    if len(line) > LONGEST_REPR or '"' in line or "\\" in line:
        return None
    try:
        value, size = _REPR_DECODER.raw_decode(_as_json(line))
    except (ValueError, RecursionError):
        return None
    return value, start + size, False


def _as_json(line: str) -> str:
    """The line in the quotes and words of JSON, as long as it was."""
    pieces = line.split("'")
    # every other piece stands between quotes
    outside = "\n".join(pieces[::2])
    for word, plain in REPR_WORDS.items():
        outside = outside.replace(word, plain)
    pieces[::2] = outside.split("\n")
    return '"'.join(pieces)


@dataclass(slots=True)
class _Open:
    """The objects that are open at one point of a text, the outermost first, each with its opening bracket."""

    text: str
    stack: list[tuple[str, Any]]

    def close(self) -> Any:  # noqa: ANN401
        return self.stack.pop()[1]

    def put(self, key: str | None, value: object) -> None:
        holder = self.stack[-1][1] if self.stack else None
        if isinstance(holder, list):
            holder.append(value)
        elif holder is not None:
            holder.setdefault(key or "", value)

    def opens(self, at: int, *, keyed: bool) -> bool:
        inside = keyed or (self.stack and self.stack[-1][0] == "[")
        return (
            self.text[at] in "{["
            or bool(inside and QUOTED_TUPLE.match(self.text, at))
            or (not self.stack and self.text[at] == "(")
        )


def _read(text: str, start: int) -> Found | None:
    held = _Open(text, [])
    at: int | None = start
    margin = text[text.rfind("\n", 0, start) + 1 : start]
    spread = text[start + 1 : start + 2] == "\n" and not margin.strip()  # over lines, each end below its beginning
    while at is not None and (at := _over(text, at) if held.stack else at) < len(text):
        if held.stack and text[at] == CLOSERS[held.stack[-1][0]]:
            top, at = held.close(), at + 1
            if not held.stack:
                return top, at, False
            if spread and text.endswith(f"\n{margin}}}", 0, at):  # what is left open was left out
                return held.stack[0][1], at, False
            continue
        at = _member(held, at)
        if len(held.stack) > DEPTH_LIMIT:
            break
    if at is None or not held.stack or not held.stack[0][1]:
        return None
    return held.stack[0][1], len(text), True


def _member(held: _Open, at: int) -> int | None:
    """Read one key and value, or the opening of one; the index behind it, or None when this is no object."""
    text, key = held.text, None
    index = INDEX.match(text, at) if held.stack and held.stack[-1][0] == "[" else None
    at = index.end() if index else at
    if held.stack and held.stack[-1][0] in KEYED:
        found = KEY.match(text, at)
        if not found:
            if not held.stack[-1][1] and ERLANG_PAIR.match(text, at):
                return None
            return None if not held.stack[-1][1] and len(held.stack) == 1 else _junk(text, at)
        key, at = next((part for part in found.groups() if part is not None), "").strip(), found.end()
    prefix = CLASS.match(text, at) or WRAPPED.match(text, at)
    at = prefix.end() if prefix else at
    if at >= len(text):
        return at
    exported = prefix is not None and text[at] == "("  # by PHP's var_export
    if exported or held.opens(at, keyed=key is not None):
        kind = "[>" if text[at] == "[" and ARROW.match(text, at + 1) else text[at]
        kind = "{," if kind == "{" and held.stack and ERLANG_PAIR.match(text, at + 1) else kind
        kind = "{:" if text[at : at + 2] == "{\n" and OF_CLASS.search(text, max(0, at - LONGEST_NAME), at) else kind
        kind = "(>" if exported else kind
        fresh: Any = {} if kind in KEYED else []
        held.put(key, fresh)
        held.stack.append((kind, fresh))
        return at + 1
    value, end, _ = _scalar(text, at, BARES.get(held.stack[-1][0], BARE) if held.stack else BARE)
    first = len(held.stack) == 1 and not held.stack[0][1]
    if not held.stack or (first and isinstance(value, str) and text[end - 1] not in "\"'" and NO_VALUE.search(value)):
        return None
    held.put(key, value)
    return end


def _over(text: str, at: int) -> int:
    found = SKIP.match(text, at)
    return found.end() if found else at


def _junk(text: str, at: int) -> int:
    found = re.compile(r"[,\n}\]]").search(text, at + 1)
    return found.start() if found else len(text)


def _scalar(text: str, at: int, bare: re.Pattern[str]) -> Found:
    quote = text[at + 1 : at + 2] if text[at] in "bu" and text[at + 1 : at + 2] in ("'", '"') else text[at]
    if quote in ("'", '"', "`"):
        return _string(text, text.index(quote, at), quote)
    found = bare.match(text, at)
    end = found.end() if found else at + 1
    word = text[at:end].strip()
    if end == at:
        return None, at + 1, False
    return _word(word), end, False


def _word(word: str) -> Any:  # noqa: ANN401
    if word in ("null", "None", "undefined", "NULL", "nil", ""):
        return None
    if word in ("true", "True", "false", "False"):
        return word.lower() == "true"
    return int(word) if re.fullmatch(r"-?\d{1,18}", word) else word


_REPR_DECODER = json.JSONDecoder(
    strict=False, object_pairs_hook=_bare, parse_float=str, parse_constant=str, parse_int=_word
)


def _string(text: str, at: int, quote: str) -> Found:
    end = at + 1
    while True:
        end = text.find(quote, end)
        if end < 0 or (cut_off := text.find(CUT_OFF, at, end)) >= 0:
            end = len(text) if end < 0 else cut_off
            return f"{unescape(text[at + 1 : end]).rstrip()} {CUT_OFF}", len(text), True
        slashes = len(text[at + 1 : end]) - len(text[at + 1 : end].rstrip("\\"))
        if slashes % 2 == 0 and (AFTER_STRING.match(text, end + 1) or end - at > 20_000):  # noqa: PLR2004 one long cell
            return unescape(text[at + 1 : end]), end + 1, False
        more = NEXT_STRING.match(text, end + 1) if slashes % 2 == 0 else None
        if more and more[1] == quote:
            value, behind, cut = _string(text, more.end(), quote)
            return unescape(text[at + 1 : end]) + value, behind, cut
        end += 1


def unescape(text: str) -> str:
    r"""The text with \n, \", \u0027 and \x27 read."""
    return ESCAPE.sub(_escaped, text) if "\\" in text else text


def _escaped(found: re.Match[str]) -> str:
    part = found[1]
    if part[0] in "ux" and len(part) > 1:
        return chr(int(part[1:], 16))
    return PLAIN_ESCAPES.get(part, part)
