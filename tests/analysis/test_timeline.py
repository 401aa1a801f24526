import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.analysis import error_timeline
from casekit.errors import CasekitError
from casekit.reading.frame import count_traffic
from tests.analysis.calls import START, calls, shuffled, since


def test_errors_and_requests_are_counted_per_utc_bin():
    events = calls([0, 10, 70, 80], status=[500, 200, 429, 500])
    table = error_timeline(events, bins="1min", keys=pd.Series("a", index=[0, 2, 3]))
    assert list(table["bin"]) == [START, START + pd.Timedelta(minutes=1)]
    assert list(table["errors"]) == [1, 2]
    assert list(table["requests"]) == [2, 2]
    assert str(table["errors"].dtype) == "Int64"


def test_a_time_without_any_row_is_a_gap_and_not_zero():
    table = error_timeline(calls([0, 60, 300], status=[500, 200, 500]), bins="1min")
    assert table["errors"].tolist()[:2] == [1, 0]
    assert table["errors"].isna().tolist() == [False, False, True, True, True, False]
    assert table["requests"].isna().sum() == 3


def test_an_error_without_a_known_time_is_counted_apart():
    table = error_timeline(calls([0, None, None], status=500))
    assert table["errors"].sum() == 1
    assert table.attrs["untimed"] == 2


def test_bins_are_round_and_at_most_about_120():
    table = error_timeline(since(0, size=600))
    assert table.attrs["bin_width"] == pd.Timedelta("5min")
    assert len(table) == 120


def test_the_number_of_bins_can_be_given():
    assert len(error_timeline(since(0, size=600), bins=10)) <= 10


def test_one_broken_clock_does_not_flatten_the_chart():
    events = calls([*range(0, 6000, 60), -1_700_000_000])
    table = error_timeline(events)
    assert table["bin"].min() == START
    assert table.attrs["off_axis"] == 1


def test_from_and_to_narrow_what_is_counted():
    table = error_timeline(since(0, size=60, share=1), bins="1min", start="2026-03-01T00:10Z", end="2026-03-01T00:20Z")
    assert table["errors"].sum() == 10
    assert table["bin"].max() == START + pd.Timedelta(minutes=19)


def test_a_time_without_zone_is_not_taken_for_utc():
    with pytest.raises(CasekitError, match="no zone"):
        error_timeline(since(0), start="2026-03-01T00:10")


@pytest.mark.parametrize("bins", ["soon", "0s", "-5min", "5"])
def test_a_width_that_is_none_is_refused_with_an_example(bins):
    with pytest.raises(CasekitError, match=r"5min|longer"):
        error_timeline(since(0), bins=bins)


def test_more_bins_than_anyone_can_read_are_refused():
    with pytest.raises(CasekitError, match="wider"):
        error_timeline(since(0, size=600), bins="1s")


def test_requests_come_from_traffic_where_events_hold_only_some_successes():
    whole = since(0, size=300)
    kept = whole[whole["outcome"].eq("api_error") | (whole.index % 50 == 1)]
    table = error_timeline(kept, bins="30min", traffic=count_traffic(whole))
    assert table["requests"].sum() == 300
    assert not table["errors"].isna().any()


def test_seconds_are_refused_where_calls_are_counted_per_minute():
    whole = since(0, size=300)
    with pytest.raises(CasekitError, match="whole minutes"):
        error_timeline(whole.head(10), bins="90s", traffic=count_traffic(whole))


def test_a_log_without_errors_or_times_gives_an_empty_table():
    assert error_timeline(calls([0, 1], status=200)).empty
    assert error_timeline(calls([None], status=500)).empty
    assert error_timeline(calls([])).empty


def test_thousands_of_groups_are_added_up_as_other():
    events = calls(range(1000))
    table = error_timeline(events, bins="1h", keys=pd.Series([f"g{n}" for n in range(1000)], index=events.index))
    assert table["errors"].sum() == 1000
    assert table.attrs["pooled"] == 800
    assert (table["group"] == "other").sum() == 1


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 90_000), st.sampled_from([200, 429, 500])), max_size=40), st.integers(0, 99))
def test_the_order_of_rows_changes_nothing_and_no_error_is_lost(rows, seed):
    events = calls([time for time, _ in rows], status=[status for _, status in rows])
    table = error_timeline(events)
    pd.testing.assert_frame_equal(table, error_timeline(shuffled(events, seed)))
    assert table["errors"].sum() == sum(status >= 400 for _, status in rows)
