import pandas as pd

from casekit.analysis import judge_state
from tests.analysis.calls import START, calls, parts, shuffled, since


def ended(good):
    """300 calls of which a third fail, then so many good ones."""
    bad = since(0, size=300)
    fine = calls([18_000 + 60 * n for n in range(good)], status=200)
    return pd.concat([bad, fine], ignore_index=True)


def test_errors_up_to_the_end_still_occur():
    found = judge_state(*parts(since(0)))
    assert found.verdict == "still occurring"
    assert found.last_failure == START + pd.Timedelta(minutes=597)


def test_many_good_calls_after_the_last_failure_show_that_it_stopped():
    found = judge_state(*parts(ended(100)))
    assert found.verdict == "stopped"
    assert found.good_calls_since == 102
    assert found.rate_upper_bound < 0.03
    assert "2026-03-01T04:57:00Z" in found.reason


def test_a_few_good_calls_leave_it_unclear():
    assert judge_state(*parts(ended(6))).verdict == "unclear"


def test_no_call_for_hours_means_not_exercised_since():
    other = calls([18_000 + 600 * n for n in range(60)], operation="getReport", status=200)
    found = judge_state(*parts(pd.concat([since(0, size=300), other], ignore_index=True)))
    assert found.verdict == "not exercised since"
    assert "no such call in the last 9 h" in found.reason


def test_a_log_of_failures_only_cannot_tell_a_quiet_time_from_success():
    other = calls([18_000 + 600 * n for n in range(60)], operation="getReport")
    failed, traffic = parts(pd.concat([calls(range(0, 600, 60)), other], ignore_index=True))
    found = judge_state(failed[failed["operation"].eq("getOrders")], traffic)
    assert found.verdict == "unclear"
    assert "failed calls only" in found.reason


def test_a_log_of_failures_only_names_no_number_of_calls():
    found = judge_state(*parts(calls(range(0, 1800, 60))))
    assert found.verdict == "still occurring"
    assert found.reason == "Last failure at 2026-03-01T00:29:00Z; no successful call of the same kind since."


def test_one_failure_and_a_handful_of_good_calls_do_not_show_an_end():
    found = judge_state(*parts(calls([0, 60, 120, 180], status=[500, 200, 200, 200])))
    assert found.verdict != "stopped"


def test_failures_without_a_time_leave_it_unclear():
    assert judge_state(*parts(calls([None, 5], status=[500, 200]))).verdict == "unclear"


def test_good_calls_of_the_same_minute_count_where_every_call_is_at_hand():
    events = calls(range(40), status=[500, *[200] * 39])
    failed, traffic = parts(events)
    assert judge_state(failed, traffic).good_calls_since == 0
    assert judge_state(failed, traffic, events).good_calls_since == 39


def test_the_order_of_rows_changes_nothing():
    events = ended(20)
    assert judge_state(*parts(events)) == judge_state(*parts(shuffled(events)))
