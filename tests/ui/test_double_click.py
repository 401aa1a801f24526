"""Which press on a row is the second half of a double click."""

import pytest

from casekit.ui import double_click
from casekit.ui.double_click import Presses


@pytest.fixture
def clock(monkeypatch):
    clock = {"now": 1000.0}
    monkeypatch.setattr(double_click, "time", lambda: clock["now"])
    return clock


def test_two_presses_within_a_double_click_mean_one_row(clock):
    presses = Presses()
    assert presses.mean(0)
    presses.rows_change()
    clock["now"] += 0.2
    assert not presses.mean(0)


def test_a_press_means_its_row_though_the_same_place_was_pressed_long_ago_and_the_rows_changed_just_now(clock):
    presses = Presses()
    assert presses.mean(0)
    clock["now"] += 30
    presses.rows_change()  # another group was chosen
    clock["now"] += 0.1
    assert presses.mean(0)


@pytest.mark.usefixtures("clock")
def test_a_press_on_another_row_is_no_second_half():
    presses = Presses()
    assert presses.mean(0)
    presses.rows_change()
    assert presses.mean(1)
