"""Hostile text on its way out: spreadsheets, Markdown, the page, the chart and the terminal."""

import csv
import io
import json
import re
import socket
from pathlib import Path

import ipywidgets as widgets
import pytest

from casekit.case import draft_case
from casekit.cli import main
from casekit.errors import CasekitError
from casekit.export import export_bundle, render_markdown, verify_bundle
from casekit.export.tables import guard_cell
from casekit.reading import read_text
from casekit.sample_logs import sample_path
from casekit.session import Session
from casekit.ui import open_triage
from tests.loads import load, load_files
from tests.samples import call, request_id

ROOM = Path(__file__).parents[2] / "casekit"
PAYLOADS = [
    '<img src=x onerror="window.__pwned=1">',
    "</pre></td></table><script>window.__pwned=1</script>",
    "\" onmouseover='window.__pwned=1'",
    "<!-- the rest is hidden",
    "![p](https://evil.invalid/p.png)",
    "[here](https://evil.invalid) www.evil.invalid @org/everyone fixes #1",
    "```\n# forged\n```````",
    "| a | b |\n|---|---|",
    "## Redaction report: 0 secrets",
    '=HYPERLINK("https://evil.invalid","x")',
    "@SUM(1+1)",
    "$\\frac{$ $x^{x^{x}}$ $$",
    "\u202egpj.exe\u200b\x1b[2J\x1b]52;c;aGk=\x07\r ok",
    "{{7*7}} ${7*7} %s {0}",
    "请求 😀 \ud83d",
    "x" * 20_000,
]


def hostile_log(payload):
    lines = [call(number, failed=number > 5) for number in range(12)]
    for line in lines:
        for error in line.get("errors", ()):
            error |= {"message": payload, "code": payload[:60]}
        line |= {"userAgent": payload[:200], "sellerId": "A1MADEUPSELLER"}
    return "\n".join(json.dumps(line) for line in lines)


@pytest.fixture(scope="module", params=PAYLOADS, ids=range(len(PAYLOADS)))
def payload(request):
    return request.param


@pytest.fixture(scope="module")
def bundle(payload, tmp_path_factory):
    log = read_text(hostile_log(payload))
    return export_bundle(draft_case(log), log, tmp_path_factory.mktemp("cases"))


def test_a_bundle_of_hostile_text_is_whole_and_its_markdown_has_the_kits_headings_only(bundle):
    assert verify_bundle(bundle).ok
    page = (bundle.folder / "case.md").read_text(encoding="utf-8")
    plain = render_markdown(draft_case(read_text(hostile_log("a plain message"))))
    outside, fenced = [], False
    for line in page.splitlines():
        fenced ^= line.startswith("```")
        outside += [] if fenced else [line]
    headings = {line for line in outside if line.startswith("## ")}
    assert headings <= {line for line in plain.splitlines() if line.startswith("## ")} | {
        "## Errors over time (UTC)", "## Attachments", "## Error messages, as in the log",
    }  # fmt: skip
    assert "\x1b" not in page
    assert "\u202e" not in page


def test_every_cell_is_text_for_a_spreadsheet(bundle):
    for name in ("requests.csv", "errors.csv"):
        rows = list(csv.reader(io.StringIO((bundle.folder / name).read_text(encoding="utf-8"))))
        assert len({len(row) for row in rows}) == 1
        assert not [cell for row in rows for cell in row if cell.lstrip()[:1] in ("=", "+", "-", "@")]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "  =1", "＝1"])
def test_a_formula_is_guarded_and_comes_back(text):
    assert guard_cell(text).startswith("'")
    assert guard_cell("902-1234567-1234567") == "902-1234567-1234567"
    assert guard_cell(-5) == "-5"


def test_the_page_shows_hostile_text_as_text(payload, tmp_path):
    page = open_triage(tmp_path)
    load(page.session, hostile_log(payload))
    shown = "".join(widget.value for widget in _html(page))
    for raw in ("<img src=x", "<script", "onmouseover='", "<!-- the"):
        assert raw not in shown
    assert "\u202e" not in shown


def _html(page):
    found, left = [], [page.load, page.see, page.choose, page.describe, page.check, page.export]
    while left:
        widget = left.pop()
        left += list(getattr(widget, "children", ()))
        found += [widget] if isinstance(widget, widgets.HTML) else []
    return found


def test_the_command_line_prints_no_control_character(tmp_path, capsys):
    name = "log\x1b[2J\u202e.ndjson"
    (tmp_path / name).write_text(hostile_log("\x1b]52;c;aGk=\x07\r ok"), encoding="utf-8")
    main(["draft", str(tmp_path / name), "-o", str(tmp_path / "cases")])
    said = capsys.readouterr()
    assert not [char for char in said.out + said.err if ord(char) < 32 and char != "\n"]


def test_masked_text_is_printed_without_control_characters(capsysbinary, monkeypatch):
    raw = b"a\x1b]52;c;aGk=\x07 \x1b[2J\xe2\x80\xae real\rfake token: Atza|IwEBImadeup0123IwEBI\x1b[0m\x1b[33mmadeup\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw)))
    main(["redact"])
    said = capsysbinary.readouterr().out.decode()
    assert said == "a\\x1b]52;c;aGk=\\x07 \\x1b[2J\\u202e real\\x0dfake token: [lwa_access_token#1]\n"


def test_the_whole_way_opens_no_connection(tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("a socket was asked for")

    for name in ("socket", "create_connection", "getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, refuse)
    session = Session(tmp_path)
    load_files(session, [sample_path("ndjson/orders-refused.ndjson")])
    assert session.leaving.texts["markdown"]
    load(session, hostile_log("https://evil.invalid/x"))
    assert session.problems
    assert verify_bundle(session.export()).ok
    assert main(["draft", str(sample_path("ndjson/orders-refused.ndjson")), "-o", str(tmp_path / "by-hand")]) < 2


def test_everything_written_is_for_its_owner_alone(tmp_path):
    session = Session(tmp_path)
    load(session, hostile_log("denied"))
    session.type("goal", "to see who may read this")
    session.export()
    written = [path for folder in ("cases", "drafts") for path in (tmp_path / folder, *(tmp_path / folder).rglob("*"))]
    assert len(written) > 10
    assert [path for path in written if path.stat().st_mode & 0o077] == []


def test_no_number_that_json_does_not_know_is_written(tmp_path):
    lines = [json.dumps(call(number, failed=True) | {"latency_ms": float("nan")}) for number in range(5)]
    log = read_text("\n".join(lines).replace("NaN", "1e400", 2))
    bundle = export_bundle(draft_case(log), log, tmp_path)
    for path in (*bundle.folder.rglob("*.json"), *bundle.folder.rglob("*.jsonl")):
        whole = path.read_text(encoding="utf-8")
        for text in whole.splitlines() if path.suffix == ".jsonl" else [whole]:
            json.loads(text, parse_constant=refuse_constant)


def refuse_constant(name):
    pytest.fail(f"a file holds {name}")


def test_what_is_read_never_runs():
    source = "\n".join(path.read_text(encoding="utf-8") for path in ROOM.rglob("*.py"))
    assert not re.search(
        r"\b(?:pickle|marshal|shelve|yaml|jinja2|subprocess)\b\s*[.;]|\b(?:eval|exec)\(|\bos\.system", source
    )
    assert not re.search(r"extractall|\.extract\(|parse_math=True|usetex=True|read_pickle", source)


def test_a_message_never_quotes_the_log(tmp_path):
    token = "Atza|" + "IwEBImadeupmadeup" * 5
    path = tmp_path / f"{token}.log"
    path.write_bytes(b"\x89PNG\r\n\x1a\n")
    with pytest.raises(CasekitError) as caught:
        load_files(Session(tmp_path), [path])
    assert "IwEBI" not in str(caught.value)


def test_an_id_that_looks_like_a_formula_or_markup_is_not_taken_for_an_id():
    log = read_text(json.dumps(call(1, failed=True) | {"x-amzn-RequestId": "=1+1<b>"}))
    assert log.events["request_id"].isna().all() or log.events.loc[0, "request_id"] == request_id(1)
