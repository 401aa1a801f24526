"""Names of people in sentences, where a word before or behind them says that a person is meant."""

import re
from collections.abc import Iterator
from functools import cache

from casekit.facts import read_table
from casekit.redaction.spans import PERSONAL, Span, occurrences

_UPPER, _ANY = r"[A-Z\u00c0-\u00de]", r"[A-Za-z\u00df-\u017f'’-]"
_PARTICLES = r"(?:(?:de|del|da|di|van|von|der|den|la|le|bin|al|el) ){0,2}"
_WORD = rf"{_UPPER}{_ANY}{{1,24}}"
_PROGRAM = rf"(?: {_WORD}){{0,3}}/\d"  # `Label Desk/1.9`
_CAPITALISED = re.compile(rf"{_UPPER}(?<!\w.){_ANY}{{1,24}}+(?:[ ]{_PARTICLES}{_WORD}){{1,5}}(?!\w|{_PROGRAM})")
_TWO_WORDS = re.compile(rf" {_UPPER}")
_CUE_LIMIT = 24  # characters of the longest cue and what may stand behind it
_MAX_WORDS = 4  # of a name, particles counted
_HONORIFIC = re.compile(
    r"(?<![\u3040-\u9fff])([\u3040-\u9fff]{2,8}(?: [\u3040-\u9fff]{1,6})?)(?=\s?様)"
    r"|([\u4e00-\u9fff]{1,3})(?=先生|女士|小姐)",
)
_HONORED = 16  # characters of the longest name and the blank behind it
_NOBODY = re.compile(r"お客|皆|各位|仕|同")  # 様 behind these is no name


def find_people(text: str) -> Iterator[Span]:
    """Spans of names in sentences; words of the trade such as `Seller Central` are no names."""
    for match in _CAPITALISED.finditer(text) if _TWO_WORDS.search(text) else ():
        start = _name_start(text, match)
        name = " ".join(text[start : match.end()].split(" ")[:_MAX_WORDS])
        if " " in name and not any(word.lower() in trade_words() for word in name.split()):
            yield Span(start, start + len(name), "buyer_name", PERSONAL)
    for honorific in () if text.isascii() else ("様", "先生", "女士", "小姐"):
        for start, end in _windows(text, honorific):
            for match in _HONORIFIC.finditer(text, start, end):
                if not _NOBODY.search(match[0]):
                    yield Span(match.start(), match.end(), "buyer_name", PERSONAL)


def _windows(text: str, honorific: str) -> Iterator[tuple[int, int]]:
    """The stretches of the text that may hold a name before this honorific; those that overlap are one."""
    start = end = 0
    for at in occurrences(text, honorific):
        if at - _HONORED > end:
            yield start, end
            start = at - _HONORED
        end = at + len(honorific)
    yield start, end


def _name_start(text: str, match: re.Match[str]) -> int:
    """Where the name begins behind its cue, which may be capitalised too (`Dear ...`); the end when there is no cue."""
    at, start = match.start(), match.end()
    while at < match.end():
        if _is_cued(text, at):
            start = at
        blank = text.find(" ", at, match.end())
        at = blank + 1 if blank >= 0 and start != at else match.end()
    return start


def _is_cued(text: str, at: int) -> bool:
    before = text[max(0, at - _CUE_LIMIT) : at].lower()
    gap = before.rstrip(" ").removesuffix(":").removesuffix(",")
    if not before.endswith(" ") or not gap.endswith(_cues()):
        return False
    heads = (gap[: -len(cue)] for cue in _cues() if gap.endswith(cue))
    return any(not (head[-1:].isalnum() or head[-1:] == "_") for head in heads)


@cache
def _cues() -> tuple[str, ...]:
    return tuple(sorted((row["cue"] for row in read_table("redaction_cues")), key=lambda cue: (-len(cue), cue)))


@cache
def trade_words() -> frozenset[str]:
    """Words of the trade, which are part of no name."""
    return frozenset(row["word"] for row in read_table("redaction_common"))
