"""Why rows are together, and what the analyst may change about it."""

import pandas as pd
import pytest

from casekit.analysis import GroupChoices, apply_choices, assign_groups, describe_group, group_errors
from casekit.analysis.groups_choices import split_key
from casekit.analysis.groups_detail import SlotValues
from casekit.errors import CasekitError
from casekit.reading.frame import Event, events_frame


@pytest.fixture
def events():
    texts = ["ASIN B0AAAAAAA1 is off"] * 3 + ["ASIN B0AAAAAAA2 is off", "Feed 12 is late", "Feed 13 is late"]
    return events_frame([Event(status=400, error_code="X", error_message=text, outcome="api_error") for text in texts])


def test_a_group_tells_its_wording_and_the_values_behind_each_slot(events):
    key = assign_groups(events)[0]
    detail = describe_group(events, key)
    assert (detail.count, detail.texts) == (4, 2)
    assert detail.wordings == (("ASIN <ASIN> is off", 4),)
    (slot,) = detail.slots
    assert slot == SlotValues("ASIN", 0, (("B0AAAAAAA1", 3), ("B0AAAAAAA2", 1)), 2)
    assert detail.reason == "4 rows share status 400, code X and the same words. They differ in <ASIN> (2 values)."


def test_a_key_that_is_not_there_has_no_rows(events):
    assert describe_group(events, "nothing").count == 0


def test_merged_groups_go_by_the_first_and_named_ones_by_their_name(events):
    first, *_, last = assign_groups(events)
    choices = GroupChoices(merged=((last, first),), named=((last, "Both"),))
    table = group_errors(events, choices=choices)
    assert list(table[["key", "title", "count"]].itertuples(index=False, name=None)) == [(last, "Both", 6)]


def test_rows_that_hold_a_text_split_off(events):
    key = assign_groups(events)[0]
    keys = apply_choices(assign_groups(events), GroupChoices(split=((key, "b0aaaaaaa2"),)), events)
    assert (keys == split_key(key, "b0aaaaaaa2")).tolist() == [False, False, False, True, False, False]


def test_choices_about_groups_of_another_log_change_nothing(events):
    keys = assign_groups(events)
    choices = GroupChoices(merged=(("a", "b"),), split=(("c", "x"),), named=(("d", "y"),))
    pd.testing.assert_series_equal(apply_choices(keys, choices, events), keys)


def test_a_split_by_no_text_says_what_to_give(events):
    with pytest.raises(CasekitError, match="Give a text"):
        apply_choices(assign_groups(events), GroupChoices(split=(("a", " "),)), events)
