"""Facts of text outside of objects: sentences, request lines, URLs, named values, tags, operations, codes."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from casekit.facts import errors, find_section, named_operations
from casekit.reading.fields import UUID
from casekit.reading.form import Sentences
from casekit.reading.found import METHODS, TAKEN, Fact, Place, checked
from casekit.reading.loose import unescape
from casekit.reading.named import read_named

# What must not stand before a pattern is looked for behind its first letters, by which places are found quickly.
WHOLE = "".join(rf"(?<![A-Za-z]{method})(?<!Start processing HTTP request {method})" for method in METHODS)
REQUEST = re.compile(rf"(?P<method>{'|'.join(METHODS)}){WHOLE}(?:[\]\"']?[:,]?\s+(?:request (?:to|for|on):? )?| \| )[\"'`<]?(?:\{{\{{?\w{{1,30}}\}}\}}?(?=/))?(?P<url>https?://[^\s\"'`<>]+|/[^\s\"'`<>]*|[\w*-]+(?:\.[\w*-]+)+/[^\s\"'`<>]*)")  # fmt: skip  # noqa: E501 a pattern or a table row
API_URL = re.compile(r"h(?<!xmlns=[\"']h)(?<!xmlns=\\[\"']h)ttps?://[\w.-]*(?:sellingpartnerapi|mws\.amazonservices|api\.amazon\.co|webservices\.amazon\.)[^\s\"'`<>\\{}]*|^[ \t]*https?://[^\s\"'`<>\\{}]+[ \t]*$", re.MULTILINE)  # fmt: skip  # noqa: E501 a pattern or a table row
TEMPLATE = 6  # rank of a path with the names of its parts, which tells the operation only
PLACEHOLDER = re.compile(r"<[A-Za-z][\w' ]* $")  # before the URL in <the token from https://...>
PATH_LINE = re.compile(r"^[ \t]*(/[a-zA-Z][\w./{}:-]+)[ \t]*$", re.MULTILINE)
PATH_QUOTED = re.compile(r"`(/[a-zA-Z][\w./{}:-]+)`")
HEADING = re.compile(r"^[ \t*#_=\-(]*(?:\d+[.)] *)?([A-Za-z]{6,60})[ \t*#_=\-:()]*$", re.MULTILINE)
STATUS_BEHIND = re.compile(
    r"[\"'`*\]]?(?:\(\))?(?: HTTP/[\d.]{1,3})?[ \t:>=|,→-]{1,5}(?:HTTP |status[ =:])?([1-5]\d\d)(?![\w.%]|-\d)(?! ?(?:ms|s|bytes|rows|items|orders)\b)"  # noqa: E501 a pattern or a table row
)
WORKS = re.compile(r"[\"'`*()]{0,3} (?:\w+ ){0,2}(?:works?|worked|fine|succe\w+)\b")  # of an operation in prose
ID_BESIDE = re.compile(
    rf"(?: ?[–—:|,(-]{{1,2}} ?[1-5]\d\d(?!\d))? ?[–—:|,(-]{{1,2}} ?(?P<request_id>{UUID.pattern})(?![\w-])(?: ?[–—|,(-]{{1,2}} ?(?P<stamp>\d{{4}}-\d\d-\d\d[T ]\d\d:\d\d[\d:.]*(?: ?(?:Z|UTC|GMT|[+-]\d\d:?\d\d))?))?"  # noqa: E501 a pattern or a table row
)
STATUS_BEFORE = re.compile(
    r"(?:(?:^|[\n\])|:=>\[-]|\b(?:ERROR|WARN|WARNING|INFO|ok|OK|FAILED|failed)) ?|(?<= )(?<!andle )(?<!andles )(?<!andling )(?<!etry )(?<!gnore )(?<!atch )(?=[45]\d\d(?: \w+){0,4} (?:for|on|from|calling) $))"  # noqa: E501 a pattern or a table row
    r"([1-5]\d\d)(?!(?<=:\d\d\d)\])\]?(?: [A-Z]\w*(?: [A-Z]\w*){0,3})?(?: (?:for|on|from|calling))? $"
)
FAILED_WITH = re.compile(  # right before the code of a failure; `error codes: ` stands before a list
    r"(?:ailed|ejected|hrottled|enied|rror)(?: (?:with|after|on) [^\n:]{1,20}| \([^)\n]{1,30}\))?: $"
    r"|\b(?:giv(?:es|ing)|gets?|getting|got|return(?:s|ed|ing)?|receiv(?:es?|ed|ing)|throw(?:s|ing)?) (?:an? |the )?$"
)
CODE = re.compile(r"(?:[A-Z][a-z]+){2,}(?<!Exception)")  # that is no word of prose, nor what any program throws
TAG = re.compile(r"<(?:\w{1,20}:)?(Code|Message|ShortMessage|Timestamp|ResultMessageCode|ResultDescription|MerchantIdentifier|RequestI[dD]|Detail|Type|HostId|ErrorCode|ErrorMessage|faultcode|faultstring)>\s*([^<]*?)\s*(?=<|\(truncated|$)", re.DOTALL)  # fmt: skip  # noqa: E501 a pattern or a table row
MILD_RESULT = re.compile(r"<Result>(?:(?!</Result>).)*<ResultCode>Warning.*?</Result>", re.DOTALL)  # in a feed report
TITLE = re.compile(r"<title>\s*([^<]{4,200}?)\s*</title>|<h1>\s*([^<]{4,200}?)\s*</h1>", re.IGNORECASE)
TAG_FACTS = {"code": "error_code", "errorcode": "error_code", "faultcode": "error_code", "faultstring": "error_message", "shortmessage": "error_message", "timestamp": "stamp", "message": "error_message", "errormessage": "error_message", "requestid": "request_id", "detail": "error_details", "type": "exception", "hostid": "other", "resultmessagecode": "error_code", "resultdescription": "error_message", "merchantidentifier": "seller_id"}  # fmt: skip  # noqa: E501 a pattern or a table row


def plain_facts(text: str, sentences: Sentences) -> Iterator[Place]:
    """The facts of a text, each with its place; what objects in it tell is blanked (see `found.TAKEN`)."""
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
    quoted = PATH_QUOTED.finditer(text) if "`/" in text else ()
    for found in (*_lines_like(PATH_LINE, text), *quoted):
        if find_section(found[1]):
            yield found.start(1), found.end(1), Fact("url", found[1], 6)


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
