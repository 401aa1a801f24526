"""The sentence inside its wrappers: JSON and XML bodies, HTML pages, and what client libraries put around them."""

import html
import re

INPUT_LIMIT = 20_000
"""Characters of a message that are looked at; the sentence stands far in front."""
OUTPUT_LIMIT = 2_000

_UNICODE = re.compile(r"\\u([0-9a-fA-F]{4})")
_QUOTED = r"(?:\"((?:[^\"\\]|\\.)*)(?:\"|$)|'((?:[^'\\]|\\.)*)(?:'|$))"
_SPEAKING = r"[\"'](?:message|details|error_description|errorMessage)[\"']\s*(?::|=>)\s*"
_SAID = re.compile(_SPEAKING + _QUOTED, re.DOTALL | re.IGNORECASE)
_XML = re.compile(r"<Message>(.*?)(?:</Message>|$)", re.DOTALL)
_TITLES = re.compile(r"<(title|h1)[^>]*>(.*?)</\1>", re.DOTALL | re.IGNORECASE)
_PREFIX = re.compile(r"^(?:Exception when calling \S+:\s*|\[\d{3}\]\s*|[\w.]*(?:Exception|Error):\s+(?=\S))+")
_TAG = re.compile(r"<[^<>]{0,2000}>")


def unwrap(message: str) -> str:
    """The error's own words, on one line, at most OUTPUT_LIMIT characters; the message itself when it is bare."""
    text = _UNICODE.sub(lambda match: chr(int(match[1], 16)), message[:INPUT_LIMIT])
    inner = _from_page(text) or _from_xml(text) or _from_body(text) or _PREFIX.sub("", text.strip()) or text
    return " ".join(inner.split())[:OUTPUT_LIMIT]


def _from_page(text: str) -> str:
    head = text.lstrip()[:15].lower()
    if not head.startswith(("<!doctype", "<html")):
        return ""
    said = [_TAG.sub(" ", found[1]) for found in _TITLES.findall(text)]
    return html.unescape(" ".join(dict.fromkeys(each.strip() for each in said))) or "HTML page"


def _from_xml(text: str) -> str:
    found = _XML.search(text) if "<Message>" in text else None
    return html.unescape(found[1]) if found else ""


def _from_body(text: str) -> str:
    if "{" not in text and "=>" not in text:
        return ""
    said = [(double or single).replace("\\n", " ") for double, single in _SAID.findall(text)]
    return " ".join(dict.fromkeys(each.strip() for each in said if each.strip()))
