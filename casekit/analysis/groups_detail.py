"""Why rows are one group: the words they share, and the values that stand behind each slot."""

from collections import Counter, defaultdict
from dataclasses import dataclass

import pandas as pd

from casekit.analysis.groups import assign_groups, read_messages
from casekit.analysis.kinds import usual_of
from casekit.analysis.signature import locate_values, show_template
from casekit.analysis.unwrap import unwrap
from casekit.wording import Said, count, join

MOST_VALUES = 50
"""Values listed per slot; the rest is only counted."""


@dataclass(frozen=True, slots=True)
class SlotValues:
    """What stands in one slot: its name, its place among the slots, (value, rows) most frequent first, and how many."""

    name: str
    place: int
    values: tuple[tuple[str, int], ...]
    distinct: int


@dataclass(frozen=True, slots=True)
class GroupDetail:
    """A group from inside. wordings: (template, rows), most frequent first; texts: distinct messages as logged.

    Values and templates are as in the log: redact before they leave.
    """

    key: str
    reason: str
    count: int
    texts: int
    wordings: tuple[tuple[str, int], ...]
    slots: tuple[SlotValues, ...]


def describe_group(events: pd.DataFrame, key: str, keys: pd.Series | None = None) -> GroupDetail:
    """Why the rows of this group are together. `keys`: those of `assign_groups`, if at hand.

    A key that the log does not have gives a detail of no rows.
    """
    keys = assign_groups(events) if keys is None else keys
    failed = events.loc[keys.index[keys == key]]
    texts = Counter(read_messages(failed))
    wordings: Counter[str] = Counter()
    slots: dict[tuple[int, str], Counter[str]] = defaultdict(Counter)
    for text, rows in texts.items():
        said = unwrap(text)
        wordings[show_template(said)] += rows
        for place, (name, value) in enumerate(locate_values(said)):
            slots[place, name][value] += rows
    found = tuple(_slot(place, name, values) for (place, name), values in sorted(slots.items()))
    return GroupDetail(key, _tell(failed, wordings, found), len(failed), len(texts), _ranked(wordings), found)


def _slot(place: int, name: str, values: Counter[str]) -> SlotValues:
    return SlotValues(name, place, _ranked(values)[:MOST_VALUES], len(values))


def _ranked(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _tell(failed: pd.DataFrame, wordings: Counter[str], slots: tuple[SlotValues, ...]) -> Said:
    if not len(failed):
        return Said("group.no_row")
    none = Said("group.none")
    usual = usual_of(failed)[0]
    facts = {"status": usual.status or none, "code": usual.code or none}
    words = "words_vary" if len(wordings) > 1 else "same_words" if any(wordings) else "no_words"
    said = [count(f"group.{words}", len(failed), **facts, wordings=len(wordings))]
    varied = [Said("group.slot", name=slot.name, n=slot.distinct) for slot in slots if slot.distinct > 1]
    return join("sentences", [*said, *([Said("group.differ", slots=join("list", varied))] if varied else [])])
