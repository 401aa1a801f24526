"""Keys and values without a separator of their own: rows of two cells, HTML cells, the next line, a sentence."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from casekit.redaction.keys import Candidate
from casekit.redaction.values import Value
from casekit.redaction.words import Word, find_phrase, find_word

_NAME = r"[^\W\d][\w.-]{1,60}(?: [^\W\d][\w.-]{1,24}){0,3}"
_ROW = re.compile(rf"(?m)^[ |\t]{{0,12}}({_NAME})[ ]{{0,40}}[\t|][ |\t]{{0,40}}([^\t|\n]{{2,400}}?)[ |\t\r]{{0,12}}$")
_NEXT_LINE = re.compile(
    rf"(?m)^[ \t]{{0,20}}\"?({_NAME})\"?[ ]?:[ \t]{{0,8}}\r?\n"
    r"[ \t]{0,40}\"?([^\n:={}\"]{2,300}?)\"?,?[ \t\r]{0,8}$",
)
_HTML = re.compile(
    rf"<(t[dh]|dt|b|strong|label|li|span|p)(?:\s[^<>]{{0,200}})?>\s{{0,20}}({_NAME})\s?:?\s{{0,20}}</\1>"
    r"\s{0,40}(?:<(?:t[dh]|dd|span|p|li)(?:\s[^<>]{0,200})?>\s{0,20})?([^<>]{2,400}?)\s{0,20}<",
)
_VERB = re.compile(r" (?i:is|was|ist|lautet|est|es)[ :]")
_WORD_LEFT = re.compile(r"[\w-]{3,41}")  # read backwards
_WORD_LIMIT = 41  # characters of the key word of a sentence
_SENTENCE = re.compile(
    r"(?i)(?<![\w.-])([a-z][\w-]{2,40}) (?:is|was|ist|lautet|est|es)[ :]{1,2}[\"'`]?([^\s\"'`,;()]{6,400})"
)
_BRACKETED = re.compile(r"【([^】\n]{1,20})】[ \t]{0,8}([^【\n]{1,100}?)(?=[ \t]*(?:[【\n]|\Z))")
_SHAPE = {"name": "name", "text": "street"}  # styles that would else take any words


def find_cells(text: str) -> Iterator[Candidate]:
    """Candidates whose value must also look like what its key says, as nothing but its place ties it to the key."""
    if "\t" in text or "|" in text:
        yield from _read(_ROW.finditer(text), 1)
    if ":\n" in text or ":\r" in text or ": \n" in text:
        yield from _read(_NEXT_LINE.finditer(text), 1)
    if "</" in text:
        yield from _read(_HTML.finditer(text), 2)
    if "【" in text:
        yield from _read(_BRACKETED.finditer(text), 1)
    for candidate in _read(_find_sentences(text), 1):
        if candidate.word.kind == "credential":
            yield replace(candidate, word=replace(candidate.word, need="mixed"))


def _find_sentences(text: str) -> Iterator[re.Match[str]]:
    for verb in _VERB.finditer(text):
        name = _WORD_LEFT.match(text[max(0, verb.start() - _WORD_LIMIT) : verb.start()][::-1])
        match = _SENTENCE.match(text, verb.start() - name.end()) if name else None
        if match:
            yield match


def _read(matches: Iterable[re.Match[str]], group: int) -> Iterator[Candidate]:
    for match in matches:
        word = _word(match[group])
        value = Value(*match.span(group + 1), quoted=True, after=match.end())
        if word and not _word(match[group + 1]):
            yield Candidate(word, value, match.start())


def _word(name: str) -> Word | None:
    word = find_word(name.replace(" ", "_")) or find_phrase(tuple(name.split()))
    return shaped(word) if word and word.need in ("", "shape") else None


def shaped(word: Word) -> Word:
    """The word with the demand that its value has the look of one."""
    need = "shape" if word.kind == "credential" and word.style != "password" else _SHAPE.get(word.style, "")
    need = "words" if word.rule == "gift_message" else need
    return replace(word, need=need)
