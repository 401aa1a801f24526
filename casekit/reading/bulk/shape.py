"""Shapes: the pattern of records that are alike, and where each fact of their call stands in it."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from casekit.reading.bulk.masks import mask
from casekit.reading.bulk.pattern import Groups, build_groups, build_pieces, whole
from casekit.reading.bulk.prose import as_error, end_in_prose, words_of
from casekit.reading.bulk.tokens import PROSE, SILENT, Token, cut
from casekit.reading.clock import read_any_time
from casekit.reading.formats.table import Header
from casekit.reading.found import Fact, checked
from casekit.reading.lines import Found
from casekit.reading.loose import unescape

Parts = tuple[int | str, ...]
"""What a fact's value is made of: numbers of tokens, and text between them."""
MOST_PLACES = 6  # at which a value stands in its record; more are not told apart
PLAIN_WORDS = re.compile(r"[\w.,;:!?()$-]+(?: [\w.,;:!?()$-]+)*", re.ASCII)  # read as they are written
MARKS = frozenset({"api_client", "client_error", "cut", "deep", "failed", "unusable_id"})  # are, or not
TIMES = frozenset({"stamp", "date", "amz_date", "millis"})


UTC = " UTC"  # what the title of a column says of the times in it


def _raw(value: str, _fact: Fact, _quote: str) -> str | None:
    return value


def _unquoted(value: str, _fact: Fact, quote: str) -> str | None:
    return unquote(value, quote)


def _words(value: str, _fact: Fact, quote: str) -> str | None:
    if PLAIN_WORDS.fullmatch(value):
        return value
    return " ".join(unescape(unquote(value, quote)).split())


def _checked(value: str, fact: Fact, quote: str) -> str | None:
    key = fact.value.split("=", 1)[0] if fact.name == "other" else ""
    found = checked(fact.name, unquote(value, quote), key=key)
    return found.value if found and found.name == fact.name else None


def _stamp(value: str, fact: Fact, quote: str) -> str | None:
    reading = read_any_time(unquote(value, quote)) if fact.name == "stamp" else None
    return (reading.instant.isoformat() if reading.instant else reading.wall) if reading else None


def _in_utc(value: str, fact: Fact, quote: str) -> str | None:
    return f"{unquote(value, quote)}{UTC}" if fact.name == "stamp" else None


WAYS: tuple[Callable[[str, Fact, str], str | None], ...] = (_checked, _raw, _unquoted, _words, _stamp, _in_utc)
"""How a value of a fact is had from the text of its token."""


def unquote(value: str, quote: str) -> str:
    """The value as it is meant, of one as it is written."""
    if quote == "json" and "\\" in value:
        return str(json.loads(f'"{value}"'))
    return value.replace('""', '"') if quote == "csv" else value


@dataclass(frozen=True, slots=True)
class Source:
    """Where the value of a fact comes from: parts of the record (none: it is always the same), and the way."""

    parts: Parts
    way: int = 0


@dataclass(slots=True)
class Lessons:
    """What studied records taught of the words of each token: the masked ones that were seen, in how many records."""

    words: list[set[str]]
    records: int = 1


@dataclass(slots=True)
class Variant:
    """Records of one pattern that tell their facts at the same places.

    sources: per fact the places that fit all records studied. lessons: shared by shapes that differ in times only.
    memory: what was worked out from these sources; blocks that are read side by side share it.
    """

    facts: tuple[Fact, ...]
    sources: list[list[Source]]
    form: str
    stamp: int | None  # the token that is the log line's own time
    lessons: Lessons
    call: bool = True
    number: int = 0  # among those of its shape
    memory: dict[tuple[object, ...], Any] = field(default_factory=dict)

    def agree(self, other: "Variant", tokens: Sequence[Token]) -> bool:
        """Take in one more record when it tells its facts at the same places; False when it does not."""
        same = [(fact.name, fact.rank) for fact in self.facts] == [(fact.name, fact.rank) for fact in other.facts]
        if not same or (self.form, self.stamp, self.call) != (other.form, other.stamp, other.call):
            return False
        left = [
            [each for each in ours if _holds(each, mine, fact, tokens)]
            for ours, mine, fact in zip(self.sources, self.facts, other.facts, strict=True)
        ]
        if not all(left):
            return False
        if left != self.sources:
            self.sources, self.memory = left, {}
        self.lessons.records += 1
        for words, token in zip(self.lessons.words, tokens, strict=True):
            words.update(words_of(token))
        return True

    def reads(self, token: int) -> bool:
        """True when a fact may come from this token."""
        return any(token in source.parts for sources in self.sources for source in sources)

    def is_open(self, token: int) -> bool:
        """True while a fact that may be the word of this token may be that of another as well."""
        places = ({source.parts for source in sources if source.parts} for sources in self.sources)
        return any((token,) in each and len(each) > 1 for each in places)

    def share(self, other: "Variant") -> bool:
        """Learn together with a variant of a shape that differs in times only; False when its facts stand elsewhere."""
        mine, theirs = ([(f.name, f.rank) for f in each.facts] for each in (self, other))
        if mine != theirs or (self.form, self.stamp, self.call) != (other.form, other.stamp, other.call):
            return False
        both = [[each for each in ours if each in told] for ours, told in zip(self.sources, other.sources, strict=True)]
        for sources, ours, told in zip(both, self.facts, other.facts, strict=True):
            if not sources or (not sources[0].parts and ours.value != told.value):
                return False
        for words, more in zip(other.lessons.words, self.lessons.words, strict=True):
            words.update(more)
        self.sources, self.lessons = both, other.lessons
        self.lessons.records += 1
        return True


@dataclass(slots=True)
class Shape:
    """Records of one pattern; `kinds` and `quotes` of its tokens, the texts between them, and how many lines it has."""

    pattern: str
    pieces: tuple[str, ...]  # of the pattern
    groups: tuple[Groups, ...]
    stills: tuple[str, ...]
    kinds: tuple[str, ...]
    quotes: tuple[str, ...]
    lines: int
    lead: str | None = None  # what the message of a record stands behind that tells nothing
    variants: list[Variant] = field(default_factory=list)
    hits: int = 0

    def now(self) -> "Shape":
        """The shape as it is now: what is learned later does not change it."""
        return replace(self, variants=[replace(variant) for variant in self.variants])

    @property
    def timeless(self) -> tuple[str, ...]:
        """Its pattern without times, and the brackets around them."""
        stamps = [2 * token + 1 for token, kind in enumerate(self.kinds) if kind == "stamp"]
        pieces = list(self.pieces)
        for place in stamps:
            before, after = pieces[place - 1], pieces[place + 1]
            pieces[place - 1 : place + 2] = before.removesuffix("\\["), "", after.removeprefix("\\]")
        return tuple(pieces)


def learn(text: str, found: Found | None, header: Header | None = None) -> tuple[Shape, Variant] | None:
    """The shape of a record and what its facts tell of their places; `found`: its one call, None when it has none.

    header: of the table whose row it is.
    """
    facts = found.facts if found else ()
    form = found.form if found else "ndjson" if text.startswith("{") else "text"
    whole_row = (found is not None or text.startswith("{")) and text.rstrip(", ").endswith("}")
    tokens = cut(text, form, {fact.value for fact in facts}, row=whole_row, header=header)
    if found is None and form == "text" and "\n" not in text:
        tokens = end_in_prose(text, tokens)
    stills, groups = _stills(text, tokens), build_groups(text, tokens)
    pieces = build_pieces(stills, groups)
    kinds, quotes = (tuple(getattr(each, name) for each in tokens) for name in ("kind", "quote"))
    lead = as_error(text[: tokens[-1].start]) if PROSE in quotes else None
    shape = Shape(whole(pieces), pieces, groups, stills, kinds, quotes, text.count("\n") + 1, lead)
    if re.match(shape.pattern, text) is None:
        return None
    sources = [list(_sources(fact, text, tokens)) for fact in facts]
    ends = [0, *(each.end for each in tokens)]
    fixed = "\n".join(text[a:b] for a, b in zip(ends, [*(each.start for each in tokens), len(text)], strict=True))
    if any(_is_hidden(fact, each, tokens, fixed) for fact, each in zip(facts, sources, strict=True)):
        return None
    stamp = _own_time(found, tokens)
    if found and found.stamp and stamp is None:
        return None
    variant = Variant(
        tuple(facts), sources, form, stamp, Lessons([words_of(each) for each in tokens]), found is not None
    )
    return shape, variant


def _stills(text: str, tokens: Sequence[Token]) -> tuple[str, ...]:
    edges = [0, *(place for token in tokens for place in (token.start, token.end)), len(text)]
    return tuple(text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))


def take_in(shape: Shape, variant: Variant, text: str) -> bool:
    """Add what one record taught to the variants of its shape; True when it is a variant of its own."""
    found = re.match(shape.pattern, text)
    assert found
    tokens = tokens_of(shape, found.group)
    if any(each.agree(variant, tokens) for each in shape.variants):
        return False
    variant.number = len(shape.variants)
    shape.variants.append(variant)
    return True


def tokens_of(shape: Shape, group: Callable[[str], str]) -> list[Token]:
    """The tokens of a record, of the groups of its shape's pattern."""
    return [
        Token(
            kind,
            "".join((group(f"g{n}h"), ":", group(f"g{n}s"), group(f"g{n}f"), group(f"g{n}z")))
            if kind == "stamp"
            else group(f"g{n}"),
            0,
            quote,
        )
        for n, (kind, quote) in enumerate(zip(shape.kinds, shape.quotes, strict=True))
    ]


def value_of(source: Source, fact: Fact, tokens: Sequence[Token]) -> str | None:
    """The value of a fact in one record; None when its place holds none."""
    if not source.parts:
        return fact.value
    text = "".join(part if isinstance(part, str) else tokens[part].text for part in source.parts)
    quote = tokens[source.parts[0]].quote if len(source.parts) == 1 and isinstance(source.parts[0], int) else ""
    return WAYS[source.way](text, fact, quote)


def _holds(source: Source, ours: Fact, theirs: Fact, tokens: Sequence[Token]) -> bool:
    return value_of(source, ours, tokens) == theirs.value


def _sources(fact: Fact, text: str, tokens: Sequence[Token]) -> Iterator[Source]:
    for number, token in sorted(enumerate(tokens), key=lambda each: each[1].text != fact.value):
        if not _may_hold(token, fact):
            continue
        ways = (way for way, read in enumerate(WAYS) if _safely(read, token, fact) == fact.value)
        yield from (Source((number,), way) for way in ways)
    if fact.name == "other":
        return
    at = text.find(fact.value)
    for _ in range(MOST_PLACES):
        if at < 0:
            break
        parts = _parts(text, tokens, at, at + len(fact.value))
        if parts and len(parts) > 1 and any(isinstance(part, int) for part in parts):
            yield Source(parts, WAYS.index(_raw))
        at = text.find(fact.value, at + 1)
    yield Source(())


def _may_hold(token: Token, fact: Fact) -> bool:
    """False when the word of the token is surely not the value, so that it need not be read."""
    return token.kind != SILENT and (
        fact.value[:4].lower() in token.text.lower()
        or "\\" in token.text
        or fact.name == "other"
        or (fact.name == "duration_ms" and token.text[:1].isdigit())
        or (fact.name == "stamp" and token.kind == "stamp")
    )


def _is_hidden(fact: Fact, sources: Sequence[Source], tokens: Sequence[Token], fixed: str) -> bool:
    """True when a value is made of a word, or of a part of one, that is another in other records."""
    telling = [each for each in tokens if each.kind != SILENT]
    inside = any(fact.value in each.text and fact.value not in mask(each.text, each.kind) for each in telling)
    nowhere = all(not each.parts for each in sources)
    derived = fact.name not in MARKS and fact.value.lower() not in fixed.lower()
    return not sources or (nowhere and (inside or derived))


def _safely(read: Callable[[str, Fact, str], str | None], token: Token, fact: Fact) -> str | None:
    try:
        return read(token.text, fact, token.quote)
    except (ValueError, KeyError):
        return None


def _parts(text: str, tokens: Sequence[Token], start: int, end: int) -> Parts | None:
    inner = [n for n, each in enumerate(tokens) if each.start < end and each.end > start]
    if any(tokens[n].start < start or tokens[n].end > end or tokens[n].kind == SILENT for n in inner):
        return None
    parts: list[int | str] = []
    at = start
    for n in inner:
        parts += [text[at : tokens[n].start], n]
        at = tokens[n].end
    return tuple(part for part in [*parts, text[at:end]] if part != "")


def _own_time(found: Found | None, tokens: Sequence[Token]) -> int | None:
    if found is None or found.stamp is None:
        return None
    return next(
        (n for n, each in enumerate(tokens) if each.kind == "stamp" and read_any_time(each.text) == found.stamp), None
    )
