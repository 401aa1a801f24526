import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from casekit.export.markdown_text import cell, code, code_cell, fence, line, prose, table, visible

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Zs"), include_characters=" \n"), max_size=60
)
NASTY = [
    "# heading",
    "====",
    "---",
    "- [x] approved",
    "1. one",
    "> quote",
    "![p](https://evil.invalid/p.png)",
    "[ref]: https://evil.invalid",
    "https://evil.invalid/x www.evil.invalid @org/everyone fixes #1 GH-2",
    "<!-- gone -->",
    "<img src=x onerror=alert(1)>",
    "&lt;img&gt; &amp; &#64;",
    "a | b \\| c",
    "**bold** _it_ ~~no~~ `tick` ``two``",
    "```mermaid",
    "$$x$$",
    "# ",
    "+",
]


def shown(markdown):
    """The text that a reader of this Markdown sees, with its inline kinds of token."""
    kinds, words = set(), []
    for token in READER.parse(markdown):
        if token.type not in ("paragraph_open", "paragraph_close", "inline"):
            kinds.add(token.type)
        for child in token.children or ():
            kinds.add(child.type)
            words.append("\n" if child.type == "hardbreak" else child.content)
    return "".join(words), kinds


def flat(text):
    return " ".join(text.split())


@pytest.mark.parametrize("text", NASTY)
def test_prose_is_text_and_nothing_else(text):
    words, kinds = shown(prose(text))
    assert kinds <= {"text", "code_inline", "hardbreak", "text_special"}
    assert flat(words) == flat(text)


@given(TEXTS)
@example("0.")
def test_prose_gives_back_the_characters_that_went_in(text):
    words, kinds = shown(prose(text))
    assert flat(words) == flat(text)
    assert not kinds & {"heading_open", "link_open", "image", "html_inline", "html_block", "fence", "code_block"}


@given(TEXTS)
def test_code_gives_back_its_line(text):
    words, kinds = shown(code(text))
    assert flat(words) == flat(text)
    assert kinds <= {"code_inline"}


@given(TEXTS)
def test_a_fence_holds_its_text_and_nothing_escapes_from_it(text):
    tokens = READER.parse(fence(text) + "\n\nafter")
    assert [token.type for token in tokens][:2] == ["fence", "paragraph_open"]
    assert tokens[0].content.rstrip("\n") == visible(text).rstrip("\n")


@given(TEXTS)
@example("a|b@example `|@x`")
@example("fixes #")
@example("##")
def test_one_line_outside_a_table_gives_back_its_characters(text):
    for written in (line(text), code(text)):
        assert flat(shown(f"# {written}")[0]) == flat(text)


@example([("|@0", "")])
@example([("`|@0`\\\\|", "\\\\|`|")])
@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4))
def test_a_table_keeps_its_cells(rows):
    page = table(("a", "b"), [(cell(left), code_cell(right)) for left, right in rows])
    tokens = READER.parse(page)
    assert sum(token.type == "td_open" for token in tokens) == 2 * len(rows)
    cells = [token for token in tokens if token.type == "inline"][2:]
    said = [flat("".join(child.content for child in token.children or ())) for token in cells]
    assert said == [flat(text) for row in rows for text in row]


def test_what_cannot_be_seen_is_written_out():
    assert visible("a\x1b[31mb\u202ec\u200bd\r\ne") == "a\\x1b[31mb\\u202ec\\u200bd\ne"
    assert {shown(make("a\x0db\x1cc"))[0] for make in (line, cell, code, prose)} == {"a\\x0db\\x1cc"}
