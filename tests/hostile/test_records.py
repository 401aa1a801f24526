"""Hostile records: JSON, XML and times that try to crash, to mislead or to slip through."""

import json

import pytest

from casekit.analysis import error_timeline, group_errors
from casekit.reading import read_text
from casekit.redaction import redact
from tests.samples import call, request_id

DEEP = 5_000


def record(**more):
    return json.dumps(call(1, failed=True) | more)


@pytest.mark.parametrize(
    "line",
    [
        '{"status": 403, "deep": ' + '{"a":' * DEEP + "1" + "}" * DEEP + "}",
        '{"status": 403, "deep": ' + "[" * 900 + "]" * 900 + ', "requestId": "x"}',
        '{"status": 403, "status": 500, "method": "GET"}',
        '{"status": 403, "latency_ms": NaN, "duration": Infinity, "method": "GET"}',
        '{"status": 403, "id": 18446744073709551616, "method": "GET"}',
        '{"status": 403, "n": ' + "9" * 5000 + ', "method": "GET"}',
        '{"status": [429, 500], "method": true, "url": {"a": 1}}',
        '{"status": "", "__proto__": {"x": 1}, "": 2}',
        '{"a":1}{"a":2}',
        "{'status': 403,}",
        '{"status": 403, // said\n "method": "GET"}',
        '{"status": 403, "message": "' + "x" * 1_000_000 + '", "method": "GET"}',
        json.dumps({f"key{number}": number for number in range(3000)} | {"status": 403, "method": "GET"}),
        '{"status": 403, "message": "\\ud800", "method": "GET"}',
        '{"status": 99999, "method": "GET", "duration_ms": 1e308}',
    ],
)
def test_an_odd_record_costs_nothing_but_itself(line):
    log = read_text(f"{record()}\n{line}\n{record(**{'x-amzn-RequestId': request_id(7)})}\n")
    assert log.ledger.adds_up
    assert {request_id(1), request_id(7)} <= set(log.events["request_id"].dropna())
    assert log.events["status"].dropna().between(100, 599).all()


def test_a_secret_in_a_repeated_key_is_masked_in_both_places():
    text = redact('{"client_secret": "firstmadeup123456", "client_secret": "secondmadeup123456"}').text
    assert "madeup" not in text


@pytest.mark.parametrize(
    "text",
    [
        '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r><Code>Bad</Code><Message>&x;</Message></r>',
        '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><Error><Code>Bad</Code><Message>&b;</Message></Error>',
    ],
)
def test_xml_entities_are_never_expanded(text):
    said = read_text(text).events["error_message"].dropna()
    assert not any("root:" in each or "haha" in each for each in said)


@pytest.mark.parametrize(
    ("time", "instant"),
    [
        ("2026-03-02T10:00:00Z", "2026-03-02 10:00:00+00:00"),
        ("2026-03-02T10:00:00+05:30", "2026-03-02 04:30:00+00:00"),
        ("1772445600", "2026-03-02 10:00:00+00:00"),
        ("1772445600123", "2026-03-02 10:00:00.123000+00:00"),
        ("1772445600123456", "2026-03-02 10:00:00.123456+00:00"),
        ("1772445600123456789", "2026-03-02 10:00:00.123456+00:00"),
        ("2026-06-30T23:59:60Z", "2026-06-30 23:59:59.999999+00:00"),
        ("2026-03-02T24:00:00Z", "2026-03-03 00:00:00+00:00"),
        ("2026-03-02T10:00:00+99:99", None),
        ("2026-03-02T10:00:00", None),
        ("2026-13-45T10:00:00Z", None),
        ("2026-02-29T10:00:00Z", None),
        ("10000-01-01T00:00:00Z", None),
        ("1e300", None),
        ("-1", None),
        ("03/04/2026 10:00:00", None),
        ("2026-03-02 10:00:00 CST", None),
        ("yesterday", None),
    ],
)
def test_a_time_is_known_only_when_its_text_fixes_it(time, instant):
    found = read_text(record(timestamp=time) + "\n").events.loc[0, "timestamp"]
    assert str(found) == (instant or "NaT")


@pytest.mark.parametrize("time", ["2026-03-08T02:30:00", "2026-11-01T01:30:00"])
def test_a_clock_reading_that_a_zone_skips_or_repeats_is_not_placed(time):
    log = read_text(record(timestamp=time) + "\n", zone="America/Los_Angeles")
    assert str(log.events.loc[0, "timestamp"]) == "NaT"
    assert any("could not be placed" in note for note in log.notes)


def test_one_far_off_time_does_not_flatten_the_timeline():
    lines = [record(timestamp=f"2026-03-02T10:{number:02d}:00Z") for number in range(60)]
    log = read_text("\n".join([*lines, record(timestamp="2099-01-01T00:00:00Z")]) + "\n")
    bins = error_timeline(log.events, traffic=log.traffic)["bin"]
    assert bins.max().year == 2026


def test_many_different_messages_stay_quick_and_complete():
    lines = [record(errors=[{"code": f"C{number}", "message": f"wrong {number}"}]) for number in range(300)]
    table = group_errors(read_text("\n".join(lines)).events)
    assert table["count"].sum() == 300
