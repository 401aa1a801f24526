"""The words of very many messages: those that differ in numbers and IDs only are read once."""

import re
from collections.abc import Iterable

from casekit.analysis.signature import is_kept, read_words
from casekit.analysis.unwrap import OUTPUT_LIMIT, unwrap

DIGIT = "7"
"""Stands for each digit of a number."""
_SAME_ID = "00000000-0000-4000-8000-000000000000"
_SAME_NAME = "amzn1.a"
_SAME_ASIN = "B0AAAAAAAA"
_ENDS = r"(?!\.?[\w/@+-])"
_ID = re.compile(rf"(?<![^\s\"'])[a-z]{{0,3}}[0-9a-fA-F]{{8}}(?:-[0-9a-fA-F]{{4}}){{3}}-[0-9a-fA-F]{{12}}{_ENDS}")
_NAME = re.compile(r"(?<![^\s\"'])amzn1[.:][\w.:-]+(?=[\s\"'),;\]]|$)")
_ASIN = re.compile(rf"(?<![\w/.-])B0[A-Z0-9]{{8}}{_ENDS}")
# one digit may mean something, and so do those within a word: 0x, B0, UTF-8
_NUMBER = re.compile(r"(?<![A-Za-z0-9_])[0-9]{2,}")


def read_all(messages: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Message -> the words that name its problem: `read_words(unwrap(message))` of each, at far less cost.

    No pattern that reads words asks which digits a number has, unless the number itself is one of the words; then
    each message is read by itself.
    """
    outlines = {message: _outline_bare(message) for message in messages}
    said = {outline: unwrap(outline) for outline in dict.fromkeys(outlines.values())}
    plain = {text: _outline(text) for text in dict.fromkeys(said.values())}
    words = {outline: read_words(outline) for outline in dict.fromkeys(plain.values())}
    told = {outline for outline, found in words.items() if any(DIGIT * 2 in word for word in found)}
    return {
        message: read_words(unwrap(message)) if plain[said[outline]] in told else words[plain[said[outline]]]
        for message, outline in outlines.items()
    }


def _outline_bare(message: str) -> str:
    """The outline of a message without wrapper, since sentences of one body are compared with each other."""
    wrapped = "{" in message or "<" in message or "\\" in message or "=>" in message
    return message if wrapped or len(message) > OUTPUT_LIMIT else _outline(message)


def _outline(text: str) -> str:
    """The text with the same ID, ASIN or number in place of each."""
    if "-" in text:
        text = _ID.sub(_SAME_ID, text)
    if "amzn1" in text:
        text = _NAME.sub(_SAME_NAME, text)
    if "B0" in text:
        text = _ASIN.sub(_SAME_ASIN, text)
    return _NUMBER.sub(_same, text)


def _same(match: re.Match[str]) -> str:
    return match[0] if is_kept(match) else DIGIT * len(match[0])
