"""Damage to real-shaped logs, from a seed: what copying, cutting and bad luck do to them."""

import random
from collections.abc import Callable
from pathlib import Path

SAMPLES = sorted(path for path in (Path(__file__).parents[2] / "data" / "samples").glob("*/*") if path.suffix != ".gz")
MOST = 6_000  # characters of a sample; enough for a dozen calls
TOKENS = (
    '"',
    "'",
    "{",
    "}",
    "[",
    "]",
    "\\",
    "\\u0000",
    "\x00",
    "\x1b[31m",
    "\u202e",
    "```",
    "|",
    "=",
    "%",
    "&#34;",
    "\r",
    "\ud83d",
)


def cut(text: str, chance: random.Random) -> str:
    at, length = chance.randrange(len(text)), chance.randrange(1, 200)
    return text[:at] + text[at + length :]


def repeat(text: str, chance: random.Random) -> str:
    at, length = chance.randrange(len(text)), chance.randrange(1, 200)
    return text[: at + length] + text[at : at + length] * chance.randrange(1, 5) + text[at + length :]


def insert(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text))
    return text[:at] + chance.choice(TOKENS) * chance.randrange(1, 4) + text[at:]


def wrap(text: str, chance: random.Random) -> str:
    width = chance.randrange(20, 120)
    return "\n".join(text[at : at + width] for at in range(0, len(text), width))


def shuffle_lines(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    chance.shuffle(lines)
    return "\n".join(lines)


def quote(text: str, chance: random.Random) -> str:
    mark = chance.choice(("> ", "| ", "$ ", "    ", "\t"))
    return "\n".join(mark + line for line in text.split("\n"))


DAMAGE: tuple[Callable[[str, random.Random], str], ...] = (cut, repeat, insert, wrap, shuffle_lines, quote)


def damaged(seed: int) -> str:
    """A sample log with one to six damages; the same for the same seed."""
    chance = random.Random(seed)
    whole = chance.choice(SAMPLES).read_text(encoding="utf-8")
    start = chance.randrange(max(1, len(whole) - MOST))
    text = whole[start : start + MOST]
    for _ in range(chance.randrange(1, 7)):
        text = chance.choice(DAMAGE)(text, chance) or " "
    return text
