"""A large log in blocks, by shapes: the Log that the exact path gives, in bounded memory and a fraction of its time."""

import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import replace
from os import cpu_count

from casekit.limits import SUCCESS_LIMIT
from casekit.reading.bulk.block import sort_records
from casekit.reading.bulk.merge import merge_partials
from casekit.reading.bulk.partial import Counts, Job, Partial, read_block
from casekit.reading.bulk.prose import is_prose
from casekit.reading.bulk.rows import Codes
from casekit.reading.bulk.shape import Shape
from casekit.reading.bulk.stream import Block, Input, blocks
from casekit.reading.bulk.study import READERS, Book
from casekit.reading.bulk.text import Text
from casekit.reading.clock import find_zone
from casekit.reading.formats.table import FORM as TABLE
from casekit.reading.lines import find_calls
from casekit.reading.log import Ledger, Log
from casekit.reading.sources import split_lines
from casekit.reading.tidy import tidy_lines

SAMPLE = 1 << 20  # bytes from which the first shapes are learned
LOOKED_AT = 200  # lines that tell the form
TAUGHT = 4_000  # lines
TAKEN = 0.6  # of these lines are of a known shape, or the log is not uniform
PACKED = 12  # bytes that one byte of a gzipped log may hold
WORTH = 16_000_000  # bytes of a log that loading a compiled loop is worth
SURE = 1.5  # times SUCCESS_LIMIT: then most successes are only counted from the start
WORKERS = 2


def read_bulk(
    source: Input,
    name: str,
    zone: str | None = None,
    forms: Sequence[str] | None = None,
    *,
    tick: Callable[[float], None] = lambda _share: None,
    size: int | None = None,
) -> Log | None:
    """The Log of one input, or None when its records are not alike enough, or not UTF-8: then it is read the exact way.

    name: of the source as shown. zone, forms, tick: as in `read_lines`. size: bytes of one block.
    """
    head = _head(source)
    book = open_book(head, tuple(forms) if forms else None)
    if book is None:
        return None
    per_line = sum(map(len, head)) / len(head) + 1
    whole = source.size / per_line * (PACKED if source.packed else 1)
    book.compiled = source.size * (PACKED if source.packed else 1) > WORTH
    job = Job(name, book, find_zone(zone) if zone else None, coarse=whole > SURE * SUCCESS_LIMIT)
    log = merge_partials(list(_partials(source, job, tick, size)), job, source, zone)
    if log is None:  # fewer successes than foretold: all of them become rows
        source.starts.clear()
        job.coarse, job.exact = False, 0
        log = merge_partials(list(_partials(source, job, tick, size)), job, source, zone)
    return log


def _head(source: Input) -> list[str]:
    try:
        with source.open() as file:
            data = file.read(SAMPLE).removeprefix(b"\xef\xbb\xbf")
    except (OSError, EOFError, zlib.error):
        return []
    whole = data[: data.rfind(b"\n") + 1] if len(data) == SAMPLE else data
    try:
        return split_lines(whole.decode()) if b"\n" in whole and b"\x00" not in whole else []
    except UnicodeDecodeError:
        return []


def open_book(head: list[str], forms: tuple[str, ...] | None) -> Book | None:
    """The shapes of the first lines, or None when these are not uniform."""
    if not head:
        return None
    tidy = tidy_lines(head[:LOOKED_AT])
    calls, _ = find_calls(tidy, forms)
    met = Counter(call.form for call in calls).most_common(1)
    form = met[0][0] if met else ""
    first = next((n for n, line in enumerate(tidy) if line.strip()), 0)
    table = form == TABLE.name
    if form == "document" or (table and not (TABLE.read and TABLE.read(tidy, first))):
        return None
    book = Book(forms, rows=form in READERS, header=head[first] if table else None)
    text = Text("\n".join(head[:TAUGHT]).encode())
    told = sort_records(text, book)
    taken = sum(int((told.units.last[units] - told.units.first[units] + 1).sum()) for _, units in told.batches)
    return book if taken >= TAKEN * int((~text.blank).sum()) else None


def _partials(source: Input, job: Job, tick: Callable[[float], None], size: int | None) -> Iterator[Partial]:
    sized = {} if size is None else {"size": size}
    with ThreadPoolExecutor(min(WORKERS, cpu_count() or 1)) as pool:
        try:
            for partial in _in_order(pool, blocks(source, lambda data: _good_cut(data, job.book), **sized), job):
                yield partial
                tick(source.done / max(1, source.size))
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _in_order(pool: Executor, parts: Iterator[Block], job: Job) -> Iterator[Partial]:
    waiting: list[Future[Partial]] = []
    for part in parts:
        waiting.append(pool.submit(read_part, part, job))
        if len(waiting) > WORKERS:
            yield waiting.pop(0).result()
    for each in waiting:
        yield each.result()


def read_part(part: Block, job: Job) -> Partial:
    """The partial of one block of bytes."""
    data = part.data.replace(b"\x00", b"") if b"\x00" in part.data else part.data
    clean = data if data.isascii() else data.decode("utf-8", "replace").encode()
    found = _read_clean(clean, part.newlines if clean is part.data else None, part.first_line, job)
    odd = Counts(zeros=int(len(data) < len(part.data)), torn=int(clean != data))
    return replace(found, counts=found.counts + odd)


def _read_clean(data: bytes, newlines: Codes | None, first_line: int, job: Job) -> Partial:
    data = data.removesuffix(b"\r")
    if data[:1] in b"\r\n" and not data.lstrip(b"\r\n"):  # blank lines only, of which there may be millions
        lines = data.count(b"\n")
        return replace(read_block(Text(b"\n"), first_line, job), ledger=Ledger(lines, 0, lines, 0, 0))
    return read_block(Text(data, newlines), first_line, job)


def _good_cut(data: bytes, book: Book) -> int | None:
    """Where the last line of a known shape begins that stands behind another such line, one of a call if soon.

    What stands behind a line of another kind may be of the call before it.
    """
    shapes = [(re.compile(shape.pattern), shape) for shape in book.ranked(lines=1)]
    data = data.rstrip(b"\r\n") + b"\n"  # millions of blank lines are none of them
    end = len(data)
    behind: list[Shape] = []
    found = None
    for number, line in enumerate(reversed(data.split(b"\n")[:-1])):
        text = line.removesuffix(b"\r").decode("utf-8", "replace")
        known = [shape for pattern, shape in shapes if _is_known(pattern.match(text), shape.lead)]
        if known and behind:
            if any(variant.call for shape in behind for variant in shape.variants):
                return end
            found = found or end
        if found and number > LOOKED_AT:
            break
        behind = known
        end -= len(line) + 1
    return found


def _is_known(found: re.Match[str] | None, lead: str | None) -> bool:
    """True for a line of a shape; of one that ends in any prose, where it does."""
    return found is not None and (lead is None or is_prose(found.groups()[-2], lead))
