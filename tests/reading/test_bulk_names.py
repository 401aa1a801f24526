"""Large logs come to the same Log as line by line whatever their fields are called, and whatever else they hold."""

import json
import random

import pytest

from casekit.facts import named_operations
from casekit.reading import read_bytes
from casekit.reading.bulk import read
from casekit.reading.bulk.read import open_book, read_bulk
from casekit.reading.bulk.stream import text_input
from casekit.reading.fields import names
from tests.reading.test_bulk import assert_same, calls, stamp

OPERATIONS = [bearers[0].operation for bearers in named_operations().values()]
CODES = ("QuotaExceeded", "90220", "90221", "8541", "ERR-12345", "ERR-12346", "0")
SPELLINGS = {fact: [each.words for each in names().values() if each.fact == fact] for fact in ("stamp", "request_id", "status", "error_code", "error_message", "seller_id", "known_operation", "operation", "url", "duration_ms", "amz_date", "client", "other")}  # fmt: skip # noqa: E501
SILENT = ("sku", "user", "shop", "file", "queue")
WORDS = ("Blue", "Shoe", "XL", "Anna", "Größe", "status=500", "error:", "403", "getOrders", "902-1234567-1234567", "HTTP/1.1 503 Gone")  # fmt: skip # noqa: E501


def value(fact, call, chance):
    return {
        "stamp": stamp(call) + "Z", "request_id": call["id"], "status": call["status"], "seller_id": call["seller"],
        "error_code": call["code"] and chance.choice(CODES), "error_message": call["message"],
        "known_operation": chance.choice(OPERATIONS), "operation": call["operation"], "duration_ms": call["took"],
        "url": f"https://sellingpartnerapi-na.amazon.com{call['path']}?nextToken={chance.randrange(10**9)}",
        "amz_date": f"{call['at']:%Y%m%dT%H%M%SZ}", "client": f"Sync/1.{chance.randrange(3)} (Language=Python/3.11)",
        "other": f"{chance.randrange(1 << 64):016x}",
    }.get(fact, " ".join(chance.choices(WORDS, k=chance.randrange(1, 4))))  # fmt: skip


def rows(seed, count=300):
    """Rows of calls under names of the seed, with fields that tell nothing of the call."""
    chance = random.Random(seed)
    facts = [fact for fact in SPELLINGS if fact in ("stamp", "request_id", "status") or chance.random() < 0.5]
    keys = [(chance.choice(SPELLINGS[fact]), fact) for fact in facts] + [
        (each, "") for each in chance.sample(SILENT, 2)
    ]
    chance.shuffle(keys)
    for call in calls(count, seed):
        told = {key: value(fact, call, chance) for key, fact in keys}
        yield {key: each for key, each in told.items() if each != ""}


def pairs(row):
    return ", ".join(f"{key}: {each}" for key, each in row.items() if key not in SILENT)


WRITERS = {
    "ndjson": json.dumps,
    "logfmt": lambda row: " ".join(f"{key}={json.dumps(each)}" for key, each in row.items()),
    "text": lambda row: f"2026-03-02T09:00:00Z INFO [w] done: {pairs(row)}",
}


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("form", WRITERS)
def test_fields_of_any_name_are_read_as_line_by_line(form, seed, monkeypatch):
    monkeypatch.setattr(read, "WORTH", 0)
    data = "\n".join(map(WRITERS[form], rows(seed))).encode()
    if read_bulk(text_input(data), "a.log", size=20_000):
        assert_same(data)


def test_texts_that_tell_nothing_need_no_teacher():
    chance = random.Random(4)
    products = [{"sku": f"{chance.randrange(10**6)}-X", "title": " ".join(chance.choices(WORDS[:5], k=6))} for _ in range(600)]  # fmt: skip # noqa: E501
    fine = [{"time": stamp(call) + "Z", "status": 200, "requestId": call["id"]} for call in calls(600, 4)]
    lines = [json.dumps(row | product, ensure_ascii=False) for row, product in zip(fine, products, strict=True)]
    assert open_book(lines, None)
    assert_same("\n".join(lines).encode())


def test_each_error_code_keeps_its_digits():
    codes = [str(90220 + number % 7) for number in range(600)]
    lines = [json.dumps({"time": stamp(call) + "Z", "status": 400, "requestId": call["id"], "errorCode": code}) for call, code in zip(calls(600, 5), codes, strict=True)]  # fmt: skip # noqa: E501
    found = read_bulk(text_input("\n".join(lines).encode()), "a.log")
    assert found.events["error_code"].tolist() == codes
    assert read_bytes([("a.log", "\n".join(lines).encode())]).events["error_code"].tolist() == codes


def in_span(call):
    url = f"https://sellingpartnerapi-na.amazon.com{call['path']}"
    return f"{stamp(call)}Z ERROR request{{method={call['method']} uri={url} version=HTTP/1.1}}: made_up: latency={call['took']} ms status={call['status']} request_id={call['id']}"  # noqa: E501


def in_one_member(call):
    place = f"{call['method']} {call['path']}"
    return json.dumps({"time": stamp(call) + "Z", "endpoint": place, "http": call["status"], "requestId": call["id"]})


@pytest.mark.parametrize("told", [in_span, in_one_member])
def test_facts_that_stand_together_are_read_as_line_by_line(told, monkeypatch):
    monkeypatch.setattr(read, "WORTH", 0)
    fast, _ = assert_same("\n".join(map(told, calls(400, 5))).encode())
    assert fast.events[["method", "path"]].notna().all(axis=None)
