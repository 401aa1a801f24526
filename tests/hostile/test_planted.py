"""The sample with planted secrets, exported, and the bundle searched by hand for each in every spelling we know."""

import base64
import html
import json
import re
import struct
import urllib.parse
import zipfile
import zlib

import pytest

from casekit.sample_logs import sample_path
from casekit.session import Session
from tests.loads import load_files

PLANTED = (
    "Atza|MadeUpAccessTokenForASampleLogOnly0123456789",
    "Atzr|MadeUpRefreshTokenForASampleLogOnly012345678",
    "Atz.sprdt|MadeUpRestrictedTokenForASampleLog012345",
    "amzn1.oa2-cs.v1." + "00decade" * 8,
    "AKIAMADEUPSAMPLE0000",
    "5a5a5a5a0000made0000up00005a5a5a5a",
    "erika.sample@example.com",
    "+49 30 5550 1234",
    "Erika Sample",
    "Samplestrasse 12",
    "000-0000000-0000000",
)
WINDOW = 12  # characters of a credential that must not be found anywhere either


@pytest.fixture(scope="module")
def bundle(tmp_path_factory):
    session = Session(tmp_path_factory.mktemp("planted"))
    log = sample_path("text/planted-secrets.log").read_text(encoding="utf-8")
    load_files(session, [sample_path("text/planted-secrets.log")])
    session.type("title", f"Denied for {PLANTED[8]}, {PLANTED[0]}")
    session.type("what_happened", "\n".join(log.splitlines()[:8]))
    session.type("goal", f"{PLANTED[8]} lives at {PLANTED[9]} and is called at {PLANTED[7]}")
    return session.export()


def spellings(value):
    """The value as plain text, escaped, encoded at each of three offsets, as hex, in UTF-16, without its signs."""
    raw = value.encode()
    plain = [value, value.upper(), value.lower(), value[::-1], re.sub(r"\W", "", value), json.dumps(value)[1:-1]]
    plain += [urllib.parse.quote(value, safe=""), urllib.parse.quote_plus(value), html.escape(value), raw.hex()]
    coded = [base64.b64encode(b"\0" * shift + raw).decode()[4 if shift else 0 : -4] for shift in range(3)]
    yield from (each.encode() for each in dict.fromkeys(each for each in (*plain, *coded) if len(each) > 5))
    yield from (value.encode("utf-16-le"), value.encode("utf-16-be"))
    if " " not in value and "@" not in value:
        yield from (raw[at : at + WINDOW] for at in range(len(raw) - WINDOW + 1))


def unpacked(data):
    """The bytes, and what is packed in them: streams of a zip, with names and comments, and the chunks of a PNG."""
    yield data
    if data.startswith(b"\x89PNG"):
        at = 8
        while at + 8 <= len(data):
            length, kind = struct.unpack(">I4s", data[at : at + 8])
            body = data[at + 8 : at + 8 + length]
            assert kind not in (b"eXIf", b"iTXt", b"tIME"), kind
            yield zlib.decompress(body.partition(b"\0\0")[2]) if kind == b"zTXt" else body
            at += length + 12


def everything(bundle):
    for path in bundle.folder.rglob("*"):
        yield path.name.encode()
        if path.is_file():
            yield from unpacked(path.read_bytes())
    for archive in bundle.archives:
        yield from (archive.name.encode(), archive.read_bytes())
        with zipfile.ZipFile(archive) as file:
            yield file.comment
            for member in file.infolist():
                yield from (member.filename.encode(), member.comment, member.extra, *unpacked(file.read(member)))


@pytest.mark.parametrize("value", PLANTED)
def test_no_planted_value_is_in_the_bundle_in_any_spelling(bundle, value):
    found = {spelling for part in everything(bundle) for spelling in spellings(value) if spelling in part}
    assert found == set()


def test_the_planted_values_are_in_the_sample_and_the_search_finds_them_there():
    sample = sample_path("text/planted-secrets.log").read_bytes()
    assert all(any(spelling in sample for spelling in spellings(value)) for value in PLANTED)


def test_what_support_needs_is_still_in_the_bundle(bundle):
    page = (bundle.folder / "case.md").read_text(encoding="utf-8")
    assert "AccessDeniedException" in page or "Unauthorized" in page
    assert re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", page)
