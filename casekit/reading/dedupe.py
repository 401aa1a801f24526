"""The same thing twice: a record exported twice counts once, and is said; calls that only look alike stay apart."""

from collections.abc import Sequence
from dataclasses import replace

from casekit.reading.frame import Event
from casekit.reading.part import Part
from casekit.wording import count


def drop_repeats(part: Part, lines: Sequence[str]) -> Part:
    """The part without exact repeats of a call: the same request ID, or the same text with the same known time.

    Lines without a request ID that are written alike at the same time can be different calls, and stay. The lines of a
    dropped repeat stay in the ledger as lines of events.
    """
    seen: set[tuple[str, ...]] = set()
    kept: list[Event] = []
    for event in part.events:
        text = "\n".join(lines[event.line_start - 1 : event.line_end]).strip()
        if event.request_id and (event.request_id, text) in seen:
            continue
        seen.add((event.request_id or "", text))
        kept.append(event)
    dropped = len(part.events) - len(kept)
    if not dropped:
        return part
    note = count("note.twice", dropped, source=kept[0].source)
    return replace(part, events=tuple(kept), notes=(*part.notes, note))
