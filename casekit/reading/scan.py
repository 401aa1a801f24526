"""Facts of text that is no table: objects in it, sentences of clients, request lines, named values."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Any

from casekit.facts import errors, find_section, named_operations
from casekit.limits import SCAN_LIMIT
from casekit.reading.fields import UUID
from casekit.reading.form import Sentences
from casekit.reading.found import METHODS, TAKEN, Fact, Place, checked
from casekit.reading.loose import read_object, unescape
from casekit.reading.named import read_named
from casekit.reading.structs import read_struct
from casekit.reading.walk import header_fact, walk

OPENER = re.compile(
    r"&\{(?=\s*[\"'\w\[$:])|\{(?=(?!https?://)\s*[\"'\w\[$:]|\\+\")|\[(?=\s*(?:[{\"']|\(['\"]))|\((?='|\d{3}, [b\"'{])"
)
BRACKETED = {"[": 40, "(": 200}  # characters of what stands in brackets in a sentence or a call: URL('https://...')
PHP_KEY = re.compile(r"(?<=\]) ?=>")  # behind ["name":protected]
ESCAPED_END = re.compile(r"(?<!\\)\"")  # of a text in which an object stands with its quotes escaped
LONGEST_TAKEN = 100  # characters that stand for a line of an object: no sentence of short reach gets across
ERROR_NAME = re.compile(r"[A-Za-z][\w.]{2,80}")
# What must not stand before a pattern is looked for behind its first letters, by which places are found quickly.
WHOLE = "".join(rf"(?<![A-Za-z]{method})" for method in METHODS)
REQUEST = re.compile(rf"(?P<method>{'|'.join(METHODS)}){WHOLE}(?:[\]\"']?[:,]?\s+(?:request (?:to|for|on):? )?| \| )[\"'`<]?(?P<url>https?://[^\s\"'`<>]+|/[^\s\"'`<>]*|[\w*-]+(?:\.[\w*-]+)+/[^\s\"'`<>]*)")  # fmt: skip  # noqa: E501 a pattern or a table row
API_URL = re.compile(r"h(?<!xmlns=[\"']h)ttps?://[\w.-]*(?:sellingpartnerapi|mws\.amazonservices|api\.amazon\.co)[^\s\"'`<>\\{}]*|^[ \t]*https?://[^\s\"'`<>\\{}]+[ \t]*$", re.MULTILINE)  # fmt: skip  # noqa: E501 a pattern or a table row
TEMPLATE = 6  # rank of a path with the names of its parts, which tells the operation only
PLACEHOLDER = re.compile(r"<[A-Za-z][\w' ]* $")  # before the URL in <the token from https://...>
PATH_LINE = re.compile(r"^[ \t]*(/[a-zA-Z][\w./{}:-]+)[ \t]*$", re.MULTILINE)
HEADING = re.compile(r"^[ \t*#_=\-(]*(?:\d+[.)] *)?([A-Za-z]{6,60})[ \t*#_=\-:()]*$", re.MULTILINE)
STATUS_BEHIND = re.compile(
    r"[\"'`*\]]?(?:\(\))?(?: HTTP/[\d.]{1,3})?[ \t:>=|,→-]{1,5}(?:HTTP |status[ =:])?([1-5]\d\d)(?![\w.%]|-\d)(?! ?(?:ms|s|bytes|rows|items|orders)\b)"  # noqa: E501 a pattern or a table row
)
WORKS = re.compile(r"[\"'`*()]{0,3} (?:\w+ ){0,2}(?:works?|worked|fine|succe\w+)\b")  # of an operation in prose
ID_BESIDE = re.compile(
    rf" ?[–—:|,(-]{{1,2}} ?(?P<request_id>{UUID.pattern})(?![\w-])(?: ?[–—|,(-]{{1,2}} ?(?P<stamp>\d{{4}}-\d\d-\d\d[T ]\d\d:\d\d[\d:.]*(?: ?(?:Z|UTC|GMT|[+-]\d\d:?\d\d))?))?"  # noqa: E501 a pattern or a table row
)
STATUS_BEFORE = re.compile(
    r"(?:(?:^|[\n\])|:=>\[-]|\b(?:ERROR|WARN|WARNING|INFO|ok|OK|FAILED|failed)) ?|(?<= )(?=[45]\d\d(?: \w+){0,4} (?:for|on|from|calling) $))"  # noqa: E501 a pattern or a table row
    r"([1-5]\d\d)\]?(?: [A-Z]\w*(?: [A-Z]\w*){0,3})?(?: (?:for|on|from|calling))? $"
)
FAILED_WITH = re.compile(
    r"(?:ailed|ejected|hrottled|enied|rror)(?: (?:with|after|on) [^\n:]{1,20}| \([^)\n]{1,30}\))?: $"
)
CODE = re.compile(r"(?:[A-Z][a-z]+){2,}(?<!Exception)")  # that is no word of prose
API_CLIENT = re.compile(r"(?i)selling[-_ ]?partner|sp[-_]api|sellingapi|swagger\.client|spapi|amazon|aws|mws|twilio|stripe|guzzle|okhttp|axios|botocore|ApiException|HttpClient|httpx|requests\.|urllib|WebException|RestSharp")  # fmt: skip  # noqa: E501 a pattern or a table row
OF_CLIENT = Fact("api_client", "yes")
TAG = re.compile(r"<(Code|Message|ResultMessageCode|ResultDescription|MerchantIdentifier|RequestI[dD]|Detail|Type|HostId|ErrorCode|ErrorMessage|faultcode|faultstring)>\s*([^<]*?)\s*(?=<|\(truncated|$)", re.DOTALL)  # fmt: skip  # noqa: E501 a pattern or a table row
MILD_RESULT = re.compile(r"<Result>(?:(?!</Result>).)*<ResultCode>Warning.*?</Result>", re.DOTALL)  # in a feed report
TITLE = re.compile(r"<title>\s*([^<]{4,200}?)\s*</title>|<h1>\s*([^<]{4,200}?)\s*</h1>", re.IGNORECASE)
TAG_FACTS = {"code": "error_code", "errorcode": "error_code", "faultcode": "error_code", "faultstring": "error_message", "message": "error_message", "errormessage": "error_message", "requestid": "request_id", "detail": "error_details", "type": "exception", "hostid": "other", "resultmessagecode": "error_code", "resultdescription": "error_message", "merchantidentifier": "seller_id"}  # fmt: skip  # noqa: E501 a pattern or a table row
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
    return any(fact.name == "exception" for fact in element.facts)


def _elements(text: str, sentences: Sentences, *, written: bool) -> list[Element]:
    if "RequestId:" in text:
        text = LAMBDA.sub(lambda found: " " * len(found[0]), text)
    starts = _line_starts(text)
    objects = list(_objects(text, sentences))
    plain = _blank(text, [(first, last) for first, last, _ in objects])
    elements = [
        Element(bisect_right(starts, a) - 1, bisect_right(starts, max(a, b - 1)) - 1, facts, "object")
        for a, b, facts in objects
    ]
    found = list(_plain_facts(plain, sentences))
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
        facts = tuple(_tuple_facts(tree, sentences) if text[found.start()] == "(" else _walked(tree, sentences))
        if not facts and (end - found.start() < BRACKETED.get(text[found.start()], 0) or PHP_KEY.match(text, end)):
            at = found.end()
            continue
        yield found.start(), end, facts
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
        yield from (
            fact for each in tree[2:] if isinstance(each, dict) for fact in _walked({"headers": each}, sentences)
        )
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


def _plain_facts(text: str, sentences: Sentences) -> Iterator[Place]:
    for each in sentences.hinted_at(text):
        for found in each.pattern.finditer(text):
            yield from _sentence_facts(found, each.rank)
    yield from _requests(text)
    yield from _urls(text)
    yield from read_named(text)
    yield from _tags(text)
    yield from _operations(text)
    yield from _codes(text)


def _requests(text: str) -> Iterator[Place]:
    for found in REQUEST.finditer(text):
        url = found["url"] if "://" in found["url"] or found["url"][0] == "/" else f"https://{found['url']}"
        for name, value, rank in (("method", found["method"], 2), ("url", url, TEMPLATE if "{" in url else 2)):
            fact = checked(name, value, rank)
            if fact:
                yield found.start(), found.end(), fact
        status = STATUS_BEHIND.match(text, found.end() - (found[0][-1] == ":"))
        if status:
            yield found.start(), status.end(), Fact("status", status[1], 3)
        elif before := STATUS_BEFORE.search(text, max(0, found.start() - 40), found.start()):
            yield before.start(1), found.end(), Fact("status", before[1], 4)


def _urls(text: str) -> Iterator[Place]:
    for found in API_URL.finditer(text) if "://" in text else ():
        fact = checked("url", found[0].strip(), 5)
        if fact and not PLACEHOLDER.search(text, max(0, found.start() - 60), found.start()):
            yield found.start(), found.end(), fact
    for found in _lines_like(PATH_LINE, text):
        if find_section(found[1]):
            yield found.start(1), found.end(), Fact("url", found[1], 6)


def _lines_like(pattern: re.Pattern[str], text: str) -> Iterable[re.Match[str]]:
    """The lines that this pattern of whole lines matches; a line alone is not searched for the beginning of one."""
    return pattern.finditer(text) if "\n" in text else filter(None, (pattern.match(text),))


def _sentence_facts(found: re.Match[str], rank: int) -> Iterator[Place]:
    for name, matched in found.groupdict().items():
        if matched and name != "skip":
            base = name.rstrip("_0123456789")
            value = matched.split(TAKEN, 1)[0]
            clean = " ".join(unescape(value).split()) if base == "error_message" else value
            fact = checked(base, clean, rank, key=base)
            if fact and fact.value:
                yield found.start(name), found.end(name), fact


def _tags(text: str) -> Iterator[Place]:
    if "<" not in text:
        return
    for found in TAG.finditer(MILD_RESULT.sub(lambda mild: " " * len(mild[0]), text)):
        name = TAG_FACTS[found[1].lower()]
        fact = checked(name, found[2], 1, key=found[1])
        if fact:
            yield found.start(), found.end(), fact
    titles = [found for found in TITLE.finditer(text) if not re.search(r"<Code>", text)]
    for number, found in enumerate(titles):
        title = " ".join((found[1] or found[2]).split())
        status = re.match(r"[1-5]\d\d\b", title)
        if status:
            yield found.start(), found.end(), Fact("status", status[0], 6)
        if number == 0:
            yield found.start(), found.end(), Fact("error_message", title, 6)


@cache
def _camel() -> re.Pattern[str]:
    """Finds words in camel case that begin like an operation and are as long as the shortest one at least."""
    heads = "".join({name[0] + name[0].upper() for name in named_operations()})
    rest = min(map(len, named_operations())) - 1
    return re.compile(rf"[{heads}](?<![\w/.\"'].)(?=[A-Za-z]{{{rest}}})[a-z]*[A-Z][A-Za-z]*\b")


def _operations(text: str) -> Iterator[Place]:
    known = named_operations()
    for found in _lines_like(HEADING, text):
        if found[1].lower() in known:
            yield found.start(1), found.end(1), Fact("operation", found[1], 3)
    for found in _camel().finditer(text):
        if found[0].lower() in known:
            status = STATUS_BEHIND.match(text, found.end())
            if status:
                yield found.start(), status.end(), Fact("status", status[1], 3)
            before = STATUS_BEFORE.search(text, max(0, found.start() - 24), found.start())
            if before:
                yield before.start(1), found.end(), Fact("status", before[1], 4)
            rank = 3 if status else 8 if WORKS.match(text, found.end()) else 7
            yield found.start(), found.end(), Fact("operation", found[0], rank)
            beside = ID_BESIDE.match(text, found.end())
            told = beside.groupdict().items() if beside else ()
            yield from ((found.start(), found.end(), Fact(name, value, 6)) for name, value in told if value)


@cache
def _known_codes() -> re.Pattern[str]:
    """Finds the codes of known errors that stand by themselves."""
    codes = sorted({code for each in errors() for code in each.code if CODE.fullmatch(code)})
    return re.compile(rf"(?:{'|'.join(codes)})(?![\w(]|\.\w)")


def _codes(text: str) -> Iterator[Place]:
    for found in _known_codes().finditer(text):
        if FAILED_WITH.search(text, max(0, found.start() - 50), found.start()):
            yield found.start(), found.end(), Fact("error_code", found[0], 5)
