"""The log around the picked requests: bounded, masked, and of the case's own account only."""

from collections.abc import Iterator

import pandas as pd

from casekit.case.account import other_sellers
from casekit.case.model import Case
from casekit.case.picked import CUT, cut_lines
from casekit.export.masking import clean_text
from casekit.limits import PIECE_LIMIT
from casekit.reading.log import Log
from casekit.redaction import Placeholders
from casekit.wording import say

NAME = "log-slice.txt"
AROUND = 5
"""Lines shown before and after a picked call."""


def slice_log(case: Case, log: Log, language: str, memory: Placeholders) -> str:
    """The lines around each pick under a heading with source and line numbers, neighbours joined; masked.

    In a case of one account, lines of other calls than its own are left out and counted. Empty without picks.
    """
    pieces = [_piece(case, log, language, each) for each in _stretches(case, log, AROUND)]
    if any(CUT in piece for piece in pieces):  # rather the picked calls whole than their neighbours
        pieces = [_piece(case, log, language, each) for each in _stretches(case, log, 0)]
    return "\n".join(clean_text(each, case, memory) for each in pieces)


def heading(source: str, first: int, last: int) -> str:
    """The line above a piece; the same in every language."""
    return f"== {source}: {first}-{last} =="


def _stretches(case: Case, log: Log, around: int) -> Iterator[tuple[str, int, int]]:
    sizes = {source.name: source.lines for source in log.sources}
    places = sorted((pick.source, pick.line_start, pick.line_end) for pick in case.evidence.picks)
    joined: list[tuple[str, int, int]] = []
    for source, first, last in places:
        start, end = max(1, first - around), min(last + around, sizes.get(source, last))
        if around and joined and joined[-1][0] == source and start <= joined[-1][2] + 1:
            joined[-1] = (source, joined[-1][1], max(end, joined[-1][2]))
        else:
            joined.append((source, start, end))
    yield from joined


def _piece(case: Case, log: Log, language: str, stretch: tuple[str, int, int]) -> str:
    source, first, last = stretch
    lines = log.excerpt(source, first, last).split("\n")
    foreign = _foreign_lines(case, log, source, first, last)
    kept = [line for number, line in enumerate(lines, first) if number not in foreign]
    left = len(lines) - len(kept)
    note = [say(language, "case.lines_left_out", count=left)] if left else []
    return "\n".join([heading(source, first, last), cut_lines("\n".join(kept), PIECE_LIMIT), *note, ""])


def _foreign_lines(case: Case, log: Log, source: str, first: int, last: int) -> frozenset[int]:
    """Line numbers that a case of one account leaves out: those that no call of its own covers most closely.

    Without another account in a log that was not narrowed, every line may stay.
    """
    seller, options = case.evidence.seller, dict(case.evidence.options)
    narrowed = "start" in options or "end" in options
    if not seller or not (narrowed or other_sellers(log.events, seller)):
        return frozenset()
    events = log.events[log.events["source"].eq(source)]
    events = events[(events["line_end"] >= first) & (events["line_start"] <= last)]
    owner = dict.fromkeys(range(first, last + 1), "")
    for row in _widest_first(events).itertuples():
        name = "" if pd.isna(row.seller_id) else str(row.seller_id)
        owner |= dict.fromkeys(range(max(first, row.line_start), min(last, row.line_end) + 1), name)
    return frozenset(number for number, name in owner.items() if name != seller)


def _widest_first(events: pd.DataFrame) -> pd.DataFrame:
    width = events["line_end"] - events["line_start"]
    return events.assign(width=width).sort_values(["width", "line_start"], ascending=[False, True])
