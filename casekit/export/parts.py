"""The zips of a bundle: one, or several by content when it is too large to attach."""

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping

from casekit.export.screenshots import FOLDER
from casekit.limits import PART_LIMIT

ZIP_TIME = (1980, 1, 1, 0, 0, 0)
"""The same time for every member, so that the same case gives the same bytes; the earliest that zip can write."""
OVERHEAD = 300
"""Bytes that a zip needs for one member beside its content, and more."""
EVIDENCE = ("errors.csv", "calls.csv", "log-slice.txt")


def split_files(contents: Mapping[str, bytes], limit: int = PART_LIMIT) -> tuple[tuple[str, ...], ...]:
    """The names per zip: all in one if they fit, else the case, the evidence and the screenshots apart.

    What is still too large is parted file by file; a file that is larger than the limit by itself has its own zip.
    """
    sizes = {name: len(zlib.compress(data)) + len(name) + OVERHEAD for name, data in contents.items()}
    if sum(sizes.values()) <= limit:
        return (tuple(sorted(contents)),)
    kinds: dict[int, list[str]] = {}
    for name in sorted(contents):
        kinds.setdefault(_kind(name), []).append(name)
    return tuple(part for _, names in sorted(kinds.items()) for part in _fill(names, sizes, limit))


def _kind(name: str) -> int:
    return 2 if name.startswith(FOLDER) else 1 if name in EVIDENCE else 0


def _fill(names: Iterable[str], sizes: Mapping[str, int], limit: int) -> Iterator[tuple[str, ...]]:
    part: list[str] = []
    for name in names:
        if part and sum(sizes[each] for each in (*part, name)) > limit:
            yield tuple(part)
            part = []
        part.append(name)
    yield tuple(part)


def zip_bytes(contents: Mapping[str, bytes]) -> bytes:
    """The files as one zip, sorted, with fixed times and no comment."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(contents.items()):
            member = zipfile.ZipInfo(name, ZIP_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o600 << 16
            archive.writestr(member, data)
    return out.getvalue()
