import pandas as pd

from casekit.analysis import replay_quota
from tests.analysis.calls import calls, parts, shuffled

PLAN = {"operation": "getOrderItems", "api_section": "Orders API v0"}
"""Published: 0.5 a second, burst of 30."""


def burst(accepted, refused, every=0.05, **columns):
    """So many accepted calls at once, then refused ones."""
    size = accepted + refused
    status = [200] * accepted + [429] * refused
    return calls([place * every for place in range(size)], status=status, **PLAN, **columns)


def test_calls_beyond_the_published_burst_are_over_plan_and_need_no_case():
    row = replay_quota(burst(31, 10)).iloc[0]
    assert (row["verdict"], row["throttled"], row["explained"]) == ("over plan", 10, 10)
    assert (row["rate"], row["burst"]) == (0.5, 30)
    assert "No case is needed" in row["reason"]


def test_calls_refused_long_before_the_burst_is_used_may_share_their_quota():
    row = replay_quota(burst(5, 10)).iloc[0]
    assert row["verdict"] == "within plan or shared with calls not in this log"
    assert "a log cannot tell which" in row["reason"]


def test_the_limit_that_responses_named_stands_above_the_published_one():
    row = replay_quota(burst(31, 10, rate_limit=2.0)).iloc[0]
    assert (row["rate"], row["rate_source"]) == (2.0, "x-amzn-RateLimit-Limit in the log")


def test_many_calls_accepted_beyond_the_plan_show_a_higher_one():
    assert replay_quota(burst(400, 1)).iloc[0]["verdict"] == "another plan in force"


def test_sellers_are_never_pooled():
    events = burst(30, 4, seller_id=["A1", "A2"] * 17)
    table = replay_quota(events)
    assert table["seller_id"].tolist() == ["A1", "A2"]
    assert set(table["verdict"]) == {"within plan or shared with calls not in this log"}


def test_an_operation_without_a_known_limit_has_no_verdict():
    row = replay_quota(calls([0, 1], status=[200, 429], operation="getNothing")).iloc[0]
    assert row["verdict"] == "unknown"
    assert pd.isna(row["rate"])


def test_successes_that_only_traffic_counts_use_up_the_quota_too():
    events = burst(300, 10, every=0.1)
    failed, traffic = parts(events)
    assert replay_quota(failed).iloc[0]["verdict"].startswith("within plan")
    row = replay_quota(failed, traffic).iloc[0]
    assert row["verdict"] != "within plan or shared with calls not in this log"
    assert "spread evenly" in row["reason"]


def test_without_a_throttled_call_there_is_no_row():
    assert replay_quota(calls([0, 1], status=[200, 500])).empty


def test_times_that_are_not_known_give_no_verdict():
    assert replay_quota(calls([None, None], status=[200, 429], **PLAN)).iloc[0]["verdict"] == "unknown"


def test_the_order_of_rows_changes_nothing():
    events = burst(20, 15)
    pd.testing.assert_frame_equal(replay_quota(events), replay_quota(shuffled(events)))
