"""Numbered placeholders: the same value bears the same number in every text of a case."""

import re
from collections.abc import Iterator

PLACEHOLDER = re.compile(r"(?:\\\\{0,3}\[|\[)[a-z][a-z0-9_]{1,40}#[0-9]{1,6}\\{0,4}\]")
"""A placeholder, also where Markdown or JSON has escaped its brackets."""
COVER = "0"
"""Stands for each character of a placeholder while rules look at a text: none reads words in it, and what touches it
is no beginning of a word or key."""

_LAST_END = re.compile(r"[\s,;&|](?=[^\s,;&|]*\Z)")  # of a word or value; nothing of what follows it is kept
_LONGEST = 60  # characters of a placeholder with its escapes, rounded up


def cover(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text with its placeholders covered, of the same length, and where they are."""
    if "#" not in text:
        return text, ()
    holes = tuple(match.span() for match in PLACEHOLDER.finditer(text))
    return (PLACEHOLDER.sub(lambda match: COVER * len(match[0]), text), holes) if holes else (text, ())


def find_placeholders(text: str) -> tuple[str, ...]:
    """The placeholders of the text in order, without escapes."""
    return tuple(each.replace("\\", "") for each in PLACEHOLDER.findall(text)) if "#" in text else ()


def cut(text: str, limit: int) -> str:
    """The first `limit` characters of a masked text, or fewer: a placeholder or a word is kept whole or left out.

    What is left of half a placeholder, or of a word such as `REDACTED`, would look like a value that was not masked.
    """
    end = limit
    if len(text) > limit and (word := _LAST_END.search(text, max(0, limit - _LONGEST), limit + 1)):
        end = min(limit, word.end())
    for match in PLACEHOLDER.finditer(text, max(0, end - _LONGEST), end + _LONGEST):
        if match.start() < end < match.end():
            return text[: match.start()]
    return text[:end]


class Placeholders:
    """The memory of one case: which value got which placeholder. Holds the values, so it is never written out."""

    __slots__ = ("_counts", "_literals", "_names", "_values")

    def __init__(self) -> None:
        """Begin a case: no value is known."""
        self._names: dict[str, str] = {}
        self._counts: dict[str, int] = {}
        self._values: dict[str, tuple[str, str]] = {}
        self._literals: dict[str, tuple[str, str, dict[str, None]]] = {}

    def name(self, rule: str, kind: str, value: str, literal: str = "") -> str:
        """The placeholder of this value, such as `[buyer_email#2]`; a new value gets the next number of its rule.

        `literal` is how the text spells the value, escapes and all.
        """
        key = " ".join(value.split()).casefold() if "@" in value or kind == "personal" else value
        if key not in self._names:
            self._counts[rule] = self._counts.get(rule, 0) + 1
            self._names[key] = f"[{rule}#{self._counts[rule]}]"
            self._values[value] = (rule, kind)
        name = self._names[key]
        self._literals.setdefault(name, (rule, kind, {}))[2][literal or value] = None
        return name

    def meaning(self, placeholder: str) -> tuple[str, str, tuple[str, ...]] | None:
        """Rule, kind and every spelling of what this placeholder stands for; None for one of another's making."""
        known = self._literals.get(placeholder)
        return (*known[:2], tuple(known[2])) if known else None

    def reserve(self, text: str) -> None:
        """Count on from the placeholders the text already has, so that no number means two values."""
        for match in PLACEHOLDER.finditer(text) if "#" in text else ():
            rule, number = match[0].strip("[\\]").split("#")
            self._counts[rule] = max(self._counts.get(rule, 0), int(number))

    def values(self) -> Iterator[tuple[str, str, str]]:
        """Every known value with its rule and kind, in the order met."""
        yield from ((value, rule, kind) for value, (rule, kind) in self._values.items())
