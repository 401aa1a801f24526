"""The command line as its user meets it: what it writes, what it says, and its exit code."""

import gzip
import io
import json
import sys
from pathlib import Path

import pandas as pd
import pytest

from casekit.cli import main
from tests.pictures import png
from tests.samples import ndjson

TOKEN = "Atza|" + "IwEBImadeupmadeup" * 8
ANSWERS = """
question = "getOrders answers 403. What must we change?"
goal = "Import the orders."
[[attempts]]
what = "Made a new refresh token"
judged = "The next call was refused too"
"""


@pytest.fixture
def log(tmp_path):
    path = tmp_path / "calls.ndjson"
    path.write_text(ndjson(), encoding="utf-8")
    return path


def run(capsys, *arguments):
    code = main([str(each) for each in arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_draft_writes_a_bundle_and_lists_what_is_missing(log, tmp_path, capsys):
    answers = tmp_path / "answers.toml"
    answers.write_text(ANSWERS, encoding="utf-8")
    code, out, err = run(capsys, "draft", log, "--answers", answers, "-o", tmp_path / "cases")
    assert code == 1
    assert "Made a new refresh token" in (tmp_path / "cases" / out.strip().split("/")[-1] / "case.md").read_text(
        "utf-8"
    )
    assert "G29" in err
    assert "G8:" not in err


def test_draft_speaks_chinese(log, tmp_path, capsys):
    _, out, err = run(capsys, "draft", log, "--language", "zh-CN", "-o", tmp_path / "cases")
    assert "请求编号" in (tmp_path / "cases" / out.strip().split("/")[-1] / "case.md").read_text("utf-8")
    assert "缺少应用程序 ID" in err


@pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet"])
def test_events_are_written_as_a_table(log, tmp_path, capsys, ending):
    target = tmp_path / f"events.{ending}"
    code, _, _ = run(capsys, "events", log, "-o", target)
    read = {"csv": pd.read_csv, "jsonl": lambda path: pd.read_json(path, lines=True), "parquet": pd.read_parquet}[
        ending
    ]
    assert code == 0
    assert len(read(target)) == 60


def test_events_hold_no_secret_and_no_formula(tmp_path, capsys):
    path = tmp_path / "calls.ndjson"
    path.write_text(ndjson(errors=[{"code": "=1+1", "message": f"bad token {TOKEN}"}]), encoding="utf-8")
    run(capsys, "events", path, "-o", tmp_path / "events.csv")
    text = (tmp_path / "events.csv").read_text(encoding="utf-8")
    assert TOKEN[5:30] not in text
    assert "'=1+1" in text


def test_check_and_verify_take_a_bundle(log, tmp_path, capsys):
    _, out, _ = run(capsys, "draft", log, "-o", tmp_path / "cases")
    folder = out.strip()
    assert run(capsys, "check", folder)[0] == 1
    assert run(capsys, "check", f"{folder}.zip")[0] == 1
    assert run(capsys, "verify", folder)[0] == 0
    table = Path(folder) / "errors.csv"
    table.write_bytes(table.read_bytes() + b"\n")
    assert run(capsys, "verify", folder)[0] == 1


def test_redact_is_a_filter(monkeypatch, capsysbinary):
    monkeypatch.setattr(
        sys, "stdin", io.TextIOWrapper(io.BytesIO(f"x-amz-access-token: {TOKEN}\nstatus 403\n".encode()))
    )
    assert main(["redact"]) == 0
    said = capsysbinary.readouterr()
    assert b"status 403" in said.out
    assert TOKEN.encode() not in said.out + said.err


@pytest.mark.parametrize(
    "make",
    [
        lambda folder: folder / "absent.log",
        lambda folder: folder,
        lambda folder: _write(folder / "empty.log", b""),
        lambda folder: _write(folder / "binary.log", bytes(range(256)) * 64),
        lambda folder: _write(folder / "prose.log", b"nothing of an API here\n"),
    ],
    ids=["absent", "folder", "empty", "binary", "prose"],
)
def test_unusable_input_is_said_with_the_next_step_and_exit_2(make, tmp_path, capsys):
    code, out, err = run(capsys, "draft", make(tmp_path), "-o", tmp_path / "cases")
    assert (code, out) == (2, "")
    assert "next:" in err


def test_an_unknown_zone_is_unusable_input(log, tmp_path, capsys):
    code, _, err = run(capsys, "draft", log, "--zone", "Mars/Olympus", "-o", tmp_path)
    assert code == 2
    assert "Mars/Olympus" in err


def test_answers_for_a_field_that_does_not_exist_are_refused(log, tmp_path, capsys):
    (tmp_path / "answers.toml").write_text('colour = "blue"', encoding="utf-8")
    code, _, err = run(capsys, "draft", log, "--answers", tmp_path / "answers.toml", "-o", tmp_path)
    assert code == 2
    assert "colour" in err


def test_a_gzip_that_was_cut_is_used_as_far_as_it_goes(tmp_path, capsys):
    whole = gzip.compress(ndjson(calls=2000).encode(), mtime=0)
    path = _write(tmp_path / "cut.log.gz", whole[: len(whole) // 2])
    code, out, err = run(capsys, "draft", path, "-o", tmp_path / "cases")
    assert code == 1
    assert out
    assert "note:" in err


@pytest.mark.parametrize("missing", ["timestamp", "x-amzn-RequestId", "errors"])
def test_a_log_that_lacks_something_still_makes_a_case_that_says_so(missing, tmp_path, capsys):
    failing = () if missing == "errors" else range(30, 60)
    lines = [json.loads(line) for line in ndjson(failing=failing).splitlines()]
    text = "\n".join(json.dumps({name: value for name, value in line.items() if name != missing}) for line in lines)
    code, out, err = run(capsys, "draft", _write(tmp_path / "calls.ndjson", text.encode()), "-o", tmp_path / "cases")
    assert code == 1
    assert out
    assert "G11" in err


def test_terminal_escapes_of_a_log_are_never_printed_raw(tmp_path, capsys):
    path = _write(tmp_path / "a\x1b[31mb.log", b"")
    _, out, err = run(capsys, "draft", path, "-o", tmp_path)
    assert "\x1b" not in out + err


def _write(path, data):
    path.write_bytes(data)
    return path


def test_draft_attaches_a_screenshot_and_parts_a_bundle_that_is_too_large(log, tmp_path, capsys):
    screen = tmp_path / "screen.png"
    screen.write_bytes(png())
    options = ["--screenshot", screen, "--part-limit", "0.009", "-o", tmp_path / "cases"]
    _, out, _ = run(capsys, "draft", log, *options)
    folder = Path(out.strip())
    assert len(list((folder / "screenshots").iterdir())) == 1
    assert len(list(folder.parent.glob("*-part-*.zip"))) > 1
    assert run(capsys, "draft", log, "--screenshot", tmp_path / "none.png")[0] == 2
