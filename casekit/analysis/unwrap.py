"""The sentence inside its wrappers: JSON and XML bodies, HTML pages, and what client libraries put around them."""

import html
import re

INPUT_LIMIT = 20_000
"""Characters of a message that are looked at; the sentence stands far in front."""
OUTPUT_LIMIT = 2_000
DEPTH = 2
"""Times a body may be a JSON string inside another body."""
CUT = "…"
"""Last character of a sentence whose end is lost."""

_UNICODE = re.compile(r"\\+u([0-9a-fA-F]{4})")
_ESCAPED_KEY = re.compile(r'\\+"(?:message|errors|error_description)\\+"')
_ESCAPE = re.compile(r"\\(.)")
_TRUNCATED = re.compile(r"\s*(?:[\[(<]?\.{0,3}\s?truncated\s?\.{0,3}[\])>]?|…)\s*$", re.IGNORECASE)
_QUOTED = r"(?:\"((?:[^\"\\]|\\.)*+)(\"|$)|'((?:[^'\\]|\\.|'(?=\w))*+)('|$))"
_SPEAKING = r"[\"'](?:message|details?|error_description|errorMessage)[\"']\s*(?::|=>)\s*"
_SAID = re.compile(_SPEAKING + _QUOTED, re.DOTALL | re.IGNORECASE)
_XML = re.compile(r"<Message>(.*?)(?:</Message>|$)", re.DOTALL)
_PAGE = re.compile(r"<!doctype html|<html", re.IGNORECASE)
_TITLES = re.compile(r"<(title|h1)[^>]*>(.*?)</\1>", re.DOTALL | re.IGNORECASE)
_PREFIX = re.compile(r"^(?:Exception when calling \S+:\s*|\[\d{3}\]\s*|[\w.]*(?:Exception|Error):\s+(?=\S))+")
_STACK = re.compile(r"\n\s*(?:at [\w.$<]|File \"|#\d+ /)")
_TAG = re.compile(r"<[^<>]{0,2000}>")


def unwrap(message: str) -> str:
    """The error's own words, on one line, at most OUTPUT_LIMIT characters; the message itself when it is bare.

    It ends in CUT when the end of the sentence is lost.
    """
    text = _UNICODE.sub(lambda match: chr(int(match[1], 16)), message[:INPUT_LIMIT])
    inner = _from_page(text) or _from_xml(text) or _from_body(text) or _bare(text) or text
    return " ".join(inner.split())[:OUTPUT_LIMIT]


def _from_page(text: str) -> str:
    if not _PAGE.search(text):
        return ""
    said = [_TAG.sub(" ", found[1]) for found in _TITLES.findall(text)]
    return html.unescape(" ".join(dict.fromkeys(each.strip() for each in said))) or "HTML page"


def _from_xml(text: str) -> str:
    found = _XML.search(text) if "<Message>" in text else None
    return html.unescape(found[1]) if found else ""


def _from_body(text: str, depth: int = DEPTH) -> str:
    if "{" not in text and "=>" not in text:
        return ""
    whole = _TRUNCATED.sub("", text)
    found = _SAID.findall(whole) or _SAID.findall(_ESCAPE.sub(r"\1", whole) if _ESCAPED_KEY.search(whole) else "")
    said = []
    for double, closed, single, shut in found:
        words = _unescape(double or single)
        inner = _from_body(words, depth - 1) if depth else ""
        said.append(inner or (words if closed or shut or not words else words + CUT))
    return " ".join(dict.fromkeys(each for each in said if each))


def _unescape(text: str) -> str:
    return re.sub(r"\\(.)", lambda match: " " if match[1] in "nrt" else match[1], text).strip()


def _bare(text: str) -> str:
    if text.startswith("Traceback (most recent call last)"):
        text = text.rstrip().rsplit("\n", 1)[-1]
    text = _PREFIX.sub("", _STACK.split(text.strip(), maxsplit=1)[0])
    return _TRUNCATED.sub(CUT, text)
