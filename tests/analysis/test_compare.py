from datetime import timedelta

from casekit.analysis import compare_logs, count_since
from casekit.reading import read_text
from tests.samples import START, ndjson


def test_a_new_log_tells_what_came_and_what_went():
    old, new = read_text(ndjson(failing=range(30, 60))), read_text(ndjson(failing=range(30, 35), operation="getOrders"))
    assert list(compare_logs(old, new)["change"]) == ["shrunk"]
    assert list(compare_logs(new, old)["change"]) == ["grown"]
    good = read_text(ndjson(failing=()))
    assert list(compare_logs(old, good)["change"]) == ["gone"]
    row = compare_logs(good, old).iloc[0]
    assert (row["change"], row["old_count"], row["new_count"]) == ("new", 0, 30)
    assert "50.0%" in row["reason"]


def test_figures_since_a_moment_count_good_and_failed_calls():
    events = read_text(ndjson()).events
    assert count_since(events, START + timedelta(minutes=50)) == {"failed": 10, "good": 0, "untimed": 0}
