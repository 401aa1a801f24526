"""Does a bundle prove itself? Every hash, ID, time and count is worked out again from its own files."""

import csv
import hashlib
import io
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casekit.errors import UnreadableInput
from casekit.export.bundle import Bundle
from casekit.export.tables import ERRORS_LIMIT
from casekit.redaction import find_secrets

SIZE_LIMIT = 200_000_000
"""Inflated bytes that a bundle may have before it is refused; an own bundle has a few million at most."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was checked and what is wrong; `ok` when nothing is."""

    checked: int
    faults: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """True when every figure, ID and hash came out the same."""
        return not self.faults


def verify_bundle(bundle: Bundle | str | Path) -> Report:
    """Recompute hashes, request IDs, times and counts of a bundle (a Bundle, its folder or its zip) from its files."""
    files = _read(bundle.archive if isinstance(bundle, Bundle) else Path(bundle))
    manifest = _manifest(files)
    faults = [*_check_files(files, manifest), *_check_requests(files, manifest), *_check_counts(files, manifest)]
    shown = tuple(str(text) for text in manifest.get("shown", ()))
    hits = [(name, hit) for name, data in files.items() for hit in find_secrets(data, shown)]
    faults += [f"{name}: holds {hit.rule} at {hit.place}" for name, hit in hits]
    return Report(len(files), tuple(faults))


def _read(path: Path) -> dict[str, bytes]:
    if path.is_dir():
        names = sorted(each for each in path.rglob("*") if each.is_file())
        return {each.relative_to(path).as_posix(): each.read_bytes() for each in names}
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(member.file_size for member in archive.infolist()) > SIZE_LIMIT:
                raise UnreadableInput(
                    f"{path.name} inflates to over {SIZE_LIMIT:,} bytes.", "It is no bundle of casekit."
                )
            return {member.filename: archive.read(member) for member in archive.infolist()}
    except (OSError, zipfile.BadZipFile) as error:
        raise UnreadableInput(f"{path.name} cannot be read as a bundle.", "Give the folder or the zip.") from error


def _manifest(files: dict[str, bytes]) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads(files["manifest.json"])
        return {"files": [*manifest["files"]], "requests": [*manifest["requests"]], **manifest}
    except (KeyError, ValueError, TypeError) as error:
        raise UnreadableInput("The bundle has no manifest that can be read.", "Export the case again.") from error


def _check_files(files: dict[str, bytes], manifest: dict[str, Any]) -> list[str]:
    listed = {each["name"]: each["sha256"] for each in manifest["files"]}
    faults = [f"{name}: listed in the manifest, but absent" for name in listed if name not in files]
    faults += [
        f"{name}: not listed in the manifest" for name in files if name not in listed and name != "manifest.json"
    ]
    changed = [name for name in listed if name in files and hashlib.sha256(files[name]).hexdigest() != listed[name]]
    return faults + [f"{name}: changed since the export" for name in changed]


def _check_requests(files: dict[str, bytes], manifest: dict[str, Any]) -> list[str]:
    promised = [(each["request_id"], each["timestamp"]) for each in manifest["requests"]]
    rows = [(row["request_id"], row["timestamp"]) for row in _rows(files, "requests.csv")]
    faults = [] if rows == promised else ["requests.csv: IDs or times differ from the manifest"]
    case = files.get("case.md", b"").decode(errors="replace")
    for each in manifest["requests"]:
        packet = files.get(each["packet"], b"").decode(errors="replace")
        for name, text in (("case.md", case), (each["packet"], packet)):
            if each["request_id"] not in text or each["timestamp"] not in text:
                faults.append(f"{name}: lacks the request ID or the time of {each['packet']}")
    return faults


def _check_counts(files: dict[str, bytes], manifest: dict[str, Any]) -> list[str]:
    rows = _rows(files, "errors.csv")
    times = sorted(row["timestamp"] for row in rows if row["timestamp"])
    faults = []
    if len(rows) != min(manifest["errors"], ERRORS_LIMIT):
        faults.append(f"errors.csv: {len(rows)} rows, but {manifest['errors']} errors in the manifest")
    if times and manifest["errors"] <= ERRORS_LIMIT and (times[0], times[-1]) != (manifest["first"], manifest["last"]):
        faults.append("errors.csv: first or last time differs from the manifest")
    known = {(row["request_id"], row["timestamp"]) for row in rows}
    lost = [each["packet"] for each in manifest["requests"] if (each["request_id"], each["timestamp"]) not in known]
    return faults + [f"{name}: its request is not in errors.csv" for name in lost]


def _rows(files: dict[str, bytes], name: str) -> list[dict[str, str]]:
    text = files.get(name, b"").decode(errors="replace")
    return list(csv.DictReader(io.StringIO(text)))
