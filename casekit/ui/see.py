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
    since = session.case.evidence.onset_at
    figure = plot_timeline(timeline, titles=titles, picks=picks, onset=pd.Timestamp(since) if since else None)
    chart = picture(png_bytes(figure), alt_text(timeline, titles)) + _left_out(timeline, panel)
    busy = timeline[timeline["errors"].fillna(0) > 0]
    rows = [
        (each.bin.strftime("%Y-%m-%d %H:%M:%S"), titles.get(each.group, each.group), each.errors, each.requests)
        for each in busy.head(ROWS_SHOWN).itertuples()
    ]
    head = [panel.say(name) for name in ("bin", "group", "errors", "requests")]
    note = panel.say("table", shown=len(rows), count=len(busy))
    return chart + tag("details", tag("summary", text(panel.say("show_table"))), table(head, rows, note))


def _left_out(timeline: pd.DataFrame, panel: Panel) -> str:
    """What the chart cannot show: errors without a known time, and times far off all others."""
    counts = {name: timeline.attrs.get(name, 0) for name in ("untimed", "off_axis")}
    notes = [panel.say(name, count=f"{count:,}") for name, count in counts.items() if count]
    return "".join(tag("div", text(note), class_="ck-note") for note in notes)
