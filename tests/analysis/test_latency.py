import pandas as pd

from casekit.analysis import measure_latency
from tests.analysis.calls import START, calls


def test_percentiles_stand_apart_before_and_since_the_onset():
    events = calls(range(200), duration_ms=[100.0] * 100 + [300.0] * 100)
    table = measure_latency(events, START + pd.Timedelta(seconds=100))
    assert table["period"].tolist() == ["before", "since"]
    assert table["p50"].tolist() == [100, 300]
    assert table["calls"].tolist() == [100, 100]


def test_without_an_onset_there_is_one_row_per_operation():
    table = measure_latency(calls(range(4), operation=["b", "a", "a", None], duration_ms=[1.0, 2.0, 4.0, 8.0]))
    assert table["operation"].tolist() == ["(unknown)", "a", "b"]
    assert table["p50"].tolist() == [8, 3, 1]


def test_broken_durations_are_left_out_and_counted():
    table = measure_latency(calls(range(4), duration_ms=[-5.0, 1e308, 7.0, None]))
    assert table["longest"].tolist() == [7]
    assert table.attrs["left_out"] == 2


def test_a_log_without_durations_gives_an_empty_table():
    assert measure_latency(calls([0])).empty
