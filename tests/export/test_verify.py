"""A bundle proves itself: whatever is changed in it, or in its log, the right figures fail by name."""

import hashlib
import json
from pathlib import Path

import pytest

from casekit.analysis import GroupChoices, apply_choices, assign_groups
from casekit.case import Answer, Attempt, Draft, draft_case
from casekit.cli import main
from casekit.errors import UnreadableInput
from casekit.export import chosen_zone, export_bundle, verify_bundle
from casekit.reading import read_files, read_text
from tests.samples import SELLER, ndjson, request_id

QUESTION = ("question", Answer("getOrders gives 403. What to change?", "typed"))


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    path = tmp_path_factory.mktemp("log") / "made-up.ndjson"
    path.write_text(ndjson(), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def made(source):
    log = read_files([source])
    return draft_case(log, draft=Draft(answers=(QUESTION,))), log


@pytest.fixture
def bundle(made, tmp_path):
    return export_bundle(*made, tmp_path)


def change(bundle, name, old, new):
    """Change a file and give the manifest its new hash, as a forger would."""
    path = bundle.folder / name
    data = path.read_bytes()
    assert old.encode() in data
    path.write_bytes(data.replace(old.encode(), new.encode(), 1))
    manifest = json.loads((bundle.folder / "manifest.json").read_text(encoding="utf-8"))
    for each in manifest["files"]:
        if each["name"] == name:
            each["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
    (bundle.folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def test_a_fresh_bundle_has_no_faults_in_either_form_and_against_its_log(bundle, made):
    assert verify_bundle(bundle, made[1]).faults == ()
    assert verify_bundle(bundle.archive).faults == ()
    assert verify_bundle(bundle.folder).notes == ()


PICK = request_id(59)


@pytest.mark.parametrize(
    ("name", "old", "new", "fault"),
    [
        ("errors.csv", '"2026-03-02T09:30:00Z"', '"2026-03-02T09:31:00Z"', "first: 2026-03-02T09:30:00Z in the case"),
        ("errors.csv", PICK, request_id(99), f"pick 1: request ID {PICK} is not in errors.csv"),
        ("errors.csv", '"403"', '"400"', "pick 2: status: 403 in the case, 400 in errors.csv"),
        ("calls.csv", '"1"', '"2"', "requests: 60 in the case, 61 in calls.csv"),
        ("case.json", '"errors": 30', '"errors": 31', "errors: 31 in the case, 30 rows in errors.csv"),
        ("case.json", '"requests": 60', '"requests": 59', "requests: 59 in the case, 60 in calls.csv"),
        ("case.json", "What to change?", "What then?", "case.md: differs from what case.json gives"),
        ("case.json", '"version"', '"versio"', "case.json: is no case that can be read"),
        ("log-slice.txt", "T09:59:00Z", "T09:58:59Z", "is not in its lines in log-slice.txt"),
        ("log-slice.txt", PICK, request_id(98), f"pick 1: request ID {PICK} is not in its lines in log-slice.txt"),
        ("manifest.json", '"value": 30', '"value": 29', "errors: 30 in the case, 29 in manifest.json"),
        ("manifest.json", PICK, request_id(97), "picks: IDs or times in manifest.json differ from the case"),
        ("case.md", "30 of 60", "30 of 61", "case.md: differs from what case.json gives"),
        ("case.txt", "403", "404", "case.txt: differs from what case.json gives"),
        ("short.txt", PICK, request_id(96), "short.txt: differs from what case.json gives"),
        ("form.txt", "getOrders", "getOrder", "form.txt: differs from what case.json gives"),
        ("requests.csv", '"403"', '"404"', "requests.csv: differs from what case.json gives"),
        ("requests.jsonl", "403", "404", "requests.jsonl: differs from what case.json gives"),
        ("casekit.postman_collection.json", "GET", "PUT", "casekit.postman_collection.json: differs"),
        (f"requests/01-{PICK}.txt", "403", "404", f"requests/01-{PICK}.txt: differs from what case.json gives"),
        ("timeline.txt", "30 errors", "31 errors", "case.md: differs from what case.json gives"),
    ],
)
def test_a_change_is_found_and_named_though_its_hash_was_mended(bundle, name, old, new, fault):
    change(bundle, name, old, new)
    assert any(fault in each for each in verify_bundle(bundle.folder).faults), verify_bundle(bundle.folder).faults


def test_a_line_taken_out_of_the_errors_changes_their_count_and_that_of_their_group(bundle):
    path = bundle.folder / "errors.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    change(bundle, "errors.csv", lines[5], "")
    faults = verify_bundle(bundle.folder).faults
    assert "errors: 30 in the case, 29 rows in errors.csv" in faults
    assert any(fault.endswith("count: 30 in the case, 29 in errors.csv") for fault in faults)


def test_every_file_is_under_a_hash_the_picture_too(bundle):
    for name in set(bundle.files) - {"manifest.json"}:
        path = bundle.folder / name
        before = path.read_bytes()
        path.write_bytes(before[:-1])
        assert f"{name}: changed since the export" in verify_bundle(bundle.folder).faults
        path.write_bytes(before)


def test_a_file_too_many_and_one_too_few_are_named(bundle):
    (bundle.folder / "more.txt").write_text("x", encoding="utf-8")
    (bundle.folder / "short.txt").unlink()
    faults = verify_bundle(bundle.folder).faults
    assert "more.txt: not listed in the manifest" in faults
    assert "short.txt: listed in the manifest, but absent" in faults


@pytest.mark.parametrize(
    ("number", "change_line", "faults"),
    [
        (59, lambda line: line.replace("403", "200").split(', "errors"')[0] + "}", ("errors: 30", "last:", "pick 1:")),
        (30, lambda line: line.replace("09:30:00", "09:30:01"), ("first:", "onset_at:", "errors.csv:")),
        (45, lambda _: "", ("errors: 30 in the case, 29 in the log", "requests: 60 in the case, 59 in the log")),
        (40, lambda line: line.replace(request_id(40), request_id(77)), ("errors.csv: " + request_id(40),)),
    ],
)
def test_one_line_of_the_log_changed_fails_the_figures_that_rest_on_it(bundle, number, change_line, faults):
    lines = ndjson().splitlines()
    lines[number] = change_line(lines[number])
    found = verify_bundle(bundle, read_text("\n".join(lines))).faults
    for wanted in faults:
        assert any(each.startswith(wanted) for each in found), (wanted, found)


def test_groups_put_together_by_the_analyst_are_counted_so_again(tmp_path):
    log = read_text(ndjson())
    key = assign_groups(log.events).iloc[0]
    draft = Draft(choices=GroupChoices(split=((key, "denied"),), named=((key, "made up"),)), pick_count=2)
    keys = apply_choices(assign_groups(log.events), draft.choices, log.events)
    case = draft_case(log, keys.unique(), draft)
    assert verify_bundle(export_bundle(case, log, tmp_path, keys=keys), log).faults == ()


def test_the_failed_calls_around_an_attempt_are_counted_again(made, tmp_path):
    tried = Draft(attempts=(Attempt(what="a new token", when="2026-03-02 09:40 UTC"),))
    bundle = export_bundle(draft_case(made[1], draft=tried), made[1], tmp_path)
    assert verify_bundle(bundle, made[1]).faults == ()
    change(bundle, "case.json", '"errors": 10,\n    "calls": 40', '"errors": 9,\n    "calls": 40')
    places = ("errors.csv", "the log")
    wanted = {f"attempt 1: its failed calls before and after differ in {place}" for place in places}
    assert wanted <= set(verify_bundle(bundle, made[1]).faults)


def test_a_zone_that_was_chosen_is_known_to_the_bundle(tmp_path):
    text = ndjson().replace("00Z", "00")
    log = read_text(text, zone="Asia/Tokyo")
    bundle = export_bundle(draft_case(log), log, tmp_path)
    assert chosen_zone(bundle) == "Asia/Tokyo"
    assert verify_bundle(bundle, read_text(text, zone=chosen_zone(bundle))).faults == ()
    assert any(each.startswith("first:") for each in verify_bundle(bundle, read_text(text, zone="UTC")).faults)


def test_the_command_counts_the_log_again_too(bundle, source, capsys, tmp_path):
    assert main(["verify", str(bundle.archive), str(source)]) == 0
    other = tmp_path / "made-up.ndjson"
    other.write_text(source.read_text(encoding="utf-8").replace(request_id(59), request_id(58)), encoding="utf-8")
    assert main(["verify", str(bundle.folder), str(other)]) == 1
    assert f"pick 1: request_id is {PICK} in the case" in capsys.readouterr().err
    main(["verify", str(bundle.folder), str(other), "--language", "zh-CN"])
    assert f"请求 1：request_id 在 case 中为 {PICK}" in capsys.readouterr().err


def test_a_bundle_of_another_version_is_not_blamed_for_its_wording(bundle):
    change(bundle, "manifest.json", '"made_by": "casekit ', '"made_by": "casekit 0.0-')
    change(bundle, "short.txt", "Question", "Ask")
    report = verify_bundle(bundle.folder)
    assert report.ok
    assert "0.0-" in report.notes[0]


def test_something_that_is_no_bundle_is_said_to_be_none(tmp_path: Path):
    (tmp_path / "x.zip").write_bytes(b"no zip")
    with pytest.raises(UnreadableInput):
        verify_bundle(tmp_path / "x.zip")
    with pytest.raises(UnreadableInput):
        verify_bundle(tmp_path)


@pytest.mark.parametrize("seller", ["", SELLER])
def test_an_account_that_the_analyst_hides_stays_hidden_in_a_bundle_that_still_proves_itself(tmp_path, seller):
    log = read_text(ndjson())
    bundle = export_bundle(draft_case(log, draft=Draft(mask=(SELLER,), seller=seller)), log, tmp_path)
    report = verify_bundle(bundle, log)
    assert report.faults == ()
    assert ("the log was not counted again" in " ".join(report.notes)) == bool(seller)
    assert SELLER.encode() not in b"".join((bundle.folder / name).read_bytes() for name in bundle.files)
