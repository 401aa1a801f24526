"""What is not masked but still looks odd, for the analyst's eye: long random strings, digit runs, words on people."""

import re
from dataclasses import dataclass

from casekit.redaction.evidence import KEPT, looks_random
from casekit.redaction.placeholders import PLACEHOLDER
from casekit.wording import Said

_RUN = re.compile(r"[A-Za-z0-9+/_~-]{28,}={0,2}")
_DIGITS = re.compile(r"(?<![\w.-])\d(?:[ -]?\d){8,14}(?![\w-]|\.\d)")
_PEOPLE = re.compile(
    r"(?i)\b(?:buyer|recipient|customer|deliver(?:ed|y)? to|dear|driver note|signed by|k\u00e4ufer|destinataire)\b"
    r"[ :,]{1,4}(?-i:[A-Z][a-z]+ [A-Z][a-z]+)|(?:様|先生|女士)(?=[\s、，。]|\Z)",
)
_RANDOM, _RUN_OF_DIGITS, _PERSON = Said("doubt.random"), Said("doubt.digits"), Said("doubt.person")
_LIMIT = 200  # doubts shown; more help nobody


@dataclass(frozen=True, slots=True)
class Doubt:
    """A stretch of the redacted text worth a look, and why."""

    reason: Said
    start: int
    end: int


def find_doubts(text: str) -> tuple[Doubt, ...]:
    """At most 200 stretches of the text that look odd, in order; IDs, times and placeholders are none."""
    settled = [match.span() for pattern in (KEPT, PLACEHOLDER) for match in pattern.finditer(text)]
    doubts = [Doubt(_RANDOM, *match.span()) for match in _RUN.finditer(text) if looks_random(match[0])]
    doubts += [Doubt(_RUN_OF_DIGITS, *match.span()) for match in _DIGITS.finditer(text)]
    doubts += [Doubt(_PERSON, *match.span()) for match in _PEOPLE.finditer(text)]
    left = [each for each in doubts if not any(start < each.end and each.start < end for start, end in settled)]
    return tuple(sorted(left, key=lambda each: (each.start, each.end))[:_LIMIT])
