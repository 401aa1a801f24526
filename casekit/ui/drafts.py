"""Drafts: those of this folder, to go on with, copy, put into the bin and take out again."""

from collections.abc import Callable
from functools import partial

import ipywidgets as widgets

from casekit.case import Draft
from casekit.case.drafts import Listed
from casekit.case.model import Life
from casekit.session import Change, Session
from casekit.session.shelf import begin_draft, copy_draft, delete_draft, open_draft, restore_draft
from casekit.ui.build import build
from casekit.ui.markup import show, tag, text
from casekit.ui.panel import Panel, fold_line, line, replace_children, row, stack
from casekit.wording import say


def drafts_panel(session: Session, redraw: Callable[[], None]) -> widgets.VBox:
    """The name of the open draft and what befell it, and the list of all, folded away unless there are several.

    `redraw` is called when the draft that was opened speaks another language.
    """
    return _Drafts(session, redraw).box


class _Drafts:
    def __init__(self, session: Session, redraw: Callable[[], None]) -> None:
        self.session, self.redraw, self.language = session, redraw, session.draft.language
        self.panel = Panel(session, "drafts")
        self.say = self.panel.say
        self.note = show(name="ck-drafts-note")
        self.name = build(widgets.Text, "ck-draft-name", "26rem", description=self.say("name"))
        self.name.observe(self.panel.guarded(lambda change: self.session.change(name=change["new"])), "value")
        self.rows, self.count = stack(), 0
        self.said = show()  # the title of the open draft; it alone changes while the analyst types
        self.shown: tuple[object, ...] = ()
        top = row(self.name, self._button("new", "", lambda _: begin_draft(session)))
        self.line = show()
        self.list = build(widgets.VBox, "ck-fold ck-drafts-list", children=[self.line, self.rows])
        self.box = self.panel.fill([self.note, top, self.list], self.refresh)

    def refresh(self, change: Change) -> None:
        told = tag("div", text(self.session.note), class_="ck-note", role="status") if self.session.note else ""
        if change != "words" or told != self.note.value:  # typing must stay quick: the folder is not read again
            self.note.value = told
            self._list()
        title = self._title(Listed(self.session.opened.path.stem, self.session.draft))
        self.said.value = tag("strong", text(title)) + tag(
            "div", text(self._state(self.session.draft, self.say("is_open"))), class_="ck-quiet"
        )
        self.name.placeholder = title

    def _list(self) -> None:
        if self.name.value != self.session.draft.name:
            self.name.value = self.session.draft.name
        here, deleted = self.session.opened.path.stem, self.session.deleted_drafts
        others = tuple(each for each in self.session.drafts if each.name != here)
        shown = here, [(each.name, self._title(each), self._state(each.draft)) for each in (*others, *deleted)]
        if self.shown != shown:
            self.shown, self.count, self.said = shown, len(others) + 1, show()
            rows = [self._row(self.said, here), *(self._other(each) for each in others), *map(self._deleted, deleted)]
            replace_children(self.rows, rows)
            self.line.value = fold_line(self.say("list", count=self.count), opened=self.count > 1)

    def _title(self, each: Listed) -> str:
        typed = each.draft.typed("title") if each.draft else None
        return (each.draft and each.draft.name) or (typed and typed.text.strip()) or each.name

    def _state(self, draft: Draft | None, before: str = "") -> str:
        """What became of the case, behind these words."""
        life = draft.life if draft else Life()
        state = say(self.language, f"ui.follow_up.life.{life.state}")
        return " · ".join(filter(None, (before, state, life.case_id)))

    def _other(self, each: Listed) -> widgets.HBox:
        title = self._title(each)
        file = "" if title == each.name else each.name
        said = tag("span", text(title)) + tag(
            "div", text(each.fault or self._state(each.draft, file)), class_="ck-quiet"
        )
        opens = [] if each.fault else [self._button("open", title, partial(open_draft, self.session), each.name)]
        return self._row(show(said), each.name, title, *opens)

    def _row(self, said: widgets.HTML, name: str, title: str = "", *more: widgets.Button) -> widgets.HBox:
        copy = self._button("copy", title, partial(copy_draft, self.session), name)
        delete = self._button("delete", title, partial(delete_draft, self.session), name)
        return line(said, *more, copy, delete, name="ck-pick-line")

    def _deleted(self, each: Listed) -> widgets.HBox:
        title = self._title(each)
        said = tag("span", text(self.say("deleted", name=title)), class_="ck-quiet")
        return line(show(said), self._button("restore", title, partial(restore_draft, self.session), each.name))

    def _button(self, key: str, title: str, action: Callable[[str], None], name: str = "") -> widgets.Button:
        said = {"description": self.say(key), "tooltip": self.say(f"{key}_help", name=title)}
        button: widgets.Button = build(widgets.Button, f"ck-draft-{key}", **said)
        button.on_click(self.panel.guarded(lambda _: self._do(action, name), long=True))
        return button

    def _do(self, action: Callable[[str], None], name: str) -> None:
        action(name)
        if self.session.draft.language != self.language:
            self.redraw()
