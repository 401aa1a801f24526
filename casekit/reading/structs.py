"""Go's %+v: {Errors:[{Code:InvalidInput Message:Bad marketplace Details:}]}, with blanks for commas and no quotes."""

import re
from typing import Any

from casekit.limits import DEPTH_LIMIT

OPENER = re.compile(r"&?\{(?=[A-Z]\w*:(?:[^\s\"'`,]|\s[A-Z]\w*:))")
NESTED = re.compile(r"&?\{|map\[|\[(?=&?\{|map\[)")
KEY = re.compile(r"\s*([A-Za-z][\w-]*):")
NEXT = re.compile(r"\s(?=[A-Za-z][\w-]*:(?:\S|\s[A-Z]\w*:))|(?=[\]}])")
LISTED = re.compile(r"\[([^\[\]{}]*)\]")
CLOSERS = {"{": "}", "[": "]"}

Found = tuple[Any, int]
"""The value, and the index behind it."""


def read_struct(text: str, start: int) -> Found | None:
    """The struct that opens at `start` as a mapping, or None when none does or it never closes."""
    return _nested(text, start, 0) if OPENER.match(text, start) else None


def _nested(text: str, at: int, depth: int) -> Found | None:
    opened = NESTED.match(text, at)
    if not opened or depth > DEPTH_LIMIT:
        return None
    closer = CLOSERS[opened[0][-1]]
    return _items(text, opened.end(), depth) if opened[0] == "[" else _members(text, opened.end(), closer, depth)


def _items(text: str, at: int, depth: int) -> Found | None:
    items = []
    while at < len(text) and text[at] != "]":
        found = _nested(text, at, depth + 1)
        if found is None:
            return None
        items.append(found[0])
        at = found[1] + (text[found[1] : found[1] + 1] == " ")
    return (items, at + 1) if at < len(text) else None


def _members(text: str, at: int, closer: str, depth: int) -> Found | None:
    members: dict[str, Any] = {}
    while at < len(text) and text[at] != closer:
        key = KEY.match(text, at)
        found = _value(text, key.end(), depth) if key else None
        if key is None or found is None:
            return None
        members.setdefault(key[1], found[0])
        at = found[1]
    return (members, at + 1) if at < len(text) else None


def _value(text: str, at: int, depth: int) -> Found | None:
    if NESTED.match(text, at):
        return _nested(text, at, depth + 1)
    listed = LISTED.match(text, at)
    if listed:
        return listed[1], listed.end()
    end = NEXT.search(text, at)
    return (text[at : end.start()].strip(), end.start()) if end else None
