"""Attempts: rows of what was tried, within the form."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import zip_longest

import ipywidgets as widgets

from casekit.analysis import Around
from casekit.case import Attempt
from casekit.case.tried import say_rate
from casekit.session import Session
from casekit.ui.build import build
from casekit.ui.double_click import Presses
from casekit.ui.markup import show, tag, text
from casekit.ui.panel import Panel, row, stack
from casekit.wording import say

FIELDS = ("when", "what", "url", "step", "error", "judged")
PAIRS = (("what",), ("when", "url"), ("step", "error"), ("judged",))


class Attempts:
    """The rows, and a button for one more; a row that stays keeps the focus in it."""

    def __init__(self, session: Session, panel: Panel) -> None:
        """Empty until the first refresh."""
        self.session, self.panel = session, panel
        self.focus = panel.button("add_attempt", self._add)
        self.listed = stack(name="ck-attempts")
        self.box = stack(self.listed, row(self.focus))
        self.rows: list[_Row] = []
        self.presses = Presses()

    def refresh(self) -> None:
        """Show what the draft holds, and say what the log knows of each."""
        attempts, rates = self.session.draft.attempts, self.session.case.rates
        while len(self.rows) < len(attempts):
            self.rows.append(_Row(self.panel, len(self.rows), self._typed, self._remove))
        for shown, attempt, around in zip_longest(self.rows[: len(attempts)], attempts, rates[: len(attempts)]):
            shown.fill(attempt, self._say(around))
        if len(self.listed.children) != len(attempts):
            self.presses.rows_change()
            self.listed.children = [each.box for each in self.rows[: len(attempts)]]

    def _say(self, rates: Around | None) -> str:
        if rates is None:
            return self.panel.say("no_rates") if self.session.log else ""
        language = self.session.draft.language
        sides = {name: say_rate(getattr(rates, name)).words(language) for name in ("before", "after")}
        return self.panel.say("rates", **sides)

    def _add(self) -> None:
        self.session.change(attempts=(*self.session.draft.attempts, Attempt()))

    def _remove(self, index: int) -> None:
        if not self.presses.mean(index):
            return
        kept = self.session.draft.attempts
        self.session.change(attempts=(*kept[:index], *kept[index + 1 :]))
        if index == len(self.session.draft.attempts):  # no row has moved up to where the focus was
            (self.rows[index - 1].button if index else self.focus).focus()

    def _typed(self, index: int, name: str, change: dict[str, str]) -> None:
        attempts = list(self.session.draft.attempts)
        if index < len(attempts) and getattr(attempts[index], name) != change["new"]:
            attempts[index] = replace(attempts[index], **{name: change["new"]})
            self.session.change(attempts=tuple(attempts))


class _Row:
    """The fields of one attempt, what the log knows of it, and the button that takes it away."""

    def __init__(self, panel: Panel, index: int, typed: Callable[..., None], remove: Callable[[int], None]) -> None:
        self.cells, self.rates = {}, show(name="ck-rates")
        for name in FIELDS:
            label = say(panel.session.draft.language, f"attempt.{name}")
            self.cells[name] = build(widgets.Text, f"ck-attempt-{name}", "auto", description=label)
            self.cells[name].observe(panel.guarded(partial(typed, index, name)), "value")
        said = panel.say("remove_attempt", number=index + 1)
        self.button = build(widgets.Button, "ck-remove-attempt", description=said)
        self.button.on_click(panel.guarded(lambda _: remove(index)))
        lines = [row(*(self.cells[name] for name in pair), name="ck-half") for pair in PAIRS]
        self.box = build(widgets.VBox, "ck-attempt", children=[*lines, self.rates, row(self.button)])

    def fill(self, attempt: Attempt, rates: str) -> None:
        for name, cell in self.cells.items():
            cell.value = getattr(attempt, name)
        self.rates.value = tag("div", text(rates), class_="ck-quiet")
