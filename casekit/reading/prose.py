"""What people say in sentences beside the one call of a short paste: when, where, whose, its ID and its error."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from casekit.reading.clock import Reading, find_said_time
from casekit.reading.fields import UUID, good_seller, known_marketplaces
from casekit.reading.found import Fact
from casekit.reading.phrases import LONG_PASTE, QUOTES, quoted_errors
from casekit.reading.records import is_head

LONGEST = 1_000  # characters of a line that people write
FEWEST_WORDS = 4
SAID_RANK = 8  # behind whatever a log says itself
NO_SENTENCE = re.compile(
    r"[{}\[\]<>=|]|['\"]\s*:|^[\w-]+: |[;,]$|^\s*(?:at |\*|#)|\b(?:START|END|REPORT) RequestId: |\b(?:wrote|schrieb|écrit|escribió|ha scritto|写道) ?:?\s*$"  # noqa: E501 a pattern or a table row
)
PLACES = re.compile(r"(?:https?:/|(?<!\S))/\S+")
WORD = re.compile(r"[^\W\d_]{2}")
WELL = re.compile(
    r"(?i)\b(?:works?|worked|fine|ok|okay|succe\w+|until|till|before|since|expire\w*|instead)\b|正常|成功"
)
BOUND = re.compile(
    r"(?i)(?:created|updated|posted|after|before|until|till|since|from|between|expir\w+|starts?|ends?|valid|to|resets?"
    r"|modified|build|built|released?|commit|delivery|scheduled|due)(?: (?:on|at|by|date|time))?\W{0,3}$"
)
MARKETPLACE = re.compile(r"(?<![\w-])A[0-9A-Z]{9,14}(?![\w-])")
BETWEEN = re.compile(r"(?:[\s,/&()]|and|or|[A-Z]{2}\b|和|、)*")
SELLER = re.compile(
    r"(?i:seller|merchant|卖家)(?:(?i:'s| account| id| token| ids)|编号|\s)*[\s:(#]*(A[0-9A-Z]{11,14})(?![\w-])"
)
REQUEST_ID = re.compile(rf"(?<![\w-])(?i:(?:x-amzn-)?request[- ]?ids?)\b[^.\n]{{0,30}}?({UUID.pattern})(?![\w-])")


def is_short(lines: Sequence[str]) -> bool:
    """True for a text so short that a sentence in it speaks of the call in it."""
    return sum(bool(line.strip()) for line in lines) <= LONG_PASTE


def read_prose(lines: Sequence[str], known: set[str]) -> tuple[list[Fact], Reading | None, list[int]]:
    """The facts that sentences say and `known` (names of facts) lacks, the time they say, and the lines of both.

    Only what is said once: two times, IDs or marketplaces in different places could be those of different calls.
    """
    told = [(index, line) for index, line in enumerate(lines) if _is_sentence(line)]
    facts: list[Fact] = []
    used: list[int] = []
    for name, find in FINDERS.items():
        if name in known or (name == "error_message" and "error_code" in known):
            continue
        found = [(index, value) for index, line in told for value in find(line)]
        if len({value for _, value in found}) == 1:
            facts.append(Fact(name, found[0][1], SAID_RANK))
            used.append(found[0][0])
    times = [(index, reading) for index, line in told for reading in _times(line)] if "time" not in known else []
    if len({reading for _, reading in times}) != 1:
        return facts, None, used
    return facts, times[0][1], [*used, times[0][0]]


def _is_sentence(line: str) -> bool:
    said = PLACES.sub(" ", QUOTES.sub(" ", line))  # between what it quotes and names
    if len(line) > LONGEST or NO_SENTENCE.search(said) or (line.lstrip()[:1] == '"' and not WORD.search(said)):
        return False
    return not line.isascii() or (not is_head(line) and len(line.split()) >= FEWEST_WORDS)


def _clauses(line: str) -> Iterator[str]:
    yield from (part for part in re.split(r"[.;!?。；](?:\s|$)|, but |，但", line) if not WELL.search(part))


def _times(line: str) -> Iterator[Reading]:
    """The times of each clause that names no beginning or end of a span."""
    for clause in _clauses(line):
        found = list(find_said_time(clause))
        if not any(BOUND.search(clause[:start]) for start, _, _ in found):
            yield from (reading for _, _, reading in found)


def _marketplaces(line: str) -> Iterator[str]:
    """The marketplaces of a clause when they stand as one list."""
    for clause in _clauses(line):
        found = [each for each in MARKETPLACE.finditer(clause) if known_marketplaces(each[0])]
        gaps = [clause[a.end() : b.start()] for a, b in pairwise(found)]
        if found and all(BETWEEN.fullmatch(gap) for gap in gaps):
            yield ",".join(dict.fromkeys(each[0] for each in found))


def _sellers(line: str) -> Iterator[str]:
    for clause in _clauses(line):
        for found in SELLER.finditer(clause):
            seller = good_seller(found[1])
            if seller and any(char.isdigit() for char in seller):
                yield seller


def _request_ids(line: str) -> Iterator[str]:
    yield from (found[1] for found in REQUEST_ID.finditer(line))


def _errors(line: str) -> Iterator[str]:
    yield from (text for text in quoted_errors(line) if not text.startswith("HTTP/"))


FINDERS: dict[str, Callable[[str], Iterator[str]]] = {
    "request_id": _request_ids,
    "marketplace_id": _marketplaces,
    "seller_id": _sellers,
    "error_message": _errors,
}
