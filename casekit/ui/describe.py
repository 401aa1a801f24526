"""Describe: the form, in the order of the guide; what the log knows is filled in and can be changed."""

from typing import Any

import ipywidgets as widgets

from casekit.case import Field, fields
from casekit.case.fields import MODES, has_field, left_out
from casekit.session import Change, Session
from casekit.ui.add_choice import add_choice
from casekit.ui.attempts import Attempts
from casekit.ui.build import HIDDEN, build, reveal
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
            reveal(box, shown=any(has_field(session.case, field.name) for field in inside))
        for each in inputs.values():
            each.refresh()

    box = panel.fill([mode.box, *(box for _, box in sections)], refresh)
    return box, {name: each.widget for name, each in inputs.items()} | {"attempts": attempts.focus, "picks": panel.box}


class _Mode:
    """Full or quick, and what quick leaves out."""

    def __init__(self, session: Session, panel: Panel) -> None:
        self.session, self.say = session, panel.say
        self.choice = build(
            widgets.Dropdown,
            "ck-mode",
            "26rem",
            options=[(self.say(each), each) for each in MODES],
            value=session.draft.mode,
            description=self.say("mode"),
        )
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
        self.widget = _widget(field, session.draft.language)
        self.widget.observe(panel.guarded(self._typed), "value")
        self.mark = show()
        self.back = build(widgets.Button, f"ck-use-log {HIDDEN}", description=self.say("use_log"))
        self.back.on_click(panel.guarded(lambda _: session.untouch(field.name)))
        self.away = build(widgets.Checkbox, description=self.say("unavailable"), indent=False)
        self.away.observe(panel.guarded(self._typed), "value")
        self.reason = build(widgets.Text, f"ck-reason {HIDDEN}", "100%", description=self.say("because"))
        self.reason.observe(panel.guarded(self._typed), "value")
        ways_out = [self.back, self.away] if field.required else [self.back]
        label = self.say("add_to", label=field.label(session.draft.language))
        more = [add_choice(field, label, self._add)] if field.kind == "many" else []
        under = build(widgets.HBox, "ck-under", children=[self.mark, *ways_out])
        inside = [row(self.widget, *more, name="ck-half"), self.reason, under]
        self.box = build(widgets.VBox, "ck-field", children=inside)

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
        there = has_field(self.session.case, self.field.name)
        reveal(self.box, shown=there)
        if not there:
            return
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
        reveal(self.reason, shown=away)
        reveal(self.back, shown=self.session.can_untouch(self.field.name))
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
    name, label = f"ck-field-{field.name.replace('_', '-')}", field.label(language)
    if field.kind == "choice" and len(field.choices) < COMBO:
        options = [("", ""), *((say(language, f"choice.{each}"), each) for each in field.choices)]
        return build(widgets.Dropdown, name, "100%", description=label, options=options)
    if field.kind == "choice":
        return build(widgets.Combobox, name, "100%", description=label, options=field.choices)
    if field.kind == "paragraph":
        hint = say(language, "field.question.hint") if field.name == "question" else ""
        return build(widgets.Textarea, name, "100%", description=label, placeholder=hint, rows=PARAGRAPH_ROWS)
    return build(widgets.Text, name, "100%", description=label)
