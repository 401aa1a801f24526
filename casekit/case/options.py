"""What shaped a case besides the log: enough to draft it again from the same log and compare."""

import json
from dataclasses import asdict

from casekit.analysis import GroupChoices
from casekit.case.draft import Draft
from casekit.case.model import Evidence
from casekit.reading.log import Log

Options = tuple[tuple[str, str], ...]


def options_of(draft: Draft, log: Log) -> Options:
    """The choices as name and text, those that say something only, sorted by name."""
    said = {
        "zone": log.zone or "",
        "start": draft.start,
        "end": draft.end,
        "seller": draft.seller,
        "parts": json.dumps(draft.parts, ensure_ascii=False) if draft.parts else "",
        "pick_count": str(draft.pick_count),
        "pinned": " ".join(draft.pinned),
        "dropped": " ".join(draft.dropped),
        "regrouped": "" if draft.choices == GroupChoices() else json.dumps(asdict(draft.choices), ensure_ascii=False),
    }
    return tuple(sorted((name, text) for name, text in said.items() if text))


def parts_of(evidence: Evidence) -> tuple[tuple[str, str], ...]:
    """The parts of groups that the case is cut to; empty when its groups are whole."""
    return tuple((group, place) for group, place in json.loads(dict(evidence.options).get("parts", "[]")))


def draft_again(evidence: Evidence) -> Draft:
    """A draft with the same choices and no answers; ValueError when they can't be read."""
    said = dict(evidence.options)
    choices = {name: tuple(map(tuple, pairs)) for name, pairs in json.loads(said.get("regrouped", "{}")).items()}
    return Draft(
        groups=tuple(group.key for group in evidence.groups),
        seller=said.get("seller", ""),
        parts=parts_of(evidence),
        choices=GroupChoices(**choices),
        pinned=tuple(said.get("pinned", "").split()),
        dropped=tuple(said.get("dropped", "").split()),
        pick_count=int(said.get("pick_count", "4")),
        start=said.get("start", ""),
        end=said.get("end", ""),
    )
