"""What changes in an error message and what names the problem: masks, and the words that tell which is which."""

import re
from dataclasses import dataclass
from functools import cache

from casekit.facts.tables import alternatives, read_table


@dataclass(frozen=True, slots=True)
class Mask:
    """A kind of value: the name of its slot, its pattern, a text that is one and a text that is none."""

    name: str
    pattern: re.Pattern[str]
    example: str
    counterexample: str


@cache
def message_masks() -> tuple[Mask, ...]:
    """The masks in the order in which they apply."""
    return tuple(Mask(**row | {"pattern": re.compile(row["pattern"])}) for row in read_table("message_masks"))  # type: ignore[arg-type]


@cache
def message_words(role: str) -> tuple[str, ...]:
    """Words, lower-case, of a role, the longest first.

    value: what it introduces in quotes is a value; field: what it introduces is a name; required: so is what it
    follows; noun: names a problem however it is written; number: the number after it stays; file, option: so much of
    the text after it is one value; title: the capitalised words after it are.
    """
    words = {word for row in read_table("message_words") if row["role"] == role for word in alternatives(row["word"])}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))
