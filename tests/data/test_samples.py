import csv
import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

import casekit
from casekit import facts
from casekit.errors import UnreadableInput
from casekit.reading.frame import is_failed
from casekit.sample_logs import DEFAULT_SAMPLE, sample_names, sample_path

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "data" / "samples"
ANSWERS = ROOT / "tests" / "data"
TRUTH = {row["name"]: row for row in csv.DictReader((ANSWERS / "truth.csv").open(encoding="utf-8"))}
PLANTED = [row["value"] for row in csv.DictReader((ANSWERS / "planted.csv").open(encoding="utf-8"))]
NAMES = sample_names()


def content(path):
    raw = path.read_bytes()
    return gzip.decompress(raw) if path.suffix == ".gz" else raw


def text_of(name):
    return content(SAMPLES / name).decode()


def test_the_generator_writes_the_same_bytes_again(tmp_path):
    subprocess.run([sys.executable, ROOT / "data" / "make_samples.py", tmp_path], check=True)
    made = {path.relative_to(tmp_path): content(path) for path in tmp_path.rglob("*.*")}
    kept = {path.relative_to(ROOT) for path in SAMPLES.rglob("*.*")}
    assert made == {name: content(ROOT / name) for name in made}
    assert kept <= set(made)


def test_every_sample_is_named_counted_and_described():
    readme = (SAMPLES / "README.md").read_text(encoding="utf-8")
    assert set(NAMES) == set(TRUTH)
    assert all(f"`{name}`" in readme for name in NAMES)
    assert all(text_of(name).count("\n") == int(TRUTH[name]["lines"]) for name in NAMES)


def test_the_samples_stay_small():
    assert sum(path.stat().st_size for path in SAMPLES.rglob("*.*")) < 600_000


def test_the_default_sample_is_there_and_an_unknown_name_is_told_the_others():
    assert sample_path().is_file()
    assert DEFAULT_SAMPLE in NAMES
    with pytest.raises(UnreadableInput, match=r"over-plan"):
        sample_path("../README.md")


def test_planted_secrets_are_all_in_their_sample_and_in_no_other():
    assert all(value in text_of("text/planted-secrets.log") for value in PLANTED)
    others = "".join(text_of(name) for name in NAMES if name != "text/planted-secrets.log")
    assert not [value for value in PLANTED if value in others]


@pytest.mark.parametrize("name", [name for name in NAMES if "ndjson" in name])
def test_every_line_of_a_json_sample_is_an_object_whose_address_is_known(name):
    for line in text_of(name).splitlines():
        record = json.loads(line)
        if "request" in record:
            request = record["request"]
            assert facts.find_operation(request["method"], request["path"])
        elif "url" in record:
            path = "/" + record["url"].split("/", 3)[3].split("?")[0]
            assert facts.find_operation(record["method"], path).operation == record["operation"]


@pytest.mark.parametrize("name", NAMES)
def test_every_sample_is_read_to_its_right_counts(name):
    log, truth = casekit.read_files([SAMPLES / name]), TRUTH[name]
    failed = log.events[is_failed(log.events)]
    found = {
        "lines": log.ledger.lines,
        "calls": int(log.traffic["calls"].sum()),
        "failed": len(failed),
        "with_id": int(failed["request_id"].notna().sum()),
        "with_time": int(failed["timestamp"].notna().sum()),
    }
    assert found == {key: int(truth[key]) for key in found}
    assert log.ledger.adds_up
