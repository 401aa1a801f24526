"""Made-up pictures for tests."""

import struct
import zlib


def png(*more):
    """A PNG of one white pixel, with these chunks (kind, body) before the end."""
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)), (b"IDAT", zlib.compress(b"\0\xff"))]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*each) for each in (*chunks, *more, (b"IEND", b"")))


def _chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _segment(marker, body):
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(body) + 2) + body


JPEG = (
    b"\xff\xd8"
    + _segment(0xE0, b"JFIF\0")
    + _segment(0xE1, b"Exif\0 made-up place")
    + _segment(0xFE, b"a comment")
    + _segment(0xDA, b"scan")
    + b"\x12\xff\x00\x34\xff\xd9after the end"
)
"""The segments of a JPEG with a place, a comment and something behind its end; it shows nothing."""
