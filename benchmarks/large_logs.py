"""Large made-up logs with a known truth: `python benchmarks/large_logs.py FORM CALLS FILE`; FORM is one of WRITERS.

A seeded generator tells the calls; 4 % fail. The truth is what was told: the time, ID and code of every failed call,
the number of calls that went well, and how many lines were written. Every 100,000th line is noise without a call.
"""

import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

START = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
FAILING = 0.04
NOISE_EVERY = 100_000
HOSTS = ("na", "eu", "fe")
MARKETS = ("ATVPDKIKX0DER", "A1PA6795UKMFR9", "A1VC38T7YXB528")
SELLERS = tuple(f"A{number:03d}MADEUP{number % 7}X" for number in range(12))
CALLS = (
    ("GET", "/orders/v0/orders", "getOrders"),
    ("GET", "/orders/v0/orders/{order}/orderItems", "getOrderItems"),
    ("GET", "/orders/v0/orders/{order}", "getOrder"),
    ("GET", "/listings/2021-08-01/items/{seller}/SKU-{n}", "getListingsItem"),
    ("PATCH", "/listings/2021-08-01/items/{seller}/SKU-{n}", "patchListingsItem"),
    ("GET", "/catalog/2022-04-01/items/B0{n:08d}", "getCatalogItem"),
    ("GET", "/products/pricing/v0/price", "getPricing"),
    ("POST", "/reports/2021-06-30/reports", "createReport"),
    ("GET", "/reports/2021-06-30/reports/{n}", "getReport"),
    ("GET", "/feeds/2021-06-30/feeds/{n}", "getFeed"),
    ("GET", "/fba/inventory/v1/summaries", "getInventorySummaries"),
    ("GET", "/finances/v0/financialEvents", "listFinancialEvents"),
)
ERRORS = (
    (429, "QuotaExceeded", "You exceeded your quota for the requested resource."),
    (403, "Unauthorized", "Access to requested resource is denied."),
    (400, "InvalidInput", "Order {order} cannot be confirmed before it is paid."),
    (400, "InvalidInput", 'The SKU SKU-{n} has no price in \\"{market}\\".'),
    (404, "NotFound", "Report {n} does not exist."),
    (500, "InternalFailure", "We encountered an internal error. Please try again."),
    (503, "ServiceUnavailable", "Service is temporarily unavailable. Please retry."),
)
WORDS = (
    "batch", "loaded", "from", "cache", "and", "sent", "to", "worker", "without", "delay", "stock", "updated", "label",
    "printed", "next", "page", "waits", "until", "carrier", "picked", "parcel", "rules", "applied", "for", "warehouse",
)  # fmt: skip
PHRASES = {200: "OK", 400: "Bad Request", 403: "Forbidden", 404: "Not Found", 429: "Too Many Requests",
           500: "Internal Server Error", 503: "Service Unavailable"}  # fmt: skip


class Call(NamedTuple):
    """One made-up call."""

    at: datetime
    method: str
    path: str
    operation: str
    host: str
    seller: str
    market: str
    request_id: str
    took: int
    status: int
    code: str
    message: str


@dataclass
class Truth:
    """What was written: failed calls as (time, request ID, status, code), calls that went well, and lines."""

    failed: list[tuple[datetime, str, int, str]] = field(default_factory=list)
    good: int = 0
    lines: int = 0


def make_calls(count: int, seed: int = 7) -> Iterator[Call]:
    """So many calls in the order of time, some 40 a second at 1,000,000."""
    chance = random.Random(seed)
    step = timedelta(hours=7) / count
    for number in range(count):
        at = START + step * number
        at = at.replace(microsecond=at.microsecond // 1000 * 1000)
        method, path, operation = CALLS[int(chance.random() * len(CALLS))]
        bits = chance.getrandbits(122)
        seller = bits % len(SELLERS)
        place = seller % 3
        text = f"{bits:032x}"
        words = {
            "order": f"{bits % 900 + 100}-{bits // 7 % 9_000_000 + 1_000_000}-{bits // 11 % 9_000_000 + 1_000_000}",
            "n": bits % 99_000_000 + 1_000_000,
            "seller": SELLERS[seller],
            "market": MARKETS[place],
        }
        status, code, message = 200, "", ""
        if chance.random() < FAILING:
            status, code, message = ERRORS[int(chance.random() * len(ERRORS))]
        yield Call(
            at, method, path.format(**words), operation, f"sellingpartnerapi-{HOSTS[place]}.amazon.com",
            words["seller"], MARKETS[place],
            f"{text[:8]}-{text[8:12]}-4{text[13:16]}-8{text[17:20]}-{text[20:]}",
            20 + bits % 900, status, code, message.format(**words),
        )  # fmt: skip


def ndjson(call: Call, _number: int) -> str:
    head = (
        f'{{"time":"{_iso(call.at)}Z","level":"{"error" if call.status != 200 else "info"}","logger":"sync.orders",'
        f'"method":"{call.method}","url":"https://{call.host}{call.path}?marketplaceIds={call.market}",'
        f'"operation":"{call.operation}","status":{call.status},"requestId":"{call.request_id}",'
        f'"sellerId":"{call.seller}","marketplaceId":"{call.market}","duration_ms":{call.took},'
        f'"userAgent":"made-up-client/1.0 (Language=Python)"'
    )
    if call.status == 200:
        return head + "}"
    return f'{head},"errors":[{{"code":"{call.code}","message":"{call.message}","details":""}}]}}'


def varied(call: Call, number: int) -> str:
    """As `ndjson`, but no two rows have their URL, product and user in common."""
    word = "".join(chr(ord("a") + int(digit, 16)) for digit in call.request_id[-12:])
    path = f"/listings/2021-08-01/items/{call.seller}/{word.upper()}"
    row = ndjson(call._replace(method="GET", path=path, operation="getListingsItem"), number)
    return row.replace('"logger":', f'"product":"Lamp {word}","user":"{word.title()} Made-Up","logger":', 1)


STAMPS: tuple[Callable[[datetime], str], ...] = (
    lambda at: f"{_iso(at)}Z",
    lambda at: f"{at:%Y-%m-%d %H:%M:%S},{at.microsecond // 1000:03d} +0000",
    lambda at: f"{at + timedelta(hours=1):%Y-%m-%dT%H:%M:%S}+01:00",
    lambda at: f"[{at:%d/%b/%Y:%H:%M:%S} +0000]",
    lambda at: f"{at:%a, %d %b %Y %H:%M:%S} GMT",
)


def text(call: Call, number: int) -> str:
    stamp = STAMPS[number % 10 if number % 10 < 5 else 0](call.at)
    level = "INFO" if call.status == 200 else "ERROR"
    head = (
        f"{stamp} {level} [worker-{number % 8}] sync.orders: {call.method} https://{call.host}{call.path} "
        f"{call.status} in {call.took} ms, requestId: {call.request_id}, sellerId: {call.seller}, "
        f"marketplaceId: {call.market}"
    )
    if call.status == 200:
        return head
    told = call.message.replace('\\"', "'")
    line = f'{head}, errorCode: {call.code}, errorMessage: "{told}"'
    if number % 4:
        return line
    return (
        f"{line}\nTraceback (most recent call last):\n"
        f'  File "/srv/sync/orders.py", line {call.took}, in fetch\n    answer.raise_for_status()\n'
        f"requests.exceptions.HTTPError: {call.status} {'Client' if call.status < 500 else 'Server'} Error: "
        f"{PHRASES[call.status]} for url: https://{call.host}{call.path}"
    )


def spoken(call: Call, number: int) -> str:
    """As `text`, behind a line that says something in words of its own."""
    said = " ".join(random.Random(call.request_id).choices(WORDS, k=8))
    return f"{_iso(call.at)}Z INFO [worker-{number % 8}] sync.orders: {said.capitalize()}\n{text(call, number)}"


def csv(call: Call, _number: int) -> str:
    told = call.message.replace('\\"', '""')
    quoted = f'"{told}"' if told else ""
    return (
        f"{_iso(call.at)}Z,{call.method},{call.path},{call.operation},{call.status},{call.request_id},{call.seller},"
        f"{call.market},{call.took},{call.code},{quoted},made-up-client/1.0 (Language=Python)"
    )


def access(call: Call, _number: int) -> str:
    return (
        f'192.0.2.{call.took % 250} - - [{call.at:%d/%b/%Y:%H:%M:%S} +0000] "{call.method} '
        f'{call.path}?marketplaceIds={call.market} HTTP/1.1" {call.status} {call.took} "-" "made-up-client/1.0" '
        f"request_id={call.request_id}"
    )


WRITERS: dict[str, Callable[[Call, int], str]] = {
    "ndjson": ndjson, "varied": varied, "text": text, "spoken": spoken, "csv": csv, "access": access,
}  # fmt: skip
HEADERS = {
    "csv": "time,method,path,operation,status,request_id,seller_id,marketplace_id,duration_ms,error_code,"
    "error_message,user_agent\n"
}
NOISE = {
    "ndjson": '{"time":"2026-11-02T08:00:00.000Z","level":"info","logger"}',
    "varied": '{"time":"2026-11-02T08:00:00.000Z","level":"info","logger"}',
    "text": "heartbeat of the scheduler, nothing to do",
    "spoken": "heartbeat of the scheduler, nothing to do",
    "csv": "cut,here",
    "access": "- - -",
}


def write(form: str, count: int, path: Path) -> Truth:
    """Write so many calls in this form; gives the truth."""
    truth, make = Truth(), WRITERS[form]
    whole_seconds = form == "access"
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(HEADERS.get(form, ""))
        truth.lines += HEADERS.get(form, "").count("\n")
        for number, call in enumerate(make_calls(count)):
            if number % NOISE_EVERY == NOISE_EVERY // 2:
                file.write(NOISE[form] + "\n")
                truth.lines += 1
            told = make(call, number)
            truth.lines += told.count("\n") + 1
            file.write(told + "\n")
            if call.status == 200:
                truth.good += 1
            else:
                cut = whole_seconds or (form in ("text", "spoken") and number % 10 in (2, 3, 4))
                truth.failed.append(
                    (
                        call.at.replace(microsecond=0) if cut else call.at,
                        call.request_id,
                        call.status,
                        "" if form == "access" else call.code,
                    )
                )
    return truth


def _iso(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03d}"


if __name__ == "__main__":
    told = write(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
    print(f"{told.lines:,} lines, {len(told.failed):,} failed calls")
