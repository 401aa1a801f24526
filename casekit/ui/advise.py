"""Beside the choice of groups: what such errors usually mean, and which cases the log is worth."""

from itertools import starmap

import ipywidgets as widgets

from casekit.analysis import GroupDetail, ProposedCase
from casekit.case.model import name_some
from casekit.facts import KnownError
from casekit.redaction import redact
from casekit.session import Session
from casekit.session.shelf import split_into_drafts
from casekit.ui.build import build, reveal
from casekit.ui.markup import show, table, tag, text
from casekit.ui.panel import Panel, line, replace_children, row, stack

VALUES_SHOWN = 8
"""Values listed per slot; more say nothing new."""


class Advice:
    """Hints on the chosen groups, and a button per proposed case."""

    def __init__(self, session: Session, panel: Panel) -> None:
        """Empty until the first refresh."""
        self.session, self.panel, self.say = session, panel, panel.say
        self.hints, self.head, self.cases = show(name="ck-hints"), show(), stack(name="ck-proposals")
        self.all = build(widgets.Button, "ck-take-all")
        self.all.on_click(panel.guarded(lambda _: split_into_drafts(session), long=True))
        self.box = stack(self.head, self.cases, row(self.all))
        self.shown: tuple[ProposedCase, ...] = ()

    def refresh(self, *, loaded: bool) -> None:
        """Show what fits the log and the choice; one proposal is no choice and is not shown."""
        proposals = self.session.view.proposals if loaded else ()
        several = len(proposals) > 1 or any(each.no_case for each in proposals)
        self.head.value = tag("h3", text(self.say("proposals"))) if several else ""
        worth = sum(not each.no_case for each in proposals)
        reveal(self.all, shown=worth > 1)
        self.all.description = self.say("take_all", count=worth)
        if proposals != self.shown:  # a choice leaves them as they are, and the focus on its button
            self.shown = proposals
            replace_children(self.cases, [self._proposal(each) for each in proposals] if several else [])
        view, chosen = (self.session.view, self.session.chosen) if loaded else (None, ())
        known, inside = (view.explain(chosen), view.describe(chosen)) if view else ((), ())
        self.hints.value = "".join([*map(self._hint, known), *starmap(self._detail, enumerate(inside, 1))])

    def _proposal(self, case: ProposedCase) -> widgets.HBox:
        what = name_some(case.operations) or name_some(case.groups)
        whose = case.seller or self.say("any_seller")
        said = tag("div", text(self.say("proposal", what=what, count=f"{case.errors:,}", seller=whose)))
        reasons = (case.no_case,) if case.no_case else case.reasons
        why = tag("div", *(tag("div", text(self.panel.tell(each))) for each in reasons), class_="ck-quiet")
        help_ = self.say("take_this", what=what, seller=whose)
        button = build(widgets.Button, "ck-take", description=self.say("take"), tooltip=help_)
        button.on_click(self.panel.guarded(lambda _: self.session.take(case), long=True))
        return line(show(said + why), *([] if case.no_case else [button]), name="ck-pick-line")

    def _hint(self, known: KnownError) -> str:
        language = self.session.draft.language
        said, first = (
            tag("div", text(self.say(name, **{name: known.words(name, language)}))) for name in ("meaning", "remedy")
        )
        return tag("div", said, first, class_="ck-note")

    def _detail(self, number: int, group: GroupDetail) -> str:
        """Why these rows are one group, with the values behind its slots."""
        rows = [
            (f"<{slot.name}>", redact(value).text, count)
            for slot in group.slots
            for value, count in slot.values[:VALUES_SHOWN]
        ]
        head = [self.say(name) for name in ("slot", "slot_value", "slot_count")]
        values = table(head, rows, f"{self.say('why_group')} ({number})", seen=False) if rows else ""
        reason = tag("div", text(redact(self.panel.tell(group.reason)).text))
        return tag("details", tag("summary", text(self.say("why_group"))), reason, values)
