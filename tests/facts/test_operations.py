import re

import pytest

from casekit import facts

OPERATIONS = facts.operations()


def filled(template):
    return re.sub(r"\{[^}]+\}", "any-1", template)


def test_method_and_template_name_one_operation():
    keys = {(each.method, each.path_template) for each in OPERATIONS}
    assert len(keys) == len(OPERATIONS) == 464


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: f"{each.method} {each.path_template}")
def test_every_template_is_found_again(operation):
    assert facts.find_operation(operation.method, filled(operation.path_template)) == operation
    assert facts.find_section(filled(operation.path_template)) == operation.api_section


def test_a_literal_path_beats_a_placeholder():
    twins = [each for each in OPERATIONS if "{" not in each.path_template]
    assert all(facts.find_operation(each.method.lower(), each.path_template) == each for each in twins)


def test_an_unknown_path_or_method_gives_nothing():
    assert facts.find_operation("GET", "/orders/v0/nothing") is None
    assert facts.find_operation("PATCH", "/orders/v0/orders") is None
    assert facts.find_operation(None, "favicon.ico") is None
    assert facts.find_section("/") is None


def test_a_trailing_slash_changes_nothing():
    found = facts.find_operation("GET", "/orders/v0/orders/")
    assert found is not None
    assert found.operation == "getOrders"


def test_without_a_method_the_path_must_name_one_operation():
    found = facts.find_operation(None, "/fba/inventory/v1/summaries")
    assert found is not None
    assert facts.find_operation(None, "/reports/2021-06-30/reports") is None


def test_every_row_is_complete_and_rates_say_where_they_come_from():
    for each in OPERATIONS:
        assert each.api_section
        assert each.operation
        assert each.method in {"GET", "POST", "PUT", "PATCH", "DELETE"}
        assert each.state in {"current", "deprecated", "retired"}
        assert (each.rate_per_s is None) == (each.rate_source == "")
        assert each.rate_source in {"", "model", "sdk"}


def test_marketplaces_are_unique_and_found_by_id_and_by_country_code():
    ids = [each.marketplace_id for each in facts.marketplaces()]
    assert len(set(ids)) == len(ids) == 23
    assert all(facts.find_marketplace(each.marketplace_id) == each for each in facts.marketplaces())
    assert all(facts.find_country(each.country_code.lower()) == each for each in facts.marketplaces())


def test_the_united_kingdom_is_found_by_both_its_codes():
    assert facts.find_country("GB") == facts.find_country("uk") is not None
    assert facts.find_country("XX") is None


def test_what_stands_in_a_path_is_told_by_its_placeholder():
    path = "/listings/2021-08-01/items/A1MADEUPSELLER/SKU-7"
    assert facts.read_path(path) == {"sellerId": "A1MADEUPSELLER", "sku": "SKU-7"}
    assert facts.read_path("/nowhere/A1MADEUPSELLER") == {}
