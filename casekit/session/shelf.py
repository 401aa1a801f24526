"""What is done with whole drafts: begin, go on with, copy, delete, restore, and part one into several."""

from dataclasses import replace
from pathlib import Path

from casekit.case import Draft
from casekit.case.drafts import BIN, Opened, bin_draft, free_paths, keep_draft, new_draft, open_latest
from casekit.case.drafts import open_draft as read_draft
from casekit.case.drafts import restore_draft as unbin_draft
from casekit.case.model import Life
from casekit.case.split import split_draft
from casekit.session.session import Session
from casekit.wording import say


def begin_draft(session: Session) -> None:
    """Begin an empty draft; the one before stays in its file."""
    kept = replace(Draft(), zone=session.draft.zone, language=session.draft.language)
    session.lay_open(new_draft(session.drafts_folder, kept))


def open_draft(session: Session, name: str) -> None:
    """Go on with this draft of the folder; the log stays loaded."""
    session.lay_open(read_draft(_file(session, name)))


def copy_draft(session: Session, name: str) -> None:
    """Go on with a copy of this draft, which was not sent."""
    path = _file(session, name)
    kept = session.draft if path == session.opened.path else read_draft(path).draft
    kept = replace(kept, life=Life())  # a copy is a case of its own, which nobody has sent
    session.lay_open(keep_draft(new_draft(session.drafts_folder, kept), kept))


def delete_draft(session: Session, name: str) -> None:
    """Move this draft into the bin; when it was the open one, go on with the one changed last."""
    path = _file(session, name)
    if path.exists():
        bin_draft(path)
    session.lay_open(open_latest(session.drafts_folder) if path == session.opened.path else session.opened)


def restore_draft(session: Session, name: str) -> None:
    """Take this draft out of the bin and go on with it."""
    session.lay_open(read_draft(unbin_draft(session.drafts_folder / BIN / f"{name}.json")))


def split_into_drafts(session: Session) -> None:
    """Make a draft of each proposed case that is worth one, each naming the others, and go on with the first."""
    proposals = [each for each in session.view.proposals if not each.no_case]
    paths = free_paths(session.drafts_folder, len(proposals))
    made = split_draft(session.draft, proposals, session.view.groups, [path.stem for path in paths])
    opened = [keep_draft(Opened(path, draft), draft) for path, draft in zip(paths, made, strict=True)]
    session.lay_open(opened[0], say(session.draft.language, "ui.drafts.made", count=len(opened)))


def _file(session: Session, name: str) -> Path:
    return session.drafts_folder / f"{name}.json"
