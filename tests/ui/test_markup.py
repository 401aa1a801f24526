"""What reaches the page is text, whatever a log line holds."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from casekit.ui.markup import copy_button, meter, picture, table, tag, text

NASTY = st.text(st.sampled_from("<>&\"'=` \n\x00\u202e/abcscriptonerror"), max_size=40)


class Elements(HTMLParser):
    def __init__(self, markup):
        super().__init__()
        self.names, self.attributes = [], []
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        self.names.append(tag)
        self.attributes += [name for name, _ in attrs]


@given(NASTY)
def test_a_value_never_becomes_an_element_or_an_attribute(value):
    made = Elements(tag("div", text(value), title=value) + picture(b"", value) + meter(1, 2, value))
    assert made.names == ["div", "img", "progress", "span"]
    assert made.attributes == ["title", "class", "src", "alt", "value", "max", "aria-label"]


@given(st.lists(st.tuples(NASTY, NASTY), max_size=3), NASTY)
def test_a_table_keeps_its_cells(rows, caption):
    made = Elements(table(("a", "b"), rows, caption))
    assert made.names.count("td") == 2 * len(rows)
    assert set(made.names) <= {"div", "table", "caption", "thead", "tbody", "tr", "th", "td"}


@given(NASTY)
def test_the_copy_button_runs_only_its_own_code(value):
    made = Elements(copy_button(value, value, value))
    assert made.names == ["button"]
    assert made.attributes == ["class", "onclick", "data-text", "data-done"]
