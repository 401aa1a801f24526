"""JSON stays JSON: a number gives way to a quoted placeholder, and a span that would break a string is widened."""

import json
import re
from collections.abc import Iterable

from casekit.redaction.spans import Span

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\Z")
_COLON = re.compile(r"(\\{0,15}\")\s{0,40}:\s{0,200}\Z")
_TOKEN = re.compile(r"\"(?:[^\"\\]|\\.)*+\"|-?\d[\d.eE+-]*")
_BEFORE_LIMIT = 260


def quote_for(text: str, span: Span) -> str:
    """The quotation mark that a placeholder needs where a bare JSON number stood; empty elsewhere."""
    if not _NUMBER.match(text[span.start : span.end]):
        return ""
    before = text[max(0, span.start - _BEFORE_LIMIT) : span.start]
    after = text[span.end : span.end + 40].lstrip()[:1]
    if after not in (",", "}", "]") or not before.rstrip().endswith((":", ",", "[")):
        return ""
    key = _COLON.search(before)
    if key:
        return key[1]
    inner = before.rfind('\\"')
    return "" if before.rstrip().endswith(":") or inner > before.rfind("\n") >= 0 else '"'


def is_json(text: str) -> bool:
    """Whether the text is one JSON object or array."""
    stripped = text.strip()
    if stripped[:1] not in ("{", "[") or stripped[-1:] not in ("}", "]"):
        return False
    try:
        json.loads(stripped)
    except (ValueError, RecursionError):
        return False
    return True


def widen(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans stretched over the whole strings and numbers of the JSON text that they touch."""
    tokens = [match.span() for match in _TOKEN.finditer(text)]
    wide, index = [], 0
    for span in spans:
        while index < len(tokens) and tokens[index][1] <= span.start:
            index += 1
        at = index
        while at < len(tokens) and tokens[at][0] < span.end:
            start, end = tokens[at]
            inset = 1 if text[start] == '"' else 0
            wide.append(Span(start + inset, end - inset, span.rule, span.kind))
            at += 1
    return tuple(wide)
