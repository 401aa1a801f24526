"""A case as readable JSON, and back."""

import json
from dataclasses import asdict, fields, is_dataclass
from typing import Any

from casekit.analysis import Around, Rate
from casekit.case.model import Answer, Attempt, Case, Evidence, GroupFact, Pick, Related, TwinFact
from casekit.case.versions import CASE_STEPS, VERSION, upgrade
from casekit.errors import UnreadableInput
from casekit.wording import Said, both


def dump_case(case: Case) -> str:
    """The case as JSON with a final newline; the texts to hide are left out, since they are what must not leave."""
    raw = {"version": VERSION, **plain(case), "answers": dump_answers(case.answers)}
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
        return _say_again(raw)
    return {name: revive(each) for name, each in raw.items()}


def _say_again(raw: dict[str, Any]) -> str:
    """The sentence, or its English text when this version does not say it any more."""
    try:
        return Said(raw["key"], **{name: revive(fact) for name, fact in raw["facts"].items()})
    except KeyError:
        return str(raw["text"])


def parse_case(text: str) -> Case:
    """The case of this JSON, written by this version of casekit or an older one; UnreadableInput when it is none."""
    try:
        return _case(revive(upgrade(json.loads(text), CASE_STEPS, "The case")))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise UnreadableInput(*both("error.no_case")) from error


def _case(raw: dict[str, Any]) -> Case:
    evidence = raw["evidence"]
    listed = {name: tuple(value) for name, value in evidence.items() if isinstance(value, list)}
    listed["groups"] = tuple(GroupFact(**group) for group in evidence["groups"])
    listed["options"] = tuple((name, value) for name, value in evidence.get("options", ()))
    listed["twins"] = tuple(_twin(twin) for twin in evidence["twins"])
    listed["picks"] = tuple(Pick(**pick) for pick in evidence["picks"])
    return Case(
        answers=parse_answers(raw["answers"]),
        attempts=tuple(Attempt(**attempt) for attempt in raw["attempts"]),
        evidence=Evidence(**{**evidence, **listed}),
        mode=raw.get("mode", "full"),
        rates=tuple(map(_around, raw.get("rates", ()))),
        related=tuple(Related(**each) for each in raw.get("related", ())),
    )


def _around(raw: dict[str, Any] | None) -> Around | None:
    return Around(*(side and Rate(**side) for side in (raw["before"], raw["after"]))) if raw else None


def _twin(raw: dict[str, Any]) -> TwinFact:
    return TwinFact(**{**raw, "differences": tuple(tuple(each) for each in raw["differences"])})


def dump_answers(answers: tuple[tuple[str, Answer], ...]) -> dict[str, Any]:
    """The answers by field name, as plain objects that leave out what is empty."""
    return {name: _dump_answer(answer) for name, answer in answers}


def _dump_answer(answer: Answer) -> dict[str, Any]:
    whole = {**asdict(answer), "facts": dict(answer.facts)}
    return {name: value for name, value in whole.items() if value}


def parse_answers(raw: dict[str, Any]) -> tuple[tuple[str, Answer], ...]:
    """The answers of these objects; TypeError or AttributeError when they are none."""
    return tuple((name, _answer(answer)) for name, answer in raw.items())


def _answer(raw: dict[str, Any]) -> Answer:
    return Answer(**{**raw, "facts": tuple(sorted(raw.get("facts", {}).items()))})
