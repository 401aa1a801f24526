"""A large file is read in blocks, plain or packed; what is damaged, changed or stopped is said or shows nothing."""

import gzip

import pandas as pd
import pytest

from casekit.errors import Cancelled
from casekit.reading.bulk import file_input, read, read_bulk, text_input
from tests.reading.test_bulk import write

SIZE = 20_000  # bytes of a block; the log has some ten of them


@pytest.fixture(scope="module")
def data():
    return write("ndjson", 9)


def test_a_packed_file_gives_the_same_log(data, tmp_path):
    path = tmp_path / "calls.ndjson.gz"
    path.write_bytes(gzip.compress(data))
    packed, plain = read_bulk(file_input(path), "a", size=SIZE), read_bulk(text_input(data), "a", size=SIZE)
    pd.testing.assert_frame_equal(packed.events, plain.events)
    assert packed.ledger == plain.ledger
    assert packed.excerpt("a", 300, 302) == plain.excerpt("a", 300, 302) != ""


def test_a_packed_file_that_breaks_off_keeps_what_stands_before(data, tmp_path, monkeypatch):
    monkeypatch.setattr(read, "SAMPLE", 60_000)
    path = tmp_path / "calls.ndjson.gz"
    path.write_bytes(gzip.compress(data)[:-4_000])
    log = read_bulk(file_input(path), "a", size=SIZE)
    whole = read_bulk(text_input(data), "a", size=SIZE)
    assert log.ledger.adds_up
    assert 100 < len(log.events) < len(whole.events)
    assert log.events["request_id"].isin(whole.events["request_id"]).all()
    assert any("damaged" in note for note in log.notes)


def test_a_file_that_changed_since_gives_no_excerpt(data, tmp_path):
    path = tmp_path / "calls.ndjson"
    path.write_bytes(data)
    log = read_bulk(file_input(path), "a", size=SIZE)
    path.write_bytes(b"other lines\n" + data)
    assert log.excerpt("a", 300, 302) == ""


def test_a_stop_between_blocks_ends_the_reading(data):
    seen = []

    def stop_at_half(share):
        seen.append(share)
        if share > 0.5:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_bulk(text_input(data), "a", tick=stop_at_half, size=SIZE)
    assert seen[-1] < 1
