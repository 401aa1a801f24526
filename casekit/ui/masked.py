"""What was masked, by rule and place, never by value; one click shows a false hit again, but no credential."""

from collections.abc import Callable
from itertools import groupby

import ipywidgets as widgets

from casekit.export.masked import Masked
from casekit.redaction import CREDENTIAL
from casekit.session import Session
from casekit.session.masks import remask, unmask
from casekit.ui.markup import show, table, tag, text
from casekit.ui.panel import Lines, Panel

FILES_SHOWN = 3
"""Files named in one row; how many more there are is said."""
LINES_SHOWN = 4
"""Line numbers named of one file."""


class MaskedBox:
    """The rows of one preview; empty until `fill` is called, and after `clear`."""

    def __init__(self, session: Session, look: Callable[[], None]) -> None:
        """`look` makes the preview anew after a click."""
        self._session, self._look = session, look
        self._panel = panel = Panel(session, "masked")
        self._head, self._notes = show(), show(name="ck-masked-notes")
        self._rows = Lines(panel, "ck-masked-rows", "ck-unmask", self._unmask)
        self._shown = Lines(panel, "ck-shown-rows", "ck-remask", self._remask)
        self.box: widgets.VBox = panel.fill([self._head, self._rows.box, self._shown.box, self._notes])

    def clear(self) -> None:
        """Show nothing: the case has changed since."""
        self._head.value = self._notes.value = ""
        self._rows.fill(())
        self._shown.fill(())

    def fill(self) -> None:
        """Show what the session masks now, what it shows on the analyst's word, what to rotate and what looks odd."""
        say, masking = self._panel.say, self._session.leaving.masking
        self._head.value = tag("h3", text(say("heading" if masking else "nothing")))
        self._rows.fill([self._row(each) for each in masking])
        again = say("again")
        self._shown.fill([(text(say("on_your_word", text=each)), again, again) for each in self._session.draft.unmask])
        notes = [tag("div", text(self._panel.tell(each)), class_="ck-note") for each in self._session.leaving.advice]
        if odd := [(self._panel.tell(why), found) for why, found in self._session.leaving.doubts]:
            notes.append(table((say("reason"), say("found")), odd, say("doubts")))
        self._notes.value = "".join(notes)

    def _row(self, masked: Masked) -> tuple[str, str, str]:
        say, name = self._panel.say, masked.placeholder
        markup = f"{tag('code', text(name))} {text(say(masked.kind))} {text(self._places(masked))}"
        free = masked.kind != CREDENTIAL
        return markup, say("show") if free else "", say("show_help", name=name) if free else ""

    def _places(self, masked: Masked) -> str:
        say = self._panel.say
        files = [
            (file, [line for _, line in places]) for file, places in groupby(masked.places, key=lambda each: each[0])
        ]
        parts = []
        for file, lines in files[:FILES_SHOWN]:
            said = ", ".join(map(str, lines[:LINES_SHOWN])) + (" ..." if len(lines) > LINES_SHOWN else "")
            parts.append(say("place" if len(lines) == 1 else "places", file=file, lines=said))
        left = len(files) - FILES_SHOWN
        return "; ".join([*parts, *([say("more_files", count=left)] if left > 0 else [])])

    def _unmask(self, number: int) -> None:
        unmask(self._session, self._session.leaving.masking[number].placeholder)
        self._look()

    def _remask(self, number: int) -> None:
        remask(self._session, self._session.draft.unmask[number])
        self._look()
