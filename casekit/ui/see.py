"""See: errors over time in UTC, as a picture and as tables; From and To narrow everything below."""

import ipywidgets as widgets
import pandas as pd

from casekit.export.chart import alt_text, plot_timeline, png_bytes
from casekit.redaction import redact
from casekit.session import Change, Session
from casekit.ui.build import build, reveal
from casekit.ui.markup import picture, show, table, tag, text
from casekit.ui.panel import Panel, row

ROWS_SHOWN = 60
BINS = ("auto", "1min", "5min", "15min", "1h", "6h", "1D")


def see_panel(session: Session, number: int) -> widgets.VBox:
    """The panel that shows the timeline."""
    panel = Panel(session, "see", number)
    view, tools = show(name="ck-timeline"), _tools(session, panel)

    seen: object = None

    def refresh(change: Change) -> None:
        nonlocal seen
        loaded = session.log is not None
        reveal(tools, shown=loaded)
        if change == "words":
            return
        now = (session.view, session.case.evidence) if loaded else None
        if not loaded or now != seen:
            view.value = _view(session, panel) if loaded else tag("div", text(panel.say("empty")), class_="ck-quiet")
        seen = now

    return panel.fill([tools, view], refresh, last=True)  # the chart takes longer than all the rest


def _tools(session: Session, panel: Panel) -> widgets.HBox:
    draft = session.draft
    start = _text(panel.say("from"), "13rem", draft.start, "2026-03-02T10:00:00Z")
    end = _text(panel.say("to"), "13rem", draft.end, "2026-03-02T12:00:00Z")
    widths = [(panel.say("bins_auto"), "auto"), *((each, each) for each in BINS[1:])]
    value = draft.bins if draft.bins in BINS else "auto"
    bins = build(widgets.Dropdown, "", "7rem", options=widths, value=value, description=panel.say("bins"))
    zone = _text(panel.say("local"), "11rem", draft.local_zone, "Asia/Tokyo")

    def apply() -> None:
        shape = bins.value, zone.value.strip()  # read before the first change sets all four to what the draft says
        session.narrow(start.value.strip(), end.value.strip())
        session.shape_chart(*shape)

    def follow(change: Change) -> None:
        if change == "log":
            draft = session.draft
            start.value, end.value, zone.value = draft.start, draft.end, draft.local_zone
            bins.value = draft.bins if draft.bins in BINS else BINS[0]

    session.listen(follow)
    return row(start, end, bins, zone, panel.button("apply", apply), name="ck-window")


def _text(label: str, width: str, value: str, hint: str) -> widgets.Text:
    return build(widgets.Text, "", width, description=label, value=value, placeholder=hint)


def _view(session: Session, panel: Panel) -> str:
    if session.view.keys.empty:
        return tag("div", text(panel.say("no_errors")), class_="ck-note") + _changes(session, panel)
    timeline = session.view.timeline
    if timeline.empty:
        return tag("div", text(panel.say("no_times")), class_="ck-note")
    titles = {str(each.key): redact(str(each.title)).text for each in session.view.groups.itertuples()}
    tables = (_bins(timeline, titles, panel), _latency(session, panel), _changes(session, panel))
    return _chart(session, timeline, titles) + _left_out(timeline, panel) + "".join(tables)


def _chart(session: Session, timeline: pd.DataFrame, titles: dict[str, str]) -> str:
    evidence = session.case.evidence
    picks = [pd.Timestamp(pick.timestamp) for pick in evidence.picks]
    onset = pd.Timestamp(evidence.onset_at) if evidence.onset_at else None
    zone, language = session.draft.local_zone or None, session.draft.language
    figure = plot_timeline(timeline, titles=titles, picks=picks, onset=onset, zone=zone, language=language)
    return picture(png_bytes(figure), alt_text(timeline, titles, language))


def _left_out(timeline: pd.DataFrame, panel: Panel) -> str:
    """What the chart cannot show: errors without a known time, and times far off all others."""
    counts = {name: timeline.attrs.get(name, 0) for name in ("untimed", "off_axis")}
    notes = [panel.say(name, count=f"{count:,}") for name, count in counts.items() if count]
    return "".join(tag("div", text(note), class_="ck-note") for note in notes)


def _bins(timeline: pd.DataFrame, titles: dict[str, str], panel: Panel) -> str:
    busy = timeline[timeline["errors"].fillna(0) > 0]
    rows = [
        (each.bin.strftime("%Y-%m-%d %H:%M:%S"), titles.get(each.group, each.group), each.errors, each.requests)
        for each in busy.head(ROWS_SHOWN).itertuples()
    ]
    head = [panel.say(name) for name in ("bin", "group", "errors", "requests")]
    return _folded(panel.say("show_table"), table(head, rows, panel.say("table", shown=len(rows), count=len(busy))))


def _latency(session: Session, panel: Panel) -> str:
    found = session.view.latency(session.case.evidence.onset_at)
    if found.empty:
        return ""
    names = ("operation", "period", "calls", "p50", "p90", "p99")
    found = found.assign(period=found["period"].map(lambda each: panel.say(f"period_name.{each}")))
    rows = [[f"{each:,.0f}" if isinstance(each, float) else each for each in line] for line in _rows(found, names)]
    return _folded(panel.say("latency"), table([panel.say(name) for name in names], rows, panel.say("milliseconds")))


def _changes(session: Session, panel: Panel) -> str:
    found = session.view.changes
    if found.empty:
        return ""
    rows = [
        (panel.say(f"changed.{change}"), redact(title).text, panel.tell(reason))
        for change, title, reason in _rows(found, ("change", "title", "reason"))
    ]
    head, caption = [panel.say(name) for name in ("change", "group", "reason")], panel.say("changes")
    return _folded(caption, table(head, rows, caption, seen=False))


def _rows(frame: pd.DataFrame, names: tuple[str, ...]) -> list[tuple[str, ...]]:
    return list(frame[list(names)].itertuples(index=False, name=None))


def _folded(summary: str, inner: str) -> str:
    return tag("details", tag("summary", text(summary)), inner)
