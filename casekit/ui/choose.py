"""Choose: which error groups the case is about, and which requests stand for them."""

from functools import partial
from typing import Any

import ipywidgets as widgets

from casekit.case.model import Pick
from casekit.redaction import redact
from casekit.session import Change, Session
from casekit.ui.markup import show, tag, text
from casekit.ui.panel import Panel, row, stack

GROUPS_SHOWN = 30
CANDIDATES_OFFERED = 500


def choose_panel(session: Session, number: int) -> widgets.VBox:
    """The panel that chooses groups and requests."""
    return _Choose(session, Panel(session, "choose", number)).box


class _Choose:
    def __init__(self, session: Session, panel: Panel) -> None:
        self.session, self.panel, self.say = session, panel, panel.say
        self.groups = stack().add_class("ck-groups")
        self.picks = stack().add_class("ck-picks")
        self.note = show()
        self.candidate = widgets.Combobox(description=self.say("add"), ensure_option=False, layout={"width": "34rem"})
        self.candidate.add_class("ck-candidate")
        self.count = widgets.BoundedIntText(session.draft.pick_count, min=1, max=12, description=self.say("count"))
        self.count.observe(panel.guarded(lambda change: session.set_pick_count(change["new"])), "value")
        tools = row(
            self.candidate, panel.button("pin", self._pin), self.count, panel.button("reset", session.reset_picks)
        )
        self.tools = tools
        self.box = panel.fill([self.groups, self.picks, self.note, self.tools], self.refresh)

    def refresh(self, change: Change) -> None:
        if change == "words":
            return
        loaded = self.session.log is not None and not self.session.keys.empty
        self.tools.layout.display = "" if loaded else "none"
        if change == "log":
            self._show_groups(loaded=loaded)
        self._show_picks(loaded=loaded)

    def _show_groups(self, *, loaded: bool) -> None:
        if not loaded:
            self.groups.children = []
            return
        rows = self.session.groups.head(GROUPS_SHOWN).to_dict("records")
        self.groups.children = [self._group(each) for each in rows]

    def _group(self, group: dict[str, Any]) -> widgets.Checkbox:
        label = self.say("group", **_plain(group))
        box = widgets.Checkbox(
            value=group["key"] in self.session.chosen, description=label, indent=False, layout={"width": "98%"}
        )
        box.add_class("ck-group").observe(self.panel.guarded(partial(self._toggle, group["key"])), "value")
        return box

    def _toggle(self, key: str, change: dict[str, bool]) -> None:
        kept = [each for each in self.session.chosen if each != key]
        self.session.choose_groups([*kept, key] if change["new"] else kept)

    def _show_picks(self, *, loaded: bool) -> None:
        evidence = self.session.case.evidence
        self.picks.children = [self._pick(each) for each in evidence.picks] if loaded else []
        notes = [*evidence.pick_notes] or ([] if evidence.picks or not loaded else [self.say("none")])
        self.note.value = "".join(tag("div", text(redact(note).text), class_="ck-note") for note in notes)
        if loaded:
            ids = self.session.loaded().events.loc[self.session.keys.index, "request_id"].dropna().unique()
            self.candidate.options = [str(each) for each in ids[:CANDIDATES_OFFERED]]

    def _pick(self, pick: Pick) -> widgets.HBox:
        facts = f"{pick.timestamp} · {pick.operation or pick.path} · {pick.status or ''} {pick.error_code}"
        said = tag("code", text(pick.request_id)) + tag(
            "div", text(redact(f"{facts} · {pick.why}").text), class_="ck-quiet"
        )
        button = widgets.Button(description=self.say("drop"), tooltip=self.say("drop_this", request_id=pick.request_id))
        button.add_class("ck-drop").on_click(self.panel.guarded(lambda _: self.session.drop(pick.request_id)))
        return row(button, show(said, "ck-pick"))

    def _pin(self) -> None:
        if self.candidate.value.strip():
            self.session.pin(self.candidate.value.strip())
            self.candidate.value = ""


def _plain(group: dict[str, Any]) -> dict[str, object]:
    first = (
        "?" if group["first"] is None or group["first"] != group["first"] else group["first"].strftime("%Y-%m-%d %H:%M")
    )
    error = (
        f"{group['status']} {group['error_code']}".replace("<NA>", "").replace("nan", "").replace("None", "").strip()
    )
    title = redact(str(group["title"])).text
    return {
        "error": error or "?",
        "count": f"{group['count']:,}",
        "first": first,
        "title": title,
        "kind": group["kind"],
        "state": group["state"],
    }
