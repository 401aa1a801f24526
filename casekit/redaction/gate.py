"""The last gate: what the final bytes of an export still hold, and which promised IDs they lost."""

import gzip
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from casekit.limits import BUNDLE_LIMIT
from casekit.redaction.placeholders import Placeholders
from casekit.redaction.redact import detect, redact

_PNG = b"\x89PNG\r\n\x1a\n"
_ZIP = b"PK\x03\x04"
_GZIP = b"\x1f\x8b"
_BOMS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_PRINTABLE = re.compile(rb"[\t\x20-\x7e]{6,}")
_DEPTH = 2  # a zip within a zip


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that must not leave: the rule that knows it and where it is; never the value."""

    rule: str
    place: str


@dataclass(frozen=True, slots=True)
class _Wanted:
    unmask: tuple[str, ...]
    mask: tuple[str, ...]
    known: tuple[tuple[str, str, str], ...]


def find_secrets(
    data: bytes | str,
    unmask: Iterable[str] = (),
    mask: Iterable[str] = (),
    memory: Placeholders | None = None,
) -> tuple[Hit, ...]:
    """What the final bytes (or the name) of a file still hold, in order; empty when it may leave.

    Looks into text of any Unicode encoding, the text chunks of a PNG, and the names, comments and members of a
    zip. What cannot be unpacked is a hit. `unmask` and `mask` are the analyst's words as for `redact`; with a
    `memory`, every value known to the case is searched too.
    """
    wanted = _Wanted(tuple(unmask), tuple(mask), tuple(memory.values()) if memory else ())
    if isinstance(data, str):
        return tuple(_search(data, wanted, ""))
    return tuple(_open(data, wanted, "", 0))


def find_lost(before: str, after: str, ids: Iterable[str]) -> tuple[str, ...]:
    """The IDs that stand in the text before masking but no longer in the text after it, each once, in order."""
    return tuple(each for each in dict.fromkeys(ids) if each and each in before and each not in after)


def _open(data: bytes, wanted: _Wanted, where: str, depth: int) -> Iterator[Hit]:
    if data.startswith(_ZIP) and depth < _DEPTH:
        yield from _open_zip(data, wanted, where, depth)
    elif data.startswith(_GZIP):
        yield from _open_gzip(data, wanted, where, depth)
    elif data.startswith(_PNG):
        yield from _open_png(data, wanted, where)
    else:
        yield from _search(_decode(data), wanted, where)


def _search(text: str, wanted: _Wanted, where: str) -> Iterator[Hit]:
    for span in detect(text, wanted.unmask, wanted.mask, wanted.known):
        yield Hit(span.rule, f"{where}line {text.count(chr(10), 0, span.start) + 1}")


def _decode(data: bytes) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        found = b"\n".join(_PRINTABLE.findall(data.replace(b"\0", b"")))
        return data.decode("utf-8", "replace") if len(found) * 2 > len(data) else found.decode("ascii")


def _open_zip(data: bytes, wanted: _Wanted, where: str, depth: int) -> Iterator[Hit]:
    left = BUNDLE_LIMIT
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield from _search(archive.comment.decode("utf-8", "replace"), wanted, f"{where}zip comment, ")
            for number, member in enumerate(archive.infolist(), 1):
                name = f"{where}{redact(member.filename).text}, "
                yield from _search(member.filename, wanted, f"{where}name of member {number}, ")
                yield from _search(member.comment.decode("utf-8", "replace"), wanted, f"{name}comment, ")
                with archive.open(member) as file:
                    content = file.read(left + 1)
                left -= len(content)
                if left < 0:
                    yield Hit("too_large", name.rstrip(", "))
                    return
                yield from _open(content, wanted, name, depth + 1)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError):
        yield Hit("unreadable", f"{where}zip")


def _open_gzip(data: bytes, wanted: _Wanted, where: str, depth: int) -> Iterator[Hit]:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            content = file.read(BUNDLE_LIMIT)
            whole = not file.read(1)
    except (OSError, EOFError, zlib.error):
        yield Hit("unreadable", f"{where}gzip")
        return
    if not whole:
        yield Hit("too_large", f"{where}gzip")
    yield from _open(content, wanted, where, depth + 1) if depth < _DEPTH else ()


def _open_png(data: bytes, wanted: _Wanted, where: str) -> Iterator[Hit]:
    at = len(_PNG)
    while at + 8 <= len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + length]
        if kind in (b"tEXt", b"iTXt", b"zTXt", b"eXIf"):
            yield from _search(_chunk_text(kind, body), wanted, f"{where}PNG {kind.decode()} chunk, ")
        at += length + 12
    if at < len(data):
        yield from _search(_decode(data[at:]), wanted, f"{where}behind the PNG, ")


def _chunk_text(kind: bytes, body: bytes) -> str:
    head, _, rest = body.partition(b"\0")
    packed = (
        rest[1:] if kind == b"zTXt" else rest.split(b"\0", 3)[-1] if kind == b"iTXt" and rest[:1] == b"\x01" else b""
    )
    text = zlib.decompressobj().decompress(packed, BUNDLE_LIMIT) if packed[:1] == b"\x78" else rest
    return f"{head.decode('latin-1')}\n{_decode(text)}"
