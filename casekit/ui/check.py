"""Check: what is missing or wrong, with one click to the field."""

from collections.abc import Mapping

import ipywidgets as widgets

from casekit.case.checks import Problem
from casekit.session import Change, Session
from casekit.ui.markup import meter, show, tag, text
from casekit.ui.panel import Panel, line, replace_children, stack


def check_panel(session: Session, number: int, targets: Mapping[str, widgets.Widget]) -> widgets.VBox:
    """The panel that lists the problems; `targets` are the widgets to go to, by field name."""
    panel = Panel(session, "check", number)
    summary, problems = show(name="ck-summary"), stack().add_class("ck-problems")
    listed: list[Problem] = []

    def refresh(_: Change) -> None:
        found = session.problems
        summary.value = _summary(panel, found, *session.completeness)
        if listed == list(found):
            return  # typing must stay quick: rows are made anew only when they say something else
        listed[:] = found
        replace_children(problems, [_problem(panel, each, targets) for each in found])

    return panel.fill([summary, problems], refresh)


def _summary(panel: Panel, found: tuple[Problem, ...], done: int, whole: int) -> str:
    fails = sum(each.level == "fail" for each in found)
    answered = meter(done, whole, panel.say("meter", done=done, whole=whole))
    if not found:
        return answered + tag("div", text(panel.say("complete")), class_="ck-good", role="status")
    return answered + tag("div", text(panel.say("found", fails=fails, warns=len(found) - fails)), role="status")


def _problem(panel: Panel, problem: Problem, targets: Mapping[str, widgets.Widget]) -> widgets.HBox:
    level = tag("strong", text(panel.say(problem.level)))
    said = (
        f"{level} {text(problem.message)} {tag('span', text(f'{problem.next_step} [{problem.id}]'), class_='ck-quiet')}"
    )
    shown = show(said, "ck-problem")
    target = targets.get(problem.field)
    if target is None:
        return line(shown)
    button = widgets.Button(description=panel.say("go"), tooltip=problem.message).add_class("ck-go")
    button.on_click(panel.guarded(lambda _: target.focus()))
    return line(button, shown)
