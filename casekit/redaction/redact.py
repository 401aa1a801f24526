"""Masking a text: all rules report spans on its shadow, spans merge, the text is replaced once."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from casekit.redaction.judge import judge
from casekit.redaction.keys import find_candidates
from casekit.redaction.nearby import Surroundings
from casekit.redaction.personal import find_personal
from casekit.redaction.placeholders import PLACEHOLDER, Placeholders
from casekit.redaction.shadow import Shadow, cast
from casekit.redaction.spans import CHOSEN, CREDENTIAL, Span, merge, subtract
from casekit.redaction.tokens import find_tokens


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


def redact(
    text: str,
    memory: Placeholders | None = None,
    unmask: Iterable[str] = (),
    mask: Iterable[str] = (),
) -> Redacted:
    """The text with every credential and all personal data replaced by numbered placeholders.

    `memory` gives the same value the same number over all texts of a case. `unmask` are literal texts that are
    no hits after all (credentials stay masked), `mask` are further literal texts to hide. Redacting twice changes
    nothing more; a text without hits comes back unchanged. Linear in the length of the text.
    """
    memory = memory or Placeholders()
    spans = detect(text, tuple(unmask), tuple(mask))
    if not spans:
        return Redacted(text)
    memory.reserve(text)
    return _replace(text, spans, memory)


def detect(text: str, unmask: tuple[str, ...] = (), mask: tuple[str, ...] = ()) -> tuple[Span, ...]:
    """The merged spans of the text that must be masked; placeholders are never part of one."""
    shadow = cast(text)
    spans = [*find_tokens(shadow.text), *find_personal(shadow.text), *_find_keyed(shadow)]
    spans = [Span(*shadow.origin(span.start, span.end), span.rule, span.kind) for span in spans]
    spans += _find_literals(text, mask)
    allowed = [span for span in spans if span.kind == CREDENTIAL or text[span.start : span.end] not in unmask]
    holes = tuple(match.span() for match in PLACEHOLDER.finditer(text)) if "#" in text else ()
    return merge(subtract(allowed, holes))


def _find_keyed(shadow: Shadow) -> Iterable[Span]:
    candidates = list(find_candidates(shadow))
    if not candidates:
        return
    near = Surroundings(shadow, candidates)
    for candidate in candidates:
        if near.supports(candidate):
            for start, end in judge(shadow, candidate):
                yield Span(start, end, candidate.word.rule, candidate.word.kind)


def _find_literals(text: str, literals: tuple[str, ...]) -> Iterable[Span]:
    for literal in filter(None, literals):
        at = text.find(literal)
        while at >= 0:
            yield Span(at, at + len(literal), "hidden", CHOSEN)
            at = text.find(literal, at + len(literal))


def _replace(text: str, spans: tuple[Span, ...], memory: Placeholders) -> Redacted:
    parts, places, done = [], [], 0
    for span in spans:
        value = cast(text[span.start : span.end]).text
        name = memory.name(span.rule, span.kind, value)
        parts += [text[done : span.start], name]
        places.append(Place(span.rule, span.start, span.end, name))
        done = span.end
    parts.append(text[done:])
    return Redacted("".join(parts), tuple(places))
