"""The fields of the contact form in its order, each ready to be pasted."""

from casekit.case.fields import find_field
from casekit.case.model import Case
from casekit.export.answers import Reader
from casekit.export.facts import FORM_FIELDS, form_rows
from casekit.export.markdown_text import visible
from casekit.export.masking import mask_case

BEFORE_DESCRIPTION = 3
"""Fields of the form above the description."""


def render_form(case: Case, language: str, description: str) -> str:
    """Label and value of each field on lines of their own, the description among them; masked, ends with a newline."""
    reader = Reader(mask_case(case), language)
    rows = [(find_field(name).form_id, *row) for name, row in zip(FORM_FIELDS, form_rows(reader), strict=True)]
    rows.insert(BEFORE_DESCRIPTION, ("F4", reader.say("description"), description.strip()))
    return "\n\n".join(f"{form_id} {visible(label)}\n{visible(value)}" for form_id, label, value in rows) + "\n"
