"""See: errors over time in UTC, as a picture and as a table."""

import ipywidgets as widgets
import pandas as pd

from casekit.export.chart import alt_text, plot_timeline, png_bytes
from casekit.redaction import redact
from casekit.session import Change, Session
from casekit.ui.markup import picture, show, table, tag, text
from casekit.ui.panel import Panel

ROWS_SHOWN = 60


def see_panel(session: Session, number: int) -> widgets.VBox:
    """The panel that shows the timeline."""
    panel = Panel(session, "see", number)
    view = show(name="ck-timeline")

    def refresh(change: Change) -> None:
        if change != "words":
            view.value = _view(session, panel)

    return panel.fill([view], refresh)


def _view(session: Session, panel: Panel) -> str:
    if session.log is None:
        return tag("div", text(panel.say("empty")), class_="ck-quiet")
    if session.keys.empty:
        return tag("div", text(panel.say("no_errors")), class_="ck-note")
    timeline = session.timeline
    if timeline.empty:
        return tag("div", text(panel.say("no_times")), class_="ck-note")
    titles = {row.key: redact(str(row.title)).text for row in session.groups.itertuples()}
    picks = [pd.Timestamp(pick.timestamp) for pick in session.case.evidence.picks]
    chart = picture(png_bytes(plot_timeline(timeline, titles=titles, picks=picks)), alt_text(timeline))
    busy = timeline[timeline["errors"].fillna(0) > 0]
    rows = [
        (each.bin.strftime("%Y-%m-%d %H:%M:%S"), titles.get(each.group, each.group), each.errors, each.requests)
        for each in busy.head(ROWS_SHOWN).itertuples()
    ]
    head = [panel.say(name) for name in ("bin", "group", "errors", "requests")]
    note = panel.say("table", shown=len(rows), count=len(busy))
    return chart + tag("details", tag("summary", text(panel.say("show_table"))), table(head, rows, note))
