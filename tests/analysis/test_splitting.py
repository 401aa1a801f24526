"""One case or two: examples of the guide's advice, written as events."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.analysis import propose_cases
from casekit.reading.frame import Event, count_traffic, events_frame

START = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
ORDERS, REPORTS, CATALOG, FEEDS = "Orders API v0", "Reports API v2021-06-30", "Catalog API", "Feeds API v2021-06-30"


def burst(
    text, *, code="InternalFailure", status=500, section=ORDERS, seller="A1MADEUPSELLER", minutes=0, count=12, **more
):
    """`count` failed calls, one a minute from START + minutes."""
    return [
        Event(
            timestamp=START + timedelta(minutes=minutes + number),
            request_id=f"00000000-0000-4000-8000-{abs(hash((text, seller, minutes))) % 10**6:06d}{number:06d}",
            operation=more.get("operation", section.partition(" ")[0].lower()),
            api_section=section,
            seller_id=seller,
            status=status,
            error_code=code,
            error_message=text,
            path=more.get("path"),
            outcome=more.get("outcome", "api_error"),
        )
        for number in range(count)
    ]


def cases(*bursts):
    return propose_cases(events_frame([event for each in bursts for event in each]))


TOGETHER = {
    "one refusal on two APIs in the same minute": (
        burst("refused", status=403, code="Unauthorized"),
        burst("refused", status=403, code="Unauthorized", section=CATALOG),
    ),
    "server faults of two APIs in the same minute": (
        burst("internal error"),
        burst("unavailable", status=503, code="Unavailable", section=REPORTS),
    ),
    "a failed report and its document that is not there": (
        burst("Report 70000000001 ended as FATAL", status=200, code="FATAL", section=REPORTS, count=3),
        burst("nothing at 70000000001", status=404, code="NotFound", section=REPORTS, count=3),
    ),
    "two wrong dates of one API since one release": (
        burst("Invalid 'startDate'", status=400, code="InvalidInput", section=REPORTS),
        burst("Invalid 'endDate'", status=400, code="InvalidInput", section=REPORTS, minutes=2),
    ),
    "a page of a gateway and a fault of the same operation": (
        burst("<html><title>503 Service Unavailable</title></html>", status=503, code=None),
        burst("internal error", minutes=3),
    ),
    "a refused token without a seller, and the calls refused after it": (
        burst("The grant is invalid", status=400, code="invalid_grant", section="", seller=None),
        burst("refused", status=403, code="Unauthorized"),
    ),
    "a refused token and the calls refused after it": (
        burst("The grant is invalid", status=400, code="invalid_grant", section=""),
        burst("refused", status=403, code="Unauthorized"),
    ),
}
APART = {
    "the same refusal of two accounts": (
        burst("refused", status=403, code="Unauthorized"),
        burst("refused", status=403, code="Unauthorized", seller="A2MADEUPSELLER"),
    ),
    "server faults today and last week": (
        burst("internal error"),
        burst("internal error", section=FEEDS, minutes=-10080),
    ),
    "throttling of two operations": (
        burst("quota", status=429, code="QuotaExceeded", operation="getOrders"),
        burst("quota", status=429, code="QuotaExceeded", operation="createReport"),
    ),
    "a wrong date and a report that ended badly": (
        burst("Invalid 'startDate'", status=400, code="InvalidInput", section=REPORTS),
        burst("Report 70000000001 ended as FATAL", status=200, code="FATAL", section=REPORTS),
    ),
    "items unknown to two APIs": (
        burst("ASIN unknown", status=404, code="NotFound", section=CATALOG),
        burst("SKU unknown", status=404, code="NotFound", section="Listings Items API v2021-08-01"),
    ),
    "a server fault and a refusal in the same minute": (
        burst("internal error"),
        burst("refused", status=403, code="Unauthorized"),
    ),
    "two attributes of different codes": (
        burst("'Brand' is required", status=200, code="90220", section=FEEDS),
        burst("price too low", status=200, code="18070", section=FEEDS),
    ),
}


@pytest.mark.parametrize("bursts", TOGETHER.values(), ids=TOGETHER.keys())
def test_what_is_related_is_one_case_with_its_reason(bursts):
    (case,) = cases(*bursts)
    assert case.errors == sum(map(len, bursts))
    assert len(case.reasons) >= 1


@pytest.mark.parametrize("bursts", APART.values(), ids=APART.keys())
def test_what_is_unrelated_is_two_cases(bursts):
    assert len(cases(*bursts)) == 2


def test_what_hits_nearly_all_sellers_is_the_applications_case():
    sellers = [f"A{number}MADEUPSELLER" for number in range(5)]
    (case,) = cases(*(burst("internal error", seller=seller) for seller in sellers))
    assert case.seller is None


def test_calls_without_a_seller_join_the_only_account_and_the_reason_says_so():
    (case,) = cases(burst("internal error", seller=None), burst("unavailable", status=503, code="Unavailable"))
    assert case.seller == "A1MADEUPSELLER"
    assert any("No seller is written" in reason for reason in case.reasons)


def test_with_the_traffic_a_problem_begins_at_its_onset():
    earlier = burst("unavailable", status=503, code="Unavailable", section=REPORTS, minutes=-300, count=1)
    good = [Event(timestamp=START + timedelta(minutes=at), operation=name, seller_id="A1MADEUPSELLER", outcome="ok")
            for at in range(-600, 0) for name in ("reports", "orders") for _ in range(3)]  # fmt: skip
    later = [
        *burst("unavailable", status=503, code="Unavailable", section=REPORTS, count=30),
        *burst("internal error", count=30),
    ]
    events = events_frame([*earlier, *good, *later])
    assert len(propose_cases(events)) == 2
    assert len(propose_cases(events, traffic=count_traffic(events))) == 1


def test_failures_before_amazon_answered_need_no_case():
    events = [
        Event(error_message="could not resolve host", outcome="client_error", timestamp=START, operation="getOrders")
    ]
    (case,) = propose_cases(events_frame(events))
    assert case.no_case


def test_throttling_over_the_plan_needs_no_case():
    events = events_frame(burst("quota", status=429, code="QuotaExceeded", operation="getOrders"))
    assert propose_cases(events)[0].no_case == ""
    assert propose_cases(events, over_plan=frozenset({("A1MADEUPSELLER", "getOrders")}))[0].no_case


def test_a_case_carries_three_groups_at_most():
    words = ("alpha", "beta", "gamma", "delta")
    proposed = cases(*(burst(f"Invalid '{word}'", status=400, code="InvalidInput") for word in words))
    assert [len(each.groups) for each in proposed] == [3, 1]


@settings(max_examples=10, deadline=None)
@given(st.randoms())
def test_the_order_of_the_rows_changes_nothing(random):
    events = events_frame([event for pair in (*TOGETHER.values(), *APART.values()) for each in pair for event in each])
    order = list(range(len(events)))
    random.shuffle(order)
    assert propose_cases(events.iloc[order]) == propose_cases(events)
