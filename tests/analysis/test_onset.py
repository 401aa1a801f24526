import pandas as pd

from casekit.analysis import find_onset
from tests.analysis.calls import START, calls, parts, shuffled, since


def test_the_onset_is_the_first_error_of_the_higher_rate():
    found = find_onset(*parts(since(300)))
    assert found.verdict == "onset"
    assert found.at == START + pd.Timedelta(minutes=300)
    assert found.earliest <= found.at <= found.latest
    assert (found.rate_before, round(found.rate_after, 2)) == (0, 0.33)
    assert "rose at 2026-03-01T05:00:00Z" in found.reason


def test_more_calls_at_the_same_rate_are_no_onset():
    quiet = since(0, size=300, share=10)
    busy = calls(
        [18_000 + place * 6 for place in range(3000)], status=[500 if n % 10 == 0 else 200 for n in range(3000)]
    )
    events = pd.concat([quiet, busy], ignore_index=True)
    assert find_onset(*parts(events)).verdict == "first seen"


def test_a_log_that_fails_from_its_start_says_that_the_onset_may_lie_before():
    found = find_onset(*parts(since(0, size=60, share=2)))
    assert found.verdict == "first seen"
    assert found.at == START
    assert "from the log's start on" in found.reason


def test_two_errors_among_few_calls_are_only_first_seen():
    found = find_onset(*parts(calls([0, 60, 120, 180, 240], status=[200, 200, 500, 200, 500])))
    assert found.verdict == "first seen"
    assert found.at == START + pd.Timedelta(minutes=2)
    assert "too few" in found.reason


def test_a_gap_is_no_evidence_of_a_quiet_time():
    early, late = since(0, size=100, share=5), since(0, size=100, share=5)
    late["timestamp"] += pd.Timedelta(days=9)
    assert find_onset(*parts(pd.concat([early, late], ignore_index=True))).verdict == "first seen"


def test_only_calls_of_the_same_operation_and_seller_count():
    failing = since(0, size=200, share=4)
    others = calls([60 * n for n in range(3000)], operation="getReport", status=200)
    events = pd.concat([failing, others], ignore_index=True)
    assert find_onset(*parts(events)).reason.count("200 calls") == 1


def test_without_successes_it_says_that_only_counts_changed():
    sparse = [600 * n for n in range(40)]
    dense = [24_000 + 10 * n for n in range(400)]
    found = find_onset(*parts(calls(sparse + dense)))
    assert found.verdict == "onset"
    assert found.rate_before is None
    assert "not of a rate" in found.reason


def test_without_a_time_the_onset_is_unknown():
    found = find_onset(*parts(calls([None, None])))
    assert (found.verdict, found.at) == ("unknown", None)


def test_the_order_of_rows_changes_nothing():
    events = since(300)
    assert find_onset(*parts(events)) == find_onset(*parts(shuffled(events)))
