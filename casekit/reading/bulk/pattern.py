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
    QUOTED_TEXT,
    SECOND,
    UUID,
    WORD,
    Token,
)

CLASSES = {"uuid": UUID, "number": NUMBER, "word": WORD}
TEXTS = {"json": JSON_TEXT, "csv": CSV_TEXT, "cell": CELL_TEXT, "quoted": QUOTED_TEXT}
MATCHED = "m"  # an empty group behind all others: null where the pattern does not match


def build_pieces(text: str, tokens: Sequence[Token]) -> tuple[str, ...]:
    """The pattern of a record in pieces: what stands still before its first token, the token, what stands still ...

    Token n is group `gn`, a time the groups `gnh`, `gns`, `gnf` and `gnz`.
    """
    parts, at = [], 0
    for number, token in enumerate(tokens):
        parts.append(_still(text[at : token.start]))
        parts.append(
            _clock(token.text, number)
            if token.kind == "stamp"
            else f"(?P<g{number}>{_class(token, text[token.end : token.end + 1])})"
        )
        at = token.end
    return (*parts, _still(text[at:]))


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


def _clock(text: str, number: int) -> str:
    for head, zone in CLOCKS:
        found = re.fullmatch(rf"{head}:{SECOND}([.,][0-9]{{1,9}})?({zone})?", text)
        if found:
            fraction = rf"[{found[1][0]}][0-9]{{1,9}}" if found[1] else ""
            behind = zone if found[2] else ""
            return f"(?P<g{number}h>{head}):(?P<g{number}s>{SECOND})(?P<g{number}f>{fraction})(?P<g{number}z>{behind})"
    raise ValueError(text)


def _class(token: Token, behind: str) -> str:
    if token.kind == "url":
        return ANY_URL % re.escape(behind if behind in ",;|)]" else "")
    return TEXTS[token.quote] if token.kind == "text" else CLASSES[token.kind]


def _still(text: str) -> str:
    return re.sub(r"[\\.+*?()|\[\]{}^$#]", r"\\\g<0>", text)
