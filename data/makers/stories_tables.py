"""Samples with a record a line and columns: CSV exports, key=value lines, a proxy's access log."""

import csv
import io
from collections.abc import Iterable
from datetime import timedelta

from makers import service
from makers.calls import SHOP_A, SHOP_B, Call, Maker, count_failed, fail, in_order, throttle, utc
from makers.forms import access_line, error_body, lines, logfmt, zulu
from makers.sample import Sample

GONE = service.Failure(404, "", "NOT_FOUND", "SKU not found in marketplace")


def cloudwatch() -> Sample:
    """A CloudWatch export of a Lambda function: its own request IDs are not the ones support asks for."""
    make = Maker("cloudwatch")
    start, end = utc("2026-03-07 02:00"), utc("2026-03-07 08:00")
    calls = in_order(make.steady((start, end), 500, service.NEW_REPORT), make.steady((start, end), 400, service.REPORT))
    fault = (utc("2026-03-07 04:10"), utc("2026-03-07 05:20"))
    calls = fail(calls, service.BROKEN, lambda call: fault[0] <= call.at < fault[1])
    rows = [row for call in calls for row in _lambda_rows(make, call)]
    failed = count_failed(calls)
    return Sample(
        "csv/cloudwatch-lambda.csv", _table(("timestamp", "message"), rows),
        "CloudWatch's timestamp,message (epoch milliseconds) from a Lambda function. Reports calls fail with 500 from "
        "04:10 to 05:20 UTC, gone since. The Lambda request IDs in it are not the service's.",
        len(calls), failed, failed, failed, 1,
    )  # fmt: skip


def _lambda_rows(make: Maker, call: Call) -> list[tuple[object, str]]:
    stamp, run = round(call.at.timestamp() * 1000), make.uuid()
    done = stamp + call.duration_ms
    told = f"{call.operation.method} {call.url} status {call.status} x-amzn-RequestId: {call.request_id}"
    if call.failure:
        told += f" {error_body(call.failure)}"
    level = "ERROR" if call.failure else "INFO"
    when = zulu(call.at + timedelta(milliseconds=call.duration_ms))
    return [
        (stamp, f"START RequestId: {run} Version: $LATEST\n"),
        (done, f"[{level}]\t{when}\t{run}\t{call.operation.name} {told}\n"),
        (done + 2, f"END RequestId: {run}\n"),
    ]


def general_csv() -> Sample:
    """A general CSV export with a header row."""
    make = Maker("general csv")
    start, end, onset = utc("2026-03-08 09:00"), utc("2026-03-08 13:00"), utc("2026-03-08 11:02")
    calls = in_order(
        fail(make.steady((start, end), 150, service.LISTING, SHOP_A, service.DE), GONE, lambda call: call.at >= onset),
        make.steady((start, end), 150, service.LISTING, SHOP_A, service.US),
        make.steady((start, end), 300, service.STOCK, SHOP_A, service.DE),
    )
    head = ("Time (UTC)", "Seller ID", "Marketplace ID", "Method", "Path", "HTTP Status", "Error Code",
            "Error Message", "x-amzn-RequestId", "Latency (ms)")  # fmt: skip
    rows = [
        (call.at.strftime("%Y-%m-%d %H:%M:%S"), call.seller, call.marketplace, call.operation.method, call.path,
         call.status, call.failure.code if call.failure else "", call.failure.message if call.failure else "",
         call.request_id, call.duration_ms)
        for call in calls
    ]  # fmt: skip
    failed = count_failed(calls)
    return Sample(
        "csv/one-marketplace.csv", _table(head, rows),
        "A CSV with a header row whose time column says UTC: putListingsItem answers 404 in one marketplace since "
        "11:02 UTC, and goes on well in the other.",
        len(calls), failed, failed, failed, 1,
    )  # fmt: skip


def _table(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerows([head, *rows])
    return out.getvalue()


def access_log() -> Sample:
    """A forwarding proxy's access log: no request IDs."""
    make = Maker("access log")
    start, end = utc("2026-03-09 20:00"), utc("2026-03-09 23:30")
    calls = in_order(make.steady((start, end), 70, service.ITEM), make.steady((start, end), 300, service.STOCK))
    calls = fail(calls, service.UNAVAILABLE, lambda call: call.at >= utc("2026-03-09 22:05") and make.below(3) == 0)
    failed = count_failed(calls)
    return Sample(
        "access/no-request-ids.log", lines([access_line(call, "CatalogBot/2.1") for call in calls]),
        "A proxy's access log. One call in three fails with 503 since 22:05 UTC, but no line has a request ID: the kit "
        "says so and tells how to log it.",
        len(calls), failed, 0, failed, 1,
    )  # fmt: skip


def over_plan() -> Sample:
    """A client that calls faster than its plan, in bursts of a minute."""
    make = Maker("over plan")
    start = utc("2026-03-13 07:00")
    calm = make.steady((start, start + timedelta(minutes=40)), 20, service.ITEM, SHOP_B)
    bursts = (
        make.call(start + timedelta(minutes=minute, milliseconds=250 * number), service.ITEM, SHOP_B)
        for minute in (12, 27)
        for number in range(60)
    )
    calls = throttle(in_order(calm, bursts), burst=2)
    failed = count_failed(calls)
    return Sample(
        "logfmt/over-plan.log", lines([logfmt(call) for call in calls]),
        "getCatalogItem called four times a second where the plan gives two: 429, by the client's own doing. No case "
        "is needed, slower calls are.",
        len(calls), failed, failed, failed, 0,
    )  # fmt: skip


SAMPLES = (cloudwatch, general_csv, access_log, over_plan)
