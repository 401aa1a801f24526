"""Which pieces of text speak of one call: neighbours are joined until they contradict each other."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from casekit.facts import find_operation
from casekit.limits import JOIN_GAP
from casekit.reading.clock import Reading
from casekit.reading.found import FAILED_STATUS, Fact, best, lowest, value_of
from casekit.reading.scan import Element

SINGLE = ("request_id", "status", "method", "url", "error_code", "error_message")
ANSWER = frozenset({"status", "error_code", "error_message", "error_type", "client_error", "failed"})
STRONG = frozenset({"status", "request_id", "error_code", "error_type", "date", "amz_date", "client_error", "failed"})
TOLD = frozenset({"status", "error_code", "error_message"})
SAME_MOMENT = 1  # seconds between response headers and their body, when a debug log prints them one after the other
NEXT = 2  # lines
HEADING_OPERATION = 3  # rank of an operation that stands alone on its line
WEAK_OPERATION = 7  # rank of an operation named in prose


@dataclass(slots=True)
class Call:
    """The facts of one call while its lines are read."""

    first: int
    last: int
    facts: list[Fact] = field(default_factory=list)
    bodies: int = 0  # error objects seen
    stamp: Reading | None = None
    objects: int = 0
    top: dict[str, Fact] = field(default_factory=dict)  # per name the fact of the lowest rank

    def names(self) -> set[str]:
        """The names of the facts so far."""
        return set(self.top)

    def value(self, name: str) -> str | None:
        """The best value of a fact so far."""
        return self.top[name].value if name in self.top else None

    def take(self, facts: Iterable[Fact]) -> None:
        """Add facts."""
        for fact in facts:
            self.facts.append(fact)
            held = self.top.get(fact.name)
            if held is None or fact.rank < held.rank:
                self.top[fact.name] = fact

    def add(self, element: Element, offset: int) -> None:
        """Take the element's facts; `offset` is the index of its record's first line."""
        self.first = min(self.first, offset + element.first)
        self.last = max(self.last, offset + element.last)
        self.take(element.facts)
        self.objects += element.kind == "object"
        self.bodies += is_error_body(element)


def is_error_body(element: Element) -> bool:
    """True for an object that is an error."""
    return element.kind == "object" and any(fact.name == "error_code" for fact in element.facts)


def is_call(call: Call) -> bool:
    """True when the facts speak of an API call and not only of an ID, a place or an operation."""
    names = call.names()
    if names & STRONG:
        return True
    if "error_message" in names and "exception" not in names:
        return True
    if "exception" in names and "api_client" in names:
        return True
    if "url" in names and ("method" in names or "path_line" in names):
        return True
    heading = "operation" in names and call.top["operation"].rank <= HEADING_OPERATION
    return bool(heading and call.objects) or ("marketplace_id" in names and "host" in names and call.objects > 0)


def contradicts(
    call: Call, element: Element, offset: int, *, answers_later: bool, traced: frozenset[int] = frozenset()
) -> bool:
    """True when the element cannot speak of the same call; `offset` is the index of its record's first line.

    traced: lines of the record on which an exception ends a stack trace, and may say again what was said above it.
    """
    facts = element.facts
    top = lowest(facts)
    names = set(top)
    for name in ("request_id", "status", "method", "url", "error_code"):
        ours, theirs = call.value(name), value_of(top, name)
        if (
            ours
            and theirs
            and not _is_same(name, ours, theirs)
            and not (name in ("error_code", "status") and _minor(call, facts, name))
            and not (name == "request_id" and _is_beside(call, top[name], element.first + offset))
        ):
            return True
    if is_error_body(element) and call.bodies and element.first > 0 and not _same_line(call, element, offset):
        return not (element.first in traced and _says_the_same(call, facts))
    if _answers_anew(call, element, names, offset, answers_later=answers_later):
        return True
    if answers_later and _asks_anew(call, element, names, offset):
        return True
    named = next(
        (f.value for f in facts if f.name == "operation" and f.rank in (HEADING_OPERATION, WEAK_OPERATION)), None
    )
    return bool(named and _other_operation(call, named))


def _asks_anew(call: Call, element: Element, names: set[str], offset: int) -> bool:
    """True for a request behind an answer, save where it belongs to that answer.

    It does where an exception tells of its own, where a URL stands beside a status, where nothing but a status stands
    right above it, and where the answer names the operation that is asked for.
    """
    if not names & {"method", "url"} or names & ANSWER or not call.names() & ANSWER:
        return False
    if call.names() & {"method", "url"}:
        ours, theirs = call.value("url"), best(element.facts, "url")
        return not (ours and theirs and _is_template_of(ours, theirs))
    told = "exception" in call.names() and element.kind == "object"
    near = element.first + offset - call.last <= 1
    beside = near and ("method" not in names or call.names() == {"status"})
    return not (told or beside or _asks_for(call, element))


def _asks_for(call: Call, element: Element) -> bool:
    """True when the element's request is one for the operation that the call names."""
    url, named = best(element.facts, "url"), call.value("operation")
    known = find_operation(best(element.facts, "method"), _path(url)) if url and named else None
    return bool(known and known.operation.lower() == str(named).lower())


def _says_the_same(call: Call, facts: tuple[Fact, ...]) -> bool:
    return all(call.value(name) == best(facts, name) for name in ("error_code", "error_message"))


def _answers_anew(call: Call, element: Element, names: set[str], offset: int, *, answers_later: bool) -> bool:
    """True for a status on a line of its own below an answer that has its status and body, when more is to come."""
    alone = element.kind == "text" and names == {"status"} and element.first + offset > call.last
    return alone and answers_later and bool(call.bodies) and "status" in call.names()


def _minor(call: Call, facts: tuple[Fact, ...], name: str) -> bool:
    ours = call.top[name].rank
    theirs = min(f.rank for f in facts if f.name == name)
    return (name == "error_code" and ours != theirs) or max(ours, theirs) >= 6  # noqa: PLR2004 a title or a guess


def _is_beside(call: Call, fact: Fact, line: int) -> bool:
    """True for an ID of another name in the same block of headers, of which the better one counts."""
    return fact.rank != call.top["request_id"].rank and line - call.last <= NEXT


def _same_line(call: Call, element: Element, offset: int) -> bool:
    return call.first == call.last == offset + element.first == offset + element.last


def _is_same(name: str, one: str, other: str) -> bool:
    """True when these values of a fact agree; URLs may differ behind their path."""
    if name != "url":
        return one.lower() == other.lower()
    return _path(one).lower() == _path(other).lower() or _is_template_of(one, other)


def _is_template_of(one: str, other: str) -> bool:
    """True when the path of one of these URLs has names in braces for some parts of that of the other."""
    ours, theirs = _path(one).split("/"), _path(other).split("/")
    parts = [(a, b) for a, b in zip(ours, theirs, strict=False) if a != b]
    return len(ours) == len(theirs) and bool(parts) and all("{" in a + b for a, b in parts)


def _path(url: str) -> str:
    try:
        return (urlsplit(url).path if "://" in url else url.split("?", 1)[0]).rstrip("/")
    except ValueError:
        return url


def _other_operation(call: Call, named: str) -> bool:
    stated = call.value("operation")
    url = call.value("url")
    if not stated and url:
        known = find_operation(call.value("method"), _path(url))
        stated = known.operation if known else None
    return bool(stated and stated.lower() != named.lower() and is_call_or_asked(call))


def is_call_or_asked(call: Call) -> bool:
    """True when what was gathered is already more than a name."""
    return is_call(call) or bool(call.objects)


def joins_record(call: Call, facts: list[Fact], stamp: Reading | None) -> bool:
    """True when a later log record fills gaps of the call (its headers, its body, its answer) and repeats nothing."""
    ours, theirs = call.names(), {fact.name for fact in facts}
    awaited = "to_come" in ours and call.value("status") == best(facts, "status")
    if awaited or _is_thrown(call, facts, theirs) or _is_body(ours, theirs, call.stamp, stamp):
        return True
    said = may_repeat(ours, theirs)
    if not all(_is_same(name, call.top[name].value, str(best(facts, name))) for name in said & ours & theirs):
        return False
    if not theirs & (STRONG | {"error_message"}) or (ours & theirs & set(SINGLE) | theirs & {"url", "method"}) - said:
        return False
    if _far(call.stamp, stamp):
        return False
    status = call.value("status")
    if status and int(status) < FAILED_STATUS and theirs & {"error_code", "error_message", "client_error"}:
        return False
    headers_only = "status" in ours and not theirs & {"status", "error_code"}
    body_to_come = "date" in ours and not ours & TOLD and not _far(call.stamp, stamp, SAME_MOMENT)
    return bool(said & ours or ours & {"url", "method"}) or not ours & STRONG or headers_only or body_to_come


def _is_thrown(call: Call, facts: list[Fact], theirs: set[str]) -> bool:
    """True for an exception that says again what was logged right before it, and nothing else of an answer."""
    if "exception" not in theirs or "exception" in call.names() or theirs & STRONG != {"error_code"}:
        return False
    return all(call.value(name) == best(facts, name) for name in ("error_code", "error_message"))


def _is_body(ours: set[str], theirs: set[str], one: Reading | None, other: Reading | None) -> bool:
    """True for an error alone, logged in the second in which its status was."""
    alone = "status" in ours and not ours & {"error_code", "error_message", "log_message"}
    return alone and theirs & (STRONG | {"url", "method"}) == {"error_code"} and not _far(one, other, SAME_MOMENT)


def may_repeat(ours: set[str], theirs: set[str]) -> set[str]:
    """What a later record of the same call may say again: the request that it answers, or the ID of its headers."""
    if "url" in ours & theirs and "status" in theirs and not ours & ANSWER:
        return {"url", "method"}
    return (
        {"request_id"}
        if "date" in ours and "error_code" in theirs and not ours & {"error_code", "error_message"}
        else set()
    )


def _far(one: Reading | None, other: Reading | None, gap: int = JOIN_GAP) -> bool:
    if one and other and one.instant and other.instant:
        return abs((one.instant - other.instant).total_seconds()) > gap
    return gap == SAME_MOMENT and _second(one) != _second(other)


def _second(reading: Reading | None) -> str | None:
    return reading.wall[:19] if reading and reading.wall else None
