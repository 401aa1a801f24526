"""Which of a key's candidates is masked, and which part of its value: one reader per style of value."""

import re
from collections.abc import Callable, Iterator

from casekit.redaction.evidence import FULL_NAME, KEPT, STREET, is_kept, looks_random
from casekit.redaction.keys import Candidate
from casekit.redaction.personal import is_public
from casekit.redaction.shadow import Shadow
from casekit.redaction.values import is_nothing
from casekit.redaction.words import is_word
from casekit.redaction.wraps import follow_wraps

Parts = Iterator[tuple[int, int]]

_SCHEME = re.compile(r"(?i)\s*(bearer|basic|digest|token|apikey|api-key|negotiate|ntlm|hmac|key|oauth|mac)[ \t]+")
_REST = re.compile(r"(?!\?)[^\s\"'`<>\\]{1,8192}")
_REST_OF_LINE = re.compile(r"[^\n\r]{1,2048}")
_COOKIE = re.compile(r"[ \t]*;?[ \t]*([^\s=;,?\"'\\:{}]{1,100})[ \t]?=[ \t]?[\"']?([^;,\s\"'\\{}]{0,4096})[\"']?")
_COOKIE_ATTRIBUTES = frozenset(
    ("path", "domain", "expires", "max-age", "samesite", "secure", "httponly", "version", "priority", "partitioned")
)
_JAR_VALUE = re.compile(r"[\"']value\\{0,7}[\"']\s{0,8}(?::|=>)\s{0,8}(\\{0,7}[\"'])(.{3,4096}?)\1")
_JAR_ITEM = re.compile(r"[\"']\s{0,8}(?::|=>)\s{0,8}(\\{0,7}[\"'])(.{3,4096}?)\1")
_CUT_EMAIL = re.compile(r"[^\s@\"'`<>,;:=]{1,64}@[^\s@\"'`<>,;:=&?)\]}]{0,253}")  # in a quote never closed
_COOKIE_LIMIT = 100  # cookies of one header
_PHONE = re.compile(r"[+(]?[\d(][\d ().\u2010-\u2015/-]{5,24}\d")
_POSTAL = re.compile(
    r"〒?\s?\d{3}-\d{4}|[A-Z]{1,2}\d[A-Z\d]?[ +]?\d[A-Z]{2}(?!\w)|\d{4} [A-Z]{2}(?!\w)|\d{2}-\d{3}(?!\d)"
    r"|[A-Za-z]{0,2}-?\d[A-Za-z0-9-]{2,9}(?: \d{2,3}(?!\d))?",
)
_NUMBER = re.compile(r"-?\d{1,3}(?:\.\d{1,20})?(?![\d.])")
_DECIMAL = re.compile(r"-?\d{1,3}\.\d{2,20}(?![\d.])")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9./ -]{3,34}")
_BARE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9./-]{3,34}")
_CARD = re.compile(r"\d(?:[ -]?\d){11,18}(?!\d)")
_SHORT = re.compile(r"\d{3,8}(?!\d)")
_IP = re.compile(r"(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9A-Fa-f]{1,4}(?:::?[0-9A-Fa-f]{1,4}){2,7}(?:::)?)(?![\w])")
_CODE = re.compile(r"[\s<>(){}\"]")  # in program text, not in a token
_PROSE = re.compile(r"[a-z]+(?:-[a-z]+)*[.,;:!)]?\Z")
_MIN_DIGITS = {"phone": 7, "id": 3}
_BLOB = 64  # characters from which the contents of a label are a document
_MIN_SECRET = 3
_MIN_TOKEN = 10


def judge(shadow: Shadow, candidate: Candidate) -> Parts:
    """The stretches of the shadow that this candidate wants masked; what is near has been looked at before."""
    value = candidate.value
    text = shadow.text[value.start : value.end]
    if not text.strip() or is_nothing(text.strip()):
        return
    if candidate.word.need in _SHAPES and not _SHAPES[candidate.word.need](text.strip()):
        return
    yield from _READERS[candidate.word.style](shadow.text, candidate)


def _secret(text: str, candidate: Candidate) -> Parts:
    value = candidate.value
    part = text[value.start : value.end]
    if is_word(part) or len(part) < _MIN_SECRET or (not value.quoted and _is_prose(text, candidate)):
        return
    if is_kept(part) and candidate.word.need:
        return
    wrapped = not value.quoted and candidate.word.style == "secret" and looks_random(part)
    yield value.start, follow_wraps(text, value.end) if wrapped else value.end


def _is_prose(text: str, candidate: Candidate) -> bool:
    """Whether a bare value is a word of a sentence: `token: bucket is empty`."""
    value = candidate.value
    part = text[value.start : value.end]
    return _PROSE.match(part) is not None and text[value.start - 1 : value.start] in (" ", "\n", "\t")


def _header(text: str, candidate: Candidate) -> Parts:
    value = candidate.value
    scheme = _SCHEME.match(text, value.start)
    if scheme:
        wide = scheme[1].lower() in ("digest", "hmac", "oauth", "mac")
        rest = (_REST_OF_LINE if wide else _REST).match(text, scheme.end())
        end = min(rest.end(), value.end) if rest and value.quoted else rest.end() if rest else scheme.end()
        found = text[scheme.end() : end].rstrip(",;)]}\"'")
        if found and not is_nothing(found):
            yield scheme.end(), scheme.end() + len(found)
    elif "HMAC-SHA" not in text[value.start : value.start + 40]:
        yield from _secret(text, candidate)


def _cookie(text: str, candidate: Candidate) -> Parts:
    at = candidate.value.start
    for _ in range(_COOKIE_LIMIT):
        pair = _COOKIE.match(text, at)
        if pair is None or (candidate.value.quoted and pair.start(2) >= candidate.value.end):
            return
        at = pair.end()
        if pair[1].lower() not in _COOKIE_ATTRIBUTES and len(pair[2]) >= _MIN_SECRET:
            yield pair.span(2)
        if text[at : at + 1] not in (";", ",") and not text[at : at + 2].startswith(" ;"):
            return


def _jar(text: str, candidate: Candidate) -> Parts:
    """The values of an object of cookies: pairs of a name and a value, or a mapping."""
    start, end = candidate.value.start, candidate.value.end
    pairs = tuple(_JAR_VALUE.finditer(text, start, end)) or tuple(_JAR_ITEM.finditer(text, start, end))
    if not pairs:
        yield from _cookie(text, candidate)
    for pair in pairs:
        if not is_nothing(pair[2]):
            yield pair.span(2)


def _whole(text: str, candidate: Candidate) -> Parts:
    value = candidate.value
    part = text[value.start : value.end]
    if any(map(str.isalnum, part)) and not is_kept(part) and not is_word(part):
        yield value.start, value.end


def _name(text: str, candidate: Candidate) -> Parts:
    part = text[candidate.value.start : candidate.value.end]
    if any(map(str.isalpha, part)) and not (not candidate.value.quoted and _PROSE.match(part)):
        yield from _whole(text, candidate)


def _email(text: str, candidate: Candidate) -> Parts:
    value = candidate.value
    if value.quoted and "@" in text[value.start : value.end]:
        yield value.start, value.end
    elif cut := _CUT_EMAIL.match(text, value.start):
        yield cut.span()


def _within(pattern: re.Pattern[str], digits: int = 1) -> Callable[[str, Candidate], Parts]:
    """A reader that masks what the pattern finds at the start of the value, without evidence behind it."""

    def read(text: str, candidate: Candidate) -> Parts:
        value = candidate.value
        limit = value.end if value.quoted else min(len(text), value.start + 40)
        part = text[value.start : limit]
        kept = KEPT.search(part)
        match = pattern.match(part[: kept.start()] if kept else part)
        if match and sum(map(str.isdigit, match[0])) >= digits:
            yield value.start, value.start + len(match[0].rstrip(" -./"))

    return read


def _tax(text: str, candidate: Candidate) -> Parts:
    yield from _within(_ID if candidate.value.quoted else _BARE_ID, _MIN_DIGITS["id"])(text, candidate)


def _numbers(text: str, candidate: Candidate) -> Parts:
    for match in _DECIMAL.finditer(text, candidate.value.start, min(len(text), candidate.value.end + 40)):
        yield match.span()


def _geo(text: str, candidate: Candidate) -> Parts:
    loose = candidate.word.match == "suffix"
    yield from _within(_NUMBER if loose else _DECIMAL)(text, candidate)


def _ips(text: str, candidate: Candidate) -> Parts:
    line = text.find("\n", candidate.value.start, candidate.value.start + 200)
    end = candidate.value.end if candidate.value.quoted else line if line >= 0 else candidate.value.start + 200
    for match in _IP.finditer(text, candidate.value.start, end):
        if is_public(match[0]):
            yield match.span()


def _blob(text: str, candidate: Candidate) -> Parts:
    if candidate.value.end - candidate.value.start >= _BLOB:
        yield from _whole(text, candidate)


def _is_token(value: str) -> bool:
    mixed = any(map(str.isdigit, value)) and any(map(str.isalpha, value)) and not _CODE.search(value)
    return looks_random(value) or (len(value) >= _MIN_TOKEN and mixed and not is_kept(value))


_SHAPES: dict[str, Callable[[str], bool]] = {
    "shape": _is_token,
    "street": lambda value: STREET.match(value) is not None,
    "mixed": lambda value: not value.isalpha(),
    "words": lambda value: " " in value or not value.isascii(),
    "name": lambda value: FULL_NAME.match(value) is not None,
}

_READERS: dict[str, Callable[[str, Candidate], Parts]] = {
    "secret": _secret,
    "password": _secret,
    "header": _header,
    "cookie": _cookie,
    "all": _jar,
    "name": _name,
    "text": _whole,
    "email": _email,
    "phone": _within(_PHONE, _MIN_DIGITS["phone"]),
    "postal": _within(_POSTAL),
    "number": _geo,
    "numbers": _numbers,
    "ip": _ips,
    "id": _tax,
    "card": _within(_CARD),
    "short": _within(_SHORT),
    "blob": _blob,
}
