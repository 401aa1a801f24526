import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.analysis import coverage_lost, pick_requests
from casekit.errors import MissingColumn
from casekit.reading.frame import count_traffic
from tests.analysis.calls import DE, START, US, calls, shuffled, since


def test_each_pick_has_the_id_and_the_time_of_one_row():
    events = since(300)
    picks = pick_requests(events, traffic=count_traffic(events))
    rows = events.set_index("request_id")
    assert len(picks) == 4
    assert (rows.loc[picks["request_id"], "timestamp"].to_numpy() == picks["timestamp"].to_numpy()).all()
    assert (rows.loc[picks["request_id"], "line_start"].to_numpy() == picks["line_start"].to_numpy()).all()


def test_the_latest_and_the_first_since_the_onset_are_picked_and_say_so():
    background = since(300)
    background.loc[20, ["status", "outcome"]] = [500, "api_error"]
    picks = pick_requests(background, traffic=count_traffic(background))
    assert picks["timestamp"][0] == START + pd.Timedelta(minutes=597)
    assert picks["why"][0].startswith("latest of the 101 failed calls")
    first = picks[picks["why"].str.contains("first since the onset")]
    assert first["timestamp"].tolist() == [START + pd.Timedelta(minutes=300)]


def test_one_pick_is_at_the_peak_of_the_rate_not_of_the_count():
    busy = calls(range(0, 600, 2), status=[500 if n % 10 == 0 else 200 for n in range(300)])
    worst = calls(
        [7200 + n for n in range(10)], status=[500] * 9 + [200], request_id=[f"{n:06x}-peak" for n in range(10)]
    )
    later = calls(
        [9000 + 60 * n for n in range(20)], status=[500] + [200] * 19, request_id=[f"{n:06x}-late" for n in range(20)]
    )
    events = pd.concat([busy, worst, later], ignore_index=True)
    picks = pick_requests(events, traffic=count_traffic(events))
    peak = picks[picks["why"].str.contains("peak")]
    assert "9 of 10 calls" in peak["why"].iloc[0]
    assert peak["request_id"].str.endswith("peak").all()


def test_the_picks_cover_the_marketplaces_and_say_how_many_calls_each_has():
    where = [DE if place in (5, 6) else US for place in range(40)]
    picks = pick_requests(calls(range(40), marketplace_id=where))
    assert set(picks["marketplace_id"]) == {US, DE}
    assert picks["why"].str.contains(f"covers marketplace {DE} \\(2 of 40\\)").any()


def test_rows_that_cannot_prove_anything_are_left_out_with_the_reason():
    ids = [
        None,
        "",
        "***",
        "0f3a...",
        "00000000-0000-0000-0000-000000000000",
        "undefined",
        "good-request-1",
        "good-request-2",
    ]
    picks = pick_requests(calls([1, 2, 3, 4, 5, 6, None, 8], request_id=ids))
    assert picks["request_id"].tolist() == ["good-request-2"]
    said = " | ".join(picks.attrs["left_out"])
    assert "2 of 8 failed calls (25 %) have no request ID" in said
    assert "4 of 8 failed calls (50 %) have a masked, cut or placeholder request ID" in said
    assert "1 of 8 failed calls (12.5 %) have a request ID but no time" in said
    assert picks.attrs["eligible"] == 1


def test_an_id_that_stands_on_unrelated_calls_proves_none_of_them():
    events = calls([0, 5000, 9000], request_id=["same-id-1", "same-id-1", "other-id-2"])
    picks = pick_requests(events)
    assert picks["request_id"].tolist() == ["other-id-2"]
    assert "unrelated" in picks.attrs["left_out"][0]


def test_a_call_logged_twice_is_picked_once():
    picks = pick_requests(calls([0, 1], request_id=["same-id-1", "same-id-1"]))
    assert picks["line_start"].tolist() == [1]


@pytest.mark.parametrize(
    ("columns", "advice"),
    [
        ({"request_id": None}, "x-amzn-RequestId"),
        ({"timestamp": pd.NaT}, "zone"),
        ({"request_id": None, "outcome": "client_error"}, "no response"),
    ],
)
def test_when_none_is_left_it_says_what_to_log(columns, advice):
    events = calls([0, 1])
    for name, value in columns.items():
        events[name] = pd.Series([value] * 2, dtype=events[name].dtype)
    picks = pick_requests(events)
    assert picks.empty
    assert advice in picks.attrs["advice"]


def test_a_dropped_pick_is_replaced_and_the_lost_coverage_is_told():
    where = [DE if place == 5 else US for place in range(40)]
    events = calls(range(40), marketplace_id=where)
    before = pick_requests(events)
    german = before.loc[before["marketplace_id"].eq(DE), "request_id"].item()
    after = pick_requests(events, dropped=[german])
    assert len(after) == 4
    assert german not in set(after["request_id"])
    assert coverage_lost(before, after, events) == (
        f"no pick is left for marketplace {DE} (1 of 40 failed calls (2.5 %))",
    )


def test_a_pinned_request_stays_and_one_that_cannot_be_kept_is_named():
    events = calls(range(40))
    name = events["request_id"][17]
    picks = pick_requests(events, pinned=[name, "not-in-this-log"])
    assert picks["request_id"][0] == name
    assert picks["why"][0].startswith("pinned by you")
    assert len(picks) == 4
    assert "not-in-this-log" in picks.attrs["left_out"][-1]


def test_each_chosen_group_gets_a_pick():
    events = calls(range(60), error_message=["a"] * 57 + ["b", "b", "c"])
    keys = events["error_message"]
    picks = pick_requests(events, group=["a", "b"], keys=keys)
    assert set(picks["error_message"]) == {"a", "b"}


def test_no_error_gives_no_pick_and_no_advice():
    picks = pick_requests(calls([0, 1], status=200))
    assert picks.empty
    assert picks.attrs["advice"] == ""


def test_a_request_far_older_than_the_log_end_is_said_to_be_old():
    picks = pick_requests(calls([0, 40 * 86_400], status=[500, 200]))
    assert picks["age"][0] == pd.Timedelta(days=40)
    assert "30 days" in picks.attrs["advice"]


def test_a_frame_without_request_ids_names_the_missing_column():
    with pytest.raises(MissingColumn, match="request_id"):
        pick_requests(calls([0]).drop(columns="request_id"))


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.one_of(st.none(), st.integers(0, 300)),
            st.sampled_from([200, 429, 500]),
            st.sampled_from([US, DE]),
            st.sampled_from(["id-one", "id-two", "id-three", None]),
        ),
        max_size=25,
    ),
    st.integers(0, 99),
)
def test_the_order_of_rows_changes_no_pick(rows, seed):
    columns = zip(*rows, strict=True) if rows else ((), (), (), ())
    times, status, where, ids = (list(each) for each in columns)
    events = calls(times, status=status, marketplace_id=where, request_id=ids)
    again = shuffled(events, seed)
    pd.testing.assert_frame_equal(pick_requests(events), pick_requests(again), check_categorical=False)
