"""A case as readable JSON, and back."""

import json
from dataclasses import fields, is_dataclass
from typing import Any

from casekit.case.model import Answer, Attempt, Case, Evidence, GroupFact, Pick, TwinFact
from casekit.errors import UnreadableInput
from casekit.wording import Said

VERSION = 1


def dump_case(case: Case) -> str:
    """The case as JSON with a final newline; the texts to hide are left out, since they are what must not leave."""
    raw = {"version": VERSION, **plain(case)}
    del raw["mask"], raw["unmask"]
    return json.dumps(raw, ensure_ascii=False, indent=1) + "\n"


def plain(value: Any) -> Any:  # noqa: ANN401  whatever a case holds
    """The value as JSON takes it; a sentence keeps its key and its facts beside its English text."""
    if isinstance(value, Said):
        return {"text": str(value), "key": value.key, "facts": {name: plain(fact) for name, fact in value.facts}}
    if is_dataclass(value):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    return [plain(each) for each in value] if isinstance(value, tuple) else value


def revive(raw: Any) -> Any:  # noqa: ANN401  whatever JSON holds
    """What `plain` made, with sentences in the place of their objects; lists stay lists."""
    if isinstance(raw, list):
        return [revive(each) for each in raw]
    if not isinstance(raw, dict):
        return raw
    if set(raw) == {"text", "key", "facts"}:
        return Said(raw["key"], **{name: revive(fact) for name, fact in raw["facts"].items()})
    return {name: revive(each) for name, each in raw.items()}


def parse_case(text: str) -> Case:
    """The case of this JSON; UnreadableInput when it is none that this version knows."""
    try:
        return _case(revive(json.loads(text)))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise UnreadableInput(
            "This is no case of this version of casekit.", "Give the case.json of a bundle."
        ) from error


def _case(raw: dict[str, Any]) -> Case:
    if raw["version"] != VERSION:
        message = "unknown version"
        raise ValueError(message)
    evidence = raw["evidence"]
    listed = {name: tuple(value) for name, value in evidence.items() if isinstance(value, list)}
    listed["groups"] = tuple(GroupFact(**group) for group in evidence["groups"])
    listed["options"] = tuple((name, value) for name, value in evidence.get("options", ()))
    listed["twins"] = tuple(_twin(twin) for twin in evidence["twins"])
    listed["picks"] = tuple(Pick(**pick) for pick in evidence["picks"])
    return Case(
        answers=tuple((name, parse_answer(answer)) for name, answer in raw["answers"]),
        attempts=tuple(Attempt(**attempt) for attempt in raw["attempts"]),
        evidence=Evidence(**{**evidence, **listed}),
    )


def _twin(raw: dict[str, Any]) -> TwinFact:
    return TwinFact(**{**raw, "differences": tuple(tuple(each) for each in raw["differences"])})


def parse_answer(raw: dict[str, Any]) -> Answer:
    """The answer of this JSON object; TypeError or KeyError when it is none."""
    return Answer(**{**raw, "facts": tuple((name, value) for name, value in raw["facts"])})
