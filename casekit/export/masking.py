"""A case with everything masked that must not leave: done before anything is cut, escaped or drawn."""

from collections import Counter
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from casekit.case.model import Case
from casekit.redaction import Placeholders, redact
from casekit.wording import change

T = TypeVar("T")
ROUNDS = 4  # of masking one text; damaged ones needed two, the last look at the files holds for the rest


def mask_case(case: Case, memory: Placeholders | None = None) -> Case:
    """The case with credentials and personal data replaced by placeholders; request IDs and times are unchanged.

    `memory` numbers the placeholders, so that all files of one bundle agree. Masking twice changes nothing more.
    """
    return _mask(case, memory or Placeholders(), Counter())


def mask_like(case: Case, value: T) -> T:
    """The value (text, or a tuple or dataclass of such) masked as the texts of this case are."""
    memory = Placeholders()
    return _map_text(value, lambda text: clean_text(text, case, memory))


def clean_text(text: str, case: Case, memory: Placeholders, counts: Counter[str] | None = None) -> str:
    """The text masked as the case's own are, until nothing more is found; `counts` takes how often, by rule.

    Once is enough but for a damaged text, in which a mask can lay open what it was grown together with.
    """
    for _ in range(ROUNDS):
        result = redact(text, memory, case.unmask, case.mask)
        if not result.spans:
            break
        text = result.text
        if counts is not None:
            counts.update(result.found)
    return text


def count_masked(case: Case) -> dict[str, int]:
    """How many stretches of the case's own texts each rule masks, by rule name; never what."""
    counts: Counter[str] = Counter()
    _mask(case, Placeholders(), counts)
    return dict(sorted(counts.items()))


def _mask(case: Case, memory: Placeholders, counts: Counter[str]) -> Case:
    bare = replace(case, mask=(), unmask=())
    masked = _map_text(bare, lambda text: clean_text(text, case, memory, counts))
    return replace(masked, mask=case.mask, unmask=case.unmask)


def _map_text(value: T, clean: Any) -> T:  # noqa: ANN401  a function of text to text
    result: Any = value
    if isinstance(value, str):
        result = change(value, clean) if value else value
    elif isinstance(value, tuple):
        result = tuple(_map_text(each, clean) for each in value)
    elif is_dataclass(value) and not isinstance(value, type):
        result = replace(value, **{each.name: _map_text(getattr(value, each.name), clean) for each in fields(value)})
    final: T = result
    return final
