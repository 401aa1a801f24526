"""The timeline of one case: its own errors among the calls of its own account, with picks and onset marked."""

import pandas as pd

from casekit.analysis import error_timeline
from casekit.case.account import own_rows
from casekit.case.model import Case
from casekit.export.chart import alt_text, plot_timeline, png_bytes
from casekit.reading.log import Log


def draw_case(masked: Case, log: Log, keys: pd.Series, seller: str, language: str) -> tuple[bytes, str] | None:
    """The picture as PNG and its text equivalent; None when no error has a time. `keys`: group of each failed call.

    `seller`: the account of the case, not masked; empty for several.
    """
    if not log.events.loc[keys.index, "timestamp"].notna().any():
        return None
    events, traffic = (own_rows(rows, seller) for rows in (log.events, log.traffic))
    timeline = error_timeline(events, traffic=traffic, keys=keys)
    titles = {group.key: group.title for group in masked.evidence.groups}
    picks = [pd.Timestamp(pick.timestamp) for pick in masked.evidence.picks]
    onset = pd.Timestamp(masked.evidence.onset_at) if masked.evidence.onset_at else None
    figure = plot_timeline(timeline, titles=titles, picks=picks, onset=onset, language=language)
    return png_bytes(figure), alt_text(timeline, titles, language)
