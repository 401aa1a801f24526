"""Rules that know a secret by its own look: token prefixes, private keys, passwords in URLs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from casekit.facts import read_table
from casekit.redaction.evidence import looks_random
from casekit.redaction.spans import CREDENTIAL, Span
from casekit.redaction.wraps import follow_wraps

_PEM = re.compile(r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----")
_PEM_BODY = re.compile(r"(?:[A-Z][A-Za-z-]{2,20}: [^\n]{0,100}\n|[A-Za-z0-9+/=\s\\\"',]){0,40000}")
_USERINFO = re.compile(r"://([^\s/@:\"'<>]{0,100})(?::([^\s/\"'<>]{1,300}))?@")
_SCHEME = re.compile(
    r"[BbTt](?<![\w-].)(?i:(?<=b)(?:earer|asic)|(?<=t)oken)[ \t]{1,4}([A-Za-z0-9+/_.~|-]{8,8000}={0,2})"
)
_USER_OPTION = re.compile(
    r"-(?<![\w-]-)(?:u|U|-user|-proxy-user|-auth)[ \t=]{1,4}[\"']?([^\s:\"']{0,100}):([^\s\"']{1,300})"
)


@dataclass(frozen=True, slots=True)
class Shape:
    """One row of casekit/facts/redaction_tokens.csv, its pattern compiled; one of its `anchors` must be in the text."""

    rule: str
    kind: str
    anchors: tuple[str, ...]
    pattern: re.Pattern[str]


@cache
def shapes() -> tuple[Shape, ...]:
    """Every token shape, in file order."""
    return tuple(
        Shape(row["rule"], row["kind"], tuple(row["anchor"].split()), re.compile(row["pattern"]))
        for row in read_table("redaction_tokens")
    )


_LOGIN = re.compile(
    r"(?:[Cc](?i:redentials)|[Uu](?i:th)(?i:(?<=(?<![\w-])auth)|(?<=(?<![\w-])_auth)"
    r"|(?<=(?<![\w-])basic_auth)|(?<=(?<![\w-])basicauth)))"
    r"[ \t]{0,4}[=:(][ \t]{0,4}[(\[]?[ \t]{0,4}"
    r"([\"'])[^\"'\n]{1,100}\1[ \t]{0,4},[ \t]{0,4}([\"'])([^\"'\n]{3,300})\2"
)
_SHORT_OPTION = re.compile(
    r"[ms](?<![\w-].)(?:(?<=m)(?:ysql\w{0,8}|ariadb)|(?<=s)shpass)\b[^\n|;]{0,80}?[ ]-p[ ]?([^\s-]\S{2,100})"
)
_PASSWORD_WORD = re.compile(r"password[ \t]")
_SPOKEN = re.compile(r"[lu](?<!\w.)(?:(?<=l)ogin|(?<=u)ser)[ \t]{1,4}\S{1,100}[ \t]{1,4}password[ \t]{1,4}(\S{3,100})")


@cache
def _anchored() -> tuple[tuple[str, tuple[Shape, ...]], ...]:
    """The shapes by each anchor."""
    found: dict[str, list[Shape]] = {}
    for shape in shapes():
        for anchor in shape.anchors:
            found.setdefault(anchor, []).append(shape)
    return tuple((anchor, tuple(each)) for anchor, each in found.items())


def find_tokens(text: str) -> Iterator[Span]:
    """Spans of tokens of a known shape, followed over line ends."""
    for shape in dict.fromkeys([shape for anchor, each in _anchored() if anchor in text for shape in each]):
        yield from _find_shape(text, shape)
    yield from _find_private_keys(text)
    yield from _find_url_passwords(text)
    yield from _find_schemes(text)


def _find_shape(text: str, shape: Shape) -> Iterator[Span]:
    done, group = 0, "v" if "v" in shape.pattern.groupindex else 0
    for match in shape.pattern.finditer(text):
        if match.start(group) >= done:
            done = follow_wraps(text, match.end(group))
            yield Span(match.start(group), done, shape.rule, shape.kind)


def _find_private_keys(text: str) -> Iterator[Span]:
    if "PRIVATE KEY" not in text:
        return
    done = 0
    for match in _PEM.finditer(text):
        if match.end() > done:
            body = _PEM_BODY.match(text, match.end())
            done = body.end() if body else match.end()
            yield _trimmed(text, match.end(), done, "private_key")


def _trimmed(text: str, start: int, end: int, rule: str) -> Span:
    part = text[start:end]
    left = len(part) - len(part.lstrip("\\\"', \t\r\n"))
    return Span(start + left, start + len(part.rstrip("\\\"', \t\r\n")), rule, CREDENTIAL)


def _find_url_passwords(text: str) -> Iterator[Span]:
    if "://" in text and "@" in text:
        for match in _USERINFO.finditer(text):
            if match[2]:
                yield Span(match.start(2), match.end(2), "url_password", CREDENTIAL)
            elif looks_random(match[1]):
                yield Span(match.start(1), match.end(1), "url_password", CREDENTIAL)
    for match in _LOGIN.finditer(text) if "auth" in text.lower() or "redential" in text else ():
        yield Span(match.start(3), match.end(3), "password", CREDENTIAL)
    for match in _SHORT_OPTION.finditer(text) if " -p" in text else ():
        yield Span(*match.span(1), "password", CREDENTIAL)
    for match in _SPOKEN.finditer(text) if _PASSWORD_WORD.search(text) else ():
        yield Span(*match.span(1), "password", CREDENTIAL)
    for match in _USER_OPTION.finditer(text):
        yield Span(match.start(2), match.end(2), "password", CREDENTIAL)


def _find_schemes(text: str) -> Iterator[Span]:
    for match in _SCHEME.finditer(text):
        if looks_random(match[1]):
            yield Span(match.start(1), match.end(1), "authorization", CREDENTIAL)
