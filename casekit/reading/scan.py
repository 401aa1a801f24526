"""Elements of text that is no table: the objects in it, and what the text around them tells, line by line."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from casekit.limits import SCAN_LIMIT
from casekit.reading.batch import split_batch
from casekit.reading.form import Sentences
from casekit.reading.found import TAKEN, Fact, Place, checked
from casekit.reading.loose import read_object, unescape
from casekit.reading.plain import plain_facts
from casekit.reading.structs import read_struct
from casekit.reading.walk import header_fact, walk

OPENER = re.compile(
    r"&\{(?=\s*[\"'\w\[$:])|\{(?=(?!https?://)\s*[\"'\w\[$:]|\\+\")|\[(?=\s*(?:[{\"']|\(['\"]))|\((?<!VALUES \()(?<!values \()(?='|\d{3}, [b\"'{])|array \((?=\s*(?:'|0 =>))"  # noqa: E501 a pattern or a table row
)
BRACKETED = {"[": 44, "(": 200}  # characters of what stands in brackets in a sentence or a call: URL('https://...')
PHP_KEY = re.compile(r"(?<=\]) ?=>")  # behind ["name":protected]
ESCAPED_END = re.compile(r"(?<!\\)\"")  # of a text in which an object stands with its quotes escaped
LONGEST_TAKEN = 100  # characters that stand for a line of an object: no sentence of short reach gets across
ERROR_NAME = re.compile(r"[A-Za-z][\w.]{2,80}")
API_CLIENT = re.compile(r"(?i)selling[-_ ]?partner|sp[-_]api|sellingapi|swagger\.client|spapi|amazon|aws|mws|twilio|stripe|guzzle|okhttp|axios|botocore|ApiException|HttpClient|httpx|requests\.|urllib|WebException|RestSharp")  # fmt: skip  # noqa: E501 a pattern or a table row
OWN_FAULTS = frozenset({  # of a program, before or after its call
    "ModuleNotFoundError", "ImportError", "SyntaxError", "IndentationError", "NameError", "AttributeError", "TypeError",
    "KeyError", "IndexError", "FileNotFoundError", "ReferenceError",
})  # fmt: skip
OF_CLIENT = Fact("api_client", "yes")
LAMBDA = re.compile(r"\b(?:START|END|REPORT|INIT_START)\b\s+RequestId:.*|\bRequestId: \S+\s+(?:Duration|Version|Error: Runtime|Process exited).*")  # fmt: skip  # noqa: E501 a pattern or a table row


@dataclass(frozen=True, slots=True)
class Element:
    """Facts that stand together on lines first..last of a record (indices); `kind`: text or object."""

    first: int
    last: int
    facts: tuple[Fact, ...]
    kind: str = "text"


def scan_text(text: str, sentences: Sentences, *, written: bool = False) -> list[Element]:
    """The elements of a text in reading order; only its first SCAN_LIMIT characters are searched.

    written: people wrote the text, who tell of more than one call on a line; a line of a log tells of one.
    """
    text = text[:SCAN_LIMIT]
    elements = _elements(text, sentences, written=written)
    if not any(map(_throws, elements)) or not API_CLIENT.search(text):
        return elements
    return [replace(each, facts=(*each.facts, OF_CLIENT)) if _throws(each) else each for each in elements]


def _throws(element: Element) -> bool:
    return any(fact.name == "exception" and fact.value.rsplit(".", 1)[-1] not in OWN_FAULTS for fact in element.facts)


def _elements(text: str, sentences: Sentences, *, written: bool) -> list[Element]:
    if "RequestId:" in text:
        text = LAMBDA.sub(lambda found: " " * len(found[0]), text)
    text = text.replace('""', '"') if '{""' in text else text  # of a cell
    starts = _line_starts(text)
    objects = list(_objects(text, sentences))
    plain = _blank(text, [(first, last) for first, last, _ in objects])
    elements = [
        Element(bisect_right(starts, a) - 1, bisect_right(starts, max(a, b - 1)) - 1, facts, "object")
        for a, b, facts in objects
    ]
    found = list(plain_facts(plain, sentences))
    starts = _line_starts(plain)
    cuts = _second_ids(found, plain) if written else []
    if len(starts) == 1 and not cuts:  # a line alone
        return [*elements, Element(0, 0, tuple(fact for _, _, fact in found))] if found else elements
    pieces = sorted({*starts, *cuts})
    parts: dict[int, list[Fact]] = {}
    ends: dict[int, int] = {}
    for at, end, fact in found:
        piece = bisect_right(pieces, at) - 1
        parts.setdefault(piece, []).append(fact)
        ends[piece] = max(ends.get(piece, 0), bisect_right(starts, max(at, end - 1)) - 1)
    elements += [
        Element(bisect_right(starts, pieces[piece]) - 1, ends[piece], tuple(facts))
        for piece, facts in sorted(parts.items())
    ]
    return sorted(elements, key=lambda each: (each.first, each.last, each.kind == "object"))


def _second_ids(found: list[Place], text: str) -> list[int]:
    """Where on a line a request ID stands behind another that is named alike: there another call begins."""
    named = sorted((at, fact) for at, _, fact in found if fact.name == "request_id")
    return [
        after
        for (at, one), (after, other) in pairwise(named)
        if one.value != other.value and one.rank == other.rank and "\n" not in text[at:after]
    ]


def _line_starts(text: str) -> list[int]:
    return [0, *(found.end() for found in re.finditer("\n", text))]


def facts_in(text: str, sentences: Sentences) -> list[Fact]:
    """All facts of a text in one list."""
    return [fact for element in scan_text(text, sentences) for fact in element.facts]


def _objects(text: str, sentences: Sentences) -> Iterator[tuple[int, int, tuple[Fact, ...]]]:
    at, tries = 0, 0
    while (found := OPENER.search(text, at)) and tries < 500:  # noqa: PLR2004 no record holds so many objects
        tries += 1
        value = _read_any(text, found.start())
        if value is None or not value[0]:
            at = found.end()
            continue
        tree, end = value
        read = _tuple_facts if text[found.start()] == "(" else _walked
        told = [tuple(read(each, sentences)) for each in split_batch(tree)]
        if not any(told) and (end - found.start() < BRACKETED.get(text[found.start()], 0) or PHP_KEY.match(text, end)):
            at = found.end()
            continue
        yield from ((found.start(), end, each) for each in told)
        at = end


def _read_any(text: str, start: int) -> tuple[Any, int] | None:
    """The value that opens at `start`, and the index behind it, in any of the notations we know."""
    if text[start + 1 : start + 2] == "\\":
        line = text[start : (text + "\n").index("\n", start)]
        end = ESCAPED_END.search(line)
        whole = line[: end.start()] if end else line
        found = read_object(unescape(whole), 0)
        return (found[0], start + len(whole)) if found else None
    struct = read_struct(text, start)
    found = None if struct else read_object(text, start)
    return struct or (found[:2] if found else None)


def _walked(tree: object, sentences: Sentences) -> Iterator[Fact]:
    return walk(tree, lambda part: facts_in(part, sentences))


def _tuple_facts(tree: object, sentences: Sentences) -> Iterator[Fact]:
    """A code with its message, or a status with its body: what clients put into exceptions."""
    if not isinstance(tree, list) or len(tree) < 2:  # noqa: PLR2004
        return
    if isinstance(tree[0], int):
        yield from (fact for fact in (checked("status", str(tree[0]), 1),) if fact)
        yield from _walked({"body": tree[1]}, sentences)
        for each in tree[2:]:
            yield from _walked({"headers" if isinstance(each, dict) else "body": each}, sentences)
    elif isinstance(tree[0], str) and isinstance(tree[1], str):
        header = header_fact(tree[0], tree[1])
        named = (Fact("error_code", tree[0], 1), Fact("error_message", tree[1], 1))
        yield from (header,) if header else named if ERROR_NAME.fullmatch(tree[0]) and " " in tree[1].strip() else ()
        yield from (Fact("status", str(each), 1) for each in tree[2:3] if isinstance(each, int) and 400 <= each < 600)  # noqa: PLR2004
        yield from (Fact("status", str(each)) for each in tree[2:] if isinstance(each, int) and 100 <= each < 600)  # noqa: PLR2004


def _blank(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with the spans taken: as many lines, but no long ones, since each pattern would walk along them."""
    parts, at = [], 0
    for first, last in spans:
        lines = text[first:last].split("\n")
        parts += [text[at:first], "\n".join(TAKEN * min(len(line), LONGEST_TAKEN) for line in lines)]
        at = last
    return "".join([*parts, text[at:]])
