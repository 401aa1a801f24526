"""Masking a text: all rules report spans on its shadow, spans merge, the text is replaced once."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from casekit.redaction.cells import find_cells
from casekit.redaction.columns import find_columns
from casekit.redaction.encoded import find_encoded
from casekit.redaction.json_text import is_json, quote_for, widen
from casekit.redaction.judge import judge
from casekit.redaction.keys import find_candidates
from casekit.redaction.nearby import Surroundings
from casekit.redaction.people import find_people
from casekit.redaction.personal import find_personal
from casekit.redaction.placeholders import Placeholders, cover
from casekit.redaction.propagate import Known, find_again
from casekit.redaction.shadow import Shadow, cast, plain
from casekit.redaction.spans import CHOSEN, CREDENTIAL, Span, merge, occurrences, subtract
from casekit.redaction.streets import find_blocks, find_streets
from casekit.redaction.suspicion import Doubt, find_doubts
from casekit.redaction.tokens import find_tokens

_SHORT = 2_000  # characters of a text that is remembered
_DEPTH = 2  # base64 within base64


@dataclass(frozen=True, slots=True)
class Place:
    """One masked stretch: its rule, its place in the text that was given, and what stands there now."""

    rule: str
    start: int
    end: int
    placeholder: str


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text with credentials and personal data replaced by placeholders; never holds a masked value."""

    text: str
    spans: tuple[Place, ...] = ()

    @property
    def found(self) -> dict[str, int]:
        """How many stretches each rule masked, by rule name in alphabetical order."""
        return dict(sorted(Counter(place.rule for place in self.spans).items()))

    @property
    def suspicious(self) -> tuple[Doubt, ...]:
        """What a person should look at before the text leaves: it is not masked but looks odd."""
        return find_doubts(self.text)


def redact(
    text: str,
    memory: Placeholders | None = None,
    unmask: Iterable[str] = (),
    mask: Iterable[str] = (),
) -> Redacted:
    """The text with every credential and all personal data replaced by numbered placeholders.

    `memory` gives the same value the same number over all texts of a case, and masks what it knows wherever it
    occurs. `unmask` are literal texts that are no hits after all (credentials stay masked), `mask` are further
    literal texts to hide. Redacting twice changes nothing more; a text without hits comes back unchanged; a JSON
    text stays one. Linear in the length of the text.
    """
    memory = memory or Placeholders()
    spans = detect(text, tuple(unmask), tuple(mask), tuple(memory.values()))
    if not spans:
        return Redacted(text)
    memory.reserve(text)
    clean = _replace(text, spans, memory)
    if is_json(text) and not is_json(clean.text):
        clean = _replace(text, merge(widen(text, spans)), memory)
    return clean


def redact_all(
    texts: Sequence[str],
    memory: Placeholders | None = None,
    unmask: Iterable[str] = (),
    mask: Iterable[str] = (),
) -> tuple[Redacted, ...]:
    """Each text redacted as by `redact`, but a value found in any of them is masked in all of them."""
    memory, unmask, mask = memory or Placeholders(), tuple(unmask), tuple(mask)
    for text in texts:
        redact(text, memory, unmask, mask)
    return tuple(redact(text, memory, unmask, mask) for text in texts)


def detect(
    text: str,
    unmask: tuple[str, ...] = (),
    mask: tuple[str, ...] = (),
    known: tuple[Known, ...] = (),
    depth: int = 0,
) -> tuple[Span, ...]:
    """The merged spans of the text that must be masked; placeholders are never part of one."""
    covered, holes = cover(text)
    look = _look if len(covered) <= _SHORT else _look.__wrapped__
    shadow, spans = look(covered, depth)
    first = _allowed(text, shadow, spans, holes, unmask)
    values = tuple((plain(text[span.start : span.end]), span.rule, span.kind) for span in first)
    again = tuple(find_again(_blank(shadow.text, spans), (*known, *values))) if known or values else ()
    chosen = _find_literals(text, mask) if mask else ()
    return merge((*first, *_allowed(text, shadow, again, holes, unmask), *subtract(chosen, holes)))


@lru_cache(maxsize=2048)
def _look(text: str, depth: int) -> tuple[Shadow, tuple[Span, ...]]:
    """The shadow of a text and what the rules find in it; a case is masked anew at each step, its fields seldom new."""
    shadow = cast(text)
    return shadow, tuple(_find_all(shadow, depth))


def _blank(text: str, spans: tuple[Span, ...]) -> str:
    """The text with blanks where it is masked already, of the same length."""
    parts, done = [], 0
    for span in merge(spans):
        parts += [text[done : span.start], " " * (span.end - span.start)]
        done = span.end
    return "".join((*parts, text[done:]))


def _find_all(shadow: Shadow, depth: int) -> Iterator[Span]:
    yield from find_tokens(shadow.text)
    yield from find_personal(shadow.text)
    yield from find_people(shadow.text)
    yield from find_streets(shadow.text)
    yield from find_blocks(shadow.text)
    yield from _find_keyed(shadow)
    if depth < _DEPTH:
        yield from find_encoded(shadow.text, partial(detect, depth=depth + 1))


def _allowed(
    text: str,
    shadow: Shadow,
    spans: Iterable[Span],
    holes: tuple[tuple[int, int], ...],
    unmask: tuple[str, ...],
) -> tuple[Span, ...]:
    """The spans at their place in the text, without those on a placeholder or declared false."""
    placed: Iterable[Span] = spans
    if shadow.pieces:
        placed = (Span(*shadow.origin(span.start, span.end), span.rule, span.kind) for span in spans)
    if not unmask:
        return subtract(placed, holes)
    freed = [(span.start, span.end) for span in _find_literals(text, unmask)]
    left = (span for span in placed if span.kind == CREDENTIAL or not _inside(span, freed))
    return subtract(left, holes)


def _inside(span: Span, stretches: list[tuple[int, int]]) -> bool:
    return any(start <= span.start and span.end <= end for start, end in stretches)


def _find_keyed(shadow: Shadow) -> Iterator[Span]:
    candidates = [*find_candidates(shadow), *find_columns(shadow.text), *find_cells(shadow.text)]
    if not candidates:
        return
    near = Surroundings(shadow, candidates)
    for candidate in candidates:
        if near.supports(candidate):
            for start, end in judge(shadow, candidate):
                yield Span(start, end, candidate.word.rule, candidate.word.kind)


def _find_literals(text: str, literals: tuple[str, ...]) -> Iterator[Span]:
    for literal in literals:
        for at in occurrences(text, literal):
            yield Span(at, at + len(literal), "hidden", CHOSEN)


def _replace(text: str, spans: tuple[Span, ...], memory: Placeholders) -> Redacted:
    parts: list[str] = []
    places, done = [], 0
    for span in spans:
        literal = text[span.start : span.end]
        name = memory.name(span.rule, span.kind, plain(literal), literal)
        quote = quote_for(text, span)
        parts += [text[done : span.start], quote, name, quote]
        places.append(Place(span.rule, span.start, span.end, name))
        done = span.end
    parts.append(text[done:])
    return Redacted("".join(parts), tuple(places))
