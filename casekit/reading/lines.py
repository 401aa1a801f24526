"""From lines to events: the pure core of reading. No file, no clock, no frame."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from casekit.limits import DEPTH_LIMIT, SCAN_LIMIT, SKEW_LIMIT
from casekit.reading.calls import ANSWER, Call, contradicts, is_call, is_call_or_asked, joins_record
from casekit.reading.clock import Reading, find_zone
from casekit.reading.event import Moment, build_event
from casekit.reading.form import Form, Piece
from casekit.reading.formats import FORMATS, SENTENCES, name_form
from casekit.reading.formats.cells import message_facts
from casekit.reading.found import Fact
from casekit.reading.frame import Event, Reject
from casekit.reading.log import Ledger
from casekit.reading.part import Part
from casekit.reading.phrases import find_phrase
from casekit.reading.prose import is_short, read_prose
from casekit.reading.records import LEVEL_WORD, TRACE_LINE, Record, cut_records, read_stamp
from casekit.reading.scan import Element, scan_text
from casekit.reading.tidy import tidy_lines, wrap_width
from casekit.wording import count

__all__ = ["Part", "read_lines"]

INNER = re.compile(r"\s*---> ")


@dataclass(frozen=True, slots=True)
class Found:
    """A call as it was found: its facts, the time its log line begins with, its form, and its lines (indices)."""

    facts: tuple[Fact, ...]
    stamp: Reading | None
    form: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Told:
    """Calls that the notes tell of."""

    skewed: int = 0  # the log's clock contradicts the server's
    chosen: int = 0  # read in the chosen zone
    unplaced: int = 0  # a reading without an instant
    hidden_ids: int = 0
    cut: int = 0
    deep: int = 0

    @classmethod
    def of(cls, moments: Iterable[Moment]) -> "Told":
        """The counts of these calls."""
        every = list(moments)
        return cls(
            sum(each.skew > SKEW_LIMIT for each in every),
            sum(each.source == "chosen_zone" for each in every),
            sum(each.instant is None and each.wall is not None for each in every),
            sum(each.hidden_id for each in every),
            sum(each.is_cut for each in every),
            sum(each.is_deep for each in every),
        )

    def __add__(self, other: "Told") -> "Told":
        """The counts of both."""
        return Told(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


TICK = 256  # lines, or calls, between two ticks: a tenth of a second or so
SEARCHED = 0.7  # of the work is done when the calls are found and their events not yet built
REACH = 12  # records without a call that a call may go on behind


def read_lines(
    lines: Sequence[str],
    source: str,
    first_line: int = 1,
    zone: str | None = None,
    forms: Sequence[str] | None = None,
    *,
    tick: Callable[[float], None] = lambda _share: None,
) -> Part:
    """The events, rejects, ledger and notes of lines (without line ends) of one source.

    first_line: number of the first line, counted from 1. zone: IANA name for times that carry none. forms: names of
    FORMATS to use instead of all. Lines are in exactly one class of the ledger; blank ones inside an event stay blank.
    tick: told the share of the work that is done, every few hundred lines; what it raises ends the reading.
    Notes are plain sentences that begin with the source, such as "orders.log: 3 times without a year were completed."
    UnknownZone when the zone has no entry in the time zone database.
    """
    place = find_zone(zone) if zone else None
    tidy, spans = _unwrapped(tidy_lines(lines, lambda: tick(0.0)))
    calls, rejects = find_calls(tidy, forms, tick=lambda share: tick(SEARCHED * share))
    calls = _with_prose(calls or _phrase_call(tidy), tidy)
    made = []
    for number, call in enumerate(calls):
        if number % TICK == 0:
            tick(SEARCHED + (1 - SEARCHED) * number / len(calls))
        where = (call.form, source, spans[call.first][0] + first_line, spans[call.last][1] + first_line)
        made.append(build_event(call.facts, call.stamp, place, where))
    events = tuple(event for event, _ in made)
    listed = tuple(Reject(spans[a][0] + first_line, spans[b][1] + first_line, source, why) for a, b, why in rejects)
    events = _complete_years(events)
    ledger = _count(lines, first_line, events, listed)
    return Part(events, listed, ledger, tuple(_notes(source, lines, made, zone)))


def find_calls(
    lines: list[str], forms: Sequence[str] | None = None, *, tick: Callable[[float], None] = lambda _share: None
) -> tuple[list[Found], list[tuple[int, int, str]]]:
    """The calls in tidy lines, in their order, and what was rejected: first and last index, and the reason."""
    chosen = tuple(form for form in FORMATS if not forms or form.name in forms)
    calls, rejects = _calls(lines, chosen, lambda at: tick(at / len(lines)) if at % TICK == 0 else None)
    return [Found(tuple(call.facts), call.stamp, form, call.first, _end(call, lines)) for call, form in calls], rejects


def _unwrapped(lines: list[str]) -> tuple[list[str], list[tuple[int, int]]]:
    width = wrap_width(lines)
    if width is None:
        return lines, [(index, index) for index in range(len(lines))]
    joined: list[str] = []
    spans: list[tuple[int, int]] = []
    for index, line in enumerate(lines):
        if joined and len(lines[index - 1]) == width and line:
            joined[-1] += line
            spans[-1] = (spans[-1][0], index)
        else:
            joined.append(line)
            spans.append((index, index))
    return joined, spans


def _calls(
    lines: list[str], forms: Sequence[Form], tick: Callable[[int], None]
) -> tuple[list[tuple[Call, str]], list[tuple[int, int, str]]]:
    calls: list[tuple[Call, str]] = []
    rejects: list[tuple[int, int, str]] = []
    free, at = 0, 0
    readers = [form for form in forms if form.read]
    while at < len(lines):
        form, block = next(
            ((f, b) for f in readers if f.read and lines[at].strip() and (b := f.read(lines, at))), (None, None)
        )
        if form is None or block is None:
            at += 1
            if at % TICK == 0:
                tick(free - free % TICK)
            continue
        tick(at)
        calls += _free_calls(lines, free, at, tick)
        calls += [(call, form.name) for call in map(own_call, block.pieces) if call and is_call(call)]
        rejects += [(piece.first, piece.last, piece.reject) for piece in block.pieces if piece.reject]
        free = at = max(block.end, at + 1)
    calls += _free_calls(lines, free, len(lines), tick)
    return calls, rejects


def own_call(piece: Piece) -> Call | None:
    if not piece.facts:
        return None
    call = Call(piece.first, piece.last)
    call.take(piece.facts)
    return call


def _free_calls(lines: list[str], first: int, end: int, tick: Callable[[int], None]) -> list[tuple[Call, str]]:
    if not any(line.strip() for line in lines[first:end]):
        return []
    calls: list[Call] = []
    scanned = []
    for record in cut_records(lines, first, end):
        tick(record.first)
        scanned.append((record, _scan(lines, record)))
    last = next((n for n in reversed(range(len(scanned))) if ANSWER & _names(scanned[n][1])), -1)
    for number, (record, elements) in enumerate(scanned):
        traced = _traced(lines, record, elements)
        _take(calls, record, elements, traced, later=last > number)
    found = [call for call in calls if is_call(call)]
    return [(call, name_form(lines[call.first : call.last + 1])) for call in found]


def _scan(lines: list[str], record: Record) -> list[Element]:
    text = "\n".join(lines[record.first : record.last + 1])
    elements = scan_text(text, SENTENCES, written=not record.starts)
    level = LEVEL_WORD.search(text[:120]) if record.starts else None
    if level and elements:
        top = elements[0]
        elements[0] = Element(top.first, top.last, (*top.facts, Fact("level", level[1], 5)), top.kind)
    return elements


def _names(elements: Iterable[Element]) -> set[str]:
    return {fact.name for each in elements for fact in each.facts}


def _traced(lines: list[str], record: Record, elements: list[Element]) -> frozenset[int]:
    """The lines of exceptions right below a stack trace, and of those inside another, as .NET prints them."""
    at = record.first
    ends = {each.first for each in elements if each.first and "exception" in _names((each,))}
    inner = {each.first for each in elements if each.first and INNER.match(lines[at + each.first])}
    return frozenset(inner.union(end for end in ends if TRACE_LINE.match(lines[at + end - 1])))


def _take(calls: list[Call], record: Record, elements: list[Element], traced: frozenset[int], *, later: bool) -> None:
    facts = [fact for element in elements for fact in element.facts]
    open_call = _joined(calls, facts, record.stamp) if record.starts else calls[-1] if calls else None
    answers = [index for index, element in enumerate(elements) if ANSWER & {fact.name for fact in element.facts}]
    for index, element in enumerate(elements):
        rest = later or bool(answers and answers[-1] > index)
        if open_call is None or contradicts(open_call, element, record.first, answers_later=rest, traced=traced):
            open_call = Call(record.first + element.first, record.first + element.last, stamp=record.stamp)
            calls.append(open_call)
        open_call.add(element, record.first)
        open_call.stamp = open_call.stamp or record.stamp
    if record.starts and elements and calls[-1].first > record.first and calls[-1].stamp is record.stamp:
        calls[-1].first = record.first


def _joined(calls: list[Call], facts: list[Fact], stamp: Reading | None) -> Call | None:
    """The call, now the last, that a record with a head of its own goes on with.

    That is the last one that was made, or what stands behind it and is none yet.
    """
    near = range(max(0, len(calls) - REACH), len(calls))
    made = [place for place in near if is_call_or_asked(calls[place])][-1:]
    for place in (*made, *(place for place in reversed(near) if place > (made or [-1])[0])):
        if joins_record(calls[place], facts, stamp):
            calls.append(calls.pop(place))
            return calls[-1]
    return None


def _end(call: Call, lines: list[str]) -> int:
    last = call.last
    while last + 1 < len(lines) and TRACE_LINE.match(lines[last + 1]):
        last += 1
    return last


def _phrase_call(lines: list[str]) -> list[Found]:
    found = find_phrase(lines)
    if found is None:
        return []
    at, message = found
    named = [fact for fact in message_facts(lines[at]) if fact.name in ("operation", "marketplace_id", "seller_id")]
    return [Found((Fact("error_message", message), *named), read_stamp(lines[at]), "sentence", at, at)]


def _with_prose(calls: list[Found], lines: list[str]) -> list[Found]:
    """The calls, the only one of a short text with what sentences around it say."""
    if len(calls) != 1 or not is_short(lines):
        return calls
    call = calls[0]
    known = {fact.name for fact in call.facts}
    timed = call.stamp or known & {"date", "amz_date", "stamp", "millis"}
    facts, said, used = read_prose(lines, known | ({"time"} if timed else set()))
    first, last = min([call.first, *used]), max([call.last, *used])
    return [replace(call, facts=(*call.facts, *facts), stamp=call.stamp or said, first=first, last=last)]


def _complete_years(events: tuple[Event, ...]) -> tuple[Event, ...]:
    if not any(each.timestamp_wall and each.timestamp_wall.startswith("--") for each in events):
        return events
    years = {event.timestamp.year for event in events if event.timestamp}
    if len(years) != 1:
        return events
    year = years.pop()
    return tuple(
        replace(event, timestamp_wall=f"{year:04d}{event.timestamp_wall[1:]}")
        if event.timestamp_wall and event.timestamp_wall.startswith("--")
        else event
        for event in events
    )


def _count(lines: Sequence[str], first_line: int, events: tuple[Event, ...], rejects: tuple[Reject, ...]) -> Ledger:
    classes = ["blank" if not line.strip() else "context" for line in lines]
    for reject in rejects:
        _mark(classes, reject.line_start - first_line, reject.line_end - first_line, "rejected")
    for event in events:
        _mark(classes, event.line_start - first_line, event.line_end - first_line, "event")
    return Ledger(len(lines), *(classes.count(name) for name in ("event", "blank", "context", "rejected")))


def _mark(classes: list[str], first: int, last: int, name: str) -> None:
    for index in range(max(first, 0), min(last + 1, len(classes))):
        if classes[index] != "blank":
            classes[index] = name


def _notes(source: str, lines: Sequence[str], made: list[tuple[Event, Moment]], zone: str | None) -> list[str]:
    notes: list[str] = []
    long = sum(len(line) > SCAN_LIMIT for line in lines)
    if long:
        notes.append(count("note.long", long, source=source, limit=f"{SCAN_LIMIT:,}"))
    told = Told.of(moment for _, moment in made)
    return [*notes, *note_calls(source, told, zone)]


def note_calls(source: str, told: Told, zone: str | None) -> list[str]:
    """What is to be said of so many calls whose time contradicts the server's, was read in the zone, and so on."""
    notes: list[str] = []
    if told.skewed:
        notes.append(count("note.skewed", told.skewed, source=source))
    if told.chosen:
        notes.append(count("note.chosen_zone", told.chosen, source=source, zone=zone))
    if told.unplaced and zone:
        notes.append(count("note.not_placed", told.unplaced, source=source, zone=zone))
    if told.hidden_ids:
        notes.append(count("note.hidden_id", told.hidden_ids, source=source))
    if told.cut:
        notes.append(count("note.cut", told.cut, source=source))
    if told.deep:
        notes.append(count("note.deep", told.deep, source=source, limit=DEPTH_LIMIT))
    return notes
