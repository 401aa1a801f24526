"""The pattern of a shape as steps for `kernel.match_records`, which walk through a record once and never look back."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from casekit.reading.bulk.pattern import Groups
from casekit.reading.bulk.rows import Codes
from casekit.reading.bulk.shape import Shape
from casekit.reading.bulk.tokens import CHARACTERS

STILL, FIXED, RUN, ZONE = range(4)
NEVER, DOUBTFUL, FITS = range(3)
"""What a record comes to. DOUBTFUL: it strays from the steps, but behind a word that might have ended sooner."""
ESCAPES = {"json": ("\\", False), "csv": ('"', True)}  # the character, and whether it escapes itself only
FRACTION = 9  # digits behind a second, at most
ASCII, BYTES = 128, 256
MANY = 100_000  # words remembered


class Step(NamedTuple):
    """A part of a record.

    STILL: the bytes texts[first : first + size]. FIXED: so many bytes, each True in its row of classes from `first`.
    RUN: bytes that are True in classes[first], at least one and, if told, at most `size`; an escape takes one more byte
    with it, when `doubled` only another of itself. ZONE: of a time. slot: of the word it is, with so many bytes before.
    firm: it could not have ended sooner.
    """

    kind: int
    slot: int = -1
    first: int = 0
    size: int = 0
    escape: int = -1
    doubled: int = 0
    before: int = 0
    firm: int = 1


class Program:
    """The steps, the groups of the words in the order of their slots, and the groups that are always empty."""

    def __init__(self, stills: Sequence[str], tokens: Sequence[tuple[str, str, Groups]], *, every: bool) -> None:
        """Of the texts between tokens, and of each token its kind, quote and groups. every: see `program_of`."""
        self._every = every
        self._steps: list[Step] = []
        self._texts, self._classes = b"", [np.zeros(BYTES, dtype=bool)]
        self.words: list[str] = []
        self.loose: dict[str, re.Pattern[str]] = {}  # patterns of those whose steps say less than it
        self._right: dict[str, set[str]] = {}  # words of each group that were looked at and are right
        self.empty: list[str] = []
        self._escaped: set[str] = set()  # groups whose pattern takes all that the steps take but some escapes
        for still, (kind, quote, groups) in zip(stills, tokens, strict=False):
            self._still(still)
            if kind == "stamp":
                self._stamp(groups)
            elif kind == "uuid":
                self._fixed(*groups[0], read=every)
            else:
                self._run(*groups[0], kind if kind == "url" or kind in CHARACTERS else quote)
        self._still(stills[-1])
        self.texts = np.frombuffer(self._texts or b" ", dtype=np.uint8)
        self.classes = np.array(self._classes)
        behind = [*self._steps[1:], None]
        firm = [self._is_firm(*pair) for pair in zip(self._steps, behind, strict=True)]
        told = [each._replace(firm=int(one)) for each, one in zip(self._steps, firm, strict=True)]
        self.steps = np.array(told, dtype=np.int64)

    def are_right(self, name: str, words: Sequence[str]) -> list[bool]:
        """Which words of a group its pattern takes."""
        if name in self._escaped and "\\" not in "".join(words):
            return [True] * len(words)
        right = self._right.setdefault(name, set())
        if len(right) > MANY:
            right.clear()
        right.update(word for word in words if word not in right and self.loose[name].fullmatch(word))
        return [word in right for word in words]

    def _stamp(self, groups: Groups) -> None:
        (head, told), second, (fraction, digits), (zone, offset) = groups
        self._fixed(head, told)
        self._still(":")
        self._fixed(*second, read=self._every)
        if digits:
            self._still(digits[1])
            slot = self._word(fraction) if self._every else -1
            self._step(RUN, "[0-9]", slot=slot, size=FRACTION, before=1)
        if offset:
            self._step(ZONE, slot=self._word(zone, offset))
        self.empty += [name for name, pattern in ((fraction, digits), (zone, offset)) if not pattern]

    def _is_firm(self, step: Step, behind: Step | None) -> bool:
        if step.kind in (STILL, FIXED) or behind is None:
            return True
        inside = _class("[A-Z0-9:]") if step.kind == ZONE else self.classes[step.first]
        return not (inside & self._begins(behind)).any()

    def _begins(self, step: Step) -> Codes:
        """Which bytes a step may begin with."""
        if step.kind == STILL:
            return np.asarray(np.arange(BYTES) == self.texts[step.first])
        return _class("[A-Z+ -]") if step.kind == ZONE else np.asarray(self.classes[step.first])

    def _still(self, text: str) -> None:
        if not text:
            return
        told = text.encode()
        self._steps.append(Step(STILL, first=len(self._texts), size=len(told)))
        self._texts += told

    def _fixed(self, name: str, pattern: str, *, read: bool = True) -> None:
        slot = self._word(name) if read else -1
        parts = [(part, int(times or 1)) for part, times in re.findall(r"(\[[^]]*]|.)(?:\{(\d+)})?", pattern)]
        classes = [part for part, times in parts for _ in range(times)]
        self._step(FIXED, *classes, slot=slot, size=len(classes))

    def _run(self, name: str, pattern: str, made_of: str) -> None:
        url = pattern.removeprefix("(?:https?://|/)").removesuffix("*")
        escape, doubled = ESCAPES.get(made_of, ("", False))
        told = {"escape": ord(escape), "doubled": int(doubled)} if escape else {}
        if made_of == "json":
            self._escaped.add(name)
        self._step(RUN, url if made_of == "url" else CHARACTERS[made_of], slot=self._word(name, pattern), **told)

    def _step(self, kind: int, *classes: str, **told: int) -> None:
        self._steps.append(Step(kind, first=len(self._classes), **told))
        self._classes += [_class(each) for each in classes]

    def _word(self, name: str, loose: str = "") -> int:
        self.words.append(name)
        if loose:
            self.loose[name] = re.compile(loose)
        return len(self.words) - 1


@lru_cache(maxsize=256)
def _class(character: str) -> Codes:
    """Which bytes may be such a character, or a part of one beyond ASCII."""
    told = re.compile(character)
    beyond = told.match("é") is not None
    return np.array([told.match(chr(byte)) is not None for byte in range(ASCII)] + [beyond] * (BYTES - ASCII))


def program_of(shape: Shape, *, every: bool) -> Program:
    """The program of a shape. every: of all its groups; else of those that tell records apart (see `pattern.thin`)."""
    tokens = tuple(zip(shape.kinds, shape.quotes, shape.groups, strict=True))
    return _program(shape.stills, tokens, every)


@lru_cache(maxsize=1_024)
def _program(stills: tuple[str, ...], tokens: tuple[tuple[str, str, Groups], ...], every: bool) -> Program:  # noqa: FBT001 the cache wants it
    return Program(stills, tokens, every=every)
