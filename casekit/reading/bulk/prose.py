"""Messages that are nothing but words and tell nothing but themselves, one by one and by column."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

import polars as pl

from casekit.reading.bulk.masks import FIXED, TELLING, mask, mask_digits
from casekit.reading.bulk.tokens import PROSE, SILENT, WRITTEN, Token
from casekit.reading.fields import names
from casekit.reading.formats import SENTENCES
from casekit.reading.formats.cells import cell_facts, message_facts
from casekit.reading.records import LEVEL

ANY_PROSE = "<prose>"  # vouches for all of it
LONGEST = 1_000  # characters
_LETTER = r"[A-Za-z0-9.,;:!?()$%/'_-]"
WHOLE = re.compile(rf"(?!')(?=[^ ]*[A-Za-z]){_LETTER}{{1,30}}(?: {_LETTER}{{1,30}})+(?<!')")
PLAIN = rf"^[A-Za-z]{_LETTER}{{0,29}}(?: {_LETTER}{{1,30}})+$"  # without looking around, which Polars does not
NUMBERED = frozenset({"(", "ed ", "40", ": "})  # hints of sentences that tell a status of three digits, or nothing
NOISE = "|".join(  # noqa: FLY002  where a fact may be without a hint
    [
        r"(?:^|[^0-9])[0-9]{3}(?:[^0-9]|$)",  # a status
        r"[a-z][A-Z]|[A-Z]{2}[a-z]|[A-Z]{4}",  # a code, an operation, a method, a level
        r"/|\('|^[A-Za-z]+[ _():-]*$|'$",  # a path, an object, a heading, the end of a quotation
        r"[0-9]:[0-9]|[0-9]{4}-|[A-Z][a-z]{2}, [0-9]{2}|[0-9a-f]{8}-[0-9a-f]{4}-",  # a time, an ID
        r"(?i:x-amz|x-mws)",
    ]
)
_BRACKETED = r"(?<![0-9])[\])]|[A-Za-z_-][0-9]+[\])]|(?:(?<![0-9])[0-9]{1,2}|[0-9]{4})[\])]"  # not three digits alone
LEADING = re.compile(rf"(?:{_BRACKETED}|(?:^|[^A-Za-z]){LEVEL})[ :|-]*$")  # what a message may stand behind
BEGIN = re.compile(r"(?<=[ :|\]])[A-Za-z]")


@lru_cache(maxsize=65_536)
def is_prose(text: str, lead: str | None = None) -> bool:
    """True of a message that is nothing but words and numbers, and tells nothing but itself.

    lead: the line before it; None for one that stands by itself, in a string or a cell.
    """
    text = mask_digits(text)
    numbered = "00000" in text and TELLING.search(text)  # which may tell more with the number that it had
    if len(text) > LONGEST or numbered or not WHOLE.fullmatch(text):
        return False
    return not (cell_facts(text) if lead is None else message_facts(lead + text))


def are_prose(texts: Sequence[str]) -> list[bool]:
    """True for each text that surely is prose, whatever it stands behind; what the others are is left open."""
    text = pl.col("text")
    noisy = (
        text.str.contains(NOISE)
        | text.str.contains_any(list(SENTENCES.hints - NUMBERED))
        | text.str.contains(_named())
        | (text.str.contains("[0-9]{5}") & text.str.contains(TELLING.pattern))
    )
    quiet = (text.str.len_chars() <= LONGEST) & text.str.contains(PLAIN) & ~noisy
    told = pl.DataFrame({"text": pl.Series(texts, dtype=pl.String)}).select(quiet)
    return told.to_series().to_list()


def words_of(token: Token) -> set[str]:
    """The masked words that a studied record vouches for; none of a time, an ID or a silent text, which need no one."""
    if token.kind in FIXED or token.kind == SILENT:
        return set()
    any_ = token.kind == WRITTEN and (token.quote == PROSE or is_prose(token.text))
    return {mask(token.text, token.kind), *({ANY_PROSE} if any_ else ())}


def end_in_prose(text: str, tokens: Sequence[Token]) -> list[Token]:
    """The tokens of a line that tells nothing, its message one of them where it is prose."""
    found = list(_messages(text, tokens))
    start = next((at for at in found if are_prose([text[at:]])[0]), found[0] if found else None)
    if start is None:
        return list(tokens)
    return [*(each for each in tokens if each.end <= start), Token(WRITTEN, text[start:], start, PROSE)]


def _messages(text: str, tokens: Sequence[Token]) -> Iterator[int]:
    """Where the message may begin: behind a time, a level or a bracket that is no name of what it says."""
    behind = {each.end for each in tokens if each.kind == "stamp"}
    for found in BEGIN.finditer(text):
        start = found.start()
        lead = text[:start]
        inside = any(each.start < start < each.end for each in tokens)
        led = LEADING.search(lead) or len(lead.rstrip(" :|-")) in behind
        named = re.search(rf"(?i){_spelled()}\W*$", lead)
        if led and not inside and not named and is_prose(text[start:], as_error(lead)):
            yield start


def as_error(lead: str) -> str:
    """What stands before a message, as before one of an error, with which names of facts begin: `ERROR code: `."""
    return re.sub(rf"(?:(?<=[^A-Za-z])|^){LEVEL}([ :|-]*)$", r"ERROR\1", lead)


@cache
def _spelled() -> str:
    """Finds the names of facts."""
    return f"(?:{'|'.join('[-_ .]?'.join(map(re.escape, each.words.split('-'))) for each in names().values())})"


@cache
def _named() -> str:
    """Finds a name of a fact with what may part it from its value here."""
    return rf"(?i)(?:^|[^a-z]){_spelled()}[')]{{0,3}} *(?:-|,|:|(?:is|was)\b)"
