"""Promises that hold for any text."""

import json
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.redaction import Placeholders, find_secrets, redact
from tests.redaction.cases import CASES

TEXTS = [case[1] for case in CASES]
BITS = [
    '"',
    "'",
    "\\",
    "{",
    "}",
    "[",
    "]",
    ":",
    "=",
    ",",
    "|",
    "&",
    ";",
    "\n",
    " ",
    "%22",
    "\\u0022",
    "\x1b[0m",
    "\u200b",
    "\0",
]
BITS += [
    "Authorization: ",
    "client_secret",
    "BuyerName",
    "Cookie: a=bcd",
    "Atza|abcdefgh",
    "a@b.example",
    "[x#1]",
    "+49 30 123456",
]

anything = st.text(max_size=200)
texts = st.integers(0, len(TEXTS) - 1).map(TEXTS.__getitem__)
pieces = st.lists(st.one_of(st.sampled_from(BITS), texts, st.text(max_size=8)), max_size=8).map("".join)
cuts = st.tuples(texts, st.integers(0, 400), st.integers(0, 400), st.sampled_from(BITS)).map(
    lambda each: each[0][: each[1]] + each[3] + each[0][each[2] :],
)
values = st.recursive(st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), pieces), st.lists)
trees = st.recursive(
    values,
    lambda inner: st.dictionaries(st.sampled_from(["ShippingAddress", "name", "phone", "lat", "password", "x"]), inner),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.one_of(anything, pieces, cuts))
def test_twice_is_once_and_the_gate_is_content(text):
    clean = redact(text)
    assert redact(clean.text).text == clean.text
    assert find_secrets(clean.text) == ()


@settings(max_examples=80, deadline=None, derandomize=True)
@given(trees, st.booleans())
def test_json_stays_json(tree, ascii_only):
    text = json.dumps({"data": tree}, ensure_ascii=ascii_only)
    json.loads(redact(text).text)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(st.one_of(anything, pieces, cuts))
def test_places_rebuild_the_text(text):
    clean = redact(text)
    parts, done = [], 0
    for place in clean.spans:
        assert done <= place.start < place.end
        parts += [text[done : place.start], place.placeholder]
        done = place.end
    rebuilt = "".join((*parts, text[done:]))
    assert re.sub(r"[\"\\]", "", rebuilt) == re.sub(r"[\"\\]", "", clean.text)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(st.text(alphabet="abcdefghij klmnop.,\n", max_size=300))
def test_quiet_text_is_unchanged(text):
    assert redact(text, memory=Placeholders()).text == text
