"""Rules that know a value by its key, whatever the syntax: headers, JSON, forms, code, XML, name and value pairs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from casekit.redaction.shadow import Shadow
from casekit.redaction.values import Value, read_bare, read_value
from casekit.redaction.words import Word, ends_phrase, find_phrase, find_word

_KEY = re.compile(
    r"((?:[^\W\d]|〒)(?<![^\W\d].)(?<!\w[.-].)[\w.-]{0,100}(?:\[\\{0,7}[\"']?[\w.-]{1,60}\\{0,7}[\"']?\]){0,3})"
    r"\\{0,15}[\"'`*]{0,2}[ \t]{0,40}[\])]?[ \t]{0,40}(?:=>|:=|->|==?|::?)(?!//)",
)
_SIGN = re.compile(r"[:=>](?:(?<!>)|(?<=->))")  # what every separator begins or, the arrow, ends with
_TO_THE_LEFT = re.compile(  # of a sign, read backwards: more than any key with its quotes and brackets
    r"[ \t\])\"'`*\\]{0,120}[\w.-]{0,102}(?:[\\\"'\[]{1,16}[\w.-]{0,102}){0,3}〒?"
)
_LEFT_LIMIT = 500  # characters
_SHORT_LIMIT = 48  # characters of all but the longest keys
_SIGNS = 4  # characters of the longest separator and the // that must not follow
_TAG = re.compile(r"<(?:[A-Za-z_][\w.-]{0,40}:)?([^\W\d][\w.-]{1,80})(?:\s[^<>]{0,200})?>(?!\s{0,200}<(?!!\[CDATA))")
_CDATA = "<![CDATA["
_BEFORE = re.compile(r"(?:[^\W\d_][\w'’-]{0,24}[ \t]){1,3}\Z")
_BEFORE_LIMIT = 60
_GAPS = frozenset((" ", "\t"))  # between the words of a key
_NEXT = re.compile(r"[ \t]{0,20}\r?\n[ \t]{0,60}(?=\\{0,15}[\"'])")
_LINE = re.compile(r"[ \t]{0,20}\r?\n[ \t]{0,40}(?=[^\s:{}]{8,}[ \t]*(?:\r?\n|\Z))")
_SEQUENCE = re.compile(r"([\"'])([^\W\d][\w.-]{1,60})(\\{0,7})\1(?:>>)?[ \t]*,\s{0,40}[(\[]?(?:<<)?(?=\\{0,7}[\"'])")
_OPTION = re.compile(r"-(?<![\w-]-)-?([^\W\d][\w-]{2,60})[ \t]{1,8}(?=[^\s-])")
_COOKIE_OPTION = re.compile(r"-(?<![\w-]-)(?:b|-cookie)[ \t=]{1,4}(?=[\"']?[\w.-]{1,60}=)")
_NAMING = frozenset(
    (
        "name",
        "key",
        "header",
        "headername",
        "field",
        "fieldname",
        "attribute",
        "attributename",
        "k",
        "n",
        "id",
        "param",
        "parameter",
        "parametername",
    )
)
_VALUE_KEY = re.compile(
    r"[^{}<\n]{0,120}?(?:\n[^{}<\n:]{0,80}?)?(?<![A-Za-z])(?:[Vv]alue|VALUE|[Vv]al|v|[Cc]ontent|[Ss]tringValue|[Dd]ata)"
    r"\\{0,15}[\"']?[ \t]{0,20}(?:=>|[:=>]|\{\s{0,20}string_value:)",
)
_KEYWORD = re.compile(r"[:(]([^\W\d][\w.-]{2,60})[ \t]{1,4}(?:\.[ \t])?(?=\")")
_PART = re.compile(r"[\"']?[^\n]{0,80}\r?\n(?:[A-Z][\w-]{2,40}:[^\n]{0,200}\r?\n){0,4}\r?\n")
_VALUE_NAMES = frozenset({"value", "val", "v", "content", "stringvalue", "data"})
_LONG_VALUE = 200  # characters
_TAGGED_VALUES = _VALUE_NAMES | {"string"}
_ARN = re.compile(r"arn:[\w:-]{4,80}:\Z")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A key word found with its value; whether it is masked depends on the value and on what is near."""

    word: Word
    value: Value
    key_start: int


def find_candidates(shadow: Shadow) -> Iterator[Candidate]:
    """Every key word with a value, in no promised order."""
    yield from _find_pairs(shadow)
    if "<" in shadow.text and ">" in shadow.text:
        yield from _find_tags(shadow)
    yield from _find_sequences(shadow)
    if "-" in shadow.text:
        yield from _find_options(shadow)


def _find_pairs(shadow: Shadow) -> Iterator[Candidate]:
    text, last, done = shadow.text, None, 0
    for match in _find_keys(text):
        start, at = match.start(), match.end()
        if start < done:
            continue
        word, part = _meaning(match[1])
        before = text[start - 1 : start]
        if word is None and before in _GAPS:
            word = _phrase(text, match)
        if word and not (before == ":" and _ARN.search(text[max(0, start - 100) : start])):
            found = tuple(_read(shadow, word, at, start))
            yield from found
            done = max((each.value.end for each in found if _is_long(each)), default=done)
        if part == "value":
            last = read_value(shadow, at, "secret")
        elif part == "name":
            yield from _named(shadow, at, start, last)


@lru_cache(maxsize=8192)
def _meaning(key: str) -> tuple[Word | None, str]:
    """The word of a key, and whether it is the name or the value of a pair that is written in two."""
    name = key.lower()
    return find_word(key), "value" if name in _VALUE_NAMES else "name" if name in _NAMING else ""


def _find_keys(text: str) -> Iterator[re.Match[str]]:
    """Every match of a key with its separator, found from the separators, which are far fewer than the words."""
    done = 0
    for sign in _SIGN.finditer(text):
        at = sign.start() - (sign[0] == ">")  # the arrow begins one before
        if at < done:
            continue
        left = _left_of(text, max(done, at - _SHORT_LIMIT), at)
        if left == _SHORT_LIMIT:
            left = _left_of(text, max(done, at - _LEFT_LIMIT), at)
        match = _KEY.search(text, at - left, at + _SIGNS) if left else None
        if match and match.start() < at:
            yield match
            done = match.end()


def _left_of(text: str, first: int, at: int) -> int:
    """How many characters before the sign may be of a key with its quotes and brackets."""
    left = _TO_THE_LEFT.match(text[first:at][::-1])
    return left.end() if left else 0


def _is_long(candidate: Candidate) -> bool:
    """Whether the value is masked whole and so long that reading the keys within it would take too much time."""
    whole = not candidate.value.quoted and candidate.word.style in ("secret", "password")
    return whole and candidate.value.end - candidate.value.start > _LONG_VALUE


def _phrase(text: str, match: re.Match[str]) -> Word | None:
    """The word that this key makes with the plain words before it: `Client Secret:`, `code postal :`."""
    if not ends_phrase(match[1]):
        return None
    before = _BEFORE.search(text[max(0, match.start() - _BEFORE_LIMIT) : match.start()])
    words = (*before[0].split(), match[1]) if before else ()
    return next((found for first in range(len(words) - 1) if (found := find_phrase(words[first:]))), None)


def _read(shadow: Shadow, word: Word, at: int, key_start: int) -> Iterator[Candidate]:
    value = read_value(shadow, at, word.style)
    if value is None and (line := _NEXT.match(shadow.text, at)):
        value = read_value(shadow, line.end(), word.style)
    elif value is None and word.kind == "credential" and (line := _LINE.match(shadow.text, at)):
        value = read_bare(shadow, line.end(), word.style)
    while value:
        yield Candidate(word, value, key_start)
        value = _next_in_list(shadow, value, word.style)


_MORE = re.compile(r"\s{0,40},\s{0,40}(?=\\{0,15}[\"'])")
_KEY_BEHIND = re.compile(r"\\{0,15}[\"'][ \t]{0,8}(?:=>|[:=])")


def _next_in_list(shadow: Shadow, value: Value, style: str) -> Value | None:
    """The next string of a list of plain strings; None when the next one is a key."""
    text = shadow.text
    before = text[max(0, value.start - 12) : value.start].rstrip("\\\"'")
    more = (
        _MORE.match(text, value.after)
        if value.quoted and (before.endswith(("[", ",")) or before[-2:] == ", ")
        else None
    )
    following = read_value(shadow, more.end(), style) if more else None
    if following is None or _KEY_BEHIND.match(text, following.end):
        return None
    return following


def _named(shadow: Shadow, at: int, key_start: int, last: Value | None) -> Iterator[Candidate]:
    """The value of a pair written as `name: ..., value: ...`, in either order, or as a part of a form."""
    text = shadow.text
    name = read_value(shadow, at, "secret")
    word = find_word(text[name.start : name.end]) if name and name.end - name.start <= _BEFORE_LIMIT else None
    if name is None or word is None:
        return
    behind = _VALUE_KEY.match(text, name.after) or _PART.match(text, name.after)
    if behind and (value := read_value(shadow, behind.end(), word.style)):
        yield Candidate(word, value, key_start)
    elif last and 0 <= key_start - last.after <= 8:  # noqa: PLR2004  only quotes and a comma between the two
        yield Candidate(word, last, key_start)


def _find_tags(shadow: Shadow) -> Iterator[Candidate]:
    text, named = shadow.text, None
    for match in _TAG.finditer(text):
        start = match.end() + (len(_CDATA) if text.startswith(_CDATA, match.end()) else 0)
        end = text.find("]]>" if start > match.end() else "<", start, start + 8192)
        word, key = find_word(match[1]), match[1].lower()
        if word and (end < 0 or _is_left_open(text, start, end)):
            cut = read_bare(shadow, start, word.style)
            yield from (Candidate(word, cut, match.start()),) if cut else ()
            continue
        if end <= start:
            continue
        value = Value(start, end, quoted=True, after=end)
        if word:
            yield Candidate(word, value, match.start())
        if key in _NAMING:
            named = find_word(text[start:end].strip()) if end - start <= _BEFORE_LIMIT else None
        elif key in _TAGGED_VALUES and named:
            yield Candidate(named, value, match.start())
            named = None


def _is_left_open(text: str, start: int, end: int) -> bool:
    """Whether an element ends with its line, as in a log that was cut: what follows is not of this element."""
    return (
        text[end + 1 : end + 2] not in ("/", ">")
        and bool(text[start:end].partition("\n")[0].strip())
        and "\n" in text[start:end]
    )


def _find_sequences(shadow: Shadow) -> Iterator[Candidate]:
    parted = any(each in shadow.text for each in ('",', "',", '" ,', "' ,", ">>", '"\t,', "'\t,", '"  ', "'  "))
    for match in _SEQUENCE.finditer(shadow.text) if parted else ():
        word = find_word(match[2]) if shadow.text.endswith(match[3], 0, match.start()) else None
        value = read_value(shadow, match.end(), word.style) if word and not word.need else None
        if word is None or value is None or _KEY_BEHIND.match(shadow.text, value.end):
            continue  # what follows is the next key of an object, not the value of this word
        if not find_word(shadow.text[value.start : value.end][:80]):
            yield Candidate(word, value, match.start())

    for match in _KEYWORD.finditer(shadow.text) if ' "' in shadow.text or '\t"' in shadow.text else ():
        word = find_word(match[1])
        if word and (value := read_value(shadow, match.end(), word.style)):
            yield Candidate(word, value, match.start())


def _find_options(shadow: Shadow) -> Iterator[Candidate]:
    for match in _OPTION.finditer(shadow.text):
        word = find_word(match[1])
        if word and not word.need and (value := read_value(shadow, match.end(), word.style)):
            yield Candidate(word, value, match.start())
    for match in _COOKIE_OPTION.finditer(shadow.text):
        cookie = find_word("cookie")
        if cookie and (value := read_value(shadow, match.end(), "cookie")):
            yield Candidate(cookie, value, match.start())
