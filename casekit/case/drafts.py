"""A folder of drafts: one file each, deleted ones in `bin/`; two open notebooks never overwrite each other's."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from casekit.case.draft import Draft, dump_draft, parse_draft
from casekit.errors import UnreadableInput
from casekit.files import locked, write_atomic
from casekit.wording import both

BIN = "bin"
_NUMBER = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Opened:
    """A draft and the file it is kept in; `seen` is the hash of the bytes last read from or written to it, if any."""

    path: Path
    draft: Draft
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A file of the folder by its name without ending, and its draft; None with the reason when it can't be read."""

    name: str
    draft: Draft | None
    fault: str = ""


def list_drafts(folder: Path) -> tuple[Listed, ...]:
    """The drafts of this folder by name, draft-2 before draft-10; of `folder / BIN` those that were deleted."""
    return tuple(_list(path) for path in sorted(folder.glob("*.json"), key=_in_order))


def _list(path: Path) -> Listed:
    try:
        return Listed(path.stem, open_draft(path).draft)
    except UnreadableInput as error:
        return Listed(path.stem, None, f"{error.what} {error.next_step}")


def _in_order(path: Path) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdigit() else (0, part) for part in _NUMBER.split(path.stem)]


def open_draft(path: Path) -> Opened:
    """The draft of this file; UnreadableInput when it is none that this version of casekit knows."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableInput(*both("error.draft_gone", name=path.name)) from error
    return Opened(path, parse_draft(data, path.name), _hash(data))


def open_latest(folder: Path) -> Opened:
    """The draft that was last changed or opened; a new one when there is none that can be read."""
    for path in sorted(folder.glob("*.json"), key=lambda each: (-each.stat().st_mtime_ns, each.name)):
        try:
            return open_draft(path)
        except UnreadableInput:
            continue
    return new_draft(folder)


def new_draft(folder: Path, draft: Draft | None = None) -> Opened:
    """A draft without a file yet: it gets one at its first change, under a name that was never used here."""
    return Opened(free_paths(folder, 1)[0], draft or Draft())


def free_paths(folder: Path, count: int) -> tuple[Path, ...]:
    """So many names of files that were never used here."""
    taken = [*folder.glob("draft-*.json"), *(folder / BIN).glob("draft-*.json")]
    last = max((int(number) for path in taken for number in _NUMBER.findall(path.stem)[:1]), default=0)
    return tuple(folder / f"draft-{number}.json" for number in range(last + 1, last + 1 + count))


def keep_draft(opened: Opened, draft: Draft) -> Opened:
    """Save the draft in its file, replacing it in one step; readable by its owner only.

    When the file holds something else than what was last seen, another notebook wrote it: that stays as it is, and
    this draft goes on in a file of its own, which the result names.
    """
    kept, data = opened.path, dump_draft(draft)
    with locked(kept.parent):
        if kept.exists() and _hash(kept.read_bytes()) != opened.seen:
            kept = new_draft(kept.parent).path
        write_atomic(kept, data)
    return Opened(kept, draft, _hash(data))


def bin_draft(path: Path) -> Path:
    """Move the file into the bin; where it lies now."""
    return _move(path, path.parent / BIN)


def restore_draft(path: Path) -> Path:
    """Move the file out of the bin again; where it lies now."""
    return _move(path, path.parent.parent)


def _move(path: Path, folder: Path) -> Path:
    """Nothing is overwritten: where the name is taken, the file gets a new one."""
    with locked(folder):
        target = folder / path.name
        number = 1
        while target.exists():
            number += 1
            target = folder / f"{path.stem}-{number}.json"
        return path.rename(target)


def touch_draft(path: Path) -> None:
    """Make this the draft that `open_latest` takes up next time; nothing when it has no file yet."""
    if path.exists():
        path.touch()


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
