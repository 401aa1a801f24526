"""Records: a line that begins with a time or a level, and the lines that run on from it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casekit.limits import RECORD_LINES
from casekit.reading.clock import Reading, read_epoch, read_time

HEAD_LIMIT = 4_000  # characters of a line in which its head is looked for
LEVEL = r"(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|FATAL|CRITICAL|SEVERE|ALERT|EMERG)"
STAMPED = re.compile(
    r"[\[(\"'<]?(?:\d{2,4}[-/.]\d\d?[-/.]\d\d?[T ,:]\s*\d|\d{1,2}[/ -][A-Z][a-z]{2}[/ -]\d{2,4}[ :]|(?:[A-Z][a-z]{2} )?[A-Z][a-z]{2},? +\d{1,2}|[IWEF]\d{4} \d\d:|\d\d:\d\d:\d\d|\d{4} [A-Z][a-z]{2} \d\d|\d{4}\s?年|\d{8}T\d{6}(?=\S*\s+\S)|\d\d?[-/.]\d\d?[-/.]\d{4},?\s+\d|\d{8} \d\d:|\d{10}(?:\d{3}|\.\d{3,9})?\s+(?:\[|TRACE|DEBUG|INFO|WARN|ERROR|FATAL))"  # noqa: E501 a pattern or a table row
)
LED = re.compile(
    rf"\[\w+\] \d+ +- |--(?=\d{{4}}-)|[DIWEFA], \[|(?:https?|wss?|h2|grpcs?) (?=\d{{4}}-)|(?:\S+ )?\[?{LEVEL}\]?(?:[\s:|\]-]+|(?=\[\d))|<\d{{1,3}}>1? ?|[\w.\-]+ \| |[a-z\d]+(?:-[a-z\d]+)+ [\w.-]+ (?=\d{{4}}-)|\[[\w.\-: ]{{1,40}}\] ",  # noqa: E501 a pattern or a table row
    re.IGNORECASE,
)
CONSOLE = re.compile(
    r"(?:trce|dbug|info|warn|fail|crit): [\w.+`<>]+\[\d+\]|Log Name: +\w"
)  # .NET's and the Event Viewer's: message and time stand below
HTTP_DATE = re.compile(
    r"[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} [\d:]{8} GMT\s*"
)  # a header's value on a line of its own
LEVELLED = re.compile(rf"(?:[\w-]+ +)?(?:{LEVEL}\b[ :\]]|\[{LEVEL}\])")
LABELLED = re.compile(r"ERROR[ _-](?:CODE|MESSAGE|TYPE|DETAILS|DESCRIPTION)\b")  # in capitals, no level
SECOND = re.compile(r"(?:SEVERE|WARNING|INFO|CONFIG|FINE(?:R|ST)?): ")
LEVEL_WORD = re.compile(rf"\b({LEVEL})\b")


TRACE_LINE = re.compile(
    r"\s*(?:at |File \"|Traceback|#\d+ |\.\.\. \d+ more|Caused by|\^+$|raise |return |in /|Stack trace:)|\s{4,}\S"
)
TRACE_HEAD = re.compile(r"Traceback \(|\s+at \S|Stack trace:|#0 ")
EXCEPTION_LINE = re.compile(r"(?:\w+[.:\\]+){0,12}\w*(?:Error|Exception|Fault|Interrupt)\b(?::|$)")


@dataclass(frozen=True, slots=True)
class Record:
    """Lines first..last (indices); `stamp`: the time its first line begins with; `starts`: it has a head of its own."""

    first: int
    last: int
    stamp: Reading | None
    starts: bool


def read_stamp(line: str) -> Reading | None:
    """The time a log line begins with, behind a level, a tag or a bracket; None when it begins with none."""
    line = line[:HEAD_LIMIT]
    if STAMPED.match(line):
        return read_time(line) or read_epoch(line.split(maxsplit=1)[0])
    led = LED.match(line)
    if led and STAMPED.match(line, led.end()):
        return read_time(line[led.end() :])
    return None


def is_head(line: str) -> bool:
    """True when a new record begins with this line."""
    line = line[:HEAD_LIMIT]
    if not line or line[0].isspace() or HTTP_DATE.fullmatch(line) or LABELLED.match(line):
        return False
    return bool(STAMPED.match(line) or LEVELLED.match(line) or read_stamp(line) or CONSOLE.match(line))


def trace_end(lines: Sequence[str], at: int) -> int:
    """The last line of the stack trace right below line `at`, or `at` when there is none."""
    below = lines[at + 1] if at + 1 < len(lines) else ""
    if not TRACE_HEAD.match(below) and not (
        EXCEPTION_LINE.match(below) and TRACE_LINE.match("".join(lines[at + 2 : at + 3]))
    ):
        return at
    last = at + 1
    while last + 1 < len(lines) and (TRACE_LINE.match(lines[last + 1]) or EXCEPTION_LINE.match(lines[last + 1])):
        last += 1
    return last


def cut_records(lines: Sequence[str], first: int, end: int) -> Iterator[Record]:
    """The records of lines first..end (without end), in their order, blank lines at their ends left out."""
    start, starts = first, first < end and is_head(lines[first])
    for index in range(first + 1, end):
        if is_head(lines[index]) and not _is_second(lines, index):
            yield from _records(lines, start, index, starts=starts)
            start, starts = index, True
    if first < end:
        yield from _records(lines, start, end, starts=starts)


def _is_second(lines: Sequence[str], index: int) -> bool:
    """True for the second line of a record of Java's own logging: SEVERE: text, its time on the line above."""
    above = lines[index - 1]
    return bool(SECOND.match(lines[index]) and STAMPED.match(above) and not LEVEL_WORD.search(above))


def _records(lines: Sequence[str], start: int, stop: int, *, starts: bool) -> Iterator[Record]:
    """The lines start..stop as one record, and as more where there are too many for one."""
    for at in range(start, stop, RECORD_LINES):
        last = min(at + RECORD_LINES, stop) - 1
        while last > at and not lines[last].strip():
            last -= 1
        headed = starts and at == start
        told = at + 1 if headed and last > at and CONSOLE.match(lines[at]) else at
        yield Record(at, last, read_stamp(lines[told].strip()) if headed else None, headed)
