"""Words with their numbers and IDs masked: what one record teaches of a word holds for all that are masked alike."""

import re
from functools import lru_cache
from string import ascii_letters

from casekit.facts import find_marketplace, match_path, read_path
from casekit.reading.bulk.tokens import UUID
from casekit.reading.fields import find_name

LONG_DIGITS = re.compile(r"[0-9]{3}-[0-9]{7}-[0-9]{7}|[0-9]{5,}")
ENDPOINT = re.compile(r"https://(?:sandbox\.)?sellingpartnerapi-(?:na|eu|fe)\.amazon\.com")
PLAIN = re.compile(r"^[A-Za-z0-9_.~%-]+$")  # in a path, tells no fact but itself, unless it is one of these two
STATUS = re.compile(r"^[1-5][0-9]{2}$")
TELLING = re.compile(  # without looking ahead, which Polars does not
    "(?i:code|status|req|err|exception|fault|fatal|cancel|time|date|message|method|operation|seller|market|type|name"
    "|id(?:[^a-z]|$))"
    "|[-~%=][A-Za-z](?:[A-Z][A-Za-z]{4}|[a-z][A-Z][A-Za-z]{3}|[a-z]{2}[A-Z][A-Za-z]{2}|[a-z]{3}[A-Z][A-Za-z]|[a-z]{4,}[A-Z])"
)
FIXED = frozenset({"stamp", "uuid"})  # kinds of tokens whose pattern says all of them


@lru_cache(maxsize=65_536)
def mask_digits(text: str) -> str:
    """The text with its long numbers and order IDs as zeros."""
    return LONG_DIGITS.sub("00000", text)


@lru_cache(maxsize=65_536)
def mask(text: str, kind: str = "text") -> str:
    """The text with its numbers and IDs replaced by what the exact path can tell of them, so that few remain."""
    text = mask_digits(text)
    if kind != "url" or find_name(text[len(text.rstrip(ascii_letters)) :]):  # a name of what stands behind it
        return _CODE.sub(_masked, text)
    base, mark, query = text.partition("?")
    host, path = _HOST.fullmatch(base).groups()  # type: ignore[union-attr]  # matches any
    pairs = (pair.partition("=") for pair in query.split("&"))
    told = "&".join(
        f"{key}={mask(value) if find_name(key) or TELLING.search(f'={value}') else ''}" for key, _, value in pairs
    )
    return f"{ENDPOINT.sub('<endpoint>', host)}{_kind(path)}{mark}{told}"


def _kind(path: str) -> str:
    """One word for all plain paths of known operations, each of which is looked up by itself, one for all others."""
    return mask(path) if not is_plain(path) else "<path>" if match_path(path) else "<unknown>"


def is_plain(path: str) -> bool:
    """True when nothing that changes in the path tells a fact by itself."""
    told = read_path(path).values() if match_path(path) else path.split("/")[1:]
    return all(PLAIN.match(each) and not STATUS.match(each) and not TELLING.search(each) for each in told)


def path_of(url: str) -> str:
    """The path of a URL that may lack its host, without the query."""
    return _HOST.fullmatch(url.partition("?")[0])[2]  # type: ignore[index]  # matches any


_HOST = re.compile(r"((?:https?://[^/]*)?)(.*)")
_CODE = re.compile(UUID + r"|[A-Za-z_$]*[0-9][A-Za-z0-9_$]*")


def _masked(found: re.Match[str]) -> str:
    word = found[0]
    if "-" in word:
        return "<ID>"
    if word.isdigit():
        status = len(word) == 3 and "1" <= word[0] <= "5"  # noqa: PLR2004 digits of an HTTP status
        return f"{word[0]}xx" if status else ("9" if word.strip("0") else "0") * min(len(word), 5)  # 0 is no error
    if find_marketplace(word):
        return word
    case = ("A" if word != word.lower() else "") + ("a" if word != word.upper() else "")
    return f"<{word[0]}{case}{min(len(word), 16)}>"
