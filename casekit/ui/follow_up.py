"""After sending: the case ID and what became of the case; a comment or a closing note from a newer log."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import ipywidgets as widgets

from casekit.case.model import STATES
from casekit.session import Change, Session
from casekit.session.sent import set_life, write_closing, write_update
from casekit.ui.build import build
from casekit.ui.markup import copy_button, show, tag, text
from casekit.ui.panel import Panel, row

TYPED = ("case_id", "sent", "answered", "resolution")


def follow_up_panel(session: Session, number: int) -> widgets.VBox:
    """The panel for the life of the case after it was sent."""
    return _FollowUp(session, Panel(session, "follow_up", number)).box


class _FollowUp:
    def __init__(self, session: Session, panel: Panel) -> None:
        self.session, self.panel, self.say = session, panel, panel.say
        states = [(self.say(f"life.{each}"), each) for each in STATES]
        given = {"options": states, "value": session.draft.life.state, "description": self.say("state")}
        self.state = build(widgets.Dropdown, "ck-life-state", "14rem", **given)
        self.state.observe(panel.guarded(partial(self._typed, "state")), "value")
        self.typed = {name: self._input(name) for name in TYPED}
        self.result = show(name="ck-follow-up-text")
        short = [self.typed[name] for name in TYPED[:3]]
        buttons = row(
            panel.button("update", partial(self._show, write_update)),
            panel.button("closing", partial(self._show, write_closing)),
        )
        children = [row(self.state, *short), self.typed["resolution"], buttons, self.result]
        self.box = panel.fill(children, self.refresh)

    def _input(self, name: str) -> widgets.Text:
        kind = widgets.Textarea if name == "resolution" else widgets.Text
        hint = "2026-03-04 09:00 UTC" if name in ("sent", "answered") else ""
        width = "100%" if name == "resolution" else "14rem"
        said = {"description": self.say(name), "placeholder": hint}
        made: widgets.Text = build(kind, f"ck-life-{name.replace('_', '-')}", width, **said)
        made.observe(self.panel.guarded(partial(self._typed, name)), "value")
        return made

    def _typed(self, name: str, change: dict[str, str]) -> None:
        life = self.session.draft.life
        new: dict[str, Any] = {name: change["new"]}
        if getattr(life, name) != change["new"]:
            set_life(self.session, replace(life, **new))

    def refresh(self, _: Change) -> None:
        life = self.session.draft.life
        self.result.value = ""  # what is shown is never older than the log and what was typed
        self.state.value = life.state
        for name, each in self.typed.items():
            each.value = getattr(life, name)

    def _show(self, write: Callable[[Session], str]) -> None:
        self.session.loaded()
        markdown = write(self.session)
        copy = copy_button(markdown, self.say("copy"), self.say("copied"))
        shown = tag("pre", text(markdown), tabindex="0", role="region", aria_label=self.say("text"))
        self.result.value = copy + shown
