"""What is one problem, and what is not."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.analysis import assign_groups, group_errors
from casekit.analysis.signature import show_template
from casekit.analysis.unwrap import unwrap
from casekit.reading.frame import Event, events_frame

START = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
DENIED = "Access to the thing is refused."


def frame(messages, status=400, code="InvalidInput"):
    return events_frame(
        [Event(status=status, error_code=code, error_message=text, outcome="api_error") for text in messages]
    )


def count_groups(*messages):
    return assign_groups(frame(messages)).nunique()


@pytest.mark.parametrize(
    "messages",
    [
        ("ASIN B0AAAAAAA1 is unknown", "ASIN B0AAAAAAA2 is unknown"),
        ("Order 111-2222222-3333333 is closed", "Order 999-8888888-7777777 is closed"),
        ("SKU RED MUG 42 XL is unknown", "SKU 77/LAMP is unknown", "SKU blue-1 is unknown"),
        ("Wrong at 2026-03-02T10:00:00Z", "Wrong at 2026-03-04 11:00:00+09:00"),
        ("Bad values: [a, b]", "Bad values: [c]"),
        ("Plan wf00000000-0000-4000-8000-000000000001 is gone", "Plan wf00000000-0000-4000-8000-000000000002 is gone"),
        ("Too many: B0AAAAAAA1, B0AAAAAAA2", "Too many: B0AAAAAAA3"),
        ("Paid 12.50 EUR", "Paid 1,200 JPY"),
        (DENIED, '{"errors":[{"code":"Unauthorized","message":"' + DENIED + '","details":""}]}'),
        (DENIED, "Exception when calling OrdersApi->getOrders: [403] {'errors': [{'message': '" + DENIED + "'"),
        ("<html><head><title>Gone</title></head><h1>Gone</h1>1</html>", "<html><title>Gone</title><!-- 2 --></html>"),
        ("品番 AB-1 は不明です", "品番 CD-22 は不明です"),
    ],
)
def test_one_problem_with_other_values_is_one_group(messages):
    assert count_groups(*messages) == 1


@pytest.mark.parametrize(
    "messages",
    [
        ("Invalid 'startDate'", "Invalid 'endDate'"),
        ("ASIN is unknown", "SKU is unknown"),
        ("Report ended as FATAL", "Report ended as CANCELLED"),
        ("client error 6", "client error 28"),
        ("'Brand' is required", "'Colour' is required"),
        (DENIED, DENIED + " The token has expired."),
    ],
)
def test_what_names_the_problem_keeps_groups_apart(messages):
    assert count_groups(*messages) == len(messages)


def test_the_same_words_under_another_status_or_code_are_another_group():
    events = pd.concat([frame(["no"]), frame(["no"], status=500), frame(["no"], code="Other")], ignore_index=True)
    assert assign_groups(events).nunique() == 3


def test_a_word_that_varies_much_is_a_value():
    assert count_groups(*(f"Feature {name} is off" for name in ("Ant", "Bee", "Cow", "Dog", "Elk", "Fox"))) == 1


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(12)))
def test_the_order_of_the_rows_changes_nothing(order):
    messages = [f"Feature {name} is off" for name in ("Ant", "Bee", "Cow", "Dog", "Elk", "Fox")]
    events = frame([*messages, DENIED, *(f"SKU A{number} fails" for number in range(5))])
    keys = assign_groups(events)
    assert assign_groups(events.iloc[list(order)]).sort_index().equals(keys)


def test_the_title_shows_changing_parts_by_their_kind():
    assert show_template("ASIN B0AAAAAAA1 of order 111-2222222-3333333") == "ASIN <ASIN> of order <ORDER>"


def test_successes_belong_to_no_group_and_an_empty_frame_to_none():
    events = pd.concat([frame(["no"]), events_frame([Event(status=200, outcome="ok")])], ignore_index=True)
    assert list(assign_groups(events).index) == [0]
    assert group_errors(events_frame([])).empty


def test_a_group_tells_count_share_span_and_dimensions():
    refused = Event(status=403, error_code="Unauthorized", error_message=DENIED, outcome="api_error")
    events = events_frame(
        [
            replace(refused, timestamp=START, operation="getOrders", seller_id="A1", request_id="r1"),
            replace(refused, timestamp=START + timedelta(hours=1), operation="getOrder", seller_id="A1"),
            replace(refused, operation="getOrders", marketplace_id="M1"),
            replace(refused, status=500),
        ]
    )
    row = group_errors(events).iloc[0]
    assert (row["count"], row["share"], row["status"], row["kind"]) == (3, 0.75, 403, "authorization")
    assert row["operations"] == ("getOrders", "getOrder")
    assert (row["sellers"], row["marketplaces"], row["request_ids"]) == (("A1",), ("M1",), 1)
    assert (row["first"], row["last"]) == (START, START + timedelta(hours=1))


@pytest.mark.parametrize(
    "text", ['{"a":' * 5000, "'" * 20000, "[" * 20000, "SKU " + "A1 " * 9000, "x: " + "A1, " * 9000]
)
def test_hostile_messages_are_read_all_the_same(text):
    assert len(unwrap(text)) <= 2000
    assert count_groups(text) == 1
