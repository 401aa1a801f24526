"""The phrases of a case: each row finds its example and leaves its counterexample."""

import re

import pytest

from casekit.facts import find_phrase_pattern, read_table

ROWS = read_table("case_phrases")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['sign']} {row['language']} {row['example']}")
def test_a_phrase_is_found_in_its_example_and_not_in_its_counterexample(row):
    assert find_phrase_pattern(row["sign"]).search(row["example"])
    assert not re.search(row["pattern"], row["counter"], re.IGNORECASE)


def test_a_sign_that_no_row_has_is_an_error():
    with pytest.raises(KeyError):
        find_phrase_pattern("no such sign")
