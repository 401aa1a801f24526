"""Addresses in sentences, by the words that streets end or begin with in the languages of the marketplaces."""

import re
from collections.abc import Iterator
from functools import cache

from casekit.facts import read_table
from casekit.redaction.evidence import FULL_NAME, KEPT, STREET
from casekit.redaction.people import trade_words
from casekit.redaction.spans import PERSONAL, Span
from casekit.redaction.words import find_region

_NAME = r"[A-Z\u00c0-\u00de][\w'’.-]{1,30}"
_UNIT = r"(?:,? (?:Apt|Apartment|Unit|Suite|Ste|Flat|Floor|No)\.? ?#?\w{1,6})?"
_PREFECTURE = re.compile(r"[都道府県]")
_JAPANESE = re.compile(
    r"(?:東京都|北海道|京都府|大阪府|[\u4e00-\u9fff]{2,3}県)[^\s,、。「」\"'<>|]{1,40}\d[\d-]{0,12}"
    r"(?:[ ]?[^\s,、。\"'<>|\d]{0,20}\d{0,5}号室)?",
)
_CHINESE = re.compile(
    r"[\u4e00-\u9fff]{2,8}[省市区县][\u4e00-\u9fff]{1,24}[路街道巷弄]\d{1,5}号(?:\d{1,4}[幢栋座楼单元]{1,2}[\d\w]{0,10})?"
)


_NUMBER = r",? (?:n[.º°]? ?)?\d{1,4}[a-z]?(?![\w.:/-]\w|\w)"
_AHEAD = re.compile(  # the blank between a number and its street; both are far rarer than digits
    r" (?:(?<=\d.)|(?<=\d,.)|(?<=\d[A-Za-z].)|(?<=\d[A-Za-z],.)|(?<= bis.)|(?<= bis,.)|(?<= ter.)|(?<= ter,.))[^\W\d_]"
)
_NUMBER_LEFT = re.compile(r",?(?:sib |ret )?[A-Za-z]?\d{1,5}(?![\w.,:/-])")  # read backwards
_LEFT_LIMIT = 12  # characters of a house number, rounded up
_BEHIND = re.compile(rf"([A-Z\u00c0-\u00de](?<!\w.)[\w.-]{{2,30}}+){_NUMBER}")
_GAP = re.compile(r" (?=(?:n[.º°]? ?)?\d)")  # between a street and its number
_WORD_LIMIT = 40  # characters of the street's last word and a comma, rounded up
_PLAIN = r"[^\s:={}\[\]<>|\"][^\n:={}\[\]<>|\"]{1,80}"  # a line without signs of structure
_BLOCK = re.compile(
    r"(?im)^[ \t]{0,20}([a-z][a-z\u00df-\u017f' ]{3,30}):?[ \t]{0,4}\r?\n"
    rf"((?:[ \t]{{0,20}}{_PLAIN}\r?(?:\n|\Z)){{2,7}})",
)
_LINE = re.compile(r"[^\s][^\r\n]*")
_FIELD = re.compile(r"\^FD([^\^~\n]{2,200})")


def find_streets(text: str) -> Iterator[Span]:
    """Spans of street addresses with a house number."""
    for match in (*_find_ahead(text), *_patterns()[2].finditer(text), *_find_behind(text)):
        if not any(word.lower() in trade_words() for word in match[0].split()):
            yield Span(match.start(), match.end(), "address", PERSONAL)
    for start, end in () if text.isascii() else _find_ideographs(text):
        yield Span(start, end, "address", PERSONAL)


def _find_ideographs(text: str) -> Iterator[tuple[int, int]]:
    for mark in _PREFECTURE.finditer(text):
        starts = range(max(0, mark.start() - 3), mark.start())
        if match := next(filter(None, (_JAPANESE.match(text, start) for start in starts)), None):
            yield match.span()
    for match in _CHINESE.finditer(text) if "号" in text else ():
        yield match.span()


def _find_ahead(text: str) -> Iterator[re.Match[str]]:
    """Streets behind their number."""
    for blank in _AHEAD.finditer(text):
        number = _NUMBER_LEFT.match(text[max(0, blank.start() - _LEFT_LIMIT) : blank.start()][::-1])
        for pattern in _patterns()[:2] if number else ():
            if number and (match := pattern.match(text, blank.start() - number.end())):
                yield match


def _find_behind(text: str) -> Iterator[re.Match[str]]:
    """Streets whose last word tells what they are, before their number."""
    for gap in _GAP.finditer(text):
        if text[max(0, gap.start() - _WORD_LIMIT) : gap.start()].removesuffix(",").endswith(_endings()):
            yield from _BEHIND.finditer(text, max(0, gap.start() - _WORD_LIMIT), gap.end() + _WORD_LIMIT)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """A number before the street (`14 Madeup Lane`, `12 rue Exemple`) or behind it (`Calle Ejemplo 12`)."""
    last, first = "|".join(map(re.escape, _words("last"))), "|".join(map(re.escape, _words("first")))
    start = "|".join(re.escape(word[1:]) for word in _words("start"))  # what stands behind their capital
    return (
        re.compile(rf"\d(?<![\w.,:/-].)\d{{0,4}}[A-Za-z]? (?:{_NAME} ){{1,4}}(?:{last})(?![\w-])\.?{_UNIT}"),
        re.compile(rf"\d(?<![\w.,:/-].)\d{{0,3}}(?: bis| ter)?,? (?i:{first})(?: [\w'’-]{{2,20}}){{1,4}}"),
        re.compile(rf"[A-Z](?<!\w.)(?:{start})(?: [\w'’.-]{{2,20}}){{1,4}}{_NUMBER}"),
    )


@cache
def _endings() -> tuple[str, ...]:
    return _words("ending")


def _words(place: str) -> tuple[str, ...]:
    return tuple(row["word"] for row in read_table("redaction_streets") if row["place"] == place)


def find_blocks(text: str) -> Iterator[Span]:
    """Addresses written line by line under a heading such as `Ship to:`, and the printed fields of a ZPL label."""
    for match in _BLOCK.finditer(text) if "\n" in text else ():
        lines = [line.span() for line in _LINE.finditer(text, *match.span(2))]
        first = text[slice(*lines[0])].strip()
        if find_region(match[1].replace(" ", "_")) == "address" and (FULL_NAME.match(first) or STREET.match(first)):
            for start, end in lines:
                yield Span(start, start + len(text[start:end].rstrip()), "address", PERSONAL)
    for match in _FIELD.finditer(text) if "^FD" in text else ():
        printed = match[1].strip()
        if (FULL_NAME.match(printed) or STREET.match(printed)) and not KEPT.search(printed):
            yield Span(match.start(1), match.end(1), "label", PERSONAL)
