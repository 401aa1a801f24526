"""What leaves the house: whole, masked, provable, and the same each time."""

import csv
import io
import json
import zipfile
from dataclasses import replace

import pytest

from casekit.case import Answer, Draft, draft_case
from casekit.errors import SecretLeft, UnreadableInput
from casekit.export import export_bundle, verify_bundle
from casekit.export.bundle import build_contents
from casekit.reading import read_text
from tests.samples import ndjson, request_id

TOKEN = "Atza|" + "IwEBImadeupmadeup" * 8


@pytest.fixture
def log():
    return read_text(ndjson())


@pytest.fixture
def case(log):
    return draft_case(
        log, draft=Draft(answers=(("question", Answer("getOrders gives 403. What to change?", "typed")),))
    )


def test_a_bundle_holds_every_part_and_the_zip_the_same_bytes(case, log, tmp_path):
    bundle = export_bundle(case, log, tmp_path)
    names = {path.relative_to(bundle.folder).as_posix() for path in bundle.folder.rglob("*") if path.is_file()}
    assert names == set(bundle.files)
    assert names >= {"case.md", "case.txt", "case.json", "requests.csv", "errors.csv", "timeline.png", "manifest.json"}
    assert len([name for name in names if name.startswith("requests/")]) == len(case.evidence.picks)
    with zipfile.ZipFile(bundle.archive) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            name: (bundle.folder / name).read_bytes() for name in names
        }


def test_nothing_is_overwritten(case, log, tmp_path):
    first, second = export_bundle(case, log, tmp_path), export_bundle(case, log, tmp_path)
    assert first.folder != second.folder
    assert first.archive.read_bytes() == second.archive.read_bytes()


def test_a_packet_shows_the_request_as_the_log_has_it(case, log):
    contents = build_contents(case, log)
    pick = case.evidence.picks[0]
    packet = next(text for name, text in contents.items() if pick.request_id in name).decode()
    assert f"Request ID: {pick.request_id}" in packet
    assert log.excerpt(pick.source, pick.line_start, pick.line_end).split('"sellerId"')[0] in packet


def test_every_error_is_counted_in_the_table(case, log):
    rows = list(csv.DictReader(io.StringIO(build_contents(case, log)["errors.csv"].decode())))
    assert len(rows) == case.evidence.errors == 30
    assert rows[0]["request_id"] == request_id(30)
    assert rows[0]["timestamp"] == case.evidence.first


def test_no_file_holds_a_secret_of_log_or_form(tmp_path):
    log = read_text(ndjson(accessToken=TOKEN, buyerEmail="someone.made.up@example.com"))
    typed = Answer(f"We call with {TOKEN} for someone.made.up@example.com. What to change?", "typed")
    case = draft_case(log, draft=Draft(answers=(("question", typed),)))
    bundle = export_bundle(case, log, tmp_path)
    for name in bundle.files:
        data = (bundle.folder / name).read_bytes()
        assert TOKEN[5:40].encode() not in data, name
        assert b"someone.made.up" not in data, name
    assert "[" in (bundle.folder / "case.md").read_text(encoding="utf-8")


def test_one_value_has_one_number_in_all_files():
    log = read_text(ndjson(buyerEmail="someone.made.up@example.com"))
    typed = Answer("someone.made.up@example.com and other.made.up@example.com?", "typed")
    contents = build_contents(draft_case(log, draft=Draft(answers=(("question", typed),))), log)
    packets = [text.decode() for name, text in contents.items() if name.startswith("requests/")]
    placeholder = contents["case.md"].decode().split("\n## ")[1].split("\n\n")[1].split(" ")[0].replace("\\", "")
    assert all(placeholder in packet for packet in packets)


def test_hiding_a_request_id_stops_the_export(case, log, tmp_path):
    with pytest.raises(SecretLeft) as caught:
        export_bundle(replace(case, mask=(case.evidence.picks[0].request_id,)), log, tmp_path)
    assert "request ID" in caught.value.what
    assert list(tmp_path.iterdir()) == []


def test_a_log_without_errors_still_makes_a_case(tmp_path):
    log = read_text(ndjson(failing=()))
    bundle = export_bundle(draft_case(log), log, tmp_path)
    assert "timeline.png" not in bundle.files
    assert verify_bundle(bundle).ok


def test_a_fresh_bundle_proves_itself_as_folder_and_as_zip(case, log, tmp_path):
    bundle = export_bundle(case, log, tmp_path)
    assert verify_bundle(bundle.folder).faults == ()
    assert verify_bundle(bundle.archive).ok


@pytest.mark.parametrize("name", ["case.md", "errors.csv", "requests.csv", "timeline.png"])
def test_a_changed_file_is_named(case, log, tmp_path, name):
    bundle = export_bundle(case, log, tmp_path)
    path = bundle.folder / name
    path.write_bytes(path.read_bytes().replace(b"403", b"404") + b"\n")
    assert any(fault.startswith(name) for fault in verify_bundle(bundle.folder).faults)


def test_a_figure_changed_together_with_its_hash_is_still_found(case, log, tmp_path):
    bundle = export_bundle(case, log, tmp_path)
    manifest = json.loads((bundle.folder / "manifest.json").read_text(encoding="utf-8"))
    manifest["errors"] += 1
    (bundle.folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    assert any("errors.csv" in fault for fault in verify_bundle(bundle.folder).faults)


def test_something_that_is_no_bundle_is_said_to_be_none(tmp_path):
    (tmp_path / "x.zip").write_bytes(b"no zip")
    with pytest.raises(UnreadableInput):
        verify_bundle(tmp_path / "x.zip")
