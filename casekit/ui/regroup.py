"""Below the groups: merge the ticked ones, name one, part one by a text, or let the kit group again."""

from functools import partial

import ipywidgets as widgets

from casekit.errors import CasekitError
from casekit.session import Session
from casekit.session.regroup import merge_groups, name_group, reset_groups, split_group
from casekit.ui.build import build
from casekit.ui.panel import Panel, fold, row


def regroup_box(session: Session, panel: Panel) -> widgets.VBox:
    """The tools that change what is one problem, folded away; each works on the ticked groups."""
    words = build(widgets.Text, "ck-regroup-words", "22rem", description=panel.say("words"))

    def name() -> None:
        name_group(session, _only(session, panel), words.value.strip())
        words.value = ""

    def part() -> None:
        split_group(session, _only(session, panel), words.value.strip())
        words.value = ""

    tools = row(
        panel.button("merge", lambda: merge_groups(session, session.chosen)),
        words,
        panel.button("name", name),
        panel.button("part", part),
        panel.button("regroup", partial(reset_groups, session)),
    )
    return fold(panel.say("change_groups"), tools, name="ck-regroup")


def _only(session: Session, panel: Panel) -> str:
    if len(session.chosen) != 1:
        raise CasekitError(panel.say("not_one"), panel.say("tick_one"))
    return session.chosen[0]
