"""A file in blocks of whole lines, and back to its lines by number, with bounded memory."""

import gzip
import zlib
from bisect import bisect_right
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from casekit.reading.bulk.rows import Codes
from casekit.reading.records import is_head

GZIP = b"\x1f\x8b"
BOM = b"\xef\xbb\xbf"
BLOCK = 16 << 20  # bytes of one block
STEP = 1 << 20  # bytes between two places that are remembered by line number
AHEAD = 1 << 20  # bytes searched for a good place to cut
CHUNK = 1 << 18  # bytes searched for newlines at once, which fit the processor's cache with what is found in them


@dataclass(frozen=True, slots=True)
class Block:
    """Whole lines of a file: their bytes, where these end, the number of the first, its place in the unpacked file."""

    data: bytes
    newlines: Codes
    first_line: int
    offset: int


@dataclass(slots=True)
class Input:
    """One file or text that is read in blocks; `open` gives its bytes, unpacked, from the start."""

    open: Callable[[], BinaryIO]
    size: int  # bytes as stored, for the progress
    stamp: tuple[int, int] | None = None  # size and time of change, on disk
    path: Path | None = None
    packed: bool = False
    damaged: bool = False
    done: int = 0  # bytes as stored that are read
    starts: list[tuple[int, int]] = field(default_factory=list)  # line and offset of each block


def file_input(path: Path) -> Input:
    """A plain or gzipped file."""
    with path.open("rb") as file:
        packed = file.read(len(GZIP)) == GZIP
    found = path.stat()
    opener: Callable[[], Any] = partial(gzip.open if packed else open, path, "rb")
    return Input(opener, found.st_size, (found.st_size, found.st_mtime_ns), path, packed)


def text_input(data: bytes) -> Input:
    """Bytes in memory."""
    return Input(lambda: BytesIO(data), len(data))


def blocks(source: Input, good_cut: Callable[[bytes], int | None], size: int = BLOCK) -> Iterator[Block]:
    """The blocks of an input. good_cut: where in some lines (from a line's start) a block may end, or None.

    A zip bomb does no harm, since one block is held at a time; damage ends the reading and is noted.
    """
    line, offset, rest = 1, 0, b""
    with source.open() as file:
        if (head := b"".join(_read(file, len(BOM), source))) != BOM:
            rest = head
        else:
            offset = len(BOM)
        while fresh := _read(file, max(1, size - len(rest)), source):
            *parts, last = rest, *fresh
            if len(last) < AHEAD:
                last = parts.pop() + last
            end = _cut(last, good_cut)
            if end is None and (more := _read(file, AHEAD, source)):
                parts, last = [], b"".join((*parts, last, *more))
                end = _cut(last, good_cut) or (_last_head(last) if len(last) > 2 * size else 0)
            if not end:
                rest = b"".join((*parts, last))
                continue
            data = b"".join((*parts, memoryview(last)[:end]))  # copied once, as each copy takes new memory
            block = Block(data, find_newlines(data), line, offset)
            yield _noted(block, source)
            line, offset, rest = line + len(block.newlines), offset + len(data), last[end:]
        if rest:
            yield _noted(Block(rest, find_newlines(rest), line, offset), source)


def find_newlines(data: bytes) -> Codes:
    """Where the newlines stand."""
    told = np.frombuffer(data, dtype=np.uint8)
    parts = range(0, len(told), CHUNK)
    return np.concatenate([_NONE, *(np.flatnonzero(told[at : at + CHUNK] == ord("\n")) + at for at in parts)])


_NONE = np.array([], dtype=np.int64)


def _noted(block: Block, source: Input) -> Block:
    """The block, after remembering where a line begins about every STEP."""
    far = np.searchsorted(block.newlines, np.arange(STEP, len(block.data), STEP))
    lines = np.unique(far[far < len(block.newlines)])
    source.starts.append((block.first_line, block.offset))
    begins = (block.newlines[lines] + 1 + block.offset).tolist()
    source.starts += zip((lines + 1 + block.first_line).tolist(), begins, strict=True)
    return block


def _cut(data: bytes, good_cut: Callable[[bytes], int | None]) -> int | None:
    """The end of the last whole lines behind which a block may end, looked for in the last MiB."""
    start = data.find(b"\n", max(0, len(data) - AHEAD)) + 1
    end = data.rfind(b"\n") + 1
    if not start or start >= end:
        return None
    found = good_cut(data[start:end])
    return None if found is None else start + found


def _last_head(data: bytes) -> int:
    """Where the last record of the last MiB begins; the end of the last whole line where none is seen to begin."""
    at = len(data)
    for line in reversed(data[max(0, at - AHEAD) :].split(b"\n")[1:]):
        at -= len(line)
        if is_head(line.decode("utf-8", "replace")):
            return at
        at -= 1
    return data.rfind(b"\n") + 1


def _read(file: BinaryIO, count: int, source: Input) -> list[bytes]:
    parts: list[bytes] = []
    try:
        while count > 0 and (part := file.read(min(count, AHEAD))):
            parts.append(part)
            count -= len(part)
    except (EOFError, OSError, zlib.error):
        source.damaged = True
    raw: Any = getattr(getattr(file, "fileobj", None), "fileobj", None) or getattr(file, "fileobj", file)
    with suppress(OSError, ValueError, AttributeError):
        source.done = min(source.size, raw.tell())
    return parts


def read_lines_back(source: Input, first: int, last: int) -> str:
    """The text of these lines (from 1, inclusive); empty when the file has changed or is gone."""
    try:
        if source.path and source.stamp != ((now := source.path.stat()).st_size, now.st_mtime_ns):
            return ""
        place = bisect_right(source.starts, first, key=lambda each: each[0]) - 1
        if place < 0:
            return ""
        line, offset = source.starts[place]
        with source.open() as file:
            file.seek(offset)
            for _ in range(first - line):
                if not file.readline():
                    return ""
            lines = [file.readline() for _ in range(last - first + 1)]
    except (OSError, EOFError, zlib.error):
        return ""
    return "\n".join(each.removesuffix(b"\n").removesuffix(b"\r").decode("utf-8", "replace") for each in lines if each)
