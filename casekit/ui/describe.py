"""Describe: the form, in the order of the guide; what the log knows is filled in and can be changed."""

from typing import Any

import ipywidgets as widgets

from casekit.case import Field, fields
from casekit.case.fields import MODES, has_field, left_out
from casekit.session import Change, Session
from casekit.ui.add_choice import add_choice
from casekit.ui.attempts import Attempts
from casekit.ui.markup import show, tag, text
from casekit.ui.panel import Panel, row, stack
from casekit.wording import say

COMBO = 12
"""Choices from which a list to type into is easier than one to scroll."""
PARAGRAPH_ROWS = 4


def describe_panel(session: Session, number: int) -> tuple[widgets.VBox, dict[str, widgets.Widget]]:
    """The panel with the form, and its input widgets by field name."""
    panel = Panel(session, "describe", number)
    inputs = {field.name: _Input(session, panel, field) for field in fields()}
    attempts, mode = Attempts(session, panel), _Mode(session, panel)
    sections: list[tuple[tuple[Field, ...], widgets.VBox]] = []
    for name in dict.fromkeys(field.section for field in fields()):
        inside = tuple(field for field in fields() if field.section == name)
        head = show(tag("h3", text(say(session.draft.language, f"section.{name}"))))
        above = [attempts.box] if name == "attempts" else []
        sections.append((inside, stack(head, *above, *(inputs[field.name].box for field in inside))))

    def refresh(_: Change) -> None:
        mode.refresh()
        attempts.refresh()
        for inside, box in sections:
            box.layout.display = "" if any(has_field(session.case, field.name) for field in inside) else "none"
        for each in inputs.values():
            each.refresh()

    box = panel.fill([mode.box, *(box for _, box in sections)], refresh)
    return box, {name: each.widget for name, each in inputs.items()} | {"attempts": attempts.focus, "picks": panel.box}


class _Mode:
    """Full or quick, and what quick leaves out."""

    def __init__(self, session: Session, panel: Panel) -> None:
        self.session, self.say = session, panel.say
        self.choice = widgets.Dropdown(
            options=[(self.say(each), each) for each in MODES],
            value=session.draft.mode,
            description=self.say("mode"),
            layout={"width": "26rem"},
        ).add_class("ck-mode")
        self.choice.observe(panel.guarded(lambda change: session.change(mode=change["new"])), "value")
        self.note = show()
        self.box = stack(row(self.choice), self.note)

    def refresh(self) -> None:
        self.choice.value = self.session.draft.mode
        labels = [field.label(self.session.draft.language) for field in left_out(self.session.case)]
        said = text(self.say("left_out", labels="; ".join(labels)))
        self.note.value = tag("div", said, class_="ck-note") if labels else ""


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
        label = self.say("add_to", label=field.label(session.draft.language))
        more = [add_choice(field, label, self._add)] if field.kind == "many" else []
        under = widgets.HBox([self.mark, *ways_out]).add_class("ck-under")
        self.box = widgets.VBox([row(self.widget, *more).add_class("ck-half"), self.reason, under]).add_class(
            "ck-field"
        )

    def _typed(self, _: object) -> None:
        if self.busy:
            return
        if self.away.value:
            self.session.declare_unavailable(self.field.name, self.reason.value)
        else:
            self.session.type(self.field.name, _text(self.widget.value))

    def _add(self, value: str) -> None:
        items = dict.fromkeys((*self.session.case.items(self.field.name), value))
        self.session.type(self.field.name, ", ".join(items))

    def refresh(self) -> None:
        if not has_field(self.session.case, self.field.name):
            self.box.layout.display = "none"
            return
        self.box.layout.display = ""
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
