"""The session: one log, one draft, what follows from both, and who is told when they change."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from casekit.analysis import ProposedCase, narrow_log
from casekit.case import Answer, Case, Draft, Evidence
from casekit.case.checks import Problem, check_case
from casekit.case.drafts import (
    BIN,
    Listed,
    Opened,
    keep_draft,
    list_drafts,
    open_latest,
    touch_draft,
)
from casekit.case.fields import needed_fields
from casekit.case.model import Related
from casekit.case.prefill import Known, ask_log, choose_groups, fill_case, is_wish
from casekit.case.split import find_case_ids
from casekit.errors import CasekitError
from casekit.export import Bundle, export_bundle
from casekit.export.screenshot_store import open_screenshots
from casekit.reading import Job
from casekit.reading.clock import find_zone
from casekit.reading.log import Log
from casekit.session.leaving import Leaving
from casekit.view import FIELDS, View
from casekit.wording import both, say

Change = Literal["log", "choice", "words"]


class Session:
    """One analyst at work in one folder: `drafts/` holds what was typed, `cases/` what was exported.

    Every change of the draft is on disk before the call returns. A load never touches what was typed, and a load that
    fails leaves everything as it was.
    """

    def __init__(self, folder: str | Path = ".", clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        """Take up the draft of this folder, or start a new one."""
        self.folder = Path(folder)
        self.log: Log | None = None
        self.earlier: Log | None = None
        self.note = ""
        self.pasted = ""  # what lies in the field to paste into, never kept on disk
        self._clock = clock
        self.job: Job | None = None
        self._view: View | None = None
        self._asked: tuple[View, object, Known] | None = None
        self._listeners: list[Callable[[Change], None]] = []
        self._slow: list[Callable[[Change], None]] = []
        self.opened = open_latest(self.drafts_folder)
        self.note = " ".join(each.fault for each in self.drafts if each.fault)

    # drafts

    @property
    def draft(self) -> Draft:
        """What was typed and chosen."""
        return self.opened.draft

    @property
    def drafts_folder(self) -> Path:
        """Where the drafts are kept."""
        return self.folder / "drafts"

    @property
    def drafts(self) -> tuple[Listed, ...]:
        """The drafts on disk, by name."""
        return list_drafts(self.drafts_folder)

    @property
    def deleted_drafts(self) -> tuple[Listed, ...]:
        """The drafts in the bin, by name."""
        return list_drafts(self.drafts_folder / BIN)

    def lay_open(self, opened: Opened, note: str = "") -> None:
        """Go on with this draft, and say this of it; a log is read again when its zone is another one."""
        if self.job and opened.draft.zone != self.draft.zone:
            self.job = replace(self.job, zone=opened.draft.zone)
            self.log = self.job.run()
        touch_draft(opened.path)
        self.opened, self.note = opened, note
        self._tell("log")

    # loading

    def reading(self, read: Callable[..., Log]) -> Job:
        """A load in the zone chosen so far; run it, in a thread if it takes long, and give `take_log` what it read."""
        return Job(read, self.draft.zone)

    def take_log(self, job: Job, log: Log) -> None:
        """Go on with the log that a job has read: a new one, or the same one read in another way."""
        fresh = self.job is None or job.read is not self.job.read
        if fresh:
            self.earlier = self.log
        self.log, self.job = log, job
        window = {"start": "", "end": ""} if fresh else {}
        self.change(reloaded=True, zone=job.zone, **window)

    def narrow(self, start: str, end: str) -> None:
        """Look at the calls between these times only (ISO 8601 with a zone; empty for no bound)."""
        narrow_log(self.loaded(), start, end)
        self.change(start=start, end=end)

    def shape_chart(self, bins: str, local_zone: str) -> None:
        """Draw the timeline in bins of this width, with a second axis in this zone; empty for none."""
        if local_zone:
            find_zone(local_zone)
        self.change(bins=bins, local_zone=local_zone)

    # choosing and typing

    def choose_groups(self, keys: Iterable[str]) -> None:
        """Make the case about these error groups, of all accounts."""
        self.change(groups=tuple(keys), seller="", parts=())

    def take(self, proposal: ProposedCase) -> None:
        """Make the case about what is proposed, and about its account only."""
        seller = proposal.seller or ""
        self.change(groups=proposal.groups, seller=seller, parts=proposal.parts, pinned=(), dropped=())

    def pin(self, request_id: str) -> None:
        """Keep this request among the picks."""
        self.change(pinned=with_(self.draft.pinned, request_id), dropped=without(self.draft.dropped, request_id))

    def drop(self, request_id: str) -> None:
        """Leave this request out of the picks; another takes its place."""
        self.change(dropped=with_(self.draft.dropped, request_id), pinned=without(self.draft.pinned, request_id))

    def type(self, field: str, text: str) -> None:
        """Put a typed answer into a field; it stands above the log's from now on."""
        self._answer(field, Answer(text, "typed"))

    def declare_unavailable(self, field: str, reason: str) -> None:
        """Say why a field has no answer."""
        self._answer(field, Answer(reason, "unavailable"))

    def untouch(self, field: str) -> None:
        """Give a field back to the log."""
        self._answer(field, None)

    def can_untouch(self, field: str) -> bool:
        """True when a typed answer stands above one of the log."""
        known = () if self.log is None else self._known().answers
        return self.draft.typed(field) is not None and dict(known).get(field, Answer()).given

    def _answer(self, field: str, answer: Answer | None) -> None:
        if self.draft.typed(field) != answer:
            self.change(answers=self.draft.with_answer(field, answer).answers)

    def change(self, *, reloaded: bool = False, **parts: Any) -> None:  # noqa: ANN401  the fields of Draft
        """Give these fields of the draft these values, save it, and tell all who listen."""
        before, path, after = self.draft, self.opened.path, replace(self.draft, **parts)
        if after == before and not reloaded:
            return
        self.opened = keep_draft(self.opened, after)
        if self.opened.path != path:
            self.note = say(self.draft.language, "ui.drafts.kept_both", other=path.stem, own=self.opened.path.stem)
        reloaded = reloaded or any(getattr(before, name) != getattr(after, name) for name in FIELDS)
        chosen = bool(set(_CHOICE) & set(parts)) or is_wish(before) != is_wish(after)
        self._tell("log" if reloaded else "choice" if chosen else "words")

    # what follows

    def listen(self, callback: Callable[[Change], None], *, last: bool = False) -> None:
        """Call this after every change with what changed: the log, the choice of evidence, or the words.

        What is slow goes `last`, so that all else is seen before.
        """
        (self._slow if last else self._listeners).append(callback)

    def forget_listeners(self) -> None:
        """Stop calling whoever listened, before the page is drawn anew."""
        self._listeners.clear()
        self._slow.clear()

    def _tell(self, change: Change) -> None:
        for name in (*_OF_THE_DRAFT, "related") if change == "log" else _OF_THE_DRAFT:
            self.__dict__.pop(name, None)
        for callback in (*self._listeners, *self._slow):
            callback(change)

    def loaded(self) -> Log:
        """The log; CasekitError when none is loaded yet."""
        if self.log is None:
            raise CasekitError(*both("error.no_log"))
        return self.log

    @property
    def view(self) -> View:
        """What the log says, under the window and the groupings of the draft; the same one while these stay."""
        log = self.loaded()
        if self._view is None or not self._view.rests_on(log, self.draft, self.earlier):
            self._view = View(log, self.draft, self.earlier)
        return self._view

    @property
    def chosen(self) -> tuple[str, ...]:
        """Keys of the groups that the case is about."""
        return choose_groups(self.view.groups, self.draft)

    @cached_property
    def case(self) -> Case:
        """The case as it stands: typed answers above those of the log."""
        case = fill_case(Known(Evidence(), ()) if self.log is None else self._known(), self.draft)
        return replace(case, related=self.related)

    @cached_property
    def related(self) -> tuple[Related, ...]:
        """The other cases of the same log, with the IDs of those that were sent."""
        return find_case_ids(self.draft.related, self.drafts) if self.draft.related else ()

    def _known(self) -> Known:
        """What the log knows, asked again only when the choice has changed: typing must stay quick."""
        view, choice = self.view, (self.chosen, *(getattr(self.draft, name) for name in _CHOICE))
        if self._asked is None or self._asked[0] is not view or self._asked[1] != choice:
            self._asked = view, choice, ask_log(view.log, view.keys, view.groups, self.draft)
        return self._asked[2]

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What the checks find, fails first."""
        old = timedelta(days=self.draft.old_days)
        added = self.draft.screenshots
        return check_case(self.case, self.log, self.draft.language, self._clock(), old=old, added=added)

    @property
    def completeness(self) -> tuple[int, int]:
        """How many of the needed fields are answered, and how many there are."""
        needed = needed_fields(self.case)
        return sum(self.case.answer(field.name).given for field in needed), len(needed)

    @cached_property
    def leaving(self) -> Leaving:
        """The case as it may leave, and what was masked in it."""
        return Leaving(self.case, None if self.log is None else self.view.log, self.draft.language)

    @property
    def screenshots_folder(self) -> Path:
        """Where added pictures are kept."""
        return self.drafts_folder / "screenshots"

    def export(self) -> Bundle:
        """Write the bundle into `cases/`; SecretLeft when something is left that must not leave."""
        pictures = open_screenshots(self.screenshots_folder, self.draft.screenshots)
        place, language = self.folder / "cases", self.draft.language
        return export_bundle(self.case, self.view.log, place, language, self.view.keys, screenshots=pictures)


_OF_THE_DRAFT = ("case", "problems", "leaving")
_CHOICE = ("groups", "seller", "parts", "pinned", "dropped", "pick_count")


def with_(items: tuple[str, ...], item: str) -> tuple[str, ...]:
    """These items with this one, once, as the last."""
    return (*without(items, item), item)


def without(items: tuple[str, ...], item: str) -> tuple[str, ...]:
    """These items without this one."""
    return tuple(each for each in items if each != item)
