"""The last gate: nothing that must not leave is overlooked, wherever it hides in a file."""

import gzip
import io
import struct
import zipfile
import zlib

import pytest

from casekit.redaction import Placeholders, find_lost, find_secrets, redact

TOKEN = "Atza|MadeUpMadeUp0123456789"
PNG = b"\x89PNG\r\n\x1a\n"


def _chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _zip(name="case.md", content=b"fine", comment=b""):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = comment
        archive.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (f"a\nb\n{TOKEN}\n".encode(), "line 3"),
        (f"{TOKEN}".encode("utf-16"), "line 1"),
        (f"{TOKEN}".encode("utf-16-le"), "line 1"),
        (b"\xff\xfa\x00\x01" * 50 + TOKEN.encode() + b"\xfe\xfd", "line 1"),
        (gzip.compress(f"\n{TOKEN}".encode()), "line 2"),
        (PNG + _chunk(b"tEXt", b"Title\0" + TOKEN.encode()), "PNG tEXt chunk, line 2"),
        (PNG + _chunk(b"zTXt", b"Title\0\0" + zlib.compress(TOKEN.encode())), "PNG zTXt chunk, line 2"),
        (PNG + _chunk(b"iTXt", b"Title\0\0\0en\0\0" + TOKEN.encode()), "PNG iTXt chunk, line 2"),
        (PNG + _chunk(b"iTXt", b"Title\0\x01\0en\0\0" + zlib.compress(TOKEN.encode())), "PNG iTXt chunk, line 2"),
        (_zip(content=f"x\n{TOKEN}".encode()), "case.md, line 2"),
        (_zip(comment=TOKEN.encode()), "zip comment, line 1"),
        (_zip(name=f"{TOKEN}.txt"), "name of member 1, line 1"),
        (_zip(name="in.zip", content=_zip(content=TOKEN.encode())), "in.zip, case.md, line 1"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",  # not what is packed, which holds the time
)
def test_a_hidden_token_is_found_and_its_place_named(data, place):
    hits = find_secrets(data)
    assert [(hit.rule, hit.place) for hit in hits] == [("lwa_access_token", place)]


def test_a_hit_never_holds_the_value():
    assert "MadeUp" not in repr(find_secrets(_zip(name=f"{TOKEN}.txt", content=TOKEN.encode())))


def test_a_name_is_searched_like_a_text():
    assert find_secrets(f"{TOKEN}.log")[0].rule == "lwa_access_token"
    assert find_secrets("requests/01-11111111-2222-4333-8444-555555555555.txt") == ()


@pytest.mark.parametrize(
    "data", [_zip()[:40], b"PK\x03\x04nonsense", gzip.compress(b"x" * 999)[:20]], ids=["zip", "no zip", "gzip"]
)
def test_what_cannot_be_unpacked_stops_the_export(data):
    assert [hit.rule for hit in find_secrets(data)] == ["unreadable"]


def test_a_picture_and_quiet_bytes_pass():
    assert find_secrets(PNG + _chunk(b"IHDR", bytes(13)) + _chunk(b"tEXt", b"Software\0casekit")) == ()
    assert find_secrets(b"") == ()
    assert find_secrets(bytes(range(256)) * 20) == ()


def test_a_declared_false_hit_passes_but_a_credential_never():
    text = f"call Willa: +44 7700 900123, {TOKEN}"
    hits = find_secrets(text, unmask=("+44 7700 900123", TOKEN))
    assert [hit.rule for hit in hits] == ["lwa_access_token"]


def test_values_known_to_the_case_are_searched_everywhere():
    memory = Placeholders()
    redact('{"BuyerName":"Willa Testperson"}', memory=memory)
    assert find_secrets("Willa Testperson called") == ()
    assert [hit.rule for hit in find_secrets("Willa Testperson called", memory=memory)] == ["buyer_name"]
    assert [hit.rule for hit in find_secrets("our plan Falcon", mask=("Falcon",))] == ["hidden"]


def test_a_lost_id_is_named():
    assert find_lost("rid abc-1 and abc-2", "rid [x#1] and abc-2", ["abc-1", "abc-2", "abc-3", "abc-1"]) == ("abc-1",)
