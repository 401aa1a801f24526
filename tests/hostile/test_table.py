"""The table for people names tests that exist, and every test of this folder is in it."""

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
PAGE = (TESTS.parent / "docs" / "hostile-input.md").read_text(encoding="utf-8")
HERE = {
    "test_the_table_names_tests_that_exist_and_all_of_this_folder",
    "test_every_limit_has_its_reason",
    "test_an_id_that_looks_like_a_formula_or_markup_is_not_taken_for_an_id",
    "test_the_planted_values_are_in_the_sample_and_the_search_finds_them_there",
    "test_what_support_needs_is_still_in_the_bundle",
}


def names_in(folder):
    return {
        name
        for path in folder.rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text(), re.MULTILINE)
    }


def test_the_table_names_tests_that_exist_and_all_of_this_folder():
    named = set(re.findall(r"`(test_\w+)`", PAGE))
    assert named - names_in(TESTS) == set()
    here = names_in(TESTS / "hostile") - HERE
    assert here - named == set()
