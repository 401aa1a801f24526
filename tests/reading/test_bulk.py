"""Large logs read by shapes come to the same Log as line by line, whatever stands between their records."""

import json
import random
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import product
from threading import Barrier

import numpy as np
import pandas as pd
import pytest

from casekit.reading import read_bytes
from casekit.reading.bulk import build, kernel, match, read, stream
from casekit.reading.bulk.block import sort_records
from casekit.reading.bulk.masks import LONG_DIGITS, mask
from casekit.reading.bulk.match import match_records
from casekit.reading.bulk.read import open_book, read_bulk
from casekit.reading.bulk.stream import text_input
from casekit.reading.bulk.text import Text
from tests.samples import request_id

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PATHS = ("/orders/v0/orders", "/orders/v0/orders/902-{n:07d}-1234567/orderItems", "/feeds/2021-06-30/feeds/{n}")
NAMES = ("getOrders", "getOrderItems", "getFeed")
FAULTS = (
    (429, "QuotaExceeded", "You exceeded your quota for the requested resource."),
    (400, "InvalidInput", 'Order {n} has no "buyer".'),
    (400, "InvalidInput", "Die Größe {n} fehlt, 订单 {n} 不存在"),
    (403, "Unauthorized", "Forbidden"),
    (500, "InternalFailure", "Failed with status 503 for requestId: {id}"),
)
SELLERS = ("A1MADEUPSELLER", "A2MADEUP9", "A33333333333")
MARKETS = ("ATVPDKIKX0DER", "A1PA6795UKMFR9")


def calls(count, seed):
    chance = random.Random(seed)
    for number in range(count):
        place = chance.randrange(3)
        words = {"n": chance.randrange(10_000_000), "id": request_id(chance.randrange(10**9))}
        status, code, message = chance.choice(FAULTS) if chance.random() < 0.25 else (200, "", "")
        yield {
            "at": START + timedelta(seconds=number * 7, milliseconds=chance.randrange(1000)),
            "method": chance.choice(("GET", "POST")) if place == 2 else "GET",
            "path": PATHS[place].format(**words),
            "operation": NAMES[place],
            "seller": chance.choice(SELLERS),
            "market": chance.choice(MARKETS),
            "id": request_id(number * 1000 + seed),
            "took": chance.randrange(3000),
            "status": status,
            "code": code,
            "message": message.format(**words),
        }


def stamp(call):
    return f"{call['at']:%Y-%m-%dT%H:%M:%S}.{call['at'].microsecond // 1000:03d}"


def ndjson(call, number):
    row = {
        "time": stamp(call) + "Z", "level": "info", "method": call["method"],
        "url": f"https://sellingpartnerapi-na.amazon.com{call['path']}?marketplaceIds={call['market']}",
        "status": call["status"], "requestId": call["id"], "sellerId": call["seller"], "duration_ms": call["took"],
    }  # fmt: skip
    if call["status"] != 200:
        row |= {"errors": [{"code": call["code"], "message": call["message"], "details": ""}]}
    return json.dumps(row, ensure_ascii=number % 3 == 0)


def epoch(call, _number):
    millis = int(call["at"].timestamp() * 1000)
    failed = {"error": {"code": call["code"], "message": call["message"]}} if call["code"] else {}
    return json.dumps({"ts": millis, "op": call["operation"], "status": call["status"], "rid": call["id"]} | failed)


def text(call, number):
    clock = call["at"]
    stamps = (
        f"{clock:%Y-%m-%dT%H:%M:%SZ}",
        f"{clock:%Y-%m-%d %H:%M:%S},123",
        f"[{clock:%d/%b/%Y:%H:%M:%S} +0100]",
        f"{clock:%a, %d %b %Y %H:%M:%S} GMT",
    )
    head = (
        f"{stamps[number % 4]} {'ERROR' if call['code'] else 'INFO'} [worker-{number % 5}] {call['method']} "
        f"https://sellingpartnerapi-eu.amazon.com{call['path']} {call['status']} in {call['took']} ms, "
        f"requestId: {call['id']}, sellerId: {call['seller']}"
    )
    if not call["code"]:
        return head
    told = call["message"].replace('"', "'")
    line = f'{head}, errorCode: {call["code"]}, errorMessage: "{told}"'
    if number % 2:
        return line
    trace = f'Traceback (most recent call last):\n  File "/srv/a.py", line {call["took"]}, in get\n    raise error'
    return f"{line}\n{trace}\nrequests.exceptions.HTTPError: {call['status']} Client Error: Bad for url: https://a.invalid{call['path']}"


def access(call, _number):
    query = f"MarketplaceIds={call['market']}&CreatedAfter=2026-03-01T00%3A00%3A00Z&NextToken={call['took']}abc"
    return (
        f'192.0.2.7 - - [{call["at"]:%d/%b/%Y:%H:%M:%S} +0000] "{call["method"]} {call["path"]}?{query} HTTP/1.1" '
        f'{call["status"]} {call["took"]} "-" "agent/1.0" request_id={call["id"]}'
    )


def logfmt(call, _number):
    failed = f' error_code={call["code"]} msg="{call["message"]}"'.replace('"buyer"', "buyer") if call["code"] else ""
    return (
        f"time={stamp(call)}Z level=info method={call['method']} path={call['path']} status={call['status']} "
        f"request_id={call['id']} seller_id={call['seller']} duration_ms={call['took']}{failed}"
    )


def csv(call, _number):
    told = call["message"].replace('"', '""')
    cell = f'"{told}"' if told else ""
    known = (stamp(call) + "Z", *(str(call[name]) for name in ("method", "path", "status", "id", "seller", "code")))
    return ",".join((*known, cell))


WRITERS = {"ndjson": ndjson, "epoch": epoch, "text": text, "access": access, "logfmt": logfmt, "csv": csv}
HEADERS = {"csv": "time,method,path,status,request_id,seller_id,error_code,error_message"}
ODD = (
    "", "   ", "heartbeat of the scheduler", "{not json}", '{"time": 1}', "\ttabbed nonsense", "a,b", "status=500",
    "2026-03-02 09:00:00 INFO nothing to tell", "ERROR 503 Service Unavailable", "é\u3000全角：x",
)  # fmt: skip


def write(form, seed, count=700, odd=25, end="\n"):
    chance = random.Random(seed)
    records = [WRITERS[form](call, number) for number, call in enumerate(calls(count, seed))]
    for _ in range(odd):
        records.insert(chance.randrange(60, len(records)), chance.choice(ODD))
    records.insert(90, records[80])
    records.append(records[-1][: len(records[-1]) // 2])
    lines = [*([HEADERS[form]] if form in HEADERS else []), *records]
    return "\n".join(lines).replace("\n", end).encode()


def assert_same(data, zone=None, size=20_000):
    slow = read_bytes([("a.log", data)], zone=zone)
    fast = read_bulk(text_input(data), "a.log", zone=zone, size=size)
    assert fast is not None
    pd.testing.assert_frame_equal(fast.events, slow.events)
    pd.testing.assert_frame_equal(fast.traffic, slow.traffic)
    pd.testing.assert_frame_equal(fast.rejects, slow.rejects)
    assert fast.ledger == slow.ledger
    assert fast.notes == slow.notes
    return fast, slow


@pytest.mark.parametrize("end", ["", "\n"])
def test_no_block_ends_inside_a_record_of_many_lines(end, monkeypatch):
    """Also where no line stands alone, which is where blocks are cut else."""
    monkeypatch.setattr(stream, "AHEAD", 4_000)
    told = [
        "Log Name:      Application\nLevel:         Error\n"
        f"Date:          {call['at']:%m/%d/%Y %I:%M:%S %p}\nDescription:\n"
        f"{call['method']} https://sellingpartnerapi-eu.amazon.com{call['path']} returned {call['status']}\n"
        f"x-amzn-RequestId: {call['id']}"
        for call in calls(900, 7)
    ]
    fast, _ = assert_same(("\n".join(told) + end).encode())
    assert len(fast.events) == len(told)


@pytest.fixture
def always_compiled(monkeypatch):
    monkeypatch.setattr(read, "WORTH", 0)


@pytest.mark.parametrize("form", WRITERS)
def test_shapes_give_what_reading_line_by_line_gives(form):
    assert_same(write(form, 1))


@pytest.mark.usefixtures("always_compiled")
@pytest.mark.parametrize("form", WRITERS)
def test_the_compiled_loop_gives_what_reading_line_by_line_gives(form):
    assert_same(write(form, 2), size=60_000)


@pytest.mark.usefixtures("always_compiled")
def test_without_the_compiled_loop_patterns_take_its_place(monkeypatch):
    monkeypatch.setattr(match, "load_kernel", lambda: None)
    assert_same(write("text", 2), size=60_000)


DAMAGE = (
    lambda line, at: line[:at] + line[at + 1 :],
    lambda line, at: line[:at] + line[at] + line[at:],
    lambda line, at: line[:at] + '"' + line[at:],
    lambda line, at: line[:at] + " ," + line[at:],
    lambda line, at: line[:at] + "é" + line[at + 1 :],
    lambda line, at: line[:at] + ("7" if line[at].isdigit() else "x") + line[at + 1 :],
    lambda line, at: line[:at] + "\\" + line[at:],
    lambda line, at: line[at:],
)


@pytest.mark.usefixtures("always_compiled")
@pytest.mark.parametrize("form", WRITERS)
def test_the_compiled_loop_takes_no_line_but_as_its_pattern_does(form):
    chance = random.Random(form)
    whole = write(form, 6, count=900, odd=0).decode().split("\n")
    damaged = [chance.choice(DAMAGE)(line, chance.randrange(len(line))) for line in whole[1:] for _ in range(2)]
    lines = [line for pair in zip(damaged, damaged[1:], whole, strict=False) for line in pair]
    book = open_book(whole, None)
    text = Text("\n".join(lines).encode())
    taken = 0
    for shape, every in product(book.ranked(lines=1), (False, True)):
        found = match_records(text.bytes, text.starts, text.ends, shape, every=every)
        taken += len(found.rows)
        urls = {str(number) for number, kind in enumerate(shape.kinds) if kind == "url"}
        for row, number in enumerate(found.rows):
            told = re.match(shape.pattern, lines[number])
            assert told, lines[number]
            for name, column in found.columns.items():
                word = column.words[column.codes[row]]
                if every or name[1:] not in urls:
                    assert word in ((told[name],) if every else (told[name], LONG_DIGITS.sub("00000", told[name])))
                else:
                    assert mask(word, "url") == mask(told[name], "url")
        for number in {*range(len(lines))} - {*found.rows.tolist(), *found.doubtful.tolist()}:
            assert not re.match(shape.pattern, lines[number])
    assert taken > 0.5 * len(lines)


def test_the_compiled_loop_masks_what_the_pattern_masks():
    chance = random.Random(3)
    parts = ("-", "/", "x", "902-1234567-7654321", "-1234567-1234567", "123", "1234", "12345", "1234567", "")
    out = np.empty(200, dtype=np.uint8)
    for _ in range(20_000):
        before, word, behind = ("".join(chance.choices(parts, k=count)) for count in (1, chance.randrange(9), 1))
        data = np.frombuffer(f"{before}{word}{behind}".encode(), dtype=np.uint8)
        size = kernel._mask(data, len(before), len(before) + len(word), out)
        assert out[:size].tobytes().decode() == LONG_DIGITS.sub("00000", word), (before, word, behind)


@pytest.mark.parametrize("form", ["ndjson", "text"])
def test_line_ends_of_windows_and_a_byte_order_mark_change_nothing(form):
    assert_same(b"\xef\xbb\xbf" + write(form, 3, end="\r\n"))


@pytest.mark.parametrize("zone", [None, "Asia/Tokyo", "America/New_York"])
def test_times_without_a_zone_stay_readings_until_one_is_chosen(zone):
    assert_same(write("text", 4), zone=zone)


def test_a_call_is_the_same_whatever_the_size_of_the_blocks():
    data = write("text", 5)
    for size in (5_000, 60_000, 10_000_000):
        assert_same(data, size=size)


def test_what_two_threads_work_out_at_once_is_held_once(monkeypatch):
    """Held twice, the one that is dropped leaves its place in memory to the event of another call."""
    head = [ndjson(call, number) for number, call in enumerate(calls(400, seed=5))]
    book = open_book(head, None)
    (batch, _), *_ = sort_records(Text("\n".join(head).encode()), book).batches
    both, settle_one = Barrier(2), build._settle_one

    def together(*asked):
        both.wait(timeout=10)
        return settle_one(*asked)

    monkeypatch.setattr(build, "_settle_one", together)
    with ThreadPoolExecutor(2) as pool:
        one, other = pool.map(build.settle, (batch, batch))
    assert len(one.events) > 1
    assert all(a is b for a, b in zip(one.events, other.events, strict=True))


def test_an_excerpt_gives_the_lines_of_a_large_log_back():
    fast, slow = assert_same(write("text", 6))
    for first, last in ((1, 1), (300, 304), (699, 700)):
        assert fast.excerpt("a.log", first, last) == slow.excerpt("a.log", first, last)


SEGMENTS = (
    "9f1c2b3a-1111-4222-8333-abcdefabcdef", "A1PA6795UKMFR9", "status=500", "429", "A1MADEUPSELLER", "error", "GET",
    "2026-03-02T09:00:00Z", "902-1234567-1234567", "requestId=9f1c2b3a-1111-4222-8333-abcdefabcdef", "QuotaExceeded",
    "sellerId=A2MADEUP9", "InvalidInput:no", "HTTP500", "amzn1.account.MADEUP", "orders", "%20",
    "marketplaceId=A1PA6795UKMFR9", "SKU-BLUE", "FATAL", "status", "none_reportid", "ratelimit", "durationms",
    "x-getOrders", "0403", "com.example.FooException", "req_12345678abc",
)  # fmt: skip
PLACES = ("/orders/v0/orders/{}/orderItems", "/orders/v0/orders/{}", "/nowhere/{}", "/orders/v0/orders?NextToken={}")


@pytest.mark.parametrize("form", ["ndjson", "text", "access", "logfmt", "csv"])
def test_a_segment_of_a_path_that_reads_like_a_fact_is_read_as_line_by_line(form):
    chance = random.Random(7)
    records = []
    for number, call in enumerate(calls(400, 8)):
        odd = number >= 100 and number % 4 == 0
        path = chance.choice(PLACES).format(chance.choice(SEGMENTS)) if odd else call["path"]
        records.append(WRITERS[form](call | {"path": path}, number))
    assert_same("\n".join([*([HEADERS[form]] if form in HEADERS else []), *records, ""]).encode())


@pytest.mark.parametrize("form", ["ndjson", "text", "access", "logfmt", "csv"])
def test_records_whose_urls_all_differ_are_taken_by_shape(form):
    chance = random.Random(9)
    records = []
    for number, call in enumerate(calls(900, 9)):
        sku, token = ("".join(chance.choices("ABCDEFGHIJabcdefghij0123456789-", k=size)) for size in (12, 60))
        path = f"/listings/2021-08-01/items/{call['seller']}/{sku}?pageToken={token}"
        records.append(WRITERS[form](call | {"path": path}, number))
    head = [HEADERS[form]] if form in HEADERS else []
    assert open_book([*head, *records], None)
    assert_same("\n".join([*head, *records]).encode())


@pytest.mark.usefixtures("always_compiled")
def test_a_seller_in_a_path_is_read_whole_however_many_digits_it_has():
    sellers = [f"A{1_234_567 + 11_111 * number}BCDEF" for number in range(30)]
    records = [access(call | {"path": f"/listings/2021-08-01/items/{sellers[number % 30]}/SKU"}, number) for number, call in enumerate(calls(900, 3))]  # fmt: skip # noqa: E501
    fast, _ = assert_same("\n".join(records).encode())
    assert set(fast.traffic["seller_id"]) == set(sellers)


def test_a_column_whose_title_names_the_zone_is_read_row_by_row():
    rows = [f"{call['at']:%Y-%m-%d %H:%M:%S},{call['status']},{call['id']}" for call in calls(400, 5)]
    fast, _ = assert_same("\n".join(["Time (UTC),status,request_id", *rows]).encode())
    assert fast.events["timestamp"].nunique() == 400


@pytest.mark.parametrize("zone", [None, "Asia/Seoul"])
def test_an_instant_beside_a_local_clock_is_taken_row_by_row(zone):
    here = [(call["at"] + timedelta(hours=9), call) for call in calls(400, 5)]
    rows = [{"time": f"{at:%Y-%m-%d %H:%M:%S}", "ts": stamp(call) + "Z", "status": call["status"], "rid": call["id"]} for at, call in here]  # fmt: skip # noqa: E501
    fast, _ = assert_same("\n".join(map(json.dumps, rows)).encode(), zone)
    assert fast.events["timestamp"].nunique() == 400
    assert set(fast.events["timestamp_wall"].str[:10]) == {"2026-03-02"}


@pytest.mark.parametrize(
    "lead", ["{at}Z ", "Mar  2 09:00:{s:02d} web1 sync[812]: ", "{at}.{n:07d}Z [main] INFO  shop.sync - "]
)
def test_an_object_with_a_time_before_each_of_its_lines_is_one_call(lead):
    lines = []
    for number, call in enumerate(calls(300, 5)):
        lines += text(call, number).split("\n")
        if number % 30 == 5:
            at = f"{call['at']:%Y-%m-%dT%H:%M:%S}"
            body = {"requestId": call["id"], "errors": [{"code": "InvalidInput", "message": "Told by the body."}]}
            told = [
                "answer " + line if not n else line for n, line in enumerate(json.dumps(body, indent=2).split("\n"))
            ]
            lines += [lead.format(at=at, s=number % 60, n=number * 9 + n) + line for n, line in enumerate(told)]
    fast, _ = assert_same("\n".join(lines).encode())
    assert (fast.events["error_message"] == "Told by the body.").sum() == 10
