"""Attempts: rows of what was tried, within the form."""

from dataclasses import replace
from functools import partial
from itertools import zip_longest

import ipywidgets as widgets

from casekit.analysis import Around
from casekit.case import Attempt
from casekit.case.tried import say_rate
from casekit.session import Session
from casekit.ui.build import build
from casekit.ui.markup import show, tag, text
from casekit.ui.panel import Panel, replace_children, row, stack
from casekit.wording import say

FIELDS = ("when", "what", "url", "step", "error", "judged")
PAIRS = (("what",), ("when", "url"), ("step", "error"), ("judged",))


class Attempts:
    """The rows, and a button for one more."""

    def __init__(self, session: Session, panel: Panel) -> None:
        """Empty until the first refresh."""
        self.session, self.panel = session, panel
        self.rows = stack()
        self.focus = panel.button("add_attempt", self._add)
        self.box = stack(self.rows, row(self.focus))
        self.shown: tuple[Attempt, ...] = ()
        self.rates: list[widgets.HTML] = []

    def refresh(self) -> None:
        """Draw the rows anew when they are not those that were typed here, and say what the log knows of each."""
        if self.shown != self.session.draft.attempts:
            self.shown = self.session.draft.attempts
            self.rates = [show(name="ck-rates") for _ in self.shown]
            replace_children(self.rows, [self._row(index, each) for index, each in enumerate(self.shown)])
        for said, rates in zip_longest(self.rates, self.session.case.rates[: len(self.rates)]):
            said.value = tag("div", text(self._say(rates)), class_="ck-quiet")

    def _say(self, rates: Around | None) -> str:
        if rates is None:
            return self.panel.say("no_rates") if self.session.log else ""
        language = self.session.draft.language
        sides = {name: say_rate(getattr(rates, name)).words(language) for name in ("before", "after")}
        return self.panel.say("rates", **sides)

    def _add(self) -> None:
        self.session.change(attempts=(*self.session.draft.attempts, Attempt()))

    def _remove(self, index: int) -> None:
        kept = self.session.draft.attempts
        self.session.change(attempts=(*kept[:index], *kept[index + 1 :]))

    def _row(self, index: int, attempt: Attempt) -> widgets.VBox:
        cells = {name: self._cell(index, attempt, name) for name in FIELDS}
        remove = build(
            widgets.Button, "ck-remove-attempt", description=self.panel.say("remove_attempt", number=index + 1)
        )
        remove.on_click(self.panel.guarded(lambda _: self._remove(index)))
        lines = [row(*(cells[name] for name in pair), name="ck-half") for pair in PAIRS]
        box: widgets.VBox = build(widgets.VBox, "ck-attempt", children=[*lines, self.rates[index], row(remove)])
        return box

    def _cell(self, index: int, attempt: Attempt, name: str) -> widgets.Text:
        label = say(self.session.draft.language, f"attempt.{name}")
        value = getattr(attempt, name)
        cell: widgets.Text = build(widgets.Text, f"ck-attempt-{name}", "auto", value=value, description=label)
        cell.observe(self.panel.guarded(partial(self._typed, index, name)), "value")
        return cell

    def _typed(self, index: int, name: str, change: dict[str, str]) -> None:
        rows = list(self.session.draft.attempts)
        rows[index] = replace(rows[index], **{name: change["new"]})
        self.shown = tuple(rows)
        self.session.change(attempts=tuple(rows))
