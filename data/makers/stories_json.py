"""Samples in JSON: a client that writes one line a call, and error bodies as people paste them."""

from datetime import datetime, timedelta

from makers import service
from makers.calls import SHOP_A, SHOP_B, Call, Maker, count_failed, fail, in_order, lose, throttle, utc
from makers.forms import error_body, flat_json, lines, nested_json
from makers.sample import Sample

CLIENT = "OrderSync/4.2 (Language=Python/3.12)"


def orders_refused() -> Sample:
    """One clear problem: from 11:18 on every Orders call of one of two sellers is refused."""
    make = Maker("orders refused")
    start, end, onset = utc("2026-03-02 08:00"), utc("2026-03-02 13:30"), utc("2026-03-02 11:18")
    orders = in_order(
        make.steady((start, end), 330, service.ORDERS), make.steady((start, end), 420, service.ORDER_ITEMS),
    )  # fmt: skip
    fine = in_order(
        make.steady((start, end), 400, service.STOCK), make.steady((start, end), 390, service.ORDERS, SHOP_B),
        make.steady((start, end), 600, service.STOCK, SHOP_B),
    )  # fmt: skip
    calls = in_order(fail(orders, service.REFUSED, lambda call: call.at >= onset), fine)
    failed = count_failed(calls)
    return Sample(
        "ndjson/orders-refused.ndjson", lines([flat_json(call, CLIENT) for call in calls]),
        "The sample to start with. From 11:18 UTC every Orders call of one seller is refused (403) in production and "
        "stays so; the same seller's inventory calls, and another seller's Orders calls, go on well.",
        len(calls), failed, failed, failed, 1,
    )  # fmt: skip


def several_problems() -> Sample:
    """Three problems and a few lost calls, two sellers, two marketplaces."""
    make = Maker("several problems")
    start, end = utc("2026-03-05 06:00"), utc("2026-03-05 12:00")
    listings = list(make.steady((start, end), 170, service.LISTING, SHOP_A, service.DE))
    reports = in_order(
        make.steady((start, end), 150, service.REPORT, SHOP_A, service.DE),
        make.steady((start, end), 150, service.REPORT, SHOP_B, service.US),
    )
    prices = in_order(make.steady((start, end), 300, service.PRICE, SHOP_B), _burst(make, utc("2026-03-05 09:30")))
    lost = lose(make.steady((utc("2026-03-05 07:40"), utc("2026-03-05 07:46")), 60, service.STOCK, SHOP_B))
    calls = in_order(
        fail(listings, _bad_listing(), lambda call: call.at >= utc("2026-03-05 08:40") and make.below(4) > 0),
        fail(reports, service.BROKEN, lambda call: utc("2026-03-05 10:00") <= call.at < utc("2026-03-05 10:25")),
        prices, make.steady((start, end), 400, service.STOCK, SHOP_B), lost,
    )  # fmt: skip
    failed = count_failed(calls)
    return Sample(
        "ndjson/several-problems.ndjson.gz", lines([nested_json(call, "ShopBridge/2.0") for call in calls]),
        "Compressed. Several problems at once, two sellers: listings of one seller rejected since 08:40 UTC and still; "
        "server faults on getReport for both from 10:00 to 10:25, gone since; getItemOffers called faster than its "
        "plan at 09:30; and inventory calls that got no answer, which is the network's or the client's side.",
        len(calls), failed + len(lost), failed, failed + len(lost), 4,
    )  # fmt: skip


def _bad_listing() -> service.Failure:
    return service.Failure(400, "ValidationException", "InvalidInput", "Invalid request parameters provided.",
                   "'productType' is not supported for this item.")  # fmt: skip


def _burst(make: Maker, start: datetime) -> list[Call]:
    """Forty calls at two a second where the plan gives one in two seconds."""
    calls = [make.call(start + timedelta(milliseconds=500 * number), service.PRICE, SHOP_B) for number in range(40)]
    return throttle(calls, burst=1)


def all_good() -> Sample:
    """A log without one error."""
    make = Maker("all good")
    start, end = utc("2026-03-06 00:00"), utc("2026-03-06 04:00")
    calls = in_order(make.steady((start, end), 300, service.ORDERS), make.steady((start, end), 600, service.STOCK))
    return Sample(
        "ndjson/all-good.ndjson", lines([flat_json(call, CLIENT) for call in calls]),
        "No error at all: nothing to write a case about, and the kit has to say so.",
        len(calls), 0, 0, 0, 0,
    )  # fmt: skip


def bodies_only() -> Sample:
    """Error bodies as pasted, pretty and compact, with neither time nor request ID."""
    failures = [
        service.Failure(403, "", "Unauthorized", service.REFUSED.message, "The access token you provided has expired."),
        service.Failure(400, "", "InvalidInput", "Invalid Input", "Marketplace IDs are missing from the request."),
        service.Failure(404, "", "NotFound", "The requested resource doesn't exist."),
        service.Failure(403, "", "Unauthorized", service.REFUSED.message, "The access token you provided has expired."),
    ]
    texts = [f"HTTP {each.status}\n{error_body(each, 2)}\n" for each in failures[:3]]
    return Sample(
        "json/error-bodies.txt", "\n".join([*texts, error_body(failures[3]) + "\n"]),
        "Four error bodies as people paste them, with no time and no request ID: the kit says what is missing and how "
        "to get it.",
        4, 4, 0, 0, 3,
    )  # fmt: skip


def no_times() -> Sample:
    """JSON lines whose writer forgot the time."""
    make = Maker("no times")
    calls = in_order(
        make.steady((utc("2026-03-06 09:00"), utc("2026-03-06 11:00")), 90, service.ITEM, SHOP_B, service.JP)
    )
    spell = {call.request_id for call in calls[25:39]}
    calls = fail(calls, service.BROKEN, lambda call: call.request_id in spell)
    texts = [
        f'{{"operation": "{call.operation.name}", "statusCode": {call.status}, "requestId": "{call.request_id}", '
        f'"marketplaceId": "{call.marketplace}"'
        + (f', "errorMessage": "{call.failure.message}", "errorCode": "{call.failure.code}"' if call.failure else "")
        + "}"
        for call in calls
    ]
    failed = count_failed(calls)
    return Sample(
        "ndjson/no-times.ndjson", lines(texts),
        "Request IDs but no time anywhere: no timeline can be drawn, and support would ask for the times.",
        len(calls), failed, failed, 0, 1,
    )  # fmt: skip


SAMPLES = (orders_refused, several_problems, all_good, bodies_only, no_times)
