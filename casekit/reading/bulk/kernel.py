"""Loops over the bytes of records, compiled by Numba once per machine: which are of a shape, and which words they have.

They run without the interpreter's lock, so that blocks are read side by side.
"""
# ruff: noqa: ANN001, ANN201, ANN202, C901, PLR0912, PLR0917  types stand in the signatures, and plain loops are what is fast
# mypy: disable-error-code="no-untyped-def,misc,untyped-decorator"

from typing import Any

import numpy as np
from numba import njit, types

from casekit.reading.bulk.program import DOUBTFUL, FITS, FIXED, NEVER, RUN, STILL, Step

KIND, SLOT, FIRST, SIZE, ESCAPE, DOUBLED, BEFORE, FIRM = range(len(Step._fields))
TOGETHER = 512  # records whose words are numbered while the processor still has them at hand
DASH, PLUS, SPACE, COLON, ZERO, NINE, A, Z = (ord(each) for each in "-+ :09AZ")
MASKED = 5  # digits in a row, or more, are read as so many zeros
FIRST_DASH, SECOND_DASH, ORDER_ID = 3, 11, 19  # places in an order ID, which is read so too, and its size

_READ, _BYTES, _FLAGS = types.Array(types.uint8, 1, "C", readonly=True), types.uint8[::1], types.boolean[::1]
_PLACES, _PAIRS, _SPANS = types.int64[::1], types.int64[:, ::1], types.int64[:, :, ::1]
_STEPS, _CLASSES = types.int64[:, ::1], types.boolean[:, ::1]
_VERDICTS, _CODES, _TABLES, _FACTORS = types.int8[::1], types.int32[::1], types.int32[:, ::1], types.uint32[::1]


def _compiled(result: Any, *arguments: Any) -> Any:  # noqa: ANN401 types of Numba
    return njit(result(*arguments), nogil=True, cache=True)


@_compiled(types.boolean, types.uint8)
def _is_digit(byte):
    return (byte >= ZERO) & (byte <= NINE)


@_compiled(types.boolean, _READ, types.int64, types.int64)
def _is_order_id(data, at, end):
    if end - at < ORDER_ID or data[at + FIRST_DASH] != DASH or data[at + SECOND_DASH] != DASH:
        return False
    whole = True
    for place in range(ORDER_ID):
        whole &= _is_digit(data[at + place]) | (place == FIRST_DASH) | (place == SECOND_DASH)
    return whole


@_compiled(types.int64, _READ, types.int64, types.int64, _BYTES)
def _mask(data, at, end, masked):
    """Write data[at:end] to `masked`, each of `masks.LONG_DIGITS` as zeros; gives how many bytes that are.

    One byte in five is looked at, since no long number lies between two of them.
    """
    size, place = 0, at + MASKED - 1
    while place < end:
        if not _is_digit(data[place]):
            place += MASKED
            continue
        first, stop = place, place + 1
        while first > at and _is_digit(data[first - 1]):
            first -= 1
        while stop < end and _is_digit(data[stop]):
            stop += 1
        head = first - FIRST_DASH - 1 if data[first - 1] == DASH else stop - FIRST_DASH  # where an order ID would begin
        if head >= at and _is_order_id(data, head, end) and (head < first or stop - first < MASKED):
            first, stop = head, head + ORDER_ID
        elif stop - first < MASKED:
            place = stop + MASKED
            continue
        for each in range(at, first):
            masked[size] = data[each]
            size += 1
        for _ in range(MASKED):
            masked[size] = ZERO
            size += 1
        at, place = stop, stop + MASKED - 1
    for each in range(at, end):
        masked[size] = data[each]
        size += 1
    return size


@_compiled(types.void, _READ, _PLACES, _PLACES, _STEPS, _READ, _CLASSES, _SPANS, _VERDICTS)
def _match(data, starts, ends, steps, texts, classes, spans, verdicts):
    """Write verdicts[row], and where that is FITS spans[slot, row], the start and end of each word."""
    for row in range(len(starts)):
        at, end, good, sure = starts[row], ends[row], True, True
        for step in range(len(steps)):
            kind, slot, first, size = steps[step, KIND], steps[step, SLOT], steps[step, FIRST], steps[step, SIZE]
            begin = at
            if kind == STILL:
                good = at + size <= end
                if good:
                    here, told = data[at : at + size], texts[first : first + size]
                    for place in range(len(here)):
                        good &= here[place] == told[place]
                at += size
            elif kind == FIXED:
                good = at + size <= end
                if good:
                    for place in range(size):
                        good &= classes[first + place, data[at + place]]
                at += size
            elif kind == RUN:
                escape, doubled = steps[step, ESCAPE], steps[step, DOUBLED]
                last = min(end, at + size) if size else end
                while at < last:
                    if classes[first, data[at]]:
                        at += 1
                    elif data[at] == escape and at + 1 < end and (not doubled or data[at + 1] == escape):
                        at += 2
                    else:
                        break
                good = at > begin
            else:
                at += at < end and data[at] == SPACE
                if at < end and (data[at] == DASH or data[at] == PLUS):
                    at += 1
                    while at < end and ZERO <= data[at] <= COLON:
                        at += 1
                else:
                    while at < end and A <= data[at] <= Z:
                        at += 1
                good = at > begin
            if not good:
                break
            sure &= steps[step, FIRM] != 0
            if slot >= 0:
                spans[slot, row, 0], spans[slot, row, 1] = begin - steps[step, BEFORE], at
        verdicts[row] = FITS if good and at == end else NEVER if sure else DOUBTFUL


@_compiled(types.boolean, _READ, _BYTES, types.int64, types.int64)
def _is_word(word, words, start, end):
    same = end - start == len(word)
    if same:
        other = words[start:end]
        for place in range(len(other)):
            same &= word[place] == other[place]
    return same


@_compiled(
    types.int64, _READ, _PAIRS, _VERDICTS, types.boolean, _CODES, _BYTES, types.int64, _PAIRS, types.int64, _CODES,
    _FACTORS, _BYTES,
)  # fmt: skip
def _number(data, spans, verdicts, mask, codes, words, used, places, count, table, factors, masked):
    """Write codes[row], the number of the word of each that fits, and new words; gives how many there are then.

    Most words are those of the row before, which is seen without masking, as what is masked is masked as it is.
    """
    last, before = len(table) - 1, types.int64(-1)
    for row in range(len(verdicts)):
        if verdicts[row] != FITS:
            continue
        word = data[spans[row, 0] : spans[row, 1]]
        if before >= 0 and _is_word(word, words, places[before, 0], places[before, 1]):
            codes[row] = before
            continue
        if mask and len(word) >= MASKED:
            word = masked[: _mask(data, spans[row, 0], spans[row, 1], masked)]
        size = len(word)
        mixed = types.uint32(size)
        for place in range(size):
            mixed += factors[place] * (types.uint32(word[place]) + types.uint32(1))
        entry = types.int64(mixed ^ (mixed >> types.uint32(15))) & last
        while table[entry] and not _is_word(word, words, places[table[entry] - 1, 0], places[table[entry] - 1, 1]):
            entry = (entry + 1) & last
        if not table[entry]:
            words[used : used + size] = word
            places[count, 0], places[count, 1] = used, used + size
            used += size
            count += 1
            table[entry] = count
        before = types.int64(table[entry]) - 1
        codes[row] = before
    return count


@_compiled(
    types.void, _READ, _PLACES, _PLACES, _STEPS, _READ, _CLASSES, _FLAGS, _VERDICTS, _TABLES, _BYTES, _SPANS, _PLACES,
    _TABLES, _FACTORS, _BYTES,
)  # fmt: skip
def match_records(
    data, starts, ends, steps, texts, classes, masks, verdicts, codes, words, places, counts, tables, factors, masked
):
    """Which of the records data[starts[row] : ends[row]] go through all steps (see `program.Step`), and their words.

    Written are verdicts[row], and where that is FITS codes[slot, row], the numbers of their words. Word n of a slot is
    words[places[slot, n, 0] : places[slot, n, 1]]; counts[slot] says how many there are, counts[-1] how many bytes.
    masks: of slots whose long numbers and order IDs are read as zeros. tables: zeros, per slot more than rows and a
    power of two. factors: random and odd. masked: space for one word.
    """
    spans = np.empty((len(masks), TOGETHER, 2), dtype=np.int64)
    used = 0
    for first in range(0, len(starts), TOGETHER):
        rows = slice(first, min(first + TOGETHER, len(starts)))
        _match(data, starts[rows], ends[rows], steps, texts, classes, spans, verdicts[rows])
        for slot in range(len(masks)):
            known = counts[slot]
            counts[slot] = _number(
                data, spans[slot], verdicts[rows], masks[slot], codes[slot, rows], words, used, places[slot], known,
                tables[slot], factors, masked,
            )  # fmt: skip
            if counts[slot] > known:
                used = places[slot, counts[slot] - 1, 1]
    counts[-1] = used
