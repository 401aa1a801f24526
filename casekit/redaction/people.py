"""Names of people in sentences, where a word before or behind them says that a person is meant."""

import re
from collections.abc import Iterator
from functools import cache

from casekit.facts import read_table
from casekit.redaction.spans import PERSONAL, Span

_UPPER, _ANY = r"[A-Z\u00c0-\u00de]", r"[A-Za-z\u00c0-\u017f'’-]"
_PARTICLES = r"(?:(?:de|del|da|di|van|von|der|den|la|le|bin|al|el) ){0,2}"
_PERSON = rf"{_UPPER}[a-z\u00df-\u017f'’-]{{1,24}}(?:[ \t]{_PARTICLES}{_UPPER}{_ANY}{{1,24}}){{1,2}}"
_HONORIFIC = re.compile(
    r"(?<![\u3040-\u9fff])([\u3040-\u9fff]{2,8}(?: [\u3040-\u9fff]{1,6})?)(?=\s?様)"
    r"|([\u4e00-\u9fff]{1,3})(?=先生|女士|小姐)",
)
_NOBODY = re.compile(r"お客|皆|各位|仕|同")  # 様 behind these is no name


def find_people(text: str) -> Iterator[Span]:
    """Spans of names in sentences; words of the trade such as `Seller Central` are no names."""
    for match in _cue().finditer(text):
        if not any(word.lower() in _trade() for word in match[1].split()):
            yield Span(match.start(1), match.end(1), "buyer_name", PERSONAL)
    if any(honorific in text for honorific in ("様", "先生", "女士", "小姐")):
        for match in _HONORIFIC.finditer(text):
            if not _NOBODY.search(match[0]):
                yield Span(match.start(), match.end(), "buyer_name", PERSONAL)


@cache
def _cue() -> re.Pattern[str]:
    cues = sorted((row["cue"] for row in read_table("redaction_cues")), key=lambda cue: (-len(cue), cue))
    words = "|".join(re.escape(cue).replace("\\ ", "[ _]") for cue in cues)
    return re.compile(rf"(?<!\w)(?i:{words})[:,]? {{1,3}}({_PERSON})(?!\w)")


@cache
def _trade() -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("redaction_common"))
