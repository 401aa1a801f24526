"""A message with its changing parts as typed slots for the eye, and as nothing at all for its identity."""

import re
from dataclasses import dataclass

from casekit import facts

NAMES = frozenset(
    (
        "asin",
        "sku",
        "skus",
        "fnsku",
        "gtin",
        "upc",
        "ean",
        "fba",
        "mfn",
        "fatal",
        "cancelled",
        "error",
        "order",
        "report",
    )
)
"""Nouns and states that name a problem, however they are written."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A kind of changing part: its name as shown, and where it stands."""

    name: str
    pattern: re.Pattern[str]


def _slot(name: str, pattern: str, flags: int = 0) -> Slot:
    return Slot(name, re.compile(pattern, flags))


_MARKETPLACES = "|".join(each.marketplace_id for each in facts.marketplaces())
_VALUE = r"[^\s,;:()\[\]]*[\dA-Z][^\s,;:()\[\]]*"
SLOTS: tuple[Slot, ...] = (
    _slot("URL", r"\bhttps?://[^\s\"'<>)]+|(?<=url: )/\S+"),
    _slot("EMAIL", r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    _slot("ARN", r"\barn:[\w:/.*-]+"),
    _slot("ID", r"\bamzn1\.[\w.:-]+"),
    _slot("ID", r"\b[a-z]{0,3}[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b", re.IGNORECASE),
    _slot("TIME", r"\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?"),
    _slot("TIME", r"\b\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\b|\b\d{1,2}[-/.]\d{1,2}[-/.]\d{4}\b"),
    _slot("ORDER", r"\b\d{3}-\d{7}-\d{7}(?:-\d+)?\b"),
    _slot("ASIN", r"\b(?:B0[A-Z0-9]{8}|\d{9}[\dX])\b"),
    _slot("MARKETPLACE", rf"\b(?:{_MARKETPLACES})\b"),
    _slot("SELLER", r"\bA[A-Z0-9]{9,15}\b(?<=[\dA-Z])(?=\W|$)"),
    _slot("HOST", r"\b(?:[\w-]+\.)+(?:com|net|org|invalid|de|jp|uk)\b|\b\d{1,3}(?:\.\d{1,3}){3}\b"),
    _slot("SKU", rf"(?<=SKU )(?!data\b){_VALUE}(?: {_VALUE})*|(?<=SKUs: ){_VALUE}(?:,? {_VALUE})*"),
    _slot("LIST", r"(?<![\w\[])\[[^\[\]]*\]"),
    _slot("TYPE", r"\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b"),
    _slot("HEX", r"\b0x[0-9a-fA-F]+\b|\b(?=[0-9a-f]*\d)[0-9a-f]{12,}\b"),
    _slot("ID", r"\b(?=[A-Z0-9]*\d)(?=[A-Z0-9]*[A-Z])[A-Z0-9]{8,}\b"),
    _slot("LIST", rf"(?<=: )(?=[^:]*\d)(?!\d+$){_VALUE}(?:,? {_VALUE})*$"),
)
_NUMBER = re.compile(r"(?<![\w.])[-+]?\d[\d.,]*(?:\s?(?:[A-Z]{3}|kg|ms|%))?\b")
_KEPT_NUMBER = re.compile(r"\b(?:errors?|code|errno)[\s:=#(]{1,3}$", re.IGNORECASE)
_MIXED = re.compile(r"(?<![\w'\"])(?=[\w/.-]*\d)[A-Za-z0-9]+(?:[-_/][A-Za-z0-9]+)+(?![\w])")
_QUOTED = re.compile(r"(?<!\w)'([^']*(?:'\w[^']*)?)'(?!\w)|\"([^\"]*)\"")
_IDENTIFIER = re.compile(r"[a-z][\w.]*(?:\[\])?")
_TITLED = re.compile(r"[A-Z][\w ]*|[\u3040-\u9fff\w]+")
STAR = "*"
_WORD = re.compile(r"\*|[^\W_][\w'.]*(?:-[\w'.]+)*")
_REPEATED = re.compile(r"\b\w+((?: [a-z]+){2,8})(?:, \w+\1\b)+")
_MARK = "\u0001{}\u0002"
_MARKED = re.compile("\u0001([A-Z]+)\u0002")
_RUN = re.compile("(\u0001[A-Z]+\u0002)(?:(?:\\s|,|/|x|&|;)+\u0001[A-Z]+\u0002)+")


def show_template(text: str) -> str:
    """The unwrapped message with its changing parts as `<ASIN>`, `<ORDER>`, `<TIME>` and the like."""
    return _MARKED.sub(r"<\1>", mask_parts(text))


def read_words(text: str) -> tuple[str, ...]:
    """The words that name the problem, in order and as written, with STAR where a changing part stood."""
    marked = _WORD.findall(_MARKED.sub(f" {STAR} ", mask_parts(text)))
    return tuple(word.rstrip(".") for word in marked)


def mask_parts(text: str) -> str:
    """The text with each changing part as a mark that names its slot."""
    for slot in SLOTS:
        text = slot.pattern.sub(_MARK.format(slot.name), text)
    text = _QUOTED.sub(_quoted, text)
    text = _MIXED.sub(_MARK.format("ID"), text)
    text = _NUMBER.sub(_number, text)
    text = _REPEATED.sub(_MARK.format("VALUE") + r"\1", text)
    return _RUN.sub(r"\1", text)


def _quoted(match: re.Match[str]) -> str:
    inner = match[1] if match[1] is not None else match[2]
    named = _IDENTIFIER.fullmatch(inner) is not None or (
        match[1] is not None and not match.string[: match.start()].strip() and _TITLED.fullmatch(inner) is not None
    )
    return match[0] if named else _MARK.format("VALUE")


def _number(match: re.Match[str]) -> str:
    kept = _KEPT_NUMBER.search(match.string[max(0, match.start() - 12) : match.start()])
    return match[0] if kept else _MARK.format("NUM")
