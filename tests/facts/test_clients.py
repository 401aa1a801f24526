import re

import pytest

from casekit import facts
from casekit.wording import LANGUAGES

RECIPES = facts.client_recipes()


def test_rows_are_unique_and_complete():
    assert len({each.library for each in RECIPES}) == len(RECIPES)
    for each in RECIPES:
        assert each.recipe
        assert each.certainty
        assert each.source.startswith("https://")


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_recipe_is_there_in_every_language_and_names_the_same_headers(language):
    for each in RECIPES:
        for name in ("recipe", "caution", "certainty"):
            assert each.words(name, language) != getattr(each, name)
        assert set(re.findall(r"(?i)x-amzn-requestid", each.words("recipe", language))) == set(
            re.findall(r"(?i)x-amzn-requestid", each.recipe)
        )


@pytest.mark.parametrize("known", RECIPES, ids=lambda each: each.library)
def test_every_library_is_found_by_its_example_and_by_no_other_earlier_row(known):
    assert re.search(known.signs, known.example)
    assert facts.find_client(f"12:00 ERROR {known.example} more") == known


def test_the_library_is_found_before_the_http_client_below_it():
    trace = "at GuzzleHttp\\Client->request()\n at SellingPartnerApi\\Api\\OrdersV0Api->getOrders()"
    found = facts.find_client(trace)
    assert found is not None
    assert found.library == "jlevers/selling-partner-api"


@pytest.mark.parametrize(
    "text", ["", "2026-03-02 GET /orders/v0/orders 403", "the curly requests of a client", "INFO spapi.client started"]
)
def test_no_sign_no_guess(text):
    assert facts.find_client(text) is None
