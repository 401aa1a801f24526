"""A small coverage-guided search, standard library only: inputs that reach new lines are kept and damaged further."""

import random
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

from tests.fuzz.mutate import SAMPLES, damaged

PIECES = (b'"', b"'", b"\\", b"{", b"}", b"[", b"]", b":", b"=", b",", b"|", b"\n", b"\r", b"\x00", b"\xff", b"`", b"#")
PIECES += (
    b"\\u0022",
    b"%22",
    b"&#34;",
    b"\x1b[0m",
    b"\xe2\x80\xae",
    b"Atza|",
    b"password=",
    b"\x1f\x8b\x08",
    b"PK\x03\x04",
)
MOST = 2_000  # bytes of an input; more makes a round slow, not better

Arcs = set[tuple[int, int, int]]


def search(check: Callable[[bytes], None], rounds: int, seed: int) -> int:
    """Try this many inputs made from the samples; returns how many of them reached something new.

    Whatever `check` raises is raised with the input in a note.
    """
    chance = random.Random(seed)
    pool = [path.read_bytes()[:MOST] for path in SAMPLES]
    known: Arcs = set()
    fresh = 0
    for number in range(rounds):
        data = pool[number] if number < len(SAMPLES) else change(chance.choice(pool), pool, chance)
        arcs = trace(check, data)
        if arcs - known:
            known |= arcs
            fresh += 1
            pool.append(data)
    return fresh


def change(data: bytes, pool: list[bytes], chance: random.Random) -> bytes:
    """The bytes with a few damages: cut, doubled, spliced, a piece put in, a bit turned."""
    for _ in range(chance.randrange(1, 5)):
        at, length = chance.randrange(len(data) + 1), chance.randrange(1, 60)
        other = chance.choice(pool)
        start = chance.randrange(len(other) + 1)
        bit = bytes([chance.randrange(256)])
        data = chance.choice(
            (
                data[:at] + data[at + length :],
                data[: at + length] + data[at:],
                data[:at] + other[start : start + length] + data[at:],
                data[:at] + chance.choice(PIECES) * chance.randrange(1, 4) + data[at:],
                data[:at] + bit + data[at + 1 :],
            )
        )
    return data[:MOST] or damaged(chance.randrange(1000)).encode("utf-8", "replace")[:MOST]


def trace(check: Callable[[bytes], None], data: bytes) -> Arcs:
    """The steps from line to line of casekit's own code that this input takes."""
    arcs: Arcs = set()
    last = 0

    def step(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal last
        if "casekit" not in frame.f_code.co_filename:
            return None
        if event == "line":
            arcs.add((id(frame.f_code), last, frame.f_lineno))
            last = frame.f_lineno
        return step

    before = sys.gettrace()
    sys.settrace(step)
    try:
        check(data)
    except Exception as error:
        error.add_note(f"input: {data!r}")
        raise
    finally:
        sys.settrace(before)
    return arcs
