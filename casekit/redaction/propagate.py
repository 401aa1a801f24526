"""A value masked in one place is masked in every other, prose included."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from casekit.facts import read_table
from casekit.redaction.evidence import KEPT
from casekit.redaction.spans import Span, occurrences
from casekit.redaction.words import is_word

_MIN_WEIGHT = 6  # a shorter value is too often part of something else
_PREFIX = 6
_SHORT_PREFIX = 3
_LONG_WORD = 12  # letters; a shorter word in lower case is a word of the language
_MANY = 60  # prefixes from which looking up each word is quicker than searching each prefix
_PREFIXES = re.compile(r"(?=(\w.{5}))\w+", re.DOTALL)
_IDEOGRAPHS = re.compile(r"(?=([\u3040-\u9fff].{2}))", re.DOTALL)
_START = re.compile(r"(?<!\w)\w|[\u3040-\u9fff]")
_LETTERS = re.compile(r"[^\W\d_]+\Z")
_SAME = str.maketrans({"+": " ", "\t": " ", "\n": " ", "\r": " "})
Known = tuple[str, str, str]


def find_again(text: str, values: Iterable[Known]) -> Iterator[Span]:
    """Spans of the text (a shadow) that repeat a value of (value, rule, kind); linear however many values there are."""
    index = _index(values)
    if not index:
        return
    plain = text.replace("+", " ").replace("\t", " ").replace("\n", " ").replace("\r", " ")
    lower = plain.lower() if len(plain.lower()) == len(plain) else plain
    for at, prefix in _occurrences(lower, set(index)):
        for value, rule, kind in index[prefix]:
            exact = _LETTERS.match(value) is not None
            if (plain if exact else lower).startswith(value, at) and _ends(lower, at, at + len(value)):
                yield Span(at, at + len(value), rule, kind)


def _occurrences(text: str, prefixes: set[str]) -> Iterator[tuple[int, str]]:
    """Where a prefix begins a word; many prefixes are looked up word by word, few are searched one by one."""
    if len(prefixes) > _MANY:
        near = () if text.isascii() else _IDEOGRAPHS.findall(text)
        prefixes &= {*_PREFIXES.findall(text), *near}
    if len(prefixes) > _MANY:
        for match in _START.finditer(text):
            for width in (_PREFIX, _SHORT_PREFIX):
                if (prefix := text[match.start() : match.start() + width]) in prefixes:
                    yield match.start(), prefix
        return
    for prefix in sorted(prefixes):
        for at in occurrences(text, prefix):
            if not prefix[0].isascii() or not (text[at - 1 : at].isalnum() or text[at - 1 : at] == "_"):
                yield at, prefix


def _index(values: Iterable[Known]) -> dict[str, list[Known]]:
    index: dict[str, list[Known]] = {}
    for value, rule, kind in dict.fromkeys(values):
        prefix, core = _sought(value)
        if prefix:
            index.setdefault(prefix, []).append((core, rule, kind))
    for each in index.values():
        each.sort(key=lambda known: -len(known[0]))
    return index


@lru_cache(maxsize=8192)
def _sought(value: str) -> tuple[str, str]:
    """How the value begins and what of it is sought in other places; two empty texts when it tells too little."""
    core = value.translate(_SAME).strip(" .,;:()+'\"-/\\<>[]{}")
    if not _is_telling(core):
        return "", ""
    width = _PREFIX if len(core) >= _PREFIX else _SHORT_PREFIX
    return core.lower()[:width], core if _LETTERS.match(core) else core.lower()


def _is_telling(value: str) -> bool:
    weight = sum(1 if char.isascii() else 2 for char in value) if not value[:1].isascii() else len(value)
    if weight < _MIN_WEIGHT or len(value) < 3 or value.lower() in _common():  # noqa: PLR2004  three ideographs make a name
        return False
    if value.isascii() and value.isalpha() and value.islower() and len(value) < _LONG_WORD:
        return False
    return not (KEPT.fullmatch(value) or is_word(value))


@cache
def _common() -> frozenset[str]:
    """Words of the trade, too common to be hidden everywhere."""
    return frozenset(row["word"] for row in read_table("redaction_common"))


def _ends(text: str, start: int, end: int) -> bool:
    """Whether the stretch is not a part of a longer word or number."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if text[start].isdigit() and before in ("-", ".") and text[max(0, start - 2) : start - 1].isdigit():
        return False
    if text[end - 1].isdigit() and after in ("-", ".") and text[end + 1 : end + 2].isdigit():
        return False
    return not (after and text[end - 1].isascii() and (after.isalnum() or after == "_"))
