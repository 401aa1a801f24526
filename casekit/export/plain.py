"""The case as plain text, for a form that takes no Markdown."""

import re

from casekit.case.model import Case
from casekit.export.blocks import Block, Bullets, Literal, Picture, Table, Words
from casekit.export.markdown_text import visible
from casekit.export.masking import mask_case
from casekit.export.page import lay_out


def render_text(case: Case, language: str = "en", attachments: tuple[str, ...] = (), chart: str = "") -> str:
    """The whole case as plain text (UTF-8, LF, ends with a newline), masked; a table row is one `name: value` list.

    `chart` is the alt text of timeline.png, which stands in its place.
    """
    page = lay_out(mask_case(case), language, attachments, chart)
    parts = [visible(page.title)]
    for section in page.sections:
        blocks = [text for text in (_write(block) for block in section.blocks) if text]
        parts += ["\n".join([visible(section.heading).upper(), *blocks])] if blocks else []
    return "\n\n".join(parts) + "\n"


def _write(block: Block) -> str:
    match block:
        case Words(text):
            return visible(text)
        case Literal(text):
            return "\n".join(f"    {line}" for line in visible(text).split("\n"))
        case Bullets(lines, _):
            return "\n".join(f"- {_flat(line)}" for line in lines)
        case Picture(_, alt):
            return _flat(alt)
        case Table(head, rows, _):
            return "\n".join(_row(head, row) for row in rows)


def _row(head: tuple[str, ...], row: tuple[str, ...]) -> str:
    if len(head) <= 3:  # noqa: PLR2004  a list of facts: its last two columns are name and value
        mark = "" if row[-2].endswith(("?", "？")) else ":"
        return f"- {_flat(row[-2])}{mark} {_flat(row[-1])}"
    named = [f"{_flat(name)}: {_flat(value)}" for name, value in zip(head, row, strict=True) if value]
    return "- " + "\n  ".join(named)


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", visible(text)).strip()
