"""The tables that tell values from names in error messages."""

import pytest

from casekit.facts.message_table import message_masks, message_words
from casekit.facts.tables import read_table


@pytest.mark.parametrize("mask", message_masks(), ids=lambda mask: f"{mask.name} {mask.example}")
def test_a_mask_takes_its_example_whole_and_leaves_its_counterexample(mask):
    assert mask.pattern.fullmatch(mask.example)
    assert not mask.pattern.search(mask.counterexample)


def test_each_role_has_lower_case_words_and_no_other_role_exists():
    roles = ("value", "field", "required", "noun", "number", "file", "option", "title")
    assert {row["role"] for row in read_table("message_words")} == set(roles)
    assert all(word == word.lower() for role in roles for word in message_words(role))
