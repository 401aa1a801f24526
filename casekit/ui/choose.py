"""Choose: which error groups the case is about, and which requests stand for them."""

from functools import partial
from typing import Any

import ipywidgets as widgets
import pandas as pd

from casekit.case.model import Pick
from casekit.redaction import redact
from casekit.session import Change, Session
from casekit.ui.advise import Advice
from casekit.ui.build import build, reveal
from casekit.ui.markup import show, tag, text
from casekit.ui.panel import Lines, Panel, replace_children, row, stack
from casekit.ui.regroup import regroup_box
from casekit.wording import say

GROUPS_SHOWN = 30
CANDIDATES_OFFERED = 500


def choose_panel(session: Session, number: int) -> widgets.VBox:
    """The panel that chooses groups and requests."""
    return _Choose(session, Panel(session, "choose", number)).box


class _Choose:
    def __init__(self, session: Session, panel: Panel) -> None:
        self.session, self.panel, self.say = session, panel, panel.say
        self.boxes: dict[str, widgets.Checkbox] = {}  # by group key; kept over a choice, so that the focus stays
        self.groups, self.picks = stack(name="ck-groups"), Lines(panel, "ck-picks", "ck-drop", self._drop)
        self.groups_head, self.picks_head, self.note = show(), show(), show()
        self.candidate = build(widgets.Combobox, "ck-candidate", "26rem", description=self.say("add"))
        counts = {"value": session.draft.pick_count, "min": 1, "max": 12}
        self.count = build(widgets.BoundedIntText, "ck-count", "9rem", description=self.say("count"), **counts)
        self.count.observe(panel.guarded(lambda change: session.change(pick_count=change["new"]), long=True), "value")
        again = panel.button("reset", lambda: session.change(pinned=(), dropped=()))
        self.tools = row(self.candidate, panel.button("pin", self._pin), self.count, again)
        self.advice = Advice(session, panel)
        self.regroup = regroup_box(session, panel)
        of_groups = (self.advice.box, self.groups_head, self.groups, self.regroup, self.advice.hints)
        self.box = panel.fill([*of_groups, self.picks_head, self.picks.box, self.note, self.tools], self.refresh)

    def refresh(self, change: Change) -> None:
        if change == "words":
            return
        loaded = self.session.log is not None and not self.session.view.keys.empty
        for each in (self.tools, self.regroup):
            reveal(each, shown=loaded)
        self.advice.refresh(loaded=loaded)
        if change == "log":
            self.count.value = self.session.draft.pick_count
            self._show_groups(loaded=loaded)
        for key, box in self.boxes.items():
            box.value = key in self.session.chosen
        self._show_picks(change, loaded=loaded)

    def _show_groups(self, *, loaded: bool) -> None:
        groups = self.session.view.groups if loaded else pd.DataFrame()
        shown = groups.head(GROUPS_SHOWN).to_dict("records")
        heading = self.say("groups", shown=len(shown), count=len(groups)) if loaded else self.say("empty")
        self.groups_head.value = tag("h3", text(heading)) if loaded else tag("div", text(heading), class_="ck-quiet")
        self.boxes.clear()
        replace_children(self.groups, [self._group({str(k): v for k, v in each.items()}) for each in shown])

    def _group(self, group: dict[str, Any]) -> widgets.VBox:
        error = " ".join(str(group[name]) for name in ("status", "error_code") if not pd.isna(group[name]))
        count = f"{group['count']:,}"
        title = redact(str(group["title"])).text
        box = build(
            widgets.Checkbox,
            value=group["key"] in self.session.chosen,
            description=self.say("group", error=error or title, count=count),
            indent=False,
        )
        self.boxes[group["key"]] = box
        box.observe(self.panel.guarded(partial(self._toggle, group["key"]), long=True), "value")
        state = say(self.session.draft.language, f"choice.{group['state']}")
        more = self.say("more", first=_minute(group["first"]), last=_minute(group["last"]), state=state)
        said = (tag("div", text(title)) if error not in ("", title) else "") + tag("div", text(more), class_="ck-quiet")
        return build(widgets.VBox, "ck-group", children=[box, show(said)])

    def _toggle(self, key: str, change: dict[str, bool]) -> None:
        if change["new"] == (key in self.session.chosen):
            return
        kept = [each for each in self.session.chosen if each != key]
        self.session.choose_groups([*kept, key] if change["new"] else kept)

    def _show_picks(self, change: Change, *, loaded: bool) -> None:
        evidence = self.session.case.evidence
        picks = evidence.picks if loaded else ()
        self.picks_head.value = tag("h3", text(self.say("picks", count=len(picks)))) if loaded else ""
        self.picks.fill([self._pick(each) for each in picks])
        notes = [*evidence.pick_notes] or ([] if picks or not loaded else [self.say("none")])
        self.note.value = "".join(
            tag("div", text(redact(self.panel.tell(note)).text), class_="ck-note") for note in notes
        )
        if loaded and change == "log":
            ids = self.session.loaded().events.loc[self.session.view.keys.index, "request_id"].dropna().unique()
            self.candidate.options = [str(each) for each in ids[:CANDIDATES_OFFERED]]

    def _pick(self, pick: Pick) -> tuple[str, str, str]:
        error = f"{pick.status or ''} {pick.error_code}".strip()
        facts = " · ".join(filter(None, (pick.timestamp, pick.operation or pick.path, error, pick.marketplace_id)))
        why = tag("div", text(redact(f"{self.say('why')} {self.panel.tell(pick.why)}").text), class_="ck-quiet")
        said = tag("code", text(pick.request_id)) + tag("div", text(redact(facts).text)) + why
        return said, self.say("drop"), self.say("drop_this", request_id=pick.request_id)

    def _drop(self, number: int) -> None:
        self.session.drop(self.session.case.evidence.picks[number].request_id)

    def _pin(self) -> None:
        if self.candidate.value.strip():
            self.session.pin(self.candidate.value.strip())
            self.candidate.value = ""


def _minute(moment: object) -> str:
    return "?" if pd.isna(moment) else pd.Timestamp(moment).strftime("%Y-%m-%d %H:%M")
