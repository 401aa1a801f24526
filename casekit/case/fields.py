"""The form as data: which fields a case has, in which order, and when each is needed."""

from dataclasses import dataclass
from functools import cache

from casekit import facts
from casekit.wording import say

ERROR_ISSUES = ("API errors", "Throttling")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the case; `choices` is empty for free text, `kind` is line, paragraph, choice or many."""

    name: str
    form_id: str
    rule: str
    kind: str
    section: str
    choices: tuple[str, ...]
    required: str

    def label(self, language: str = "en") -> str:
        """The name of the field as the form shows it."""
        return say(language, f"field.{self.name}.label")

    def help(self, language: str = "en") -> str:
        """One sentence on what belongs into the field."""
        return say(language, f"field.{self.name}.help")

    def is_needed(self, issue_type: str) -> bool:
        """True when a case of this issue type must answer the field, or say why it can't."""
        return self.required == "all" or (self.required == "errors" and issue_type in ERROR_ISSUES)


@cache
def fields() -> tuple[Field, ...]:
    """Every field, in the order in which the notebook and the case show them."""
    return tuple(_field(row) for row in facts.read_table("form_fields"))


def find_field(name: str) -> Field:
    """The field of this name; KeyError when there is none."""
    return {each.name: each for each in fields()}[name]


def _field(row: dict[str, str]) -> Field:
    choices = _choices(row["choices"])
    return Field(row["name"], row["form_id"], row["rule"], row["kind"], row["section"], choices, row["required"])


def _choices(text: str) -> tuple[str, ...]:
    if text == "@api_sections":
        return tuple(sorted({each.api_section for each in facts.operations()}))
    if text == "@marketplaces":
        return tuple(each.marketplace_id for each in facts.marketplaces())
    if text == "@operations":
        return tuple(sorted({each.operation for each in facts.operations()}, key=str.lower))
    return tuple(text.split("|")) if text else ()
