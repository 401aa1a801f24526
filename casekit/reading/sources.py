"""Bytes to text: files, .gz and .zip, encodings and line ends. The only module of reading that opens files."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from stat import S_ISLNK

from casekit.errors import UnreadableInput
from casekit.limits import BULK_SIZE, FILE_LIMIT, INFLATED_LIMIT, MEMBER_LIMIT
from casekit.redaction import redact
from casekit.wording import Said, both

GZIP, ZIP = b"\x1f\x8b", b"PK\x03\x04"
BOMS = ((b"\xff\xfe\x00\x00", "utf-32-le"), (b"\x00\x00\xfe\xff", "utf-32-be"), (b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))  # fmt: skip  # noqa: E501 a pattern or a table row
BINARY = re.compile(
    rb"\x7fELF|MZ\x90|\x89PNG|\xff\xd8\xff|%PDF|PAR1|SQLite|\xca\xfe\xba\xbe|7z\xbc|Rar!|BZh|\xfd7zXZ|(?:\x28\xb5\x2f\xfd)"
)
PACKED = 10  # bytes of a log in one byte of its .gz, or so
SAMPLE = 65_536  # bytes that tell an encoding
CHUNK = 1 << 16  # bytes inflated at a time
NUL_SHARE = 0.2  # of the bytes: UTF-16 of Latin text has half
CONTROL_SHARE = 0.1  # of the characters: no log has so many
GUESSES = ("shift_jis", "gb18030", "cp1252")
LAST_ASCII = 127
JAPANESE = (("\u3000", "\u30ff"), ("\u4e00", "\u9fff"), ("\uff01", "\uff5e"))  # kana, kanji, wide forms
INTERLEAVED = 0.9  # of every other byte is zero: all of it is UTF-16


@dataclass(frozen=True, slots=True)
class Opened:
    """The text of one input, its name as shown, and what was assumed or cut. path: of a file not read yet."""

    name: str
    text: str
    notes: tuple[str, ...] = ()
    path: Path | None = None
    size: int = 0  # bytes or characters, for the progress


def open_file(path: Path, encoding: str | None = None) -> list[Opened]:
    """The texts of one file: one, or one per member of a .zip. UnreadableInput when there is none."""
    name = show_name(path.name or str(path))
    if path.is_dir():
        raise UnreadableInput(*both("error.folder", name=name))
    try:
        with path.open("rb") as file:
            data = file.read(FILE_LIMIT + 1)
    except FileNotFoundError as error:
        raise UnreadableInput(*both("error.absent", name=name)) from error
    except (OSError, ValueError) as error:
        raise UnreadableInput(*both("error.unopened", name=repr(name))) from error
    notes = (Said("note.bytes_read", source=name, limit=f"{FILE_LIMIT:,}"),) if len(data) > FILE_LIMIT else ()
    return [replace(each, notes=(*notes, *each.notes)) for each in open_bytes(name, data[:FILE_LIMIT], encoding)]


def find_large(path: Path) -> Opened | None:
    """The file, not read yet, when it is so large that it is better read in blocks; None for others and archives."""
    try:
        with path.open("rb") as file:
            head = file.read(len(ZIP))
        size = path.stat().st_size
    except (OSError, ValueError):
        return None
    whole = size * PACKED if head.startswith(GZIP) else size
    if whole < BULK_SIZE or head.startswith(ZIP) or path.name.lower().endswith(".zip"):
        return None
    return Opened(show_name(path.name), "", (), path, size)


def open_bytes(name: str, data: bytes, encoding: str | None = None) -> list[Opened]:
    """The texts in these bytes: what they are is told by how they begin, not by the name."""
    name = show_name(name)
    if data.startswith(ZIP) or (name.lower().endswith(".zip") and zipfile.is_zipfile(BytesIO(data))):
        return list(_members(name, data, encoding))
    notes: tuple[str, ...] = ()
    if data.startswith(GZIP):
        data, notes = _inflate(name, data)
        if data.startswith((GZIP, ZIP)):
            raise UnreadableInput(*both("error.nested", name=name))
    return [decode(name, data, encoding, notes)]


def show_name(name: str) -> str:
    """The name of an input as it may be shown: a name can hold a token or an address like any other text."""
    return redact(name).text


def split_lines(text: str) -> list[str]:
    r"""The lines without their ends: split at \n and \r\n, and at a lone \r only where there is no \n at all."""
    if not text:
        return []
    if "\n" not in text and "\r" in text:
        text = text.replace("\r", "\n")
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()
    return [line.removesuffix("\r") for line in lines]


def decode(name: str, data: bytes, encoding: str | None = None, notes: tuple[str, ...] = ()) -> Opened:
    """The text of bytes in the encoding given or recognised. UnreadableInput when they are no text."""
    if BINARY.match(data):
        raise UnreadableInput(*both("error.no_text", name=name))
    if encoding:
        try:
            return Opened(name, data.decode(encoding, "replace"), notes)
        except LookupError as error:
            raise UnreadableInput(*both("error.encoding", name=repr(encoding))) from error
    for mark, known in BOMS:
        if data.startswith(mark):
            return Opened(name, data[len(mark) :].decode(known, "replace"), notes)
    text, note = _guess(data)
    shown = sum(char < " " and char not in "\t\n\r\x1b\x0c" for char in text[:SAMPLE])
    if shown > CONTROL_SHARE * max(1, len(text[:SAMPLE])):
        raise UnreadableInput(*both("error.no_text", name=name))
    return Opened(name, text, (*notes, Said("note.of_source", source=name, note=note)) if note else notes)


def _guess(data: bytes) -> tuple[str, str]:
    sample = data[:SAMPLE]
    zeros = max(sample[0::2].count(0), sample[1::2].count(0))
    if zeros > INTERLEAVED * len(sample) / 2 or (zeros > NUL_SHARE * len(sample) and b"\x00" in sample[:2]):
        wide = "utf-16-le" if sample[1::2].count(0) >= sample[0::2].count(0) else "utf-16-be"
        return data.decode(wide, "replace"), Said("note.wide", encoding=wide.upper())
    if b"\x00" in data:
        return data.replace(b"\x00", b"").decode("utf-8", "replace"), Said("note.zero_bytes")
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError as error:
        if error.end >= len(data) - 3:
            return data.decode("utf-8", "replace"), Said("note.last_cut")
    for guess in GUESSES:
        if _fits(sample, guess):
            return data.decode(guess, "replace"), Said("note.guessed", encoding=guess)
    return data.decode("utf-8", "replace"), Said("note.not_utf8")


def _fits(sample: bytes, guess: str) -> bool:
    try:
        text = sample.decode(guess, "strict")
    except UnicodeDecodeError as error:
        if error.start < len(sample) - 4:
            return False
        text = sample[: error.start].decode(guess, "ignore")
    high = re.findall(rb"[\x80-\xff]+", sample)
    chinese = sum(re.fullmatch(rb"(?:[\xa1-\xf7][\xa1-\xfe])+", run) is not None for run in high)
    if guess == "gb18030":
        return 10 * chinese >= 9 * len(high)
    others = [char for char in text if ord(char) > LAST_ASCII]
    if guess == "shift_jis":
        asian = sum(any(low <= char <= up for low, up in JAPANESE) for char in others)
        return 10 * chinese < 9 * len(high) and 10 * asian > 9 * len(others)
    return 2 * sum(char.isalpha() for char in others) > len(others)


def _inflate(name: str, data: bytes) -> tuple[bytes, tuple[str, ...]]:
    parts: list[bytes] = []
    size, rest = 0, data
    while rest.startswith(GZIP):
        engine = saved = zlib.decompressobj(wbits=31)
        feed = rest
        try:
            while not engine.eof and size <= INFLATED_LIMIT:
                saved = engine.copy()
                part = engine.decompress(feed[:CHUNK], CHUNK)
                parts.append(part)
                size += len(part)
                feed = (engine.unused_data or engine.unconsumed_tail) + feed[CHUNK:]
                if not part and not feed:
                    break
        except zlib.error:
            parts.append(_salvage(saved, feed[:CHUNK]))
            return b"".join(parts), (Said("note.damaged", source=name),)
        if size > INFLATED_LIMIT:
            return b"".join(parts)[:INFLATED_LIMIT], (_unpacked(name),)
        if not engine.eof:
            return b"".join(parts), (Said("note.ends_early", source=name),)
        rest = feed
    junk = (Said("note.rest_not_read", source=name),) if rest.strip(b"\x00") else ()
    return b"".join(parts), junk


def _salvage(engine: "zlib._Decompress", data: bytes) -> bytes:
    """What comes out before the damage: fed byte by byte, since an error takes its whole piece with it."""
    parts: list[bytes] = []
    with suppress(zlib.error):
        parts.extend(engine.decompress(data[at : at + 1], CHUNK) for at in range(len(data)))
    return b"".join(parts)


def _members(name: str, data: bytes, encoding: str | None) -> Iterator[Opened]:
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise UnreadableInput(*both("error.bad_zip", name=name)) from error
    files = [info for info in archive.infolist() if not info.is_dir()]
    notes = _odd_names(name, files)
    found, left = [], INFLATED_LIMIT
    for number, info in enumerate(files[:MEMBER_LIMIT], 1):
        try:
            content = _member(archive, info, left)
            found.append(decode(f"{name}/{info.filename}", content[:left], encoding))
        except UnreadableInput as error:
            notes.append(Said("note.skipped", source=name, number=number, what=error.what))
            continue
        if len(content) > left:
            notes.append(_unpacked(name))
            break
        left -= len(content)
    if not found:
        raise UnreadableInput(*both("error.empty_zip", name=name))
    yield replace(found[0], notes=(*notes, *found[0].notes))
    yield from found[1:]


def _unpacked(name: str) -> Said:
    return Said("note.bytes_unpacked", source=name, limit=f"{INFLATED_LIMIT:,}")


def _odd_names(name: str, files: list[zipfile.ZipInfo]) -> list[str]:
    notes: list[str] = []
    if len(files) > MEMBER_LIMIT:
        notes.append(Said("note.members", source=name, limit=f"{MEMBER_LIMIT:,}", n=f"{len(files):,}"))
    if len({info.filename.lower() for info in files}) < len(files):
        notes.append(Said("note.same_names", source=name))
    return notes


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, left: int) -> bytes:
    if S_ISLNK(info.external_attr >> 16):
        raise UnreadableInput(Said("note.is_link"), "Give the file it points to.")
    try:
        with archive.open(info) as member:
            content = member.read(left + 1)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, OSError, EOFError) as error:
        raise UnreadableInput(Said("note.is_locked"), "Make the zip again.") from error
    if content.startswith((ZIP, GZIP)):
        raise UnreadableInput(Said("note.is_archive"), "Unpack it once.")
    return content
