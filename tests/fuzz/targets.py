"""What must hold for any bytes at all: one function per door, each raises when a promise is broken."""

import json
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import cache

from markdown_it import MarkdownIt

from casekit.case import draft_case
from casekit.case.model import Answer, Case
from casekit.errors import CasekitError
from casekit.export import render_markdown
from casekit.export.blocks import Bullets, Literal, Page, Table
from casekit.export.markdown_text import visible
from casekit.export.masking import mask_case
from casekit.export.page import lay_out
from casekit.reading import read_bytes
from casekit.redaction import find_secrets, redact
from casekit.redaction.json_text import is_json
from tests.samples import ndjson

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
FORBIDDEN = {"html_inline", "html_block", "link_open", "code_block", "blockquote_open", "hr", "ordered_list_open"}


def check_reading(data: bytes) -> None:
    """Reading raises nothing but CasekitError, every line is accounted for, and no ID is made up."""
    try:
        log = read_bytes([("log", data)])
    except CasekitError:
        return
    assert log.ledger.adds_up
    if data[:2] in (b"PK", b"\x1f\x8b"):
        return  # what was packed is not in the bytes
    seen = bare(data.decode("utf-8", "replace")) + bare(data.replace(b"\x00", b"").decode("latin-1"))
    assert all(bare(each) in seen for each in log.events["request_id"].dropna()), "an ID that is not in the log"


def check_redaction(data: bytes) -> None:
    """Twice is once, the gate is content with what redaction leaves, and JSON stays JSON."""
    text = data.decode("utf-8", "replace")
    clean = redact(text).text
    assert redact(clean).text == clean
    assert find_secrets(clean) == ()
    assert is_json(clean) or not is_json(text)


def check_page(data: bytes) -> None:
    """A case of this text, rendered and read back by a Markdown reader, says exactly what the case says."""
    text = data.decode("utf-8", "replace")
    case = filled(text)
    page = lay_out(mask_case(case), "en", ("timeline.png", "requests.csv"), "a chart")
    markdown = render_markdown(case, "en", ("timeline.png", "requests.csv"), "a chart")
    assert read_back(markdown) == told(page)
    assert not redact(markdown).found


TARGETS: dict[str, Callable[[bytes], None]] = {
    "reading": check_reading,
    "redaction": check_redaction,
    "page": check_page,
}


@cache
def base() -> Case:
    """A plain case, made once."""
    return draft_case(read_bytes([("log", ndjson().encode())]))


def filled(text: str) -> Case:
    """A case with parts of the text in its fields: typed words, messages of the log, and values."""
    parts = (text.split("\n\n") + [text] * 4)[:5]
    said = {"title": parts[0], "what_happened": parts[1], "goal": parts[2], "question": text}
    case = base()
    answers = {**dict(case.answers), **{name: Answer(part, "typed") for name, part in said.items()}}
    first, *others = case.evidence.picks
    odd = replace(first, error_message=parts[3], error_code=parts[4][:80], path=text[:200], client=parts[0][:80])
    return replace(
        case,
        answers=tuple(answers.items()),
        evidence=replace(case.evidence, picks=(odd, *others), sources=(text[:99],)),
    )


def told(page: Page) -> dict[str, list[str]]:
    """What a page says, by kind of block, without regard for blanks."""
    blocks = [block for section in page.sections for block in section.blocks]
    tables = [block for block in blocks if isinstance(block, Table)]
    return {
        "headings": [flat(page.title), *(flat(section.heading) for section in page.sections)],
        "cells": [flat(cell) for table in tables for row in (table.head, *table.rows) for cell in row],
        "bullets": [flat(line) for block in blocks if isinstance(block, Bullets) for line in block.lines],
        "literals": [visible(block.text).rstrip("\n") for block in blocks if isinstance(block, Literal)],
    }


def read_back(markdown: str) -> dict[str, list[str]]:
    """The same from Markdown, as a reader of it sees it; markup that no block of ours has is a fault."""
    found: dict[str, list[str]] = {"headings": [], "cells": [], "bullets": [], "literals": []}
    kinds = {"heading_open": "headings", "th_open": "cells", "td_open": "cells", "list_item_open": "bullets"}
    kind = ""
    for token in READER.parse(markdown):
        assert token.type not in FORBIDDEN, token.type
        if token.type == "fence":
            found["literals"].append(token.content.rstrip("\n"))
        if token.type == "inline":
            inner = {child.type for child in token.children or ()}
            assert not inner & FORBIDDEN, inner
            if kind:
                found[kind].append(flat("".join(child.content for child in token.children or ())))
        kind = kinds.get(token.type, kind if token.type == "paragraph_open" else "")
    return found


def flat(text: str) -> str:
    """The text as shown, with one blank for any run of them."""
    return " ".join(visible(text).split())


def bare(text: str) -> str:
    """The letters, digits and hyphens that a person would see, however they were escaped."""
    with suppress(ValueError):
        text = json.loads(f'"{text}"') if "\\u" in text else text
    return re.sub(r"[^\w-]", "", text.replace("\x1b[31m", ""))
