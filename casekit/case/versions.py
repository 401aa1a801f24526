"""What older versions of casekit saved, made readable: one small function per step, on the raw JSON."""

from collections.abc import Callable, Mapping
from typing import Any

from casekit.errors import UnreadableInput
from casekit.wording import both

VERSION = 2
"""Of drafts and cases alike. A field with a default needs no new version; a changed or dropped one does."""

Raw = dict[str, Any]
Step = Callable[[Raw], Raw]


def upgrade(raw: Raw, steps: Mapping[int, Step], name: str) -> Raw:
    """The same content as of VERSION, without its version; `steps` lead from each version to the next.

    UnreadableInput for a version newer than ours, told by `name`; ValueError for none.
    """
    version = raw.get("version")
    if not isinstance(version, int) or version < 1:
        message = "no version"
        raise ValueError(message)
    if version > VERSION:
        raise UnreadableInput(*both("error.newer", name=name, version=version, known=VERSION))
    for number in range(version, VERSION):
        raw = steps[number](raw)
    return {key: value for key, value in raw.items() if key != "version"}


def draft_from_1(raw: Raw) -> Raw:
    """Answers by name instead of pairs."""
    return {**raw, "answers": _by_name(raw["answers"])}


def case_from_1(raw: Raw) -> Raw:
    """Answers by name instead of pairs."""
    return {**raw, "answers": _by_name(raw["answers"])}


def _by_name(pairs: list[Any]) -> Raw:
    return {name: {**answer, "facts": dict(answer["facts"])} for name, answer in pairs}


DRAFT_STEPS: Mapping[int, Step] = {1: draft_from_1}
CASE_STEPS: Mapping[int, Step] = {1: case_from_1}
