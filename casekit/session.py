"""What the app remembers: the log, what was typed and chosen, and all that follows from both. No widgets."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Literal

from casekit.analysis import GroupChoices, ProposedCase, narrow_log
from casekit.case import Answer, Attempt, Case, Draft, Evidence
from casekit.case.checks import Problem, check_case
from casekit.case.drafts import (
    BIN,
    Listed,
    Opened,
    bin_draft,
    free_paths,
    keep_draft,
    list_drafts,
    new_draft,
    open_draft,
    open_latest,
    restore_draft,
    touch_draft,
)
from casekit.case.fields import needed_fields
from casekit.case.model import STATES, Life, Related
from casekit.case.prefill import Known, ask_log, choose_groups, fill_case
from casekit.case.split import find_case_ids, split_draft
from casekit.errors import CasekitError
from casekit.export import Bundle, export_bundle, render_markdown, render_text
from casekit.export.follow_up import figures_of, render_closing, render_update
from casekit.export.masked import Masked, list_masked, mask_with_log
from casekit.export.masking import count_masked
from casekit.export.screenshot_store import keep_screenshot, open_screenshots
from casekit.export.short import render_short
from casekit.reading import Job, read_bytes, read_files, read_text
from casekit.reading.clock import find_zone
from casekit.reading.log import Log
from casekit.redaction import CREDENTIAL, advice, redact
from casekit.sample_logs import sample_path
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
        self._clock = clock
        self.job: Job | None = None
        self._asked: tuple[object, Known] | None = None
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

    def new_draft(self) -> None:
        """Begin an empty draft; the one before stays in its file."""
        kept = replace(Draft(), zone=self.draft.zone, language=self.draft.language)
        self._lay_open(new_draft(self.drafts_folder, kept))

    def open_draft(self, name: str) -> None:
        """Go on with this draft of the folder; the log stays loaded."""
        self._lay_open(open_draft(self._draft_file(name)))

    def copy_draft(self, name: str) -> None:
        """Go on with a copy of this draft, which was not sent."""
        path = self._draft_file(name)
        kept = self.draft if path == self.opened.path else open_draft(path).draft
        kept = replace(kept, life=Life())  # a copy is a case of its own, which nobody has sent
        self._lay_open(keep_draft(new_draft(self.drafts_folder, kept), kept))

    def delete_draft(self, name: str) -> None:
        """Move this draft into the bin; when it was the open one, go on with the one changed last."""
        path = self._draft_file(name)
        if path.exists():
            bin_draft(path)
        self._lay_open(open_latest(self.drafts_folder) if path == self.opened.path else self.opened)

    def restore_draft(self, name: str) -> None:
        """Take this draft out of the bin and go on with it."""
        path = restore_draft(self.drafts_folder / BIN / f"{name}.json")
        self._lay_open(open_draft(path))

    def name_draft(self, name: str) -> None:
        """Call the open draft so in the list."""
        self._change(name=name)

    def set_life(self, life: Life) -> None:
        """Say what became of the case; what it says when it is sent is kept, to be compared with a newer log."""
        if life.state == STATES[0]:
            life = replace(life, figures=None)
        elif life.figures is None:
            life = replace(life, figures=figures_of(self.case, self.draft.language))
        self._change(life=life)

    def write_update(self) -> str:
        """A comment for the case: what the loaded log says since the reply."""
        return render_update(self._of_sent(), self.draft.life, self.view.log, self.view.keys, self.draft.language)

    def write_closing(self) -> str:
        """The note that closes the case."""
        return render_closing(self._of_sent(), self.draft.life, self.view.log, self.view.keys, self.draft.language)

    def _of_sent(self) -> Case:
        """The case, of the account that it had when it was sent."""
        figures = self.draft.life.figures
        seller = figures.seller if figures else self.case.evidence.seller
        return replace(self.case, evidence=replace(self.case.evidence, seller=seller))

    def split_into_drafts(self) -> None:
        """Make a draft of each proposed case that is worth one, each naming the others, and go on with the first."""
        proposals = [each for each in self.view.proposals if not each.no_case]
        paths = free_paths(self.drafts_folder, len(proposals))
        made = split_draft(self.draft, proposals, self.view.groups, [path.stem for path in paths])
        opened = [keep_draft(Opened(path, draft), draft) for path, draft in zip(paths, made, strict=True)]
        self._lay_open(opened[0], say(self.draft.language, "ui.drafts.made", count=len(opened)))

    def _draft_file(self, name: str) -> Path:
        return self.drafts_folder / f"{name}.json"

    def _lay_open(self, opened: Opened, note: str = "") -> None:
        if self.job and opened.draft.zone != self.draft.zone:
            self.job = replace(self.job, zone=opened.draft.zone)
            self.log = self.job.run()
        touch_draft(opened.path)
        self.opened, self.note = opened, note
        self._tell("log")

    # loading

    def load_text(self, text: str) -> None:
        """Read a paste."""
        self._load(self.reading(partial(read_text, text)))

    def load_files(self, paths: Sequence[str | Path]) -> None:
        """Read files, .gz and .zip among them."""
        self._load(self.reading(partial(read_files, paths)))

    def load_uploads(self, files: Sequence[tuple[str, bytes]]) -> None:
        """Read files given as names and bytes; they are not written to disk."""
        self._load(self.reading(partial(read_bytes, files)))

    def load_sample(self, name: str) -> None:
        """Read one of the bundled sample logs."""
        self.load_files([sample_path(name)])

    def set_zone(self, zone: str | None) -> None:
        """Say in which zone times without one are; the log is read again."""
        if self.job:
            self._load(replace(self.job, zone=zone or ""))
        else:
            self._change(zone=zone or "")

    def reading(self, read: Callable[..., Log]) -> Job:
        """A load in the zone chosen so far; run it, in a thread if it takes long, and give `take_log` what it read."""
        return Job(read, self.draft.zone)

    def _load(self, job: Job) -> None:
        self.take_log(job, job.run())

    def take_log(self, job: Job, log: Log) -> None:
        """Go on with the log that a job has read: a new one, or the same one read in another way."""
        fresh = self.job is None or job.read is not self.job.read
        if fresh:
            self.earlier = self.log
        self.log, self.job = log, job
        window = {"start": "", "end": ""} if fresh else {}
        self._change(reloaded=True, zone=job.zone, **window)

    def narrow(self, start: str, end: str) -> None:
        """Look at the calls between these times only (ISO 8601 with a zone; empty for no bound)."""
        narrow_log(self.loaded(), start, end)
        self._change(start=start, end=end)

    def shape_chart(self, bins: str, local_zone: str) -> None:
        """Draw the timeline in bins of this width, with a second axis in this zone; empty for none."""
        if local_zone:
            find_zone(local_zone)
        self._change(bins=bins, local_zone=local_zone)

    # choosing and typing

    def choose_groups(self, keys: Iterable[str]) -> None:
        """Make the case about these error groups, of all accounts."""
        self._change(groups=tuple(keys), seller="")

    def merge_groups(self, keys: Sequence[str]) -> None:
        """Treat these error groups as one, which goes by the first."""
        if len(keys) < 2:  # noqa: PLR2004  one is not several
            raise CasekitError(*both("error.too_few_groups"))
        merged = (*self.draft.choices.merged, tuple(keys))
        self._change(choices=replace(self.draft.choices, merged=merged), groups=(keys[0],))

    def split_group(self, key: str, text: str) -> None:
        """Make the rows of a group whose message holds this text a group of their own."""
        self._change(choices=replace(self.draft.choices, split=(*self.draft.choices.split, (key, text))))

    def name_group(self, key: str, name: str) -> None:
        """Show this name in place of the group's message."""
        named = {**dict(self.draft.choices.named), key: name}
        self._change(choices=replace(self.draft.choices, named=tuple(sorted(named.items()))))

    def reset_groups(self) -> None:
        """Group again as the kit does."""
        self._change(choices=GroupChoices())

    def take(self, proposal: ProposedCase) -> None:
        """Make the case about what is proposed, and about its account only."""
        self._change(groups=proposal.groups, seller=proposal.seller or "", pinned=(), dropped=())

    def set_pick_count(self, count: int) -> None:
        """Ask for this many representative requests."""
        self._change(pick_count=count)

    def set_old_days(self, days: int) -> None:
        """Tell evidence older than this to be old."""
        self._change(old_days=days)

    def pin(self, request_id: str) -> None:
        """Keep this request among the picks."""
        self._change(pinned=_with(self.draft.pinned, request_id), dropped=_without(self.draft.dropped, request_id))

    def drop(self, request_id: str) -> None:
        """Leave this request out of the picks; another takes its place."""
        self._change(dropped=_with(self.draft.dropped, request_id), pinned=_without(self.draft.pinned, request_id))

    def reset_picks(self) -> None:
        """Let the kit pick again, without pins and drops."""
        self._change(pinned=(), dropped=())

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
            self._change(answers=self.draft.with_answer(field, answer).answers)

    def set_attempts(self, attempts: Iterable[Attempt]) -> None:
        """Replace the rows of what was tried."""
        self._change(attempts=tuple(attempts))

    def hide(self, text: str) -> None:
        """Mask this literal text everywhere in the case."""
        self._change(mask=_with(self.draft.mask, text), unmask=_without(self.draft.unmask, text))

    def show(self, text: str) -> None:
        """Stop masking this literal text; a credential stays masked all the same."""
        self._change(unmask=_with(self.draft.unmask, text), mask=_without(self.draft.mask, text))

    def set_mode(self, mode: str) -> None:
        """Ask for a full or a quick report; what was typed into fields that are hidden now stays in the draft."""
        self._change(mode=mode)

    def set_language(self, language: str) -> None:
        """Speak this language in form, checks and case."""
        self._change(language=language)

    def _change(self, *, reloaded: bool = False, **parts: Any) -> None:  # noqa: ANN401  the fields of Draft
        before, path, after = self.draft, self.opened.path, replace(self.draft, **parts)
        if after == before and not reloaded:
            return
        self.opened = keep_draft(self.opened, after)
        if self.opened.path != path:
            self.note = say(self.draft.language, "ui.drafts.kept_both", other=path.stem, own=self.opened.path.stem)
        reloaded = reloaded or any(getattr(before, name) != getattr(after, name) for name in FIELDS)
        self._tell("log" if reloaded else "choice" if _CHOICE & set(parts) else "words")

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
        for name in (*_OF_THE_DRAFT, "view", "related") if change == "log" else _OF_THE_DRAFT:
            self.__dict__.pop(name, None)
        if change == "log":
            self._asked = None
        for callback in (*self._listeners, *self._slow):
            callback(change)

    def loaded(self) -> Log:
        """The log; CasekitError when none is loaded yet."""
        if self.log is None:
            raise CasekitError(*both("error.no_log"))
        return self.log

    @cached_property
    def view(self) -> View:
        """What the log says, under the window and the groupings of the draft."""
        return View(self.loaded(), self.draft, self.earlier)

    @property
    def chosen(self) -> tuple[str, ...]:
        """Keys of the groups that the case is about."""
        return choose_groups(self.view.groups, self.draft.groups)

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
        choice = (self.chosen, self.draft.seller, self.draft.pinned, self.draft.dropped, self.draft.pick_count)
        if self._asked is None or self._asked[0] != choice:
            self._asked = choice, ask_log(self.view.log, self.view.keys, self.view.groups, self.draft)
        return self._asked[1]

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
    def leaving(self) -> Case:
        """The case as it may leave: masked, also where only the log knows that a word is a name."""
        return mask_with_log(self.case, None if self.log is None else self.view.log, self.draft.language)

    @cached_property
    def masking(self) -> tuple[Masked, ...]:
        """What was masked in the case and its files, and where; never shown are the values."""
        return list_masked(self.case, None if self.log is None else self.view.log, self.draft.language)

    def unmask(self, placeholder: str) -> None:
        """Declare what this placeholder hides a false hit: it is shown from now on. CasekitError for a credential."""
        found = next((each for each in self.masking if each.placeholder == placeholder), None)
        if found is None or found.kind == CREDENTIAL:
            raise CasekitError(*both("error.stays_masked", name=placeholder))
        mask = tuple(each for each in self.draft.mask if each not in found.literals)
        self._change(unmask=tuple(dict.fromkeys((*self.draft.unmask, *found.literals))), mask=mask)

    def remask(self, text: str) -> None:
        """Take back that this text is a false hit."""
        self._change(unmask=_without(self.draft.unmask, text))

    def masked(self) -> dict[str, int]:
        """How often each rule masked something in the case, never what."""
        return count_masked(self.case)

    def doubts(self) -> tuple[tuple[str, str], ...]:
        """What still looks odd in the preview: a reason and the text, for the analyst to look at."""
        page = redact(self.preview())
        return tuple((each.reason, page.text[each.start : each.end]) for each in page.suspicious)

    def advice(self) -> tuple[str, ...]:
        """What to do about what was masked: a credential that stood in a log must be changed."""
        return advice(self.masked())

    def preview(self) -> str:
        """The case as Markdown, masked, in the chosen language."""
        return render_markdown(self.leaving, self.draft.language)

    def texts(self) -> dict[str, str]:
        """The case to be pasted, masked, in the chosen language: as Markdown, as plain text, and for one screen."""
        whole = {"markdown": render_markdown, "plain": render_text, "short": render_short}
        return {name: render(self.leaving, self.draft.language) for name, render in whole.items()}

    def add_screenshot(self, name: str, data: bytes) -> None:
        """Keep this picture with the drafts, without its metadata, and attach it to the case."""
        kept = keep_screenshot(self.screenshots_folder, name, data)
        self._change(screenshots=_with(self.draft.screenshots, kept))

    def remove_screenshot(self, name: str) -> None:
        """Attach this picture no longer; its file stays, as other drafts may name it."""
        self._change(screenshots=_without(self.draft.screenshots, name))

    @property
    def screenshots_folder(self) -> Path:
        """Where added pictures are kept."""
        return self.drafts_folder / "screenshots"

    def export(self) -> Bundle:
        """Write the bundle into `cases/`; SecretLeft when something is left that must not leave."""
        pictures = open_screenshots(self.screenshots_folder, self.draft.screenshots)
        place, language = self.folder / "cases", self.draft.language
        return export_bundle(self.case, self.view.log, place, language, self.view.keys, screenshots=pictures)


_OF_THE_DRAFT = ("case", "problems", "masking", "leaving")
_CHOICE = {"groups", "seller", "pinned", "dropped", "pick_count"}


def _with(items: tuple[str, ...], item: str) -> tuple[str, ...]:
    return (*_without(items, item), item)


def _without(items: tuple[str, ...], item: str) -> tuple[str, ...]:
    return tuple(each for each in items if each != item)
