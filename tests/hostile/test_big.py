"""More than can be read line by line: bounded, accounted for, and said."""

from time import process_time

import pytest

from casekit.reading import load, read_bytes, read_text
from tests.samples import ndjson


@pytest.fixture(autouse=True)
def few_lines(monkeypatch):
    monkeypatch.setattr(load, "LINES_LIMIT", 50)


def test_lines_beyond_the_limit_are_listed_and_the_ledger_adds_up():
    log = read_text(ndjson(calls=80) + "\n\n")
    assert len(log.events) == 50
    assert log.ledger.adds_up
    assert (log.ledger.lines, log.ledger.rejected, log.ledger.blank) == (82, 30, 2)
    assert log.rejects.loc[0, ["line_start", "line_end"]].tolist() == [51, 82]
    assert any("beyond the 50 lines" in note for note in log.notes)


def test_blank_lines_beyond_the_limit_are_blank_and_nothing_else():
    log = read_text("\n" * 1000)
    assert log.ledger.adds_up
    assert log.ledger.blank == 1000
    assert log.rejects.empty


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("x" * 20_000_000, 0),
        ("a **b** " * 2_000_000, 0),
        ('{"requestId":"0aa63ef2-2f0d-4b6c-9d7e-1f2a3b4c5d6e","status":500,"message":"' + "y" * 20_000_000 + '"}', 1),
    ],
    ids=["letters", "words", "json"],
)
def test_one_endless_line_is_read_at_its_beginning_and_that_is_said(text, events):
    start = process_time()
    log = read_text(text)
    assert process_time() - start < 4  # seconds; it takes less than one
    assert len(log.events) == events
    assert any("only its beginning was searched" in note for note in log.notes)


@pytest.mark.parametrize("behind", [b"", b"\r\n \nheartbeat\n"])
def test_millions_of_blank_lines_are_counted_not_read(behind):
    start = process_time()
    log = read_bytes([("blank.log", b"\n" * 3_000_000 + behind)])
    assert process_time() - start < 4
    assert log.ledger.adds_up
    assert log.ledger.blank == 3_000_000 + 2 * bool(behind)
