"""Check: what is missing or wrong, with one click to the field."""

from collections.abc import Mapping

import ipywidgets as widgets

from casekit.case.checks import Problem
from casekit.session import Change, Session
from casekit.ui.markup import show, tag, text
from casekit.ui.panel import Panel, row, stack


def check_panel(session: Session, number: int, targets: Mapping[str, widgets.Widget]) -> widgets.VBox:
    """The panel that lists the problems; `targets` are the widgets to go to, by field name."""
    panel = Panel(session, "check", number)
    meter = widgets.IntProgress(description=panel.say("meter"), style={"description_width": "initial"})
    meter.layout.width = "24rem"
    summary, problems = show(name="ck-summary"), stack().add_class("ck-problems")

    def refresh(_: Change) -> None:
        found = session.problems
        done, whole = session.completeness
        meter.max, meter.value = whole, done
        summary.value = _summary(panel, found)
        problems.children = [_problem(panel, each, targets) for each in found]

    return panel.fill([meter, summary, problems], refresh)


def _summary(panel: Panel, found: tuple[Problem, ...]) -> str:
    fails = sum(each.level == "fail" for each in found)
    if not found:
        return tag("div", text(panel.say("complete")), class_="ck-good", role="status")
    return tag("div", text(panel.say("found", fails=fails, warns=len(found) - fails)), role="status")


def _problem(panel: Panel, problem: Problem, targets: Mapping[str, widgets.Widget]) -> widgets.HBox:
    level = tag("strong", text(panel.say(problem.level)))
    said = f"{level} {text(problem.message)} {tag('span', text(problem.next_step), class_='ck-quiet')}"
    shown = show(tag("div", said, tag("span", text(f" [{problem.id}]"), class_="ck-quiet")), "ck-problem")
    target = targets.get(problem.field)
    if target is None:
        return row(shown)
    button = widgets.Button(description=panel.say("go"), tooltip=problem.message).add_class("ck-go")
    button.on_click(panel.guarded(lambda _: target.focus()))
    return row(button, shown)
