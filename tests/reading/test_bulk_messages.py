"""Messages of which each row has its own come to the same Log as line by line."""

import json
import random

import pytest

from casekit.facts import errors, named_operations
from casekit.reading.bulk.block import sort_records
from casekit.reading.bulk.prose import are_prose, is_prose
from casekit.reading.bulk.read import open_book
from casekit.reading.bulk.text import Text
from casekit.reading.fields import names
from casekit.reading.formats import SENTENCES
from casekit.reading.formats.cells import cell_facts, message_facts
from tests.reading.test_bulk import assert_same, calls, ndjson, stamp, text

PLAIN = (
    "lamp", "blue", "house", "table", "chair", "green", "slow", "next", "Anna", "Peter", "12", "7.5%", "4711", "isn't",
    "retry", "page", "order", "902-1234567-7654321", "SKU-{n}", "warehouse", "(again)", "cache,", "done.", "2026-03-01",
)  # fmt: skip
TELLING = (
    "403", "500", "429", "status", "code:", "getOrders", "GET", "/orders/v0/orders", "QuotaExceeded", "Forbidden",
    "req", "requestId:", "request", "id", "failed:", "Error:", "{id}", "was", "is", "sellerId=A1B2C3D4E5F6", "timed",
    "out", "Unauthorized", "throttled", "ECONNRESET", "HTTP/1.1", "A1PA6795UKMFR9", "marketplace", "Access", "denied",
    "FATAL", "InvalidInput", "a**b", "“x”", '"x"', "https://api.invalid/a", "{", "[", "'x", "x'", "Bad", "Not", "Found",
    "=", "2026-03-02T09:00:00Z", "trace", "1793606400123", "500ms", "error", "operation", "rate", "limit", "0.5",
    "message", "reason",
)  # fmt: skip


def sentence(chance, telling):
    words = [chance.choice(TELLING if chance.random() < telling else PLAIN) for _ in range(chance.randrange(1, 8))]
    said = " ".join(words).replace("{n}", str(chance.randrange(10 ** chance.randrange(1, 9))))
    return said.replace("{id}", f"{chance.getrandbits(128):032x}")


def rows(seed, telling):
    """Rows of an application: a message beside what the call tells, and failures in their own words."""
    chance = random.Random(seed)
    key, inner = chance.choice(("msg", "message", "text", "log")), chance.choice(("message", "msg"))
    for number, call in enumerate(calls(700, seed)):
        share = telling if number >= 120 else 0
        row = json.loads(ndjson(call, number)) | {key: sentence(chance, share)}
        if call["code"]:
            told = row[key] if chance.random() < 0.3 else sentence(chance, share)
            row["errors"] = [{"code": call["code"], inner: told, "details": sentence(chance, share)}]
        yield row


@pytest.mark.parametrize("telling", [0, 0.02, 0.1])
@pytest.mark.parametrize("seed", range(4))
def test_messages_of_any_words_are_read_as_line_by_line(seed, telling):
    assert_same("\n".join(json.dumps(row) for row in rows(seed, telling)).encode())


def test_rows_whose_messages_all_differ_are_taken_by_shape():
    records = [json.dumps(row) for row in rows(5, 0)]
    book = open_book(records[:200], None)
    known = len(book.studied)
    told = sort_records(Text("\n".join(records[200:]).encode()), book)
    assert sum(len(units) for _, units in told.batches) > 0.95 * 500
    assert len(book.studied) - known < 0.4 * 500


@pytest.mark.parametrize(("odd", "head"), [("{own}", ""), ("'{own}", ""), ("'{own}", "page "), ("{own}'", "page ")])
def test_the_message_of_an_error_is_as_written_and_its_own_whatever_that_of_its_row(odd, head):
    chance = random.Random(odd)
    told = []
    for number, call in enumerate(calls(600, 6)):
        said = f"{chance.choice(PLAIN[:5])} is green"
        own = odd.replace("{own}", said[::-1]) if 300 <= number < 320 else said
        row = {"msg": head + said} | json.loads(ndjson(call | {"status": 400, "code": "InvalidInput"}, number))
        told.append(row | {"errors": [{"code": "InvalidInput", "message": own}]})
    fast, _ = assert_same("\n".join(map(json.dumps, told)).encode())
    assert fast.events["error_message"].tolist() == [row["errors"][0]["message"] for row in told]


@pytest.mark.parametrize("seed", range(3))
def test_words_that_tell_nothing_tell_nothing_with_any_number(seed):
    """Long numbers are masked before a message is judged."""
    chance = random.Random(seed)
    for _ in range(20_000):
        said = sentence(chance, 0.3)
        for number in ("4711471", "1793606400123", "902-1234567-7654321", "20260302090000"):
            if is_prose(said.replace("4711", "00000")):
                assert not message_facts(said.replace("4711", number)), said


KNOWN = (
    *(each.words.replace("-", mark) for each in names().values() for mark in (" ", "-", "")), *SENTENCES.hints,
    *sorted(named_operations()), *(code for each in errors() for code in each.code), "is", "was", "-", ",", "(403",
    "403)", "answered", "Jan", "Mon,", "02", "Nov", "2026", "08", "to", "08:00", ":", "code:", "Done:",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
def test_what_is_passed_over_unsearched_tells_nothing(seed):
    """Of the words that tell something somewhere, in any order."""
    chance = random.Random(seed)
    said = [
        " ".join(chance.choice(KNOWN if chance.random() < 0.5 else PLAIN) for _ in range(chance.randrange(1, 8)))
        for _ in range(30_000)
    ]
    quiet = [each for each, is_quiet in zip(said, are_prose(said), strict=True) if is_quiet]
    assert len(quiet) > 1_000
    assert [each for each in quiet if cell_facts(each) or not is_prose(each)] == []


def app_rows(seed, telling):
    """Half of the rows are of no call but say something."""
    chance = random.Random(seed)
    for number, row in enumerate(rows(seed, telling)):
        yield row
        if chance.random() < 0.6:
            said = sentence(chance, telling if number >= 120 else 0)
            yield {"time": row["time"], "level": "info", "logger": "sync.orders", "msg": said}


@pytest.mark.parametrize("telling", [0, 0.02, 0.1])
@pytest.mark.parametrize("seed", range(4))
def test_rows_without_a_call_are_read_as_line_by_line(seed, telling):
    assert_same("\n".join(json.dumps(row) for row in app_rows(seed, telling)).encode())


HEADS = (
    "{iso}Z {level} [worker-{n}] sync.orders: ", "{iso},123 - jobs.{n} - {level} - ", "[{iso}] prod.{level}: ",
    "{level}:sync:", "{iso}Z sync[10{n}]: ", "{iso}Z [{n}{n}] {level} ",
)  # fmt: skip
NAMING = (
    "{iso}+01:00 [{level}] [status] ", "{iso}Z {level} [request {n}] ", "{iso}Z {level} seller: ", "{iso}Z [{n}] ",
    "{level} {iso}Z GET ", "{iso}Z {level} code=",
)  # fmt: skip


def app_lines(seed, telling, head=HEADS[0]):
    """Calls in a text, and between them lines of a program that say something of their own."""
    chance = random.Random(seed)
    other = chance.choice(NAMING)
    for number, call in enumerate(calls(500, seed)):
        yield text(call, number)
        for _ in range(chance.randrange(3)):
            begin = other if chance.random() < 0.2 else head
            level, share = chance.choice(("INFO", "INFO", "ERROR", "WARN")), telling if number >= 60 else 0
            said = begin.format(iso=f"{call['at']:%Y-%m-%dT%H:%M:%S}", level=level, n=chance.randrange(600))
            yield said + sentence(chance, share)


@pytest.mark.parametrize("telling", [0, 0.02, 0.1])
@pytest.mark.parametrize("head", range(len(HEADS)))
def test_lines_without_a_call_are_read_as_line_by_line(head, telling):
    assert_same("\n".join(app_lines(head, telling, HEADS[head])).encode())


def table(seed, telling, mark, title):
    """Rows of a table with a message of their own, and products in a column that tells nothing."""
    chance = random.Random(seed)
    yield mark.join(("time", "method", "path", "status", "request_id", title, "product", "error_code", "error_message"))
    for number, call in enumerate(calls(700, seed)):
        share = telling if number >= 120 else 0
        said, product, told = (sentence(chance, share) for _ in range(3))
        told = said if chance.random() < 0.2 else told
        cells = (stamp(call) + "Z", call["method"], call["path"], str(call["status"]), call["id"], said, product)
        failed = (call["code"], told) if call["code"] else ("", "")
        yield mark.join(
            '"' + cell.replace('"', '""') + '"' if mark in cell or '"' in cell else cell for cell in (*cells, *failed)
        )


@pytest.mark.parametrize("telling", [0, 0.02, 0.1])
@pytest.mark.parametrize(("mark", "title"), [(",", "msg"), (";", "message"), ("\t", "log"), (",", "details")])
def test_cells_of_any_words_are_read_as_line_by_line(mark, title, telling):
    assert_same("\n".join(table(4, telling, mark, title)).encode())


@pytest.mark.parametrize("told", [lambda: map(json.dumps, app_rows(5, 0)), lambda: app_lines(2, 0)])
def test_records_without_a_call_are_taken_by_shape_whatever_they_say(told):
    records = list(told())
    book = open_book(records[:200], None)
    told = sort_records(Text("\n".join(records[200:]).encode()), book)
    assert sum(len(units) for _, units in told.batches) > 0.9 * (len(records) - 200)
