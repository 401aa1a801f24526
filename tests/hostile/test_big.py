"""More than can be read line by line: bounded, accounted for, and said."""

import pytest

from casekit.reading import load, read_text
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
