"""What has changed between two logs."""

from datetime import UTC, datetime, timedelta

import pytest

from casekit.analysis import compare_logs, count_since
from casekit.errors import CasekitError
from casekit.reading.frame import Event, count_traffic, events_frame
from casekit.reading.log import Log

START = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


def log(good, **texts):
    """A log of so many good calls, and so many failures with each text."""
    events = [Event(timestamp=START, status=200, outcome="ok")] * good
    for text, count in texts.items():
        message = text.replace("_", " ")
        failed = Event(timestamp=START, status=400, error_code="X", error_message=message, outcome="api_error")
        events += [failed] * count
    frame = events_frame(events)
    return Log(events=frame, traffic=count_traffic(frame), rejects=None, ledger=None, notes=(), sources=())


def change(old, new):
    (row,) = compare_logs(old, new).to_dict("records")
    return row["change"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (log(100, It_fails=20), log(100, It_fails=50), "grown"),
        (log(100, It_fails=50), log(100, It_fails=20), "shrunk"),
        (log(100, It_fails=20), log(1000, It_fails=210), "same"),
        (log(100, It_fails=1), log(100, It_fails=3), "same"),
        (log(100), log(100, It_fails=3), "new"),
        (log(100, It_fails=3), log(100), "gone"),
        (log(0, It_fails=20), log(0, It_fails=90), "grown"),
    ],
)
def test_a_group_is_told_by_its_rate_and_beyond_chance(old, new, expected):
    assert change(old, new) == expected


def test_absence_in_a_short_log_says_that_it_proves_little():
    (row,) = compare_logs(log(1000, It_fails=5), log(10)).to_dict("records")
    assert "too few calls to tell" in row["reason"]
    assert "too few" not in compare_logs(log(1000, It_fails=50), log(1000)).loc[0, "reason"]


def test_a_problem_whose_values_vary_in_one_log_only_is_not_new():
    names = ("Ant", "Bee", "Cow", "Dog", "Elk", "Fox")
    many = log(50, **{f"Feature_{name}_is_off": 5 for name in names})
    assert change(many, log(50, Feature_Gnu_is_off=30)) == "same"


def test_figures_since_a_moment():
    events = log(4, It_fails=3).events
    after = count_since(events, START)
    assert (after.failed, after.good, after.last_failure) == (3, 4, START)
    assert count_since(events, START + timedelta(minutes=1)).failed == 0
    with pytest.raises(CasekitError, match="zone"):
        count_since(events, datetime(2026, 3, 2))  # noqa: DTZ001  that is the point
