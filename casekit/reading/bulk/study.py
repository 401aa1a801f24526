"""What is known of a log's shapes, and learning more of them from records that the exact path reads."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from threading import RLock

from casekit.reading.bulk.masks import mask
from casekit.reading.bulk.rows import Batch
from casekit.reading.bulk.shape import Shape, learn, take_in
from casekit.reading.bulk.take import is_known
from casekit.reading.calls import SINGLE, STRONG, is_call, may_repeat
from casekit.reading.formats import FORMATS, SENTENCES
from casekit.reading.formats.table import MARKS, Header, read_header
from casekit.reading.lines import Found, find_calls, own_call
from casekit.reading.records import TRACE_LINE, is_head
from casekit.reading.scan import scan_text
from casekit.reading.tidy import tidy_lines

MOST_SHAPES = 150
MOST_STUDIED = 3_000  # records of one log, which takes some seconds
TRIES = 3  # records of one look that are studied in vain before the rest of them go the exact way unasked
LOOK = 240  # characters that tell the look of a record
READERS = frozenset(form.name for form in FORMATS if form.read)


@dataclass
class Book:
    """The shapes of one log, shared by all its blocks.

    rows: its records are rows of their own, not lines of a text. header: of a table, read before any of its rows.
    compiled: the log is large enough for `match`.
    """

    forms: tuple[str, ...] | None = None
    rows: bool = False
    header: str | None = None
    shapes: dict[str, Shape] = field(default_factory=dict)
    tried: Counter[str] = field(default_factory=Counter)
    studied: set[str] = field(default_factory=set)
    compiled: bool = False
    lock: RLock = field(default_factory=RLock)

    @cached_property
    def _titles(self) -> Header | None:
        found = read_header(tidy_lines([self.header])[0]) if self.header is not None else None
        return found if found and found.mark in MARKS else None

    def ranked(self, lines: int | None = None) -> list[Shape]:
        """The shapes as they are now, of records of so many lines or of all: those met most often first.

        Behind all others those that end in any prose, which call for a search.
        """
        with self.lock:
            found = sorted(self.shapes.values(), key=lambda shape: (shape.lead is not None, -shape.hits))
            return [shape.now() for shape in found if lines is None or shape.lines == lines]

    def met(self, batch: Batch) -> None:
        """Count the records of a batch."""
        with self.lock:
            self.shapes[batch.shape.pattern].hits += len(batch.rows)

    def read(self, lines: Sequence[str]) -> tuple[list[Found], list[tuple[int, int, str]]]:
        """The calls and rejects of lines that stand together, by the exact path."""
        shift = self.header is not None and lines[0] != self.header
        calls, rejects = find_calls(tidy_lines([str(self.header), *lines] if shift else lines), self.forms)
        moved = [Found(c.facts, c.stamp, c.form, c.first - shift, c.last - shift) for c in calls]
        return moved, [(first - shift, last - shift, why) for first, last, why in rejects]

    def study(self, lines: Sequence[str], first: int, last: int) -> bool:
        """Learn from the record on lines first..last (indices), read together with those around it; True if it told."""
        text = "\n".join(lines[first : last + 1])
        with self.lock:
            if self.tried[look(text)] >= TRIES or text in self.studied or len(self.studied) >= MOST_STUDIED:
                return False
            self.studied.add(text)
            if any(is_known(text, shape) for shape in self.shapes.values()):
                return True
            self.tried[look(text)] += 1
            calls, rejects = self.read(lines)
            if any(a <= last and b >= first for a, b, _ in rejects) or TRACE_LINE.match(text):
                return False
            met = [call for call in calls if call.first <= last and call.last >= first]
            if met and (len(met) > 1 or (met[0].first, met[0].last) != (first, last) or not self._apart(met[0])):
                return False
            if not met and not self._silent(lines[first : last + 1]):
                return False
            return self._add(text, met[0] if met else None)

    def _add(self, text: str, found: Found | None) -> bool:
        learnt = learn(text, found, self._titles)
        if learnt is None or (learnt[0].pattern not in self.shapes and len(self.shapes) >= MOST_SHAPES):
            return False
        shape = self.shapes.setdefault(learnt[0].pattern, learnt[0])
        if take_in(shape, learnt[1], text):
            timeless = shape.timeless
            alike = (each for each in self.shapes.values() if each is not shape and each.timeless == timeless)
            any(learnt[1].share(variant) for each in alike for variant in each.variants)
        self.tried[look(text)] = 0
        return True

    def _apart(self, found: Found) -> bool:
        """True when a call of this kind can neither be joined to one before it nor take up one behind it."""
        if found.form in READERS:
            return True
        names = {fact.name for fact in found.facts}
        others = [
            {fact.name for fact in variant.facts}
            for shape in self.shapes.values()
            for variant in shape.variants
            if variant.call and variant.form not in READERS
        ]
        return all(_never_join(a, b) for each in (*others, names) for a, b in ((names, each), (each, names)))

    def _silent(self, lines: Sequence[str]) -> bool:
        """True when the exact path finds nothing in these lines that another record could take up."""
        tidy = tidy_lines(lines)
        if self.header is not None:
            return False
        for form in FORMATS:
            block = form.read(tidy, 0) if form.read else None
            if block:
                return block.end == len(tidy) and not any(map(_tells, block.pieces))
        return is_head(tidy[0]) and not scan_text("\n".join(tidy), SENTENCES)


def _tells(piece: object) -> bool:
    call = own_call(piece)  # type: ignore[arg-type]
    return bool(call and is_call(call))


def _never_join(before: set[str], after: set[str]) -> bool:
    new = (before & after & set(SINGLE) | after & {"url", "method"}) - may_repeat(before, after)
    return "to_come" not in before and (not after & (STRONG | {"error_message"}) or bool(new))


def look(text: str) -> str:
    """The look of a record: how it begins, its numbers and IDs left out, and how many lines it has."""
    return f"{len(re.findall(chr(10), text))}:{mask(text[:LOOK])}"
