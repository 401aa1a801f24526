"""The case as Markdown."""

from casekit.case.model import Case
from casekit.export.blocks import Block, Bullets, Literal, Page, Picture, Table, Words
from casekit.export.markdown_text import cell, code, code_cell, fence, line, prose, table
from casekit.export.masking import mask_case
from casekit.export.page import lay_out


def render_markdown(case: Case, language: str = "en", attachments: tuple[str, ...] = (), chart: str = "") -> str:
    """The whole case as Markdown (UTF-8, LF, ends with a newline), masked, in this language.

    `chart` is the alt text of timeline.png, shown when that file is among the attachments.
    Facts, IDs and figures are the same in every language.
    """
    return write_page(lay_out(mask_case(case), language, attachments, chart))


def write_page(page: Page) -> str:
    """A page that is masked already as Markdown; it ends with a newline."""
    parts = [f"# {line(page.title)}"]
    for section in page.sections:
        parts += [f"## {line(section.heading)}", *(_write(block) for block in section.blocks)]
    return "\n\n".join(parts) + "\n"


def _write(block: Block) -> str:
    match block:
        case Words(text):
            return prose(text)
        case Literal(text):
            return fence(text)
        case Bullets(lines, codes):
            return "\n".join(f"- {code(each) if codes else line(each)}" for each in lines)
        case Picture(name, alt):
            return f"![{line(alt)}]({name})"
        case Table(head, rows, codes):
            return table(tuple(cell(each) for each in head), [_row(row, codes) for row in rows])


def _row(row: tuple[str, ...], codes: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(code_cell(text) if column in codes else cell(text) for column, text in enumerate(row))
