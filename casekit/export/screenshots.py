"""Screenshots that the analyst adds: PNG or JPEG only, and nothing in them but the picture."""

import hashlib
import re
import struct
from collections.abc import Iterator

from casekit.errors import UnreadableInput
from casekit.limits import PICTURE_LIMIT
from casekit.wording import both

FOLDER = "screenshots/"
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_KEPT = (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"sRGB", b"cHRM", b"sBIT", b"pHYs")
"""PNG chunks that shape the picture; all others may hold words, places or thumbnails."""
_LONE = frozenset({0x01, *range(0xD0, 0xD9)})  # JPEG markers without a length
_SCAN, _END = 0xDA, 0xD9
_DROPPED = frozenset({0xFE, *range(0xE1, 0xEE), 0xEF})  # comments and application data but JFIF (E0) and Adobe (EE)


def clean_image(name: str, data: bytes) -> tuple[str, bytes]:
    """A safe name and the picture without its metadata; the name tells the content, so the same picture is one file.

    UnreadableInput for anything but a whole PNG or JPEG of at most PICTURE_LIMIT bytes.
    """
    try:
        kind, clean = (
            (".png", _clean_png(data)) if data.startswith(_PNG) else (".jpg", _clean_jpeg(data[:PICTURE_LIMIT]))
        )
    except (ValueError, struct.error, IndexError) as error:
        raise UnreadableInput(*both("error.no_picture")) from error
    words = "-".join(re.findall(r"[A-Za-z0-9]+", name.rpartition(".")[0])).lower()
    mark = f"-{hashlib.sha256(clean).hexdigest()[:8]}"
    return f"{words.removesuffix(mark)[:40] or 'screenshot'}{mark}{kind}", clean


def _clean_png(data: bytes) -> bytes:
    chunks = tuple(_chunks(data[:PICTURE_LIMIT]))
    if chunks[0][0] != b"IHDR" or chunks[-1][0] != b"IEND":
        raise ValueError
    return _PNG + b"".join(whole for kind, whole in chunks if kind in _KEPT)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at, kind = len(_PNG), b""
    while kind != b"IEND":
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        end = at + 12 + length
        if end > len(data):
            raise ValueError
        yield kind, data[at:end]
        at = end


def _clean_jpeg(data: bytes) -> bytes:
    if not data.startswith(_JPEG):
        raise ValueError
    return data[:2] + b"".join(_segments(data))


def _segments(data: bytes) -> Iterator[bytes]:
    """The segments that shape the picture, up to the end mark; what follows it is left out."""
    at = 2
    while True:
        if data[at] != 0xFF:  # noqa: PLR2004  every marker begins so
            raise ValueError
        marker = data[at + 1]
        if marker == 0xFF:  # noqa: PLR2004  a fill byte
            at += 1
            continue
        if marker == _END:
            yield data[at : at + 2]
            return
        end = at + 2 if marker in _LONE else at + 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]
        if marker == _SCAN:
            end = _scan_end(data, end)
        if marker not in _DROPPED:
            yield data[at:end]
        at = end


def _scan_end(data: bytes, at: int) -> int:
    """Where the picture data ends: at the next marker that is neither a stuffed byte nor a restart."""
    found = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]").search(data, at)
    if not found:
        raise ValueError
    return found.start()
