"""How often calls failed before and after a moment."""

from datetime import UTC, datetime

from casekit.analysis import Around, Rate, assign_groups, count_minutes, rates_around
from casekit.reading import read_text
from tests.samples import ndjson


def at(hour, minute, second=0):
    return datetime(2026, 3, 2, hour, minute, second, tzinfo=UTC)


def minutes_of(text):
    log = read_text(text)
    return count_minutes(log.events.loc[assign_groups(log.events).index], log.traffic)


def test_a_moment_parts_the_log_and_its_own_minute_counts_on_neither_side():
    (around,) = rates_around(minutes_of(ndjson()), [at(9, 30, 20)])
    assert around == Around(
        Rate(0, 30, "2026-03-02T09:00:00Z", "2026-03-02T09:30:00Z"),
        Rate(29, 29, "2026-03-02T09:31:00Z", "2026-03-02T10:00:00Z"),
    )


def test_between_two_moments_the_calls_are_after_the_first_and_before_the_second_in_any_order():
    late, early = rates_around(minutes_of(ndjson()), [at(9, 40), at(9, 30)])
    assert early.after == late.before == Rate(9, 9, "2026-03-02T09:31:00Z", "2026-03-02T09:40:00Z")


def test_a_moment_outside_the_log_has_one_side_only():
    before, after = rates_around(minutes_of(ndjson()), [at(8, 0), at(12, 0)])
    assert before.before is None
    assert after.after is None
    assert after.before == before.after == Rate(30, 60, "2026-03-02T09:00:00Z", "2026-03-02T10:00:00Z")


def test_a_moment_that_is_not_known_has_no_rates():
    assert rates_around(minutes_of(ndjson()), [None]) == (None,)
    assert rates_around(minutes_of(ndjson(failing=())).iloc[:0], [at(9, 0)]) == (None,)


def test_calls_of_other_operations_are_not_counted():
    log = read_text(ndjson() + ndjson(failing=(), operation="getOrderItems"))
    failed = log.events.loc[assign_groups(log.events).index]
    assert count_minutes(failed, log.traffic)["calls"].sum() == 60


def test_without_the_operation_of_a_failed_call_nobody_can_say_of_how_many():
    log = read_text(ndjson())
    failed = log.events.loc[assign_groups(log.events).index]
    failed = failed.assign(operation=failed["operation"].mask(failed.index == failed.index[0]))
    (around,) = rates_around(count_minutes(failed, log.traffic), [at(9, 45)])
    assert (around.after.errors, around.after.calls) == (14, None)
