"""Describe: the form, in the order of the guide; what the log knows is filled in and can be changed."""

from dataclasses import replace
from functools import partial
from typing import Any

import ipywidgets as widgets

from casekit.case import Attempt, Field, fields
from casekit.session import Change, Session
from casekit.ui.markup import show, tag, text
from casekit.ui.panel import Panel, replace_children, row, stack
from casekit.wording import say

COMBO = 12
"""Choices from which a list to type into is easier than one to scroll."""
PARAGRAPH_ROWS = 4
ATTEMPT_FIELDS = ("when", "what", "url", "step", "error", "judged")


def describe_panel(session: Session, number: int) -> tuple[widgets.VBox, dict[str, widgets.Widget]]:
    """The panel with the form, and its input widgets by field name."""
    panel = Panel(session, "describe", number)
    inputs = {field.name: _Input(session, panel, field) for field in fields()}
    attempts = _Attempts(session, panel)
    children: list[widgets.Widget] = []
    for section in dict.fromkeys(field.section for field in fields()):
        children.append(show(tag("h3", text(say(session.draft.language, f"section.{section}")))))
        children += [attempts.box] if section == "attempts" else []
        children += [inputs[field.name].box for field in fields() if field.section == section]

    def refresh(_: Change) -> None:
        attempts.refresh()
        for each in inputs.values():
            each.refresh()

    box = panel.fill(children, refresh)
    return box, {name: each.widget for name, each in inputs.items()} | {"attempts": attempts.focus, "picks": panel.box}


class _Input:
    """One field: its widget, where its value comes from, and the ways out."""

    def __init__(self, session: Session, panel: Panel, field: Field) -> None:
        self.session, self.field, self.say = session, field, panel.say
        self.busy = False
        self.widget = _widget(field, session.draft.language).add_class(f"ck-field-{field.name.replace('_', '-')}")
        self.widget.observe(panel.guarded(self._typed), "value")
        self.mark = show()
        self.back = widgets.Button(description=self.say("use_log")).add_class("ck-use-log")
        self.back.on_click(panel.guarded(lambda _: session.untouch(field.name)))
        self.away = widgets.Checkbox(description=self.say("unavailable"), indent=False)
        self.away.observe(panel.guarded(self._typed), "value")
        self.reason = widgets.Text(description=self.say("because"), layout={"width": "100%"}).add_class("ck-reason")
        self.reason.observe(panel.guarded(self._typed), "value")
        ways_out = [self.back, self.away] if field.required else [self.back]
        under = widgets.HBox([self.mark, *ways_out]).add_class("ck-under")
        self.box = widgets.VBox([self.widget, self.reason, under]).add_class("ck-field")

    def _typed(self, _: object) -> None:
        if self.busy:
            return
        if self.away.value:
            self.session.declare_unavailable(self.field.name, self.reason.value)
        else:
            self.session.type(self.field.name, _text(self.widget.value))

    def refresh(self) -> None:
        answer = self.session.case.answer(self.field.name)
        away = answer.origin == "unavailable"
        self.busy = True
        try:
            self.away.value = away
            words = "" if away else answer.words(self.session.draft.language) if answer.key else answer.text
            _put(self.widget, words)
            _put(self.reason, answer.text if away else self.reason.value)
        finally:
            self.busy = False
        self.widget.disabled = away
        self.reason.layout.display = "" if away else "none"
        self.back.layout.display = "" if self.session.can_untouch(self.field.name) else "none"
        self.mark.value = self._mark(answer.origin)

    def _mark(self, origin: str) -> str:
        source = tag("span", text(self.say("from_log")), class_="ck-tag") if origin == "log" else ""
        return source + tag("span", text(self.field.help(self.session.draft.language)), class_="ck-quiet")


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _put(widget: Any, words: str) -> None:  # noqa: ANN401  any widget with a text value
    if isinstance(widget, widgets.Dropdown):
        words_or_none = words if words in [each[1] for each in widget.options] else ""
        widget.value = words_or_none
    elif widget.value != words:
        widget.value = words


def _widget(field: Field, language: str) -> Any:  # noqa: ANN401  one of several widgets
    named: dict[str, Any] = {"description": field.label(language), "layout": {"width": "100%"}}
    if field.kind == "choice" and len(field.choices) < COMBO:
        options = [("", ""), *((say(language, f"choice.{each}"), each) for each in field.choices)]
        return widgets.Dropdown(options=options, **named)
    if field.kind == "choice":
        return widgets.Combobox(options=field.choices, ensure_option=False, **named)
    if field.kind == "paragraph":
        named["rows"] = PARAGRAPH_ROWS
        hint = say(language, "field.question.hint") if field.name == "question" else ""
        return widgets.Textarea(placeholder=hint, **named)
    return widgets.Text(**named)


class _Attempts:
    """Rows of what was tried."""

    def __init__(self, session: Session, panel: Panel) -> None:
        self.session, self.panel = session, panel
        self.rows = stack()
        self.focus = panel.button("add_attempt", self._add)
        self.box = stack(self.rows, row(self.focus))
        self.shown: tuple[Attempt, ...] = ()

    def refresh(self) -> None:
        """Draw the rows anew when they are not those that were typed here, such as those of another draft."""
        if self.shown != self.session.draft.attempts:
            self.shown = self.session.draft.attempts
            replace_children(self.rows, [self._row(index, each) for index, each in enumerate(self.shown)])

    def _add(self) -> None:
        self.session.set_attempts((*self.session.draft.attempts, Attempt()))

    def _remove(self, index: int) -> None:
        kept = self.session.draft.attempts
        self.session.set_attempts((*kept[:index], *kept[index + 1 :]))

    def _row(self, index: int, attempt: Attempt) -> widgets.VBox:
        cells = {name: self._cell(index, attempt, name) for name in ATTEMPT_FIELDS}
        remove = widgets.Button(description=self.panel.say("remove_attempt", number=index + 1))
        remove.on_click(self.panel.guarded(lambda _: self._remove(index)))
        pairs = (("what",), ("when", "url"), ("step", "error"), ("judged",))
        lines = [row(*(cells[name] for name in pair)).add_class("ck-half") for pair in pairs]
        return widgets.VBox([*lines, row(remove)]).add_class("ck-attempt")

    def _cell(self, index: int, attempt: Attempt, name: str) -> widgets.Text:
        label = say(self.session.draft.language, f"attempt.{name}")
        cell = widgets.Text(getattr(attempt, name), description=label, layout={"width": "auto"})
        cell.add_class(f"ck-attempt-{name}").observe(self.panel.guarded(partial(self._typed, index, name)), "value")
        return cell

    def _typed(self, index: int, name: str, change: dict[str, str]) -> None:
        rows = list(self.session.draft.attempts)
        rows[index] = replace(rows[index], **{name: change["new"]})
        self.shown = tuple(rows)
        self.session.set_attempts(rows)
