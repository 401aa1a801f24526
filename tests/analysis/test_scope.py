import pandas as pd

from casekit.analysis import find_scope, tell_scope
from tests.analysis.calls import DE, US, calls, parts, shuffled


def scope(events):
    failed, traffic = parts(events)
    return find_scope(failed, events, traffic)


def mixed():
    """Two sellers and two operations; only A1's getOrders fails, every second time."""
    rows = [(seller, operation) for seller in ("A1", "A2") for operation in ("getOrders", "getReport")] * 20
    status = [500 if pair == ("A1", "getOrders") and place % 8 == 0 else 200 for place, pair in enumerate(rows)]
    sellers, operations = zip(*rows, strict=True)
    return calls(range(0, 4800, 60), seller_id=list(sellers), operation=list(operations), status=status)


def test_the_smallest_combination_holds_all_errors_with_counts_both_ways():
    found = scope(mixed()).find("combination")
    assert found.values == ("A1", "getOrders")  # noqa: PD011  no array
    assert (found.errors_inside, found.errors, found.calls_inside) == (10, 10, 20)
    assert "10 of 20 calls (50 %)" in found.sentence
    assert "none of the 60 calls outside" in found.sentence


def test_one_seller_is_told_from_all_sellers():
    assert scope(mixed()).find("seller").verdict == "one"
    everyone = calls(range(40), seller_id=["A1", "A2"] * 20)
    assert scope(everyone).find("seller").verdict == "all"


def test_one_seller_in_the_log_is_no_proof_that_only_one_is_hit():
    assert scope(calls(range(9))).find("seller").verdict == "only one in the log"


def test_what_the_log_does_not_say_is_unknown():
    found = scope(calls(range(3), seller_id=None)).find("seller")
    assert found.verdict == "unknown"
    assert found.values == ()  # noqa: PD011  no array


def test_a_marketplace_on_the_host_of_another_region_is_flagged():
    found = scope(calls(range(4), marketplace_id=[DE, DE, US, None])).find("region")
    assert found.verdict == "wrong region"
    assert found.errors_inside == 2
    assert "sellingpartnerapi-eu.amazon.com" in found.sentence


def test_the_right_region_is_said_too():
    assert scope(calls(range(4))).find("region").verdict == "right region"


def test_sandbox_and_production_are_told_apart():
    hosts = ["sandbox.sellingpartnerapi-na.amazon.com", "sellingpartnerapi-na.amazon.com"]
    assert scope(calls(range(2), host=hosts)).find("environment").verdict == "both"
    assert scope(calls(range(2), host=hosts[0])).find("environment").verdict == "sandbox"
    assert scope(calls(range(2), host=None)).find("environment").verdict == "unknown"


def test_shares_of_hosts_and_clients_are_not_given_where_successes_are_missing():
    events = mixed()
    failed, traffic = parts(events)
    found = find_scope(failed, failed, traffic)
    assert found.find("host").calls_inside is None
    assert found.find("seller").calls_inside == 20


def test_no_failed_call_has_no_scope():
    assert scope(calls([0], status=200)).findings == ()


def test_the_order_of_rows_changes_nothing():
    assert scope(mixed()) == scope(shuffled(mixed()))


def test_what_cannot_be_compared_or_is_not_said_is_told_in_one_sentence_each():
    said = tell_scope(scope(calls(range(9), application_id=None, client=None)).findings)
    (alone,) = (text for text in said if "no other to compare" in text)
    assert all(value in alone for value in ("1 seller (A1EXAMPLE)", "1 operation (getOrders)"))
    (unsaid,) = (text for text in said if "does not say" in text)
    assert unsaid == "The log does not say the application or client of these calls."


def test_a_combination_of_one_dimension_is_not_told_twice():
    events = calls(range(40), operation=["getOrders", "getReport"] * 20, status=[500, 200] * 20)
    said = tell_scope(scope(events).findings)
    assert not any("lie within" in text for text in said)
    assert any("One operation only, getOrders" in text for text in said)
    assert any("lie within" in text for text in tell_scope(scope(mixed()).findings))


def test_every_finding_says_something():
    assert all(each.sentence.endswith(".") for each in scope(mixed()).findings)
    assert not pd.Series([each.sentence for each in scope(mixed()).findings]).duplicated().any()
