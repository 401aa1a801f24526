"""The case as plain text, for a form that takes no Markdown."""

import re

from casekit.case.model import Case
from casekit.export.answers import Reader
from casekit.export.blocks import Block, Bullets, Literal, Picture, Table, Words
from casekit.export.markdown_text import visible
from casekit.export.masking import mask_case
from casekit.export.page import lay_out


def render_text(case: Case, language: str = "en", attachments: tuple[str, ...] = (), chart: str = "") -> str:
    """The whole case as plain text (UTF-8, LF, ends with a newline), masked; a table row is one `name: value` list.

    `chart` is the alt text of timeline.png, which stands in its place.
    """
    masked = mask_case(case)
    page, reader = lay_out(masked, language, attachments, chart), Reader(masked, language)
    parts = [visible(page.title)]
    for section in page.sections:
        blocks = [text for text in (_write(block, reader) for block in section.blocks) if text]
        parts += ["\n".join([visible(section.heading).upper(), *blocks])] if blocks else []
    return "\n\n".join(parts) + "\n"


def _write(block: Block, reader: Reader) -> str:
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
            return "\n".join(_row(head, row, reader) for row in rows)


def _row(head: tuple[str, ...], row: tuple[str, ...], reader: Reader) -> str:
    if len(head) <= 3:  # noqa: PLR2004  a list of facts: its last two columns are name and value
        return f"- {reader.named_value(_flat(row[-2]), _flat(row[-1]))}"
    named = [reader.named_value(_flat(name), _flat(value)) for name, value in zip(head, row, strict=True) if value]
    return "- " + "\n  ".join(named)


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", visible(text)).strip()
