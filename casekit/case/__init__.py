"""The case: fields, draft, prefill from the log, and checks."""

from casekit.case.draft import Draft
from casekit.case.fields import Field, fields, find_field
from casekit.case.model import Answer, Attempt, Case, Evidence, GroupFact, Pick
from casekit.case.prefill import draft_case

__all__ = [
    "Answer",
    "Attempt",
    "Case",
    "Draft",
    "Evidence",
    "Field",
    "GroupFact",
    "Pick",
    "draft_case",
    "fields",
    "find_field",
]
