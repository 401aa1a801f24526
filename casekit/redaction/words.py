"""The words that name secrets and personal data, from casekit/facts/redaction_keys.csv, found in any spelling."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from casekit.facts import named_operations, read_table

_SEGMENT = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_A-Za-z]+|〒")
_BETWEEN = re.compile(r"[^\w〒]+|_+")  # what parts the words of a key
_HEAD = 3  # characters by which most texts are seen to be no key
_LOOSE = 8  # a word of this length is also found glued to another one: lwaclientsecret
_KEY_LIMIT = 80  # characters of the longest key
_NUMBERED = re.compile(r"\d+\Z")


@dataclass(frozen=True, slots=True)
class Word:
    """A key word: the rule it stands for, how its value is read (`style`) and what must be near (`need`)."""

    word: str
    match: str
    rule: str
    kind: str
    style: str
    need: str
    language: str


@lru_cache(maxsize=8192)
def find_word(key: str) -> Word | None:
    """The word this key ends with, or None: neither `nextToken` nor the operation `getOrderAddress` is one."""
    if key.lower() in named_operations():
        return None
    parts = _parts(key)
    found = _search(parts, _words()) if parts else None
    return found if found and found.kind != "keep" else None


@lru_cache(maxsize=8192)
def find_region(key: str) -> str:
    """What the parts of an object of this name are about: address, tax, crypto; empty when nothing is known."""
    parts = _parts(key)
    found = _search(parts, _regions()) if parts else None
    return found.rule if found else ""


@lru_cache(maxsize=8192)
def find_phrase(words: tuple[str, ...]) -> Word | None:
    """The word several plain words make together, as in `Client Secret`."""
    return _exact("".join(words).lower(), _words())


def ends_phrase(key: str) -> bool:
    """Whether a key word may end with this, so that the words before it are worth a look."""
    return key.lower() in _tails()


def is_word(text: str) -> bool:
    """Whether the text is itself such a key and so no value."""
    head = text[:_HEAD]
    if len(text) > _KEY_LIMIT or (head.isalnum() and head.lower() not in _heads()):
        return False
    whole = _BETWEEN.sub("", text).lower()
    return whole in _words() or whole in _regions()


def _parts(key: str) -> tuple[str, ...]:
    return tuple(part.lower() for part in _SEGMENT.findall(key))


def _search(parts: tuple[str, ...], table: dict[str, Word]) -> Word | None:
    found = _suffix(parts, table)
    if found is None and len(parts) > 1 and _NUMBERED.fullmatch(parts[-1]):
        found = _suffix(parts[:-1], table)
    return found


def _suffix(parts: tuple[str, ...], table: dict[str, Word]) -> Word | None:
    for first in range(len(parts)):
        found = table.get("".join(parts[first:]))
        if found and (found.match == "suffix" or first == 0 or _stands_alone(found, parts)):
            return found
    whole = "".join(parts)
    for first in range(1, len(whole) - 1):
        found = table.get(whole[first:])
        if found and found.match == "suffix" and _is_loose(found.word):
            return found
    return None


def _stands_alone(word: Word, parts: tuple[str, ...]) -> bool:
    """Whether a word that must be exact counts as the last part of a key: DB_PW does, the SKU `X-AB12-PW7` does not."""
    return (word.kind == "credential" or bool(word.need)) and not any(map(str.isdigit, parts))


def _is_loose(word: str) -> bool:
    return len(word) >= _LOOSE or not word.isascii()


def _exact(text: str, table: dict[str, Word]) -> Word | None:
    found = table.get(text)
    return found if found and found.kind != "keep" else None


@cache
def _table() -> tuple[Word, ...]:
    return tuple(Word(**row) for row in read_table("redaction_keys"))


@cache
def _words() -> dict[str, Word]:
    return {row.word: row for row in _table() if row.kind != "region"}


@cache
def _heads() -> frozenset[str]:
    return frozenset(word[:_HEAD] for word in (*_words(), *_regions()))


@cache
def _tails() -> frozenset[str]:
    return frozenset(word[first:] for word in _words() for first in range(1, len(word) - 1))


@cache
def _regions() -> dict[str, Word]:
    return {row.word: row for row in _table() if row.kind == "region"}
