"""Samples in plain text: application logs in several languages, and a curl transcript."""

from datetime import datetime, timedelta, timezone

from makers import service
from makers.calls import SHOP_A, SHOP_B, Call, Maker, count_failed, fail, in_order, utc
from makers.forms import amz_date, error_body, http_date, lines
from makers.sample import Sample

TRACEBACK = """Traceback (most recent call last):
  File "/srv/shop/feeds/worker.py", line 88, in submit
    answer = feeds.create_feed(feed_type, document_id, marketplaceIds=[marketplace])
  File "/srv/shop/.venv/lib/python3.12/site-packages/sp_api/base/client.py", line 171, in _check_response
    raise exception(error, headers=headers)
sp_api.base.exceptions.SellingApiBadRequestException: """


def local(at: datetime, hours: int) -> datetime:
    """The same instant on a clock this many hours ahead of UTC."""
    return at.astimezone(timezone(timedelta(hours=hours)))


def feeds_tracebacks() -> Sample:
    """A Python worker whose feeds are refused since a release."""
    make = Maker("feeds tracebacks")
    start, end, onset = utc("2026-03-03 07:00"), utc("2026-03-03 15:00"), utc("2026-03-03 12:04")
    bad = service.Failure(
        400, "", "InvalidInput", "Invalid request parameters", "feedType is not valid for this marketplace"
    )
    feeds = fail(
        make.steady((start, end), 600, service.NEW_FEED, SHOP_A, service.DE), bad, lambda call: call.at >= onset
    )
    others = in_order(
        make.steady((start, end), 600, service.NEW_DOCUMENT, SHOP_A, service.DE),
        make.steady((start, onset), 200, service.FEED, SHOP_A, service.DE),
    )
    calls = in_order(feeds, others)
    failed = count_failed(calls)
    return Sample(
        "text/feeds-tracebacks.log", lines([_worker_line(call) for call in calls]),
        "A Python worker's log (clock at +01:00) with tracebacks: createFeed refused with 400 since 12:04 UTC and "
        "still; createFeedDocument goes on well.",
        len(calls), failed, failed, failed, 1,
    )  # fmt: skip


def _worker_line(call: Call) -> str:
    stamp = local(call.at, 1).isoformat(timespec="milliseconds")
    what = f"{call.operation.method} {call.path} -> {call.status} x-amzn-RequestId={call.request_id}"
    who = f"seller={call.seller} marketplace={call.marketplace}"
    if not call.failure:
        return f"{stamp} INFO  [feeds.worker] {call.operation.name} {what} {who} took={call.duration_ms}ms"
    error = {"code": call.failure.code, "message": call.failure.message, "details": call.failure.details}
    return f"{stamp} ERROR [feeds.worker] {call.operation.name} {what} {who}\n{TRACEBACK}[{error}]"


def japanese_local_times() -> Sample:
    """A Japanese application log with a clock that names no zone, and now and then a header that proves it."""
    make = Maker("japanese local times")
    start, end, onset = utc("2026-03-10 02:00"), utc("2026-03-10 06:30"), utc("2026-03-10 04:12")
    calls = in_order(
        fail(
            make.steady((start, end), 240, service.ORDERS, SHOP_B, service.JP),
            service.REFUSED,
            lambda call: call.at >= onset,
        ),
        fail(
            make.steady((start, end), 200, service.ORDER_ITEMS, SHOP_B, service.JP),
            service.REFUSED,
            lambda call: call.at >= onset,
        ),
        make.steady((start, end), 500, service.STOCK, SHOP_B, service.JP),
    )
    texts = [_japanese_line(call, proved=number % 6 == 0) for number, call in enumerate(calls)]
    failed = count_failed(calls)
    return Sample(
        "text/japanese-local-times.log", lines(texts),
        "Japanese messages, local times with no zone; now and then an X-Amz-Date stands beside one, so the kit can "
        "propose Asia/Tokyo. Orders calls refused since 13:12 local time.",
        len(calls), failed, failed, count_failed(calls[::6]), 1,
    )  # fmt: skip


def _japanese_line(call: Call, *, proved: bool) -> str:
    stamp = local(call.at, 9).strftime("%Y/%m/%d %H:%M:%S.") + f"{call.at.microsecond // 1000:03d}"
    level, told = ("ERROR", "呼び出しに失敗しました") if call.failure else ("INFO ", "呼び出しが完了しました")
    line = f"{stamp} [{level}] order-import {told}: {call.operation.method} {call.url} status={call.status} "
    line += f"x-amzn-RequestId={call.request_id} 出品者={call.seller}"
    if proved:
        line += f" X-Amz-Date={amz_date(call.at)}"
    return f"{line} 応答={error_body(call.failure)}" if call.failure else line


def chinese_messages() -> Sample:
    """A Chinese application log of inbound plans."""
    make = Maker("chinese messages")
    start, end, onset = utc("2026-03-11 01:00"), utc("2026-03-11 09:00"), utc("2026-03-11 05:40")
    bad = service.Failure(400, "", "BadRequest", "ERROR: The requested MSKU is not valid.")
    calls = in_order(
        fail(
            make.steady((start, end), 330, service.INBOUND, SHOP_A, service.DE),
            bad,
            lambda call: call.at >= onset and make.below(3) > 0,
        ),
        make.steady((start, end), 420, service.STOCK, SHOP_A, service.DE),
    )
    failed = count_failed(calls)
    return Sample(
        "text/chinese-messages.log", lines([_chinese_line(call) for call in calls]),
        "Chinese messages (clock at +0800): createInboundPlan refused with 400 for two calls of three since 05:40 UTC.",
        len(calls), failed, failed, failed, 1,
    )  # fmt: skip


def _chinese_line(call: Call) -> str:
    stamp = local(call.at, 8).strftime("%Y-%m-%dT%H:%M:%S+0800")
    where = f"{call.operation.method} {call.path} 卖家编号={call.seller} x-amzn-RequestId={call.request_id}"
    if not call.failure:
        return f"{stamp} 信息 接口调用成功 {call.operation.name} 状态码={call.status} {where} 耗时={call.duration_ms}ms"
    body = error_body(call.failure)
    return f"{stamp} 错误 接口调用失败 {call.operation.name} 状态码={call.failure.status} {where} 返回内容:{body}"


def curl_transcript() -> Sample:
    """Three calls by hand with `curl -v`, the last two refused."""
    make = Maker("curl transcript")
    first = utc("2026-03-12 10:02:11")
    late = service.Failure(403, "AccessDeniedException", "Unauthorized", service.REFUSED.message,
                   "The access token you provided has expired.")  # fmt: skip
    good = make.call(first, service.STOCK)
    bad = [make.call(first + timedelta(minutes=minutes), service.STOCK) for minutes in (64, 66)]
    calls = [good, *fail(bad, late)]
    return Sample(
        "curl/expired-token.txt", "\n".join(_curl(call) for call in calls),
        "Three calls by hand with `curl -v`: the token was an hour old when the second was made (403).",
        3, 2, 2, 2, 1,
    )  # fmt: skip


def _curl(call: Call) -> str:
    said = [f"$ curl -v -H 'x-amz-access-token: REMOVED' '{call.url}'"]
    said += [f"* Connected to {call.host} (192.0.2.80) port 443", "* SSL connection using TLSv1.3"]
    said += ["*  start date: Jan 12 00:00:00 2026 GMT", "*  expire date: Feb 10 23:59:59 2027 GMT"]
    said += [f"> {call.operation.method} {call.path}?{call.query} HTTP/1.1", f"> Host: {call.host}"]
    said += ["> User-Agent: curl/8.5.0", "> Accept: */*", "> x-amz-access-token: REMOVED", ">"]
    said += [f"< HTTP/1.1 {call.status} {'Forbidden' if call.failure else 'OK'}", f"< Date: {http_date(call.at)}"]
    said += ["< Content-Type: application/json", f"< x-amzn-RequestId: {call.request_id}"]
    if not call.failure:
        return lines(
            [*said, f"< x-amzn-RateLimit-Limit: {call.operation.rate}", "<", '{"payload": {"inventorySummaries": []}}']
        )
    body = error_body(call.failure, 2)
    return lines([*said, f"< x-amzn-ErrorType: {call.failure.error_type}", "<", body])


PROSE = """Hello,

since yesterday our order download does not work any more. We have tried many things and restarted the server.
The orders of the last days are missing, and our customers are waiting. Nothing was changed on our side.

What can we do?
"""


def no_log() -> Sample:
    """A complaint, and no log."""
    return Sample(
        "text/no-log.txt",
        PROSE,
        "No log at all: there is no API call in it, and the kit has to say what is needed.",
        calls=0,
        failed=0,
        with_id=0,
        with_time=0,
        problems=0,
    )


SAMPLES = (feeds_tracebacks, japanese_local_times, chinese_messages, curl_transcript, no_log)
