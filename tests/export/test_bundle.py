"""What leaves the house: whole, masked, provable, and the same each time."""

import csv
import io
import json
import random
import zipfile
from dataclasses import replace

import pandas as pd
import pytest

from casekit.case import Answer, Draft, draft_case
from casekit.errors import SecretLeft, UnreadableInput
from casekit.export import counts, export_bundle, verify_bundle
from casekit.export.bundle import build_contents
from casekit.export.manifest import line_ranges
from casekit.export.screenshots import clean_image
from casekit.reading import read_text
from casekit.redaction import find_secrets
from tests.pictures import JPEG, png
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


def test_the_same_case_gives_the_same_bytes_and_so_does_its_zip(log, tmp_path):
    def make(name):
        case = draft_case(read_text(ndjson()), draft=Draft(answers=(("goal", Answer("Orders.", "typed")),)))
        return export_bundle(case, log, tmp_path / name).archive.read_bytes()

    assert make("one") == make("two")


def test_the_manifest_tells_versions_options_and_the_lines_behind_each_figure(case, log):
    manifest = json.loads(build_contents(case, log)["manifest.json"])
    assert set(manifest["versions"]) >= {"python", "pandas", "matplotlib"}
    figures = {each["name"]: each for each in manifest["figures"]}
    assert figures["errors"] == {"name": "errors", "value": 30, "lines": {"paste": "31-60"}}
    assert figures["first"]["lines"] == {"paste": "31"}
    assert figures["requests"]["from"] == "calls.csv"
    assert figures[f"group {case.evidence.groups[0].key}"]["value"] == 30
    assert manifest["options"]["pick_count"] == "4"
    assert manifest["requests"][0]["lines"] == {"paste": "60-60"}


@pytest.mark.parametrize("most", [999, 9_999, 99_999, 9_999_999])
def test_numbers_of_lines_read_like_nothing_secret(most):
    """Thousands of numbers of four digits would hold one of a card, and the last look would stop the export."""
    chance = random.Random(most)
    for _ in range(30):
        lines = pd.DataFrame({"source": "a.log", "line_start": sorted(chance.sample(range(1, most), 400))})
        told = line_ranges(lines.assign(line_end=lines["line_start"] + chance.randrange(3)))
        assert find_secrets(json.dumps(told)) == ()


def test_the_slice_shows_the_lines_around_each_pick_and_no_more(case, log):
    text = build_contents(case, log)["log-slice.txt"].decode()
    assert "== paste: 26-36 ==" in text
    assert request_id(1) not in text
    for pick in case.evidence.picks:
        assert pick.request_id in text


def test_a_large_log_is_counted_per_hour(monkeypatch, case, log):
    monkeypatch.setattr(counts, "CALLS_LIMIT", 4)
    rows = list(csv.DictReader(io.StringIO(build_contents(case, log)["calls.csv"].decode())))
    assert {row["start"] for row in rows} == {"2026-03-02T09:00:00Z"}
    assert sum(int(row["calls"]) for row in rows) == 60


def test_a_bundle_too_large_for_one_zip_is_parted_by_content_and_still_proves_itself(case, log, tmp_path):
    bundle = export_bundle(case, log, tmp_path, part_limit=9_000, screenshots=[("one.png", png())])
    names = [sorted(zipfile.ZipFile(path).namelist()) for path in bundle.archives]
    assert "case.md" in names[0]
    assert any("errors.csv" in each and "case.md" not in each for each in names)
    assert any(name.startswith("screenshots/one-") for name in names[-1])
    assert {name for each in names for name in each} == set(bundle.files)
    assert all("manifest.json" in each for each in names)
    assert verify_bundle(bundle.archives[-1]).faults == ()
    bundle.archives[-1].unlink()
    assert any("absent" in fault for fault in verify_bundle(bundle.archives[0]).faults)


def test_a_screenshot_leaves_without_its_metadata_and_is_listed(case, log):
    told = png((b"tEXt", b"Author\0Made Up"), (b"eXIf", b"made-up place")) + b"behind the end"
    contents = build_contents(case, log, screenshots=[("My screen.png", told), ("b.jpg", JPEG)])
    pictures = {name: data for name, data in contents.items() if name.startswith("screenshots/")}
    assert png() in pictures.values()
    assert not any(word in data for data in pictures.values() for word in (b"ade", b"comment", b"after", b"behind"))
    assert all(name in contents["case.md"].decode() for name in pictures)
    assert any(b"scan\x12\xff\x00\x34\xff\xd9" in data for data in pictures.values())


@pytest.mark.parametrize("data", [b"GIF89a", b"%PDF-1.7", b"<svg/>", png()[:-20], JPEG[:30], b""])
def test_only_a_whole_png_or_jpeg_is_taken(data):
    with pytest.raises(UnreadableInput):
        clean_image("x.png", data)


def test_long_neighbours_give_way_to_the_picked_calls():
    log = read_text(ndjson(note="x" * 8_000))
    text = build_contents(draft_case(log), log)["log-slice.txt"].decode()
    assert "left out" not in text
    assert "== paste: 60-60 ==" in text
