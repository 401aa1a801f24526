"""The page: its head, and seven numbered panels from the log to the case and what becomes of it."""

from pathlib import Path

import ipywidgets as widgets

from casekit.session import Session
from casekit.ui.build import build
from casekit.ui.check import check_panel
from casekit.ui.choose import choose_panel
from casekit.ui.describe import describe_panel
from casekit.ui.drafts import drafts_panel
from casekit.ui.export import export_panel
from casekit.ui.follow_up import follow_up_panel
from casekit.ui.load import load_panel
from casekit.ui.markup import show, style, tag, text
from casekit.ui.panel import Panel, replace_children
from casekit.ui.see import see_panel
from casekit.wording import LANGUAGES, say


class Triage:
    """The seven panels of one session, to be shown one by one or all together."""

    def __init__(self, session: Session) -> None:
        """Build every panel; showing them is up to the notebook."""
        self.session = session
        self.title, self.drafts = show(), build(widgets.VBox)
        languages = [(say(each, "ui.language"), each) for each in LANGUAGES]
        self.language = build(widgets.Dropdown, "ck-language", options=languages)
        panel = Panel(session, "head")
        self.language.observe(panel.guarded(lambda change: self._speak(change["new"]), long=True), "value")
        top = build(widgets.HBox, "ck-top", children=[self.title, self.language])  # stays, and so does the focus in it
        self.head = build(widgets.VBox, "ck-app", children=[top, panel.box, self.drafts])
        self.load, self.see, self.choose, self.describe, self.check, self.export, self.follow_up = (
            build(widgets.VBox, "ck-app") for _ in range(7)
        )
        self._draw()

    def show(self, *names: str) -> widgets.VBox:
        """These panels, one below the other."""
        return build(widgets.VBox, children=[getattr(self, name) for name in names])

    def _draw(self) -> None:
        session = self.session
        session.forget_listeners()
        self._say_head(session.draft.language)
        replace_children(self.drafts, [drafts_panel(session, self._draw)])
        replace_children(self.load, [load_panel(session, 1)])
        replace_children(self.see, [see_panel(session, 2)])
        replace_children(self.choose, [choose_panel(session, 3)])
        form, targets = describe_panel(session, 4)
        replace_children(self.describe, [form])
        replace_children(self.check, [check_panel(session, 5, targets)])
        replace_children(self.export, [export_panel(session, 6)])
        replace_children(self.follow_up, [follow_up_panel(session, 7)])

    def _say_head(self, language: str) -> None:
        lead = tag("div", text(say(language, "ui.lead")), class_="ck-lead")
        self.title.value = style() + tag("h1", text(say(language, "ui.title"))) + lead
        self.language.description = say(language, "ui.language_label")
        self.language.value = language

    def _speak(self, language: str) -> None:
        if language != self.session.draft.language:
            self.session.change(language=language)
            self._draw()


def open_triage(folder: str | Path = ".") -> Triage:
    """The triage page for this folder, with the draft that lies there; drafts and cases are written below it."""
    return Triage(Session(folder))
