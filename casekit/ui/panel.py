"""What every panel shares: a heading, a place for messages, and callbacks whose errors are seen."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import ipywidgets as widgets

from casekit.errors import CasekitError
from casekit.session import Change, Session
from casekit.ui.build import build, reveal
from casekit.ui.double_click import Presses
from casekit.ui.markup import show, tag, text
from casekit.wording import say, translate

CALM = 2  # seconds after which what was sent has long been passed on


class Panel:
    """One part of the page; the module that owns it fills it with widgets and says how to refresh them."""

    def __init__(self, session: Session, name: str, number: int = 0) -> None:
        """An empty panel, with its heading and one line of help when it has a number."""
        self.session = session
        self.name = name
        self.alert = show()
        heading = [show(self._heading(number))] if number else []
        look = "ck-panel" if number else "ck-stack"
        self.box = build(widgets.VBox, f"ck-{name} {look}", children=[*heading, self.alert])

    def _heading(self, number: int) -> str:
        numbered = tag("span", text(f"{number}."), class_="ck-number") + text(self.say("heading"))
        return tag("h2", numbered) + tag("div", text(self.say("help")), class_="ck-quiet")

    def fill(
        self, children: Iterable[widgets.Widget], refresh: Callable[[Change], None] | None = None, *, last: bool = False
    ) -> widgets.VBox:
        """Put the widgets in, and call `refresh` now and after every change of the session, a slow one `last`."""
        self.box.children = (*self.box.children, *children)
        if refresh:
            follow = self.guarded(refresh)
            self.session.listen(follow, last=last)
            follow("log")
        return self.box

    def say(self, key: str, **facts: object) -> str:
        """A sentence of this panel in the session's language."""
        return say(self.session.draft.language, f"ui.{self.name}.{key}", **facts)

    def tell(self, text: str) -> str:
        """What the kit said about the log, in the session's language."""
        return translate(text, self.session.draft.language)

    def button(self, key: str, action: Callable[[], None], *, main: bool = False) -> widgets.Button:
        """A button that says what it does and shows what went wrong."""
        name, look = f"ck-{self.name}-{key.replace('_', '-')}", "primary" if main else ""
        button: widgets.Button = build(widgets.Button, name, description=self.say(key), button_style=look)
        button.on_click(self.guarded(lambda _: action(), long=True))
        return button

    def guarded(self, action: Callable[[Any], None], *, long: bool = False) -> Callable[[Any], None]:
        """The action with its errors shown in this panel: JupyterLab would hide them in its log console.

        A long one is announced; the page shows the announcement only when it takes a while.
        """

        def run(argument: Any) -> None:  # noqa: ANN401  a click, a change or nothing
            working = text(say(self.session.draft.language, "ui.working")) if long else ""
            self.alert.value = tag("div", working, class_="ck-working", role="status") if long else ""
            try:
                action(argument)
                self.alert.value = ""
            except CasekitError as error:
                self.complain(f"{self.tell(error.what)} {self.tell(error.next_step)}")
            except Exception as error:  # noqa: BLE001  the analyst must see any error, whatever it is
                self.complain(say(self.session.draft.language, "ui.fault", kind=type(error).__name__))

        return run

    def complain(self, message: str) -> None:
        """Show an error until the next action."""
        self.alert.value = tag("div", text(message), class_="ck-alert", role="alert")


def row(*children: widgets.Widget, name: str = "") -> widgets.HBox:
    """Widgets side by side, wrapping when the page is narrow."""
    return build(widgets.HBox, f"ck-row {name}", children=children)


def line(*children: widgets.Widget, name: str = "") -> widgets.HBox:
    """A button and the text that belongs to it, never wrapped apart."""
    return build(widgets.HBox, f"ck-line {name}", children=children)


def stack(*children: widgets.Widget, name: str = "") -> widgets.VBox:
    """Widgets one below the other, close together."""
    return build(widgets.VBox, f"ck-stack {name}", children=children)


class Lines:
    """Rows of text with a button each, filled anew in place: a row that stays keeps the focus of its button."""

    def __init__(
        self, panel: Panel, name: str, button: str, press: Callable[[int], None], *, first: bool = False
    ) -> None:
        """No rows yet; `press` gets the number of a row, from 0.

        `name` and `button` are the classes of the box and of the buttons, which stand before the text when `first`.
        """
        self.box = stack(name=name)
        self._panel, self._button, self._press, self._first = panel, button, press, first
        self._presses = Presses()
        self._rows: list[widgets.HBox] = []

    def fill(self, lines: Sequence[tuple[str, str, str]]) -> None:
        """Show these: the markup of a row, what its button says (empty: no button), and what it says of itself."""
        while len(self._rows) < len(lines):
            self._rows.append(self._row(len(self._rows)))
        for row, (markup, label, help_) in zip(self._rows, lines, strict=False):
            button, shown = row.children if self._first else reversed(row.children)
            if shown.value != markup:
                self._presses.rows_change()
            shown.value = markup
            button.description, button.tooltip = label, help_
            reveal(button, shown=bool(label))
        if len(self.box.children) != len(lines):
            self.box.children = self._rows[: len(lines)]

    def _row(self, number: int) -> widgets.HBox:
        button = build(widgets.Button, self._button)
        button.on_click(self._panel.guarded(lambda _: self._pressed(number), long=True))
        return line(button, show()) if self._first else line(show(), button)

    def _pressed(self, number: int) -> None:
        if not self._presses.mean(number):
            return
        self._press(number)
        if number >= len(self.box.children) > 0:  # no row has moved up to where the focus was
            self._rows[len(self.box.children) - 1].children[0 if self._first else 1].focus()


def fold(title: str, *children: widgets.Widget, name: str = "") -> widgets.VBox:
    """Widgets below a line that shows and hides them; unlike an Accordion it is opened by keys too."""
    return build(widgets.VBox, f"ck-fold {name}", children=[show(fold_line(title)), *children])


def fold_line(title: str, *, opened: bool = False) -> str:
    """The line of a fold; the style sheet hides the rest of the box while it is closed."""
    return tag("details", tag("summary", text(title)), **({"open": ""} if opened else {}))


def replace_children(box: widgets.Box, children: Sequence[widgets.Widget]) -> None:
    """Put these widgets in and close those before, which the kernel and the browser would keep for ever.

    Each that closes sends a message, so in a kernel they wait until those of the new ones are on their way.
    """
    old, box.children = box.children, children
    if loop := find_loop():
        loop.call_later(CALM, _close, old)
    else:
        _close(old)


def find_loop() -> asyncio.AbstractEventLoop | None:
    """The loop that callbacks of this kernel run in; None outside one."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


def _close(old: Iterable[widgets.Widget]) -> None:
    for each in old:
        _close(getattr(each, "children", ()))
        each.close()
