"""The lines of a block and their bytes, searched and cut by numpy."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl
import pyarrow as pa

from casekit.reading.bulk.rows import Codes

CHUNK = 1 << 18  # bytes searched at once, which fit the processor's cache with what is found in them
INLINE = 12  # bytes of a word that its view holds
FARTHEST = 2**31  # bytes that a view of a word reaches
MARGIN = 200  # bytes behind the last line that may be cut, so that nothing is read beyond the end
HASH_SEED = 20_260_301  # the same in every block: like lines have like hashes


@dataclass(frozen=True, slots=True)
class Spots:
    """Places of a delimiter: those of a line are `at[first[line] : first[line] + count[line]]`."""

    at: Codes
    first: Codes
    count: Codes


class Text:
    """The lines of a block and their bytes."""

    def __init__(self, lines: pl.Series, data: bytes) -> None:
        """Nothing is searched before it is asked for."""
        self.lines, self.data = lines, data
        self.bytes: Codes = np.frombuffer(data, dtype=np.uint8)
        self._spots: dict[str, Spots] = {}

    @cached_property
    def _newlines(self) -> Codes:
        return np.concatenate(list(self._find("\n")))

    @cached_property
    def ends(self) -> Codes:
        """Where each line ends, its end of line left out."""
        ends = self._newlines
        if len(ends) < len(self.lines):
            ends = np.append(ends, len(self.data))
        return ends - (self.bytes[np.maximum(ends - 1, 0)] == ord("\r")) if b"\r" in self.data else ends

    @cached_property
    def starts(self) -> Codes:
        """Where each line begins."""
        return np.concatenate(([0], self._newlines + 1))[: len(self.ends)]

    @cached_property
    def blank(self) -> Codes:
        """True for each line of white space only."""
        found = self.ends <= self.starts
        open_ = np.flatnonzero(~found & self._odd(self.starts))
        found[open_] = (self.lines.gather(open_).str.strip_chars().str.len_bytes() == 0).to_numpy()
        return found

    @cached_property
    def hashes(self) -> Codes:
        """A number per line, the same for lines that differ in nothing but white space around them."""
        trim = (self._odd(self.starts) | self._odd(self.ends - 1)).any()
        return (self.lines.str.strip_chars() if trim else self.lines).hash(HASH_SEED).to_numpy()

    def _odd(self, at: Codes) -> Codes:
        """True where white space may stand, or what is no ASCII."""
        told = self.bytes[np.clip(at, 0, len(self.data) - 1)]
        return np.asarray((told <= ord(" ")) | (told > ord("~")))

    @cached_property
    def plain(self) -> Codes:
        """True for each line that may be taken: it is all ASCII and not at the very end."""
        plain = self.ends < min(len(self.data) - MARGIN, FARTHEST)
        if not self.data.isascii():
            other = np.flatnonzero(self.bytes > 127)  # noqa: PLR2004 the last of ASCII
            plain[np.searchsorted(self.starts, other, side="right") - 1] = False
        return plain if len(self.ends) == len(self.lines) else np.zeros(len(self.lines), dtype=bool)

    def spots(self, delimiter: str) -> Spots:
        """Where the delimiter stands."""
        if delimiter not in self._spots:
            at = np.concatenate(list(self._find(delimiter)))
            newline = np.flatnonzero(self.bytes[at] == ord("\n"))
            if len(newline) < len(self.lines):
                newline = np.append(newline, len(at))
            count = np.diff(newline, prepend=-1) - 1
            self._spots[delimiter] = Spots(at, newline - count, count)
        return self._spots[delimiter]

    def _find(self, delimiter: str) -> Iterator[Codes]:
        for start in range(0, len(self.bytes), CHUNK):
            part = self.bytes[start : start + CHUNK]
            met = part == ord("\n")
            yield np.flatnonzero(met if delimiter == "\n" else met | (part == ord(delimiter))) + start

    def gather(self, start: Codes, width: int) -> Codes:
        """So many bytes from each of these places, as a table."""
        windows = np.ndarray((len(self.data) - width + 1,), dtype=f"V{width}", buffer=self.data, strides=(1,))
        return windows[start].view(np.uint8).reshape(len(start), width)

    def words(self, start: Codes, length: Codes) -> pa.Array:
        """The words at these places, as views into the bytes."""
        view = np.empty((len(start), 4), dtype=np.int32)
        first = self.gather(start, INLINE)
        first[np.arange(INLINE) >= length[:, None]] = 0
        view[:, 0], view[:, 1:] = length, first.view(np.int32)
        long = np.flatnonzero(length > INLINE)
        view[long, 2], view[long, 3] = 0, start[long]
        buffers = [None, pa.py_buffer(view), pa.py_buffer(self.data)]
        return pa.Array.from_buffers(pa.string_view(), len(start), buffers)
