from casekit.analysis import find_twin, pick_requests
from tests.analysis.calls import DE, US, calls, shuffled


def pair(**columns):
    """A failed call and successes before and after it."""
    return calls([0, 100, 130], status=[200, 500, 200], **columns)


def test_the_twin_shows_each_parameter_that_differs():
    query = [
        "MarketplaceIds=X&CreatedAfter=2026-01-01",
        "MarketplaceIds=X&NextToken=abc",
        "MarketplaceIds=X&NextToken=abd",
    ]
    events = pair(query=query, client=["python/1", "python/2", "python/2"])
    twin = find_twin(events, pick_requests(events).iloc[0])
    assert twin.found
    assert [(each.field, each.failed, each.succeeded) for each in twin.differences] == [
        ("query NextToken", "abc", "abd")
    ]
    assert "client" in twin.same
    assert twin.line_start == 3


def test_among_equally_similar_calls_the_nearest_in_time_is_the_twin():
    events = pair()
    twin = find_twin(events, pick_requests(events).iloc[0])
    assert "30 s after the failure" in twin.reason
    assert twin.differences == ()


def test_another_marketplace_is_the_twin_only_where_the_same_one_never_worked():
    events = pair(marketplace_id=[DE, US, DE])
    twin = find_twin(events, pick_requests(events).iloc[0])
    assert "same operation and seller" in twin.reason
    assert [each.field for each in twin.differences] == ["marketplace_id"]


def test_without_a_success_it_says_so():
    events = calls([0, 1])
    twin = find_twin(events, pick_requests(events).iloc[0])
    assert not twin.found
    assert twin.reason == "The log holds no successful call of getOrders."


def test_an_unknown_operation_has_no_twin():
    events = pair(operation=None)
    assert "not known" in find_twin(events, pick_requests(events).iloc[0]).reason


def test_a_request_of_another_log_has_no_twin():
    assert not find_twin(pair(), {"request_id": "elsewhere", "source": "b.log", "line_start": 1}).found


def test_the_order_of_rows_changes_nothing():
    events = pair()
    pick = pick_requests(events).iloc[0]
    assert find_twin(events, pick) == find_twin(shuffled(events), pick)
