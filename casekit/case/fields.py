"""The form as data: which fields a case has, in which order, and when each is shown and needed."""

from dataclasses import dataclass
from functools import cache

from casekit import facts
from casekit.case.model import Case
from casekit.wording import say

ERROR_ISSUES = ("API errors", "Throttling")
USUAL_ISSUE = ERROR_ISSUES[0]
"""What a case is taken for until its issue type is known."""
MODES = ("full", "quick")
"""A quick report asks for the little that support cannot do without (G9)."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the case; `choices` is empty for free text, `kind` is line, paragraph, choice or many.

    `shown` and `required` name the issue types of which a case has the field, and of which it must answer it; `quick`
    is true when a quick report has it too.
    """

    name: str
    form_id: str
    rule: str
    kind: str
    section: str
    choices: tuple[str, ...]
    shown: tuple[str, ...]
    required: tuple[str, ...]
    quick: bool

    def label(self, language: str = "en") -> str:
        """The name of the field as the form shows it."""
        return say(language, f"field.{self.name}.label")

    def help(self, language: str = "en") -> str:
        """One sentence on what belongs into the field."""
        return say(language, f"field.{self.name}.help")

    def is_shown(self, issue_type: str, mode: str = "full") -> bool:
        """True when a case of this issue type and mode has the field."""
        return _fits(self.shown, issue_type) and (self.quick or mode != "quick")

    def is_needed(self, issue_type: str, mode: str = "full") -> bool:
        """True when a case of this issue type and mode must answer the field, or say why it can't."""
        return _fits(self.required, issue_type) and self.is_shown(issue_type, mode)


def _fits(listed: tuple[str, ...], issue_type: str) -> bool:
    known = find_field("issue_type").choices
    return listed == ("all",) or (issue_type if issue_type in known else USUAL_ISSUE) in listed


@cache
def fields() -> tuple[Field, ...]:
    """Every field, in the order in which the notebook and the case show them."""
    return tuple(_field(row) for row in facts.read_table("form_fields"))


@cache
def find_field(name: str) -> Field:
    """The field of this name; KeyError when there is none."""
    return {each.name: each for each in fields()}[name]


@cache
def shown_fields(issue_type: str, mode: str = "full") -> tuple[Field, ...]:
    """The fields that a case of this issue type and mode has; an unknown type counts as USUAL_ISSUE."""
    return tuple(each for each in fields() if each.is_shown(issue_type, mode))


def has_field(case: Case, name: str) -> bool:
    """True when the case has the field at all, by its issue type and mode."""
    return find_field(name).is_shown(case.text("issue_type"), case.mode)


def needed_fields(case: Case) -> tuple[Field, ...]:
    """The fields that the case must answer, or say why it can't."""
    issue_type = case.text("issue_type")
    return tuple(each for each in fields() if each.is_needed(issue_type, case.mode))


def left_out(case: Case) -> tuple[Field, ...]:
    """What a full report of the same issue type must answer and this one does not have; empty for a full one."""
    issue_type = case.text("issue_type")
    return tuple(each for each in fields() if each.is_needed(issue_type) and not each.is_needed(issue_type, case.mode))


def _field(row: dict[str, str]) -> Field:
    return Field(
        **{name: row[name] for name in ("name", "form_id", "rule", "kind", "section")},
        choices=_choices(row["choices"]),
        shown=_listed(row["shown"]),
        required=_listed(row["required"]),
        quick=row["quick"] == "yes",
    )


def _listed(text: str) -> tuple[str, ...]:
    return tuple(text.split("|")) if text else ()


def _choices(text: str) -> tuple[str, ...]:
    if text == "@api_sections":
        return tuple(sorted({each.api_section for each in facts.operations()}))
    if text == "@marketplaces":
        return tuple(each.marketplace_id for each in facts.marketplaces())
    if text == "@operations":
        return tuple(sorted({each.operation for each in facts.operations()}, key=str.lower))
    return _listed(text)
