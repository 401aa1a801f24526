import gzip
import io
import random
import zipfile

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casekit.errors import CasekitError, UnreadableInput
from casekit.reading import describe_missing, merge_logs, read_bytes, read_files, read_text
from casekit.reading.formats import FORMATS
from casekit.reading.log import Ledger

ID = "11111111-2222-4333-8444-55555555{:04d}"
SAMPLES = [sample for form in FORMATS for sample in form.samples]
LINE = '{{"time":"2026-11-02T08:00:{:02d}Z","operation":"getOrders","status":429,"requestId":"{}"}}'
ROWS = [LINE.format(n, ID.format(n)) for n in range(5)]
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def check(text):
    try:
        log = read_text(text)
    except CasekitError:
        return
    assert log.ledger.adds_up
    covered = log.ledger.in_events + log.ledger.context + log.ledger.rejected
    assert covered == log.ledger.lines - log.ledger.blank


@QUICK
@given(st.text())
def test_any_text_is_accounted_for(text):
    check(text)


@QUICK
@given(st.integers(0, 10_000))
def test_mutated_samples_are_accounted_for(seed):
    chance = random.Random(seed)
    text = list("\n".join(chance.sample(SAMPLES, 3)))
    for _ in range(chance.randint(1, 15)):
        at = chance.randrange(len(text))
        text[at : at + chance.randint(0, 20)] = chance.choice("{}[]\"'\n:,=<>()\\|\x00")
    check("".join(text))


def test_deep_and_huge_json_is_survived():
    check('{"a":' * 5000)
    check("[" * 100_000)
    check('{"status": ' + "9" * 5000 + ', "time": NaN, "code": 1e400}')
    check('{"message": "\\ud800", "code": "X", "status": 500, "time": "2026-11-02T08:00:00Z"}')


def test_read_apart_and_merged_equals_read_together(tmp_path):
    for number in (1, 2):
        (tmp_path / f"{number}.log").write_text("\n".join(ROWS[number : number + 2]))
    paths = sorted(tmp_path.iterdir())
    together, apart = read_files(paths), merge_logs([read_files([path]) for path in reversed(paths)])
    pd.testing.assert_frame_equal(together.events, apart.events)
    pd.testing.assert_frame_equal(together.traffic, apart.traffic)
    assert (together.ledger, together.sources) == (apart.ledger, apart.sources)


def test_a_call_in_two_overlapping_exports_counts_once():
    log = read_bytes([("a.log", "\n".join(ROWS[:3]).encode()), ("b.log", "\n".join(ROWS[2:]).encode())])
    assert len(log.events) == 5
    assert log.traffic["calls"].sum() == 5
    assert "several sources" in log.notes[-1]
    assert log.ledger.in_events == 6


def test_files_of_one_name_are_told_apart():
    log = read_bytes([("a.log", ROWS[0].encode()), ("a.log", ROWS[1].encode())])
    assert log.excerpt("a.log (2)", 1, 1) == ROWS[1]


def test_an_excerpt_gives_the_original_lines_back():
    log = read_text("\n".join(ROWS))
    assert log.excerpt("paste", 2, 3) == "\n".join(ROWS[1:3])


def test_the_same_record_twice_counts_once_and_is_said():
    log = read_text("\n".join([*ROWS, ROWS[0]]))
    assert len(log.events) == 5
    assert "twice" in log.notes[0]
    assert log.ledger == Ledger(6, 6, 0, 0, 0)


def test_like_lines_without_an_id_stay_apart():
    line = "2026-11-03T09:10:11Z ERROR getOrders failed with status 503"
    assert len(read_text(f"{line}\n{line}").events) == 2


def test_a_chosen_zone_makes_readings_instants_and_a_skipped_hour_stays_open():
    text = "2026-11-02 17:00:00 ERROR getOrders status=503\n2026-11-02 17:00:01 ERROR getOrders status=503"
    assert read_text(text).events["timestamp"].isna().all()
    placed = read_text(text, zone="Asia/Tokyo")
    assert str(placed.events["timestamp"].iloc[0]) == "2026-11-02 08:00:00+00:00"
    assert set(placed.events["time_source"]) == {"chosen_zone"}
    gap = read_text("2026-03-08 02:30:00 ERROR getOrders status=503", zone="America/New_York")
    assert gap.events["timestamp"].isna().all()
    assert "clocks change" in gap.notes[0]


def test_a_clock_against_the_date_header_is_reported():
    log = read_text("2026-11-03T01:10:11Z ERROR getOrders status=503 Date: Tue, 03 Nov 2026 09:10:11 GMT")
    assert str(log.events["timestamp"].iloc[0]) == "2026-11-03 09:10:11+00:00"
    assert "contradicts" in log.notes[0]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "utf-16-le", "shift_jis", "gb18030", "cp1252"])
def test_encodings_are_recognised(encoding):
    word = {"shift_jis": "注文の失敗", "gb18030": "订单失败了", "cp1252": "Größe é"}.get(encoding, "Größe")
    text = f'{ROWS[0]}\n{{"time":"2026-11-02T08:00:00Z","status":500,"errors":[{{"code":"X","message":"{word}"}}]}}'
    log = read_bytes([("a.log", text.encode(encoding))])
    assert list(log.events["error_message"].dropna()) == [word]


def test_line_ends_are_those_of_an_editor():
    for end in ("\n", "\r\n", "\r"):
        assert read_bytes([("a.log", end.join(ROWS).encode())]).ledger.lines == 5
    assert read_text("a\u2028b\x0bc").ledger.lines == 1


def test_a_damaged_gzip_keeps_what_can_be_read():
    data = gzip.compress("\n".join(ROWS).encode())
    for broken in (data[:-6], data[:-8] + b"\0" * 8):
        log = read_bytes([("a.gz", broken)])
        assert len(log.events) == 5
        assert "kept" in log.notes[0]
    assert len(read_bytes([("a.log", data + gzip.compress(b"\n" + ROWS[0].encode()))]).events) == 5


def test_a_zip_is_read_in_memory_member_by_member():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("../evil.log", ROWS[0])
        archive.writestr("b.log", ROWS[1])
        archive.writestr("inner.zip", b"PK\x03\x04rest")
    log = read_bytes([("x.zip", held.getvalue())])
    assert len(log.events) == 2
    assert "archive itself" in " ".join(log.notes)


def test_what_cannot_be_read_says_the_next_step(tmp_path):
    (tmp_path / "program").write_bytes(b"\x7fELF\x00\x01")
    for path in (tmp_path, tmp_path / "none.log", tmp_path / "program"):
        with pytest.raises(UnreadableInput) as caught:
            read_files([path])
        assert caught.value.next_step
    with pytest.raises(CasekitError):
        read_text("x", zone="Mars/Olympus")


def test_what_is_missing_is_counted_and_the_client_named():
    text = "sp_api.base.exceptions.SellingApiForbiddenException: [{'message': 'Access denied to it.', 'code': 'Unauthorized'}]"  # fmt: skip # noqa: E501
    found = describe_missing(read_text(text))
    assert dict(found.shares)["request_id"] == 0
    assert found.client.library == "python-amazon-sp-api"
    assert "1 of 1" in found.advice[0]


def test_a_call_nested_deeper_than_is_read_is_told():
    deep = '{"a":' * 80 + '"429"' + "}" * 80
    row = '{"time":"2026-03-02T09:00:00Z","operation":"getOrders","status":500,"body":%s}'
    log = read_text(row % deep + "\n" + row % "{}")
    assert [each for each in log.notes if "deeper than 60 levels" in each] == [
        "paste: 1 call is told in JSON nested deeper than 60 levels; nothing was taken from deeper ones."
    ]
    assert log.events["status"].to_list() == [500, 500]
