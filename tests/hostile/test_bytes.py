"""Hostile bytes: archives, encodings, line ends. Read as far as they go, in bounded memory, with a word about it."""

import gzip
import io
import tarfile
import zipfile

import pytest

from casekit import limits
from casekit.errors import UnreadableInput
from casekit.reading import read_bytes, read_text, sources
from casekit.redaction import redact
from tests.samples import ndjson, request_id

LOG = ndjson(calls=3, failing=range(1, 3))
PLAIN = LOG.encode()
TOKEN = "Atza|" + "IwEBImadeupmadeup" * 5


def read(data, name="log.txt"):
    log = read_bytes([(name, data)])
    assert log.ledger.adds_up
    return log


def pack(*members, comment=b""):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.comment = comment
        for name, data in members:
            archive.writestr(name if isinstance(name, zipfile.ZipInfo) else zipfile.ZipInfo(name), data)
    return out.getvalue()


def dressed_as(name):
    out = io.BytesIO()
    with gzip.GzipFile(filename=name, fileobj=out, mode="wb", mtime=0) as file:
        file.write(PLAIN)
    return out.getvalue()


def tarred(name):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        member = tarfile.TarInfo(name)
        member.size = len(PLAIN)
        archive.addfile(member, io.BytesIO(PLAIN))
    return out.getvalue()


def link(name):
    member = zipfile.ZipInfo(name)
    member.create_system, member.external_attr = 3, 0o120777 << 16
    return member


@pytest.mark.parametrize(
    "data",
    [
        PLAIN,
        PLAIN.replace(b"\n", b"\r\n"),
        PLAIN.replace(b"\n", b"\r"),
        b"\xef\xbb\xbf" + PLAIN,
        b"\xff\xfe" + LOG.encode("utf-16-le"),
        b"\xfe\xff" + LOG.encode("utf-16-be"),
        b"\xff\xfe\x00\x00" + LOG.encode("utf-32-le"),
        LOG.encode("utf-16-le"),
        gzip.compress(PLAIN, mtime=0),
        gzip.compress(PLAIN[:400], mtime=0) + gzip.compress(PLAIN[400:], mtime=0),
        gzip.compress(PLAIN, mtime=0) + b"trailing",
        dressed_as("../../evil.log"),
        tarred("../../evil.log"),
        pack(("a.log", PLAIN)),
        pack(("a.log", PLAIN), ("A.LOG", PLAIN), ("../a.log", PLAIN)),
        pack(("a.log", PLAIN), comment=TOKEN.encode()),
        pack(("a.log", PLAIN), (link("evil"), "../../outside")),
        b"junk before" + pack(("a.log", PLAIN)),
    ],
    ids=[
        "plain", "crlf", "lone-cr", "utf8-bom", "utf16le", "utf16be", "utf32le", "utf16-no-bom", "gzip", "gzip-members",
        "gzip-and-junk", "gzip-with-name", "tar", "zip", "zip-of-doubles", "zip-with-comment", "zip-with-link",
        "junk-and-zip",
    ],
)  # fmt: skip
def test_the_same_calls_are_read_however_the_bytes_are_dressed(data):
    name = "log.zip" if b"PK\x03\x04" in data else "log.txt"
    assert list(read(data, name).events["request_id"]) == [request_id(number) for number in range(3)]


@pytest.mark.parametrize("cut", [0.5, 0.9])
def test_an_archive_that_was_cut_is_kept_as_far_as_it_goes_and_said(cut):
    whole = gzip.compress(ndjson(calls=500).encode(), mtime=0)
    log = read(whole[: int(len(whole) * cut)])
    assert 0 < len(log.events) < 500
    assert any("ends too early" in note for note in log.notes)


def test_damaged_compression_is_said():
    whole = bytearray(gzip.compress(PLAIN, mtime=0))
    whole[-8] ^= 0xFF
    assert any("damaged" in note for note in read(bytes(whole)).notes)


def deflate(data):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.log", data)
    return out.getvalue()


@pytest.mark.parametrize("make", [lambda data: gzip.compress(data, mtime=0), deflate], ids=["gzip", "zip"])
def test_a_bomb_stops_at_the_limit(make, monkeypatch):
    monkeypatch.setattr(sources, "INFLATED_LIMIT", 100_000)
    log = read(make(b"0 nothing\n" * 1_000_000), "bomb.zip")
    assert log.ledger.lines < 120_000
    assert any("100,000" in note for note in log.notes)


def test_too_many_members_are_cut_and_said(monkeypatch):
    monkeypatch.setattr(sources, "MEMBER_LIMIT", 5)
    log = read(pack(*((f"{number}.log", PLAIN) for number in range(9))), "many.zip")
    assert any("only the first 5 of 9" in note for note in log.notes)


@pytest.mark.parametrize(
    "data",
    [
        gzip.compress(gzip.compress(PLAIN, mtime=0), mtime=0),
        pack(("inner.zip", pack(("a.log", PLAIN)))),
        pack(("a.log", PLAIN))[:-30],
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
        b"\x7fELF" + bytes(1000),
    ],
    ids=["gzip-in-gzip", "zip-in-zip", "zip-cut", "picture", "program"],
)
def test_what_holds_no_log_is_refused_with_the_next_step(data):
    with pytest.raises(UnreadableInput) as caught:
        read_bytes([("log.zip" if data.startswith(b"PK") else "log", data)])
    assert caught.value.next_step


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "/etc/passwd",
        "C:\\x.log",
        "a\x00b.log",
        "-rf.log",
        "<img src=x>.log",
        "x" * 300,
        "a\u202egpj.log",
    ],
)
def test_odd_names_are_data_and_nothing_is_written(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert len(read(pack((name.replace("\x00", ""), PLAIN)), "odd.zip").events) == 3
    assert len(read(PLAIN, name).events) == 3
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", [f"{TOKEN}.log", "jane.doe@example.com.log"])
def test_a_secret_in_a_file_name_is_masked_before_it_is_shown(name):
    log = read(PLAIN, name)
    shown = [*log.events["source"].astype(str), *map(str, log.notes), *(source.name for source in log.sources)]
    assert not [each for each in shown if "IwEBI" in each or "jane" in each]


def test_many_columns_and_a_very_long_cell_are_read():
    head = ["timestamp", "status", "x-amzn-RequestId", "method", "path", "index", "level_0"]
    head += [f"c{number}" for number in range(800)]
    rows = [
        f"2026-03-02T10:00:0{number}Z,403,{request_id(number)},GET,/orders/v0/orders," + "y" * 20_000 + ",x" * 801
        for number in range(3)
    ]
    assert len(read("\n".join([",".join(head), *rows]).encode(), "wide.csv").events) == 3


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("shift_jis", "注文の取得に失敗しました"),
        ("gb18030", "请求参数无效,请检查后重试"),
        ("cp1252", "Zugriff für Händler verweigert: ungültig"),
    ],
)
def test_an_older_encoding_is_guessed_and_named(encoding, words):
    line = LOG.splitlines()[1].replace("Access to requested resource is denied.", words)
    log = read((line + "\n").encode(encoding))
    assert log.events.loc[0, "request_id"] == request_id(1)
    assert any("guess" in note for note in log.notes)
    chosen = read_bytes([("log", (line + "\n").encode(encoding))], encoding=encoding)
    assert chosen.events.loc[0, "error_message"] == words


def test_zero_bytes_and_wide_runs_hide_no_secret():
    wide = TOKEN.encode("utf-16-le").decode("latin-1")
    assert "made" not in redact(f"token: {wide} end").text.replace("\x00", "")
    log = read(PLAIN.replace(b"GET", b"G\x00ET") + b"\x00" * 50)
    assert len(log.events) == 3


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\x0b", "\x0c", "\x1c", "\x85"])
def test_only_real_line_ends_part_records(mark):
    forged = LOG.splitlines()[1].replace("denied.", f"denied.{mark}2026-03-02T10:00:00Z forged")
    assert len(read_text(forged + "\n").events) == 1


@pytest.mark.parametrize("data", [b"", b"x", b"\n" * 1000, b"\x00"])
def test_next_to_nothing_is_no_event_and_no_crash(data):
    log = read(data)
    assert log.events.empty
    assert any("no API call" in note for note in log.notes)


def test_invalid_bytes_stay_visible_and_can_be_written():
    log = read(PLAIN.replace(b"denied", b"den\xffied\xed\xa0\x80"))
    assert len(log.events) == 3
    str(log.events["error_message"].dropna().iloc[0]).encode()


def test_every_limit_has_its_reason():
    text = (limits.__spec__.loader.get_source("casekit.limits")).splitlines()
    assert all("#" in line for line in text if " = " in line)
