"""Check: what is missing or wrong, with one click to the field."""

from collections.abc import Mapping

import ipywidgets as widgets

from casekit.case.checks import Problem
from casekit.session import Change, Session
from casekit.ui.build import HIDDEN, build, reveal
from casekit.ui.markup import meter, show, tag, text
from casekit.ui.panel import Lines, Panel, line


def check_panel(session: Session, number: int, targets: Mapping[str, widgets.Widget]) -> widgets.VBox:
    """The panel that lists the problems; `targets` are the widgets to go to, by field name."""
    panel = Panel(session, "check", number)
    summary = show(name="ck-summary")

    def go(number: int) -> None:
        targets[session.problems[number].field].focus()

    offer = _Offer(session, panel, targets)
    problems = Lines(panel, "ck-problems", "ck-go", go, first=True)

    def refresh(_: Change) -> None:
        found = session.problems
        summary.value = _summary(panel, found, *session.completeness)
        problems.fill([_problem(panel, each, reachable=each.field in targets) for each in found])
        offer.refresh(found)

    days = {"value": session.draft.old_days, "min": 1, "max": 3650}
    age = build(widgets.BoundedIntText, "ck-old-days", description=panel.say("old_days"), **days)
    age.observe(panel.guarded(lambda change: session.change(old_days=change["new"])), "value")
    limit = line(age, show(tag("span", text(panel.say("old_help")), class_="ck-quiet")))
    return panel.fill([summary, offer.box, problems.box, limit], refresh)


class _Offer:
    """A better wording for a field in one click, and then, in one more, the words that stood there before."""

    def __init__(self, session: Session, panel: Panel, targets: Mapping[str, widgets.Widget]) -> None:
        self.session, self.panel, self.targets = session, panel, targets
        self.field, self.words, self.taken, self.before = "", "", "", ""
        self.said = show()
        self.button = panel.button("use", self._use)
        self.box = line(self.said, self.button, name=f"ck-offer {HIDDEN}")

    def refresh(self, found: tuple[Problem, ...]) -> None:
        """Offer what the first problem with a better wording brings, else the words that it took the place of."""
        offered = next((each for each in found if each.ask), None)
        if offered:
            self.field, self.words = offered.field, offered.ask
        back = not offered and bool(self.taken) and self.session.case.text(self.field) == self.taken
        if back:
            self.words = self.before
        reveal(self.box, shown=back or offered is not None)
        why = tag("span", text(self.panel.say("before" if back else "better")), class_="ck-quiet")
        self.said.value = f"{why} {tag('q', text(self.words))}"
        self.button.description = self.panel.say("use_back" if back else "use")

    def _use(self) -> None:
        self.before, self.taken = self.session.case.text(self.field), self.words
        self.session.type(self.field, self.words)
        self.targets[self.field].focus()


def _summary(panel: Panel, found: tuple[Problem, ...], done: int, whole: int) -> str:
    fails = sum(each.level == "fail" for each in found)
    answered = meter(done, whole, panel.say("meter", done=done, whole=whole))
    if not found:
        return answered + tag("div", text(panel.say("complete")), class_="ck-good", role="status")
    return answered + tag("div", text(panel.say("found", fails=fails, warns=len(found) - fails)), role="status")


def _problem(panel: Panel, problem: Problem, *, reachable: bool) -> tuple[str, str, str]:
    level = tag("strong", text(panel.say(problem.level)))
    next_step = tag("span", text(f"{problem.next_step} [{problem.id}]"), class_="ck-quiet")
    why = tag("div", text(problem.why), class_="ck-quiet")
    rows = tag("ul", *(tag("li", tag("code", text(row))) for row in problem.rows)) if problem.rows else ""
    return (
        f"{level} {text(problem.message)} {next_step}{why}{rows}",
        panel.say("go") if reachable else "",
        problem.message,
    )
