from casekit.reading import read_text
from casekit.reading.retries import Retries, count_retries

LINE = "2026-11-02T08:00:{:02}Z GET https://sellingpartnerapi-na.amazon.com{} {} x-amzn-RequestId: 0000000{}-2222-4333-8444-555555555555"  # noqa: E501


def counted(*calls):
    lines = (LINE.format(second, path, status, n) for n, (second, path, status) in enumerate(calls))
    return count_retries(read_text("\n".join(lines)).events)


def test_attempts_at_one_call_are_told_and_another_call_is_none():
    orders, reports = "/orders/v0/orders?NextToken=a", "/reports/2021-06-30/reports"
    assert counted((0, orders, 429), (2, orders, 503), (6, orders, 200), (7, reports, 200)) == Retries(1, 2)


def test_asking_again_after_success_or_a_refusal_is_no_retry():
    report, listing = "/reports/2021-06-30/reports/50000000001", "/catalog/2022-04-01/items/B0TEST"
    assert counted((0, report, 200), (9, report, 200), (0, listing, 403), (5, listing, 403)) == Retries(0, 0)


def test_a_log_without_calls_has_no_retries():
    assert count_retries(read_text("hello").events) == Retries(0, 0)
