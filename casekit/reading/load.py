"""From text and files to a Log, and from Logs to one."""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pandas as pd

from casekit.limits import BULK_SIZE, LINES_LIMIT
from casekit.reading.dedupe import drop_repeats
from casekit.reading.frame import (
    REJECT_COLUMNS,
    Reject,
    cap_successes,
    count_traffic,
    events_frame,
    is_failed,
    sum_traffic,
)
from casekit.reading.lines import read_lines
from casekit.reading.log import Ledger, Log, Source
from casekit.reading.part import Part
from casekit.reading.sources import Opened, find_large, open_bytes, open_file, split_lines
from casekit.redaction import redact
from casekit.wording import Said, change, count

Watch = Callable[[int, int], None]
"""Told how many bytes of the whole are done, some times a second; raises `Cancelled` to stop."""

SAME = ("request_id", "timestamp", "timestamp_wall", "operation", "path", "status", "error_code", "error_message")


def read_text(
    text: str,
    zone: str | None = None,
    source: str = "paste",
    forms: Sequence[str] | None = None,
    watch: Watch | None = None,
) -> Log:
    """The Log of a pasted text. zone: IANA name for times that carry none; forms: names of formats to keep to.

    watch: see `Watch`; what it raises ends the reading and reaches the caller.
    """
    return _load([Opened(source, text.encode("utf-8", "replace").decode())], zone, forms, watch)


def read_files(
    paths: Sequence[str | Path],
    zone: str | None = None,
    encoding: str | None = None,
    forms: Sequence[str] | None = None,
    watch: Watch | None = None,
) -> Log:
    """The Log of files, .gz and .zip among them. encoding: for files whose own is guessed wrong.

    UnreadableInput when a path is missing, a folder, or holds no text; UnknownZone for a wrong zone.
    """
    opened = [each for path in paths for each in _open(Path(path), encoding)]
    return _load(opened, zone, forms, watch)


def read_bytes(
    files: Sequence[tuple[str, bytes]],
    zone: str | None = None,
    encoding: str | None = None,
    forms: Sequence[str] | None = None,
    watch: Watch | None = None,
) -> Log:
    """The Log of files given as name and bytes."""
    return _load([each for name, data in files for each in open_bytes(name, data, encoding)], zone, forms, watch)


def _open(path: Path, encoding: str | None) -> list[Opened]:
    large = None if encoding else find_large(path)
    return [large] if large else open_file(path, encoding)


def merge_logs(logs: Sequence[Log]) -> Log:
    """One Log of several: the same as reading their inputs together. Events are in order of source, then line.

    A call that stands in several sources (the same request ID, and the same in all that is known) counts once.
    """
    if not logs:
        return _load([], None, None, None)
    every = pd.concat([log.events for log in logs]).astype({"source": "string", "form": "string"})
    every = every.sort_values(["source", "line_start"], kind="stable").reset_index(drop=True)
    again = _stand_elsewhere(every)
    events = every[~again]
    events = events.assign(source=events["source"].astype("category"), form=events["form"].astype("category"))
    rejects = pd.concat([log.rejects for log in logs]).sort_values(["source", "line_start"], kind="stable")
    overlap = [count("note.overlap", int(again.sum()))] if again.any() else []
    notes = tuple(dict.fromkeys([*(note for log in logs for note in log.notes), *overlap]))
    traffic = [*(log.traffic for log in logs), _taken_back(every[again])]
    zones = {log.zone for log in logs}
    return Log(
        events.reset_index(drop=True),
        _counted(sum_traffic(traffic)),
        rejects.reset_index(drop=True),
        sum((log.ledger for log in logs), Ledger()),
        notes,
        tuple(sorted((source for log in logs for source in log.sources), key=lambda each: each.name)),
        zones.pop() if len(zones) == 1 else None,
    )


def _stand_elsewhere(events: pd.DataFrame) -> pd.Series:
    """True for each event that a source before its own holds too."""
    if len(set(events["source"])) <= 1:
        return pd.Series(data=False, index=events.index)
    first = events.groupby(list(SAME), dropna=False, observed=True)["source"].transform("first")
    return events["request_id"].notna() & (first != events["source"])


def _taken_back(events: pd.DataFrame) -> pd.DataFrame:
    counts = count_traffic(events)
    return counts.assign(calls=-counts["calls"])


def _counted(traffic: pd.DataFrame) -> pd.DataFrame:
    return traffic[traffic["calls"] > 0].reset_index(drop=True)


def build_log(source: str, part: Part, excerpt: Callable[[int, int], str], zone: str | None) -> Log:
    """The Log of one source that was read."""
    frame = events_frame(part.events)
    every = frame.assign(source=frame["source"].astype("category"), form=frame["form"].astype("category"))
    events = cap_successes(every, int((~is_failed(every)).sum()))
    left_out = len(every) - len(events)
    cut = (count("note.not_listed", left_out, source=source),) if left_out else ()
    rows = [(each.line_start, each.line_end, each.source, each.reason) for each in part.rejects]
    rejects = pd.DataFrame(rows, columns=list(REJECT_COLUMNS), dtype=object).astype(REJECT_COLUMNS)
    found = Source(source, part.ledger.lines, excerpt)
    return Log(events, count_traffic(every), rejects, part.ledger, (*part.notes, *cut), (found,), zone)


def _load(opened: Sequence[Opened], zone: str | None, forms: Sequence[str] | None, watch: Watch | None) -> Log:
    if not opened:
        return build_log("paste", Part(), lambda _a, _b: "", zone)
    sizes = [each.size or len(each.text) for each in opened]
    with _no_collector():
        logs = [
            _read(each, zone, forms, _ticks(watch, sum(sizes[:number]), sizes[number], sum(sizes)))
            for number, each in enumerate(_told_apart(opened))
        ]
    return logs[0] if len(logs) == 1 else merge_logs(logs)


def _ticks(watch: Watch | None, before: int, size: int, whole: int) -> Callable[[float], None]:
    """What is told the share of one input that is done, and tells `watch` the bytes of all."""
    return (lambda share: watch(before + int(share * size), whole)) if watch else (lambda _share: None)


def _told_apart(opened: Sequence[Opened]) -> list[Opened]:
    """The inputs with a number behind a name that came before: same names from several folders."""
    seen: dict[str, int] = {}
    named = []
    for each in opened:
        seen[each.name] = seen.get(each.name, 0) + 1
        named.append(replace(each, name=f"{each.name} ({seen[each.name]})") if seen[each.name] > 1 else each)
    return named


def _read(opened: Opened, zone: str | None, forms: Sequence[str] | None, tick: Callable[[float], None]) -> Log:
    name = redact(opened.name).text
    if opened.path or len(opened.text) >= BULK_SIZE:
        from casekit.reading.bulk import file_input, read_bulk, text_input  # noqa: PLC0415 not at the start of every notebook

        source = file_input(opened.path) if opened.path else text_input(opened.text.encode())
        log = read_bulk(source, name, zone, forms, tick=tick)
        if log:
            return replace(log, notes=(*(redact(note).text for note in opened.notes), *log.notes))
    if opened.path:
        opened = replace(open_file(opened.path)[0], name=opened.name)
    lines = split_lines(opened.text)
    read, left = lines[:LINES_LIMIT], lines[LINES_LIMIT:]
    part = drop_repeats(read_lines(read, name, 1, zone, forms, tick=tick), read)
    tick(1.0)
    notes = [*(change(note, lambda text: redact(text).text) for note in opened.notes), *part.notes]
    if not part.events:
        notes.append(count("note.no_call", len(lines), source=name))
    whole = _with_left(Part(part.events, part.rejects, part.ledger, tuple(notes)), left, name)
    return build_log(name, whole, lambda first, last: "\n".join(lines[first - 1 : last]), zone)


@contextmanager
def _no_collector() -> Iterator[None]:
    """A pause of the search for garbage, which reading does not make, in all that pandas and others hold in memory."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _with_left(part: Part, left: Sequence[str], name: str) -> Part:
    """The part with the lines beyond LINES_LIMIT accounted for: blank, or one listed reject."""
    blank = sum(not line or line.isspace() for line in left)
    ledger = part.ledger + Ledger(len(left), 0, blank, 0, len(left) - blank)
    if blank == len(left):
        return replace(part, ledger=ledger)
    limit = f"{LINES_LIMIT:,}"
    reject = Reject(LINES_LIMIT + 1, LINES_LIMIT + len(left), name, Said("reject.beyond", limit=limit))
    note = count("note.beyond", len(left), source=name, limit=limit)
    return Part(part.events, (*part.rejects, reject), ledger, (*part.notes, note))
