"""What is near a weak key: a bare `name` is personal only inside an address or beside a phone number."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from casekit.redaction.evidence import FULL_NAME
from casekit.redaction.keys import Candidate
from casekit.redaction.shadow import Shadow
from casekit.redaction.words import find_region

_WORD = re.compile(r"[^\W\d][\w.-]{1,60}")
_OPENED = re.compile(
    r"\\{0,15}[\"']{0,2}[ \t]{0,20}\]?[ \t]{0,20}(?:=>|[:=])?\s{0,20}"
    r"(?:new [A-Za-z]{1,30}|[A-Za-z.]{0,40}Array|map|&?[A-Za-z.]{1,40}|#<[\w: ]{1,60})?[ \t\n]{0,20}[{(\[]",
)
_YAML = re.compile(r"(?m)^([ \t-]*)([^\W\d][\w.-]{1,60}):[ \t]*\n(?=\1[ \t])")
_TAG = re.compile(r"<(?:[A-Za-z_][\w.-]{0,40}:)?([^\W\d][\w.-]{1,60})(?:\s[^<>]{0,200})?>\s{0,100}(?=<)")
_OPENING = re.compile(r"[{(\[]")
_OPENED_LIMIT = 250  # characters from a word to the bracket it names, the word too; rounded up
_IN_WORD = re.compile(r"[\w.-]")
_BRACE = re.compile(r"[{}()\[\]]")
_REGION_LIMIT = 4000  # characters; the largest address object of the API is far smaller
_WORD_BEFORE = re.compile(r"(?<![\w.-])([^\W\d][\w.-]{1,60})[ \t]{1,4}\Z")
_WORD_LIMIT = 70  # characters of that word and the blanks behind it, rounded up
_SPOKEN_LIMIT = 400  # characters of the line that are of whom the word says
_NEAR_LINES = 10  # between a bare name and the address it belongs to
_FIELD = re.compile(r"[ \t]*[\"'<\[:$-]{0,4}[ \t]*[^\W\d][\w .-]{0,60}[\"'\]]{0,2}[ \t]*(?:=>|[:=>])")
_ADDRESS_RULES = frozenset({"address", "postal_code", "phone"})
_AUTHORIZING = re.compile(r"authorization_code|spapi|oauth|callback|selling_partner_id", re.IGNORECASE)
_CODE = re.compile(r"AN[A-Za-z0-9]{16,20}\Z")


class Surroundings:
    """Objects of a known meaning and the places of sure address keys of one text; found when first asked for."""

    def __init__(self, shadow: Shadow, candidates: Sequence[Candidate]) -> None:
        """Note the sure address keys; regions are looked for when a weak key asks."""
        self._text = shadow.text
        self._regions: dict[str, tuple[list[int], list[int]]] | None = None
        self._spoken_end = 0
        self._anchors = sorted(
            each.value.start for each in candidates if each.word.rule in _ADDRESS_RULES and not each.word.need
        )

    def supports(self, candidate: Candidate) -> bool:
        """Whether what the candidate's word needs nearby is there."""
        need, at = candidate.word.need, candidate.value.start
        if need == "oauth":
            value = self._text[at : candidate.value.end]
            window = self._text[max(0, at - 200) : at + 300]
            return _CODE.match(value) is not None or (len(value) > 15 and _AUTHORIZING.search(window) is not None)  # noqa: PLR2004
        if need not in ("address", "tax", "crypto"):
            return True
        return self._within(need, at) or (need == "address" and (self._spoken(candidate) or self._beside(candidate)))

    def _spoken(self, candidate: Candidate) -> bool:
        """Whether the word before the key says of whom it is: `shipTo name=...`, and the fields behind it."""
        if candidate.key_start < self._spoken_end:
            return True
        word = _WORD_BEFORE.search(self._text[max(0, candidate.key_start - _WORD_LIMIT) : candidate.key_start])
        if word is None or find_region(word[1]) != "address" or not self._names(candidate):
            return False
        line = self._text.find("\n", candidate.key_start, candidate.key_start + _SPOKEN_LIMIT)
        self._spoken_end = line if line >= 0 else candidate.key_start + _SPOKEN_LIMIT
        return True

    def _names(self, candidate: Candidate) -> bool:
        """Whether the value can be what its key says: a name in lower case is of a queue or a host."""
        value = self._text[candidate.value.start : candidate.value.end]
        return candidate.word.rule != "buyer_name" or " " in value or value[:1].isupper() or not value.isascii()

    def _within(self, need: str, at: int) -> bool:
        if self._regions is None:
            self._regions = _index(_find_regions(self._text))
        starts, ends = self._regions.get(need, ([], []))
        before = bisect_left(starts, at)
        return before > 0 and ends[before - 1] > at

    def _beside(self, candidate: Candidate) -> bool:
        at = candidate.value.start
        index = bisect_right(self._anchors, at)
        full = FULL_NAME.match(self._text[at : candidate.value.end]) is not None
        return any(self._joined(at, anchor, full) for anchor in self._anchors[max(0, index - 1) : index + 1])

    def _joined(self, one: int, other: int, full: bool) -> bool:  # noqa: FBT001  private
        """Whether both stand in the same object; the address may be one deeper when the name is a full name."""
        first, last = sorted((one, other))
        between = self._text[first:last]
        if len(between) > _REGION_LIMIT or not _is_one_record(between):
            return False
        depth = 0
        for match in _BRACE.finditer(between):
            depth += 1 if match[0] in "{([" else -1
            if depth < 0 and match[0] == "}":
                return False
        return depth == 0 or full


def _is_one_record(between: str) -> bool:
    """Whether all lines between two keys are keys with values too; measured in lines, which masking does not change."""
    lines = between.split("\n")
    return len(lines) <= _NEAR_LINES and all(
        _FIELD.match(line) or not line.strip(" \t\r{}[](),\"'") for line in lines[1:-1]
    )


def _index(regions: list[tuple[int, int, str]]) -> dict[str, tuple[list[int], list[int]]]:
    """By kind: the starts in order, and beside each the furthest end of the regions begun so far."""
    index: dict[str, tuple[list[int], list[int]]] = {}
    for start, end, kind in sorted(regions):
        starts, ends = index.setdefault(kind, ([], []))
        starts.append(start)
        ends.append(max(end, ends[-1]) if ends else end)
    return index


def _find_regions(text: str) -> list[tuple[int, int, str]]:
    regions: list[tuple[int, int, str]] = []
    done: dict[str, int] = {}
    for word in _before_brackets(text):
        kind = find_region(word[0])
        if kind and word.end() >= done.get(kind, 0) and (opened := _OPENED.match(text, word.end())):
            done[kind] = _closing(text, opened.end() - 1)
            regions.append((opened.end(), done[kind], kind))
    for match in _TAG.finditer(text):
        kind = find_region(match[1])
        if kind and match.end() > done.get(f"<{kind}", 0):
            end = text.find(f"{match[1]}>", match.end(), match.end() + _REGION_LIMIT)
            done[f"<{kind}"] = end if end >= 0 else _line_end(text, match.end(), match.end() + _REGION_LIMIT)
            regions.append((match.end(), done[f"<{kind}"], kind))
    for match in _YAML.finditer(text):
        kind = find_region(match[2])
        if kind:
            regions.append((match.end(), _dedent(text, match.end(), len(match[1])), kind))
    return regions


def _before_brackets(text: str) -> Iterator[re.Match[str]]:
    """The words from which an opening bracket is so near that they may name what is in it; brackets are few."""
    done = 0
    for bracket in _OPENING.finditer(text):
        first = max(done, bracket.start() - _OPENED_LIMIT)
        while first > done and _IN_WORD.match(text[first - 1]):
            first -= 1
        yield from _WORD.finditer(text, first, bracket.start())
        done = bracket.end()


def _closing(text: str, start: int) -> int:
    depth, limit = 0, min(len(text), start + _REGION_LIMIT)
    for match in _BRACE.finditer(text, start, limit):
        depth += 1 if match[0] in "{([" else -1
        if depth <= 0:
            return match.end()
    return _line_end(text, start, limit)


def _line_end(text: str, start: int, limit: int) -> int:
    end = text.find("\n", start, limit)
    return end if end >= 0 else limit


def _dedent(text: str, start: int, indent: int) -> int:
    at, limit = start, min(len(text), start + _REGION_LIMIT)
    while at < limit:
        line_end = text.find("\n", at)
        line = text[at : line_end if line_end >= 0 else len(text)]
        if line.strip() and len(line) - len(line.lstrip(" \t-")) <= indent:
            return at
        if line_end < 0:
            return len(text)
        at = line_end + 1
    return at
