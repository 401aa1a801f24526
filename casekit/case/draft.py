"""The draft: what the analyst typed and chose, and nothing of the log; saved as readable JSON."""

import json
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from casekit.analysis import GroupChoices
from casekit.case.model import Answer, Attempt, Figures, Life, Related
from casekit.case.stored import dump_answers, parse_answers
from casekit.case.versions import DRAFT_STEPS, VERSION, upgrade
from casekit.errors import UnreadableInput
from casekit.wording import both


@dataclass(frozen=True, slots=True)
class Draft:
    """Typed answers, attempts and choices.

    `start` and `end` (ISO 8601, UTC) narrow the log; `bins` and `local_zone` shape the chart only.
    `groups` None means that the analyst has not chosen yet; with a `seller`, the case holds rows of that account only,
    with `parts`, those of a proposed case that cuts a group: (group, API section or operation).
    `name` is what the list of drafts calls it; `mode` is full or quick; `screenshots` are names of kept pictures.
    `old_days`: the age from which evidence is told to be old; 14 is the kit's own default, Amazon names no figure.
    `life` is what became of the case; `related` are the other drafts of the same log.
    """

    name: str = ""
    mode: str = "full"
    answers: tuple[tuple[str, Answer], ...] = ()
    attempts: tuple[Attempt, ...] = ()
    groups: tuple[str, ...] | None = None
    seller: str = ""
    parts: tuple[tuple[str, str], ...] = ()
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
    screenshots: tuple[str, ...] = ()
    old_days: int = 14
    life: Life = field(default_factory=Life)
    related: tuple[Related, ...] = ()

    def typed(self, name: str) -> Answer | None:
        """What was typed into a field, even if that is nothing; None when it was never touched."""
        return dict(self.answers).get(name)

    def with_answer(self, name: str, answer: Answer | None) -> "Draft":
        """A draft with this answer, or with the field untouched again for None."""
        kept = {key: value for key, value in self.answers if key != name}
        if answer is not None:
            kept[name] = answer
        return replace(self, answers=tuple(sorted(kept.items())))


def dump_draft(draft: Draft) -> bytes:
    """The draft as readable JSON with a final newline."""
    raw = {"version": VERSION, **asdict(draft), "answers": dump_answers(draft.answers)}
    return (json.dumps(raw, ensure_ascii=False, indent=1) + "\n").encode()


def parse_draft(data: bytes, name: str) -> Draft:
    """The draft of this JSON, written by this version of casekit or an older one; UnreadableInput when it is none.

    `name` is what an error calls it.
    """
    try:
        return _draft(upgrade(json.loads(data.decode()), DRAFT_STEPS, name))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise UnreadableInput(*both("error.no_draft", name=name)) from error


def _draft(raw: dict[str, Any]) -> Draft:
    choices = {name: tuple(map(tuple, pairs)) for name, pairs in raw.get("choices", {}).items()}
    rest: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in raw.items()}
    parsed = {
        "answers": parse_answers(raw["answers"]),
        "attempts": tuple(Attempt(**attempt) for attempt in raw["attempts"]),
        "choices": GroupChoices(**choices),
        "parts": tuple(map(tuple, raw.get("parts", ()))),
        "life": _life(raw.get("life", {})),
        "related": tuple(Related(**each) for each in raw.get("related", ())),
    }
    return Draft(**{**rest, **parsed})


def _life(raw: dict[str, Any]) -> Life:
    figures = raw.get("figures")
    if figures:
        listed = {name: tuple(value) for name, value in figures.items() if isinstance(value, list)}
        figures = Figures(**{**figures, **listed, "codes": tuple(map(tuple, figures["codes"]))})
    return Life(**{**raw, "figures": figures})
