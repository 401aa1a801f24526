"""The lines of a block and their bytes, searched and cut by numpy."""

from functools import cached_property

import numpy as np
import polars as pl
import pyarrow as pa

from casekit.limits import SCAN_LIMIT
from casekit.reading.bulk.rows import Codes
from casekit.reading.bulk.stream import find_newlines

HASH_SEED = 20_260_301  # the same in every block: like lines have like hashes
FARTHEST = 2**31  # bytes that a view of a text reaches
INLINE, PREFIX = 12, 4  # bytes of a short and of a long text that its view holds


class Text:
    """The lines of a block and their bytes, which are UTF-8. newlines: where they stand, when that is known."""

    def __init__(self, data: bytes, newlines: Codes | None = None) -> None:
        """Nothing is searched before it is asked for."""
        self.data = data
        self.bytes: Codes = np.frombuffer(data, dtype=np.uint8)
        self._newlines = find_newlines(data) if newlines is None else newlines

    @cached_property
    def lines(self) -> pl.Series:
        """The lines, as views into the bytes."""
        if len(self.data) < FARTHEST:
            return pl.Series(_views(self.data, self.starts, self.ends - self.starts), dtype=pl.String)
        return pl.read_lines(self.data).to_series()

    def records(self, first: Codes, last: Codes) -> pl.Series:
        """The texts of the lines from `first` to `last`, both included."""
        if (first == last).all():
            return self.lines[first]
        if self._has_returns or len(self.data) >= FARTHEST:
            spans = zip(first.tolist(), last.tolist(), strict=True)
            return pl.Series(["\n".join(self.lines[a : b + 1].to_list()) for a, b in spans], dtype=pl.String)
        starts = self.starts[first]
        return pl.Series(_views(self.data, starts, self.ends[last] - starts), dtype=pl.String)

    @cached_property
    def _has_returns(self) -> bool:
        return b"\r" in self.data

    @cached_property
    def ends(self) -> Codes:
        """Where each line ends, its end of line left out."""
        whole = not self.data or self.data.endswith(b"\n")
        ends = self._newlines if whole else np.append(self._newlines, len(self.data))
        return ends - (self.bytes[np.maximum(ends - 1, 0)] == ord("\r")) if self._has_returns else ends

    @cached_property
    def starts(self) -> Codes:
        """Where each line begins."""
        return np.concatenate(([0], self._newlines + 1))[: len(self.ends)]

    @cached_property
    def blank(self) -> Codes:
        """True for each line of white space only."""
        found = self.ends <= self.starts
        open_ = np.flatnonzero(~found & self._odd_starts)
        if len(open_):
            found[open_] = (self.lines[open_].str.strip_chars().str.len_bytes() == 0).to_numpy()
        return found

    @cached_property
    def hashes(self) -> Codes:
        """A number per line, the same for lines that differ in nothing but white space around them."""
        trim = self._odd_starts.any() or self._odd(self.ends - 1).any()
        return (self.lines.str.strip_chars() if trim else self.lines).hash(HASH_SEED).to_numpy()

    @cached_property
    def _odd_starts(self) -> Codes:
        return self._odd(self.starts)

    def _odd(self, at: Codes) -> Codes:
        """True where white space may stand, or what is no ASCII."""
        told = self.bytes[np.clip(at, 0, len(self.data) - 1)]
        return np.asarray((told <= ord(" ")) | (told > ord("~")))

    @cached_property
    def short(self) -> Codes:
        """True for each line that is searched."""
        return np.asarray(self.ends - self.starts <= SCAN_LIMIT)


def _views(data: bytes, starts: Codes, sizes: Codes) -> pa.Array:
    """Texts of so many bytes from these places: a short one is held by its view, a long one lies in the data."""
    view = np.zeros((len(starts), 4), dtype=np.int32)
    view[:, 0] = sizes
    short, long = np.flatnonzero((sizes > 0) & (sizes <= INLINE)), np.flatnonzero(sizes > INLINE)
    view[long, 1] = _gather(data, starts[long], PREFIX).view(np.int32)
    view[long, 3] = starts[long]
    if len(short):
        held = _gather(data + bytes(INLINE), starts[short], INLINE).view(np.uint8).reshape(-1, INLINE)
        held[np.arange(INLINE) >= sizes[short, None]] = 0
        view[short, 1:] = held.view(np.int32)
    return pa.Array.from_buffers(pa.string_view(), len(starts), [None, pa.py_buffer(view), pa.py_buffer(data)])


def _gather(data: bytes, starts: Codes, width: int) -> Codes:
    """So many bytes from each of these places."""
    windows = np.ndarray((max(0, len(data) - width + 1),), dtype=f"V{width}", buffer=data, strides=(1,))
    return windows[starts]
