"""The draft: what the analyst typed and chose, and nothing of the log; saved as readable JSON."""

import json
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from casekit.analysis import GroupChoices
from casekit.case.model import Answer, Attempt
from casekit.case.stored import parse_answer
from casekit.errors import UnreadableInput
from casekit.files import write_atomic

VERSION = 1


@dataclass(frozen=True, slots=True)
class Draft:
    """Typed answers, attempts and choices.

    `start` and `end` (ISO 8601, UTC) narrow the log; `bins` and `local_zone` shape the chart only.
    `groups` None means that the analyst has not chosen yet; with a `seller`, the case holds rows of that account only.
    """

    answers: tuple[tuple[str, Answer], ...] = ()
    attempts: tuple[Attempt, ...] = ()
    groups: tuple[str, ...] | None = None
    seller: str = ""
    choices: GroupChoices = field(default_factory=GroupChoices)
    pinned: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    pick_count: int = 4
    zone: str = ""
    start: str = ""
    end: str = ""
    bins: str = "auto"
    local_zone: str = ""
    language: str = "en"
    mask: tuple[str, ...] = ()
    unmask: tuple[str, ...] = ()
    version: int = VERSION

    def typed(self, name: str) -> Answer | None:
        """What was typed into a field, even if that is nothing; None when it was never touched."""
        return dict(self.answers).get(name)

    def with_answer(self, name: str, answer: Answer | None) -> "Draft":
        """A draft with this answer, or with the field untouched again for None."""
        kept = {key: value for key, value in self.answers if key != name}
        if answer is not None:
            kept[name] = answer
        return replace(self, answers=tuple(sorted(kept.items())))


def save_draft(draft: Draft, path: Path) -> None:
    """Write the draft as JSON, readable by the owner only, replacing the old one in one step."""
    write_atomic(path, (json.dumps(asdict(draft), ensure_ascii=False, indent=1) + "\n").encode())


def load_draft(path: Path) -> Draft:
    """The draft of this file; UnreadableInput when it is no draft that this version knows."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        return _draft(raw)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise UnreadableInput(
            f"{path.name} is not a draft of this version of casekit.",
            "Move it away to start a new one; nothing in it was changed.",
        ) from error


def _draft(raw: dict[str, Any]) -> Draft:
    if raw.get("version") != VERSION:
        message = "unknown version"
        raise ValueError(message)
    answers = tuple((name, parse_answer(answer)) for name, answer in raw.pop("answers"))
    attempts = tuple(Attempt(**attempt) for attempt in raw.pop("attempts"))
    groups = raw.pop("groups")
    choices = {name: tuple(map(tuple, pairs)) for name, pairs in raw.pop("choices", {}).items()}
    rest: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in raw.items()}
    return Draft(
        answers=answers,
        attempts=attempts,
        groups=None if groups is None else tuple(groups),
        choices=GroupChoices(**choices),
        **rest,
    )
