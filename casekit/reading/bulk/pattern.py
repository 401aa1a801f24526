"""The pattern of a shape: anchored, every group named, the same for Polars and for Python."""

import re
from collections.abc import Sequence

from casekit.reading.bulk.tokens import (
    ANY_URL,
    CELL_TEXT,
    CLOCKS,
    CSV_TEXT,
    JSON_TEXT,
    NUMBER,
    PROSE,
    PROSE_TEXT,
    QUOTED_TEXT,
    SECOND,
    UUID,
    WORD,
    Token,
)

CLASSES = {"uuid": UUID, "number": NUMBER, "word": WORD}
TEXTS = {"json": JSON_TEXT, "csv": CSV_TEXT, "cell": CELL_TEXT, "quoted": QUOTED_TEXT, PROSE: PROSE_TEXT}
MATCHED = "m"  # an empty group behind all others: null where the pattern does not match


Groups = tuple[tuple[str, str], ...]
"""The groups of a token and the pattern of each: `gn` for token n; for a time `gnh`, `gns`, `gnf` and `gnz`."""


def build_groups(text: str, tokens: Sequence[Token]) -> tuple[Groups, ...]:
    """The groups of each token of a record."""
    return tuple(
        _clock(token.text, number)
        if token.kind == "stamp"
        else ((f"g{number}", _class(token, text[token.end : token.end + 1])),)
        for number, token in enumerate(tokens)
    )


def build_pieces(stills: Sequence[str], groups: Sequence[Groups]) -> tuple[str, ...]:
    """The pattern of a record in pieces: what stands still before its first token, the token, what stands still ..."""
    tokens = ["".join(f"(?P<{name}>{told}){':' * name.endswith('h')}" for name, told in each) for each in groups]
    fixed = [_still(each) for each in stills]
    return (*(piece for pair in zip(fixed, tokens, strict=False) for piece in pair), fixed[-1])


def whole(pieces: Sequence[str]) -> str:
    """The pattern of whole records."""
    return "".join(("^", *pieces, rf"(?P<{MATCHED}>)$"))


def thin(pattern: str, kinds: Sequence[str]) -> str:
    """The pattern without the groups that are read of few records: IDs, seconds and their fractions."""
    for number, kind in enumerate(kinds):
        gone = (f"g{number}s", f"g{number}f") if kind == "stamp" else (f"g{number}",) if kind == "uuid" else ()
        for name in gone:
            pattern = pattern.replace(f"(?P<{name}>", "(?:")
    return pattern


def _clock(text: str, number: int) -> Groups:
    for head, zone in CLOCKS:
        found = re.fullmatch(rf"{head}:{SECOND}([.,][0-9]{{1,9}})?({zone})?", text)
        if found:
            fraction = rf"[{found[1][0]}][0-9]{{1,9}}" if found[1] else ""
            behind = zone if found[2] else ""
            return tuple(
                (f"g{number}{part}", told) for part, told in zip("hsfz", (head, SECOND, fraction, behind), strict=True)
            )
    raise ValueError(text)


def _class(token: Token, behind: str) -> str:
    if token.kind == "url":
        return ANY_URL % re.escape(behind if behind in ",;|)]" else "")
    return CLASSES[token.kind] if token.kind in CLASSES else TEXTS[token.quote]


def _still(text: str) -> str:
    return re.sub(r"[\\.+*?()|\[\]{}^$#]", r"\\\g<0>", text)
