"""Spans: what the rules report, and how overlapping ones become one."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

CREDENTIAL = "credential"
PERSONAL = "personal"
_VAGUE = frozenset(
    {"authorization", "secret", "api_key", "lwa_token", "password", "cookie", "email"}
)  # a token's own name says more
CHOSEN = "chosen"  # the analyst asked for it


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text that a rule wants masked; offsets count characters, `end` is exclusive."""

    start: int
    end: int
    rule: str
    kind: str = PERSONAL


def merge(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Overlapping spans joined, in order of the text; the name comes from the credential, then from the longest."""
    merged: list[Span] = []
    for span in sorted(spans, key=lambda each: (each.start, -each.end, each.rule)):
        if span.end <= span.start:
            continue
        if merged and span.start < merged[-1].end:
            merged[-1] = _join(merged[-1], span)
        else:
            merged.append(span)
    return tuple(merged)


def _join(first: Span, second: Span) -> Span:
    best = max(first, second, key=_weight)
    return Span(first.start, max(first.end, second.end), best.rule, best.kind)


def _weight(span: Span) -> tuple[bool, bool, int, int]:
    return span.kind == CREDENTIAL, span.rule not in _VAGUE, span.end - span.start, -span.start


def subtract(spans: Iterable[Span], holes: tuple[tuple[int, int], ...]) -> tuple[Span, ...]:
    """The spans that touch none of the holes; one that touches some gives way."""
    if not holes:
        return tuple(spans)
    starts = [start for start, _ in holes]
    return tuple(span for span in spans if not _touches(span, holes, starts))


def _touches(span: Span, holes: tuple[tuple[int, int], ...], starts: list[int]) -> bool:
    before = bisect_left(starts, span.end) - 1
    return before >= 0 and holes[before][1] > span.start


def occurrences(text: str, literal: str) -> Iterator[int]:
    """Where the literal begins in the text, overlaps too; none for an empty literal."""
    at = text.find(literal) if literal else -1
    while at >= 0:
        yield at
        at = text.find(literal, at + 1)
