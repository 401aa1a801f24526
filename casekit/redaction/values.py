"""Where the value behind a key begins and ends, in whatever way it is written."""

import re
from dataclasses import dataclass

from casekit.redaction.evidence import KEPT
from casekit.redaction.shadow import Shadow

VALUE_LIMIT = 8192  # characters; a longer value is cut here and what follows is looked at anew
BLOB_LIMIT = 4_000_000  # characters of a label or document in base64
TEXT_LIMIT = 300  # characters of an unquoted name or address

_TYPED = (  # an object that holds a value and says of what type it is: {"S": "..."}, {"stringValue": "..."}
    r"(?:[\[{]{1,2}\s{0,40}\\{0,15}[\"']?(?:S|SS|L|string|[vV]alues?|string_?[vV]alue|array_?[vV]alue|plain|text|#text|_)"
    r"\\{0,15}[\"']?\s{0,4}(?:=>|[:=])\s{0,4}){1,4}\[?"
)
_OPEN = re.compile(
    r"[ \t]{0,60}\*{0,3}[ \t]{0,4}(?:\s{0,60}string\([0-9]{1,6}\)[ \t]?|(?:[A-Za-z_.]{1,24}\()(?=\\{0,15}[\"'`])"
    rf"|{_TYPED}|<<(?=\")|[bufrBUFR@&$](?=[\"'])|[(\[{{](?=[ \t]{{0,4}}\\{{0,15}}[\"'])|\[(?=[^\s\[\]{{}}\"'])"
    r"|!!?[a-z]{1,12} |[|>]-?[ \t]{0,4}\n[ \t]{1,40})?[ \t]{0,4}",
)
_KEY_BEHIND = re.compile(r"[ \t]{0,8}(?:=>|:(?!:))")
_BRACE = re.compile(r"[{}()\[\]]")
_QUOTE = re.compile(r"(?:\\{0,15}[\"'`])")
_CODE_END = re.compile(r"`[ \t]{1,4}(?=\S)")  # the key was the last word of inline code
_TOKEN = re.compile(r"[^\s\"'`<>,;&)\]}\\]{1,8192}")
_QUERY = re.compile(r"\?(?=[A-Za-z][\w.-]{0,60}=)")  # where a path that a secret stands in goes on
_PASSWORD = re.compile(r"[^\s\"'`<>&\\]{1,512}")
_PASSWORD_END = re.compile(r"[,;|)\]}]+(?:\Z|(?=[\w.-]{1,40}[ \t]?[=:]))")
_TEXT_END = re.compile(
    r"[\n\r\t|;\"<>{}\[\]&`\\)]|,(?=\s*[\"']?[^\W\d][\w.-]{0,40}[\"']?[ \t]*[:=])|[。；]|'(?=[,)\]}\s]|\Z)"
    r"|\s+(?=[^\W\d][\w.-]{0,40}[ \t]?[=:])|[，、]|[ ]{3,}|\?(?=[A-Za-z][\w.-]{0,60}=)|\s+--\w|\s+[-–—]+>?\s|\s+//",
)
_NAME_END = re.compile(
    r",|\s+(?=(?!(?:de|del|da|di|du|van|von|der|den|la|le|y|e|bin|ibn|al|el|dos|das|zu)\b)[a-z#(\d])"
)
_NOTHING = re.compile(
    r"(?i)(?:null|none|nil|undefined|true|false|yes|no|n/?a|nan|unknown|empty|missing|required|invalid|expired|string"
    r"|redacted|masked|hidden|removed|omitted|filtered|secret|token|value|ok|failed|disabled|enabled|not|is|was"
    r"|\(?\[?<?(?:redacted|masked|hidden|none|null|empty|filtered|omitted|removed|not set|unset|your[^>]{0,40})>?\]?\)?"
    r"|[*x.•#_-]{2,}|\$\{[^}]{0,80}\}|\$\([^)]{0,80}\)|\{\{.{0,80}\}\}|\$[A-Za-z_]\w{0,60}|%[sdvr]|%\w{1,60}%"
    r"|\{\w{0,60}\}"
    r"|<[\w -]{1,60}>|(?:process\.env|os\.environ|os\.getenv|ENV|System\.getenv|env|config|self|this"
    r"|settings|args)[.(\[].{0,80})[.,;]?\Z",
)


@dataclass(frozen=True, slots=True)
class Value:
    """A value's place in the shadow, whether it stood in quotes, and where to go on reading."""

    start: int
    end: int
    quoted: bool
    after: int


def is_nothing(value: str) -> bool:
    """Whether the value says that there is none, or only where it comes from."""
    return _NOTHING.match(value) is not None


def read_value(shadow: Shadow, at: int, style: str) -> Value | None:
    """The value that begins behind a separator at this offset of the shadow, or None."""
    text = shadow.text
    opened = _OPEN.match(text, at)
    start = opened.end() if opened else at
    quote = _QUOTE.match(text, start)
    if quote and text[start - 1] in "{[(" and style == "all":
        return _read_container(text, start - 1)
    if quote and (closed := _CODE_END.match(text, quote.start())):
        return read_bare(shadow, closed.end(), style)
    if quote:
        return _read_quoted(shadow, quote, style)
    if text[start : start + 1] in ("{", "[") and style == "all":
        return _read_container(text, start)
    if text[start : start + 1] in ("{", "[", "<", ""):
        return None
    return read_bare(shadow, start, style)


def _read_container(text: str, start: int) -> Value:
    depth = 0
    for match in _BRACE.finditer(text, start, start + VALUE_LIMIT):
        depth += 1 if match[0] in "{[(" else -1
        if depth <= 0:
            return Value(start + 1, match.start(), quoted=True, after=match.end())
    end = min(len(text), start + VALUE_LIMIT)
    return Value(start + 1, end, quoted=True, after=end)


def _read_quoted(shadow: Shadow, quote: re.Match[str], style: str) -> Value | None:
    text, delimiter, start = shadow.text, quote[0], quote.end()
    if text.startswith(delimiter, start):
        if delimiter != '"' or text[start + 1 : start + 2] in ("", ",", "}", "]", ")", " ", "\n", "\r", ";", "\t"):
            return None
        delimiter, start = '""', start + 1
    limit = start + (BLOB_LIMIT if style == "blob" else VALUE_LIMIT)
    end = _closing(shadow, delimiter, start, limit, escaped=shadow.escaped(quote.end() - 1))
    line = text.find("\n", start, end if end >= 0 else limit)
    broken = line >= 0 and not shadow.escaped(line) and not _is_wrapped(text[start : max(start, end)])
    if end < 0 or broken:
        return read_bare(shadow, start, style)
    if _KEY_BEHIND.match(text, end + len(delimiter)) and text[quote.start() - 1] in "{[(":
        return None
    return Value(start, end, quoted=True, after=end + len(delimiter)) if end > start else None


def _closing(shadow: Shadow, delimiter: str, start: int, limit: int, *, escaped: bool) -> int:
    text, at = shadow.text, shadow.text.find(delimiter, start, limit)
    while at >= 0:
        behind = text[max(start, at - 16) : at]
        slashes = len(behind) - len(behind.rstrip("\\"))
        if slashes % 2 == 0 and shadow.escaped(at + len(delimiter) - 1) == escaped:
            return at
        at = text.find(delimiter, at + 1, limit)
    return -1


_WRAPPED = re.compile(r"[A-Za-z0-9+/=_|.\s\\-]+\Z")


def _is_wrapped(value: str) -> bool:
    return _WRAPPED.match(value) is not None


def read_bare(shadow: Shadow, start: int, style: str) -> Value | None:
    """The value without quotes that begins at this offset."""
    text = shadow.text
    if style in ("secret", "header", "cookie", "all", "blob"):
        end = _token_end(shadow, start)
    elif style == "password":
        found = text[start : _token_end(shadow, start, _PASSWORD)]
        cut = _PASSWORD_END.search(found)
        end = start + (cut.start() if cut else len(found))
    else:
        end = _text_end(shadow, start, style)
    return Value(start, end, quoted=False, after=end) if end > start else None


def _token_end(shadow: Shadow, start: int, pattern: re.Pattern[str] = _TOKEN) -> int:
    """Past the token; a `&` that was written `%26` belongs to it when the token's own `=` was plain."""
    text, end = shadow.text, start
    while match := pattern.match(text, end):
        end = match.end()
        plain = not shadow.escaped(start - 1) if start else True
        if not (plain and end < len(text) and shadow.escaped(end) and text[end] in "&,;)"):
            break
        end += 1
    found = text[start:end].rstrip(".:")
    query = _QUERY.search(found) if "?" in found else None
    return start + (query.start() if query and "://" not in found else len(found))


def _text_end(shadow: Shadow, start: int, style: str) -> int:
    window = shadow.text[start : start + TEXT_LIMIT]
    cut = _TEXT_END.search(window)
    window = window[: cut.start()] if cut else window
    if style == "name":
        cut = _NAME_END.search(window)
        window = window[: cut.start()] if cut else window
    kept = KEPT.search(window)
    window = window[: kept.start()] if kept else window
    return start + len(window.rstrip(" \t,.:-/(#"))
