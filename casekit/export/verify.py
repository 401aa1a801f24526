"""Does a bundle prove itself? Its hashes, IDs, times and counts are worked out again, also from the log."""

import hashlib
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import casekit
from casekit.case.model import Case
from casekit.case.stored import parse_case
from casekit.errors import UnreadableInput
from casekit.export.bundle import ALT, Bundle
from casekit.export.derived import TEXTS, derive_files
from casekit.export.final_gate import search_file
from casekit.export.recount import read_rows, recount
from casekit.export.relog import compare_log
from casekit.export.rerate import compare_rates, rerate
from casekit.limits import BUNDLE_LIMIT
from casekit.reading.log import Log
from casekit.redaction.placeholders import PLACEHOLDER
from casekit.wording import Said, both

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Report:
    """What was checked and what is wrong; `ok` when nothing is. `notes`: what could not be checked, and why."""

    checked: int
    faults: tuple[Said, ...]
    notes: tuple[Said, ...] = ()

    @property
    def ok(self) -> bool:
        """True when every figure, ID and hash came out the same."""
        return not self.faults


def verify_bundle(bundle: Bundle | str | Path, log: Log | None = None) -> Report:
    """Work out all hashes, request IDs, times and counts of a bundle (a Bundle, its folder or its zip) again.

    From its own files, and with the `log` it was made of (read in the zone of `chosen_zone`) also from that. A fault
    names the file or the figure. UnreadableInput for something that is no bundle.
    """
    files = read_bundle(bundle)
    manifest = _manifest(files)
    case = _case(files, manifest)
    faults, notes = [*_check_files(files, manifest)], []
    if case is None:
        faults.append(Said("fault.no_case"))
    else:
        rows, calls = read_rows(files, "errors.csv"), read_rows(files, "calls.csv")
        faults += recount(files, case, manifest)
        rates, fine = rerate(case, rows, calls)
        if fine:
            faults += compare_rates(case, rates, "errors.csv")
        elif any(case.rates):
            notes.append(Said("fault.rates_not_checked"))
        if manifest["made_by"] == f"casekit {casekit.__version__}":
            faults += _make_again(files, case, manifest)
        else:
            notes.append(Said("fault.other_version", made_by=manifest["made_by"]))
        if log is not None and any(PLACEHOLDER.search(text) for _, text in case.evidence.options):
            notes.append(Said("fault.masked_options"))
        elif log is not None:
            faults += compare_log(case, rows, log)
    hits = [(name, hit) for name, data in files.items() for hit in search_file(name, data, case or Case())]
    faults += [Said("fault.holds", name=name, rule=hit.rule, place=hit.place) for name, hit in hits]
    return Report(len(files), tuple(dict.fromkeys(faults)), tuple(notes))


def chosen_zone(bundle: Bundle | str | Path) -> str | None:
    """The zone in which the times of its log were read, where they carried none."""
    options = _manifest(read_bundle(bundle))["options"]
    return str(options["zone"]) if options.get("zone") else None


def read_bundle(bundle: Bundle | str | Path) -> dict[str, bytes]:
    """The files of a bundle by name, from its folder, its zip, or all zips of one that was split."""
    path = bundle.folder if isinstance(bundle, Bundle) else Path(bundle)
    if path.is_dir():
        names = sorted(each for each in path.rglob("*") if each.is_file())
        return {each.relative_to(path).as_posix(): each.read_bytes() for each in names}
    stem, mark, number = path.stem.rpartition("-part-")
    parts = sorted(path.parent.glob(f"{stem}-part-*.zip")) if mark and number.isdigit() else [path]
    return {name: data for part in parts for name, data in _unzip(part).items()}


def _unzip(path: Path) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(member.file_size for member in archive.infolist()) > BUNDLE_LIMIT:
                raise UnreadableInput(*both("error.huge_bundle", name=path.name, limit=f"{BUNDLE_LIMIT:,}"))
            return {member.filename: archive.read(member) for member in archive.infolist()}
    except (OSError, zipfile.BadZipFile) as error:
        raise UnreadableInput(*both("error.no_bundle", name=path.name)) from error


def _manifest(files: Mapping[str, bytes]) -> dict[str, Any]:
    try:
        raw: dict[str, Any] = json.loads(files[MANIFEST])
        lists = {name: [dict(each) for each in raw[name]] for name in ("files", "requests", "figures")}
        return {"made_by": "", "language": "en", "shown": [], **raw, **lists, "options": dict(raw["options"])}
    except (KeyError, ValueError, TypeError) as error:
        raise UnreadableInput(*both("error.no_manifest")) from error


def _case(files: Mapping[str, bytes], manifest: Mapping[str, Any]) -> Case | None:
    try:
        case = parse_case(files["case.json"].decode())
    except (KeyError, UnicodeDecodeError, UnreadableInput):
        return None
    return replace(case, unmask=tuple(str(each) for each in manifest["shown"]))


def _check_files(files: Mapping[str, bytes], manifest: Mapping[str, Any]) -> Iterator[Said]:
    listed = {str(each.get("name")): each.get("sha256") for each in manifest["files"]}
    yield from (Said("fault.not_there", name=name) for name in listed if name not in files)
    yield from (Said("fault.not_listed", name=name) for name in files if name not in listed and name != MANIFEST)
    changed = (name for name in listed if name in files and hashlib.sha256(files[name]).hexdigest() != listed[name])
    yield from (Said("fault.changed", name=name) for name in changed)


def _make_again(files: Mapping[str, bytes], case: Case, manifest: Mapping[str, Any]) -> Iterator[Said]:
    """The names of texts that the case, made into files again, does not give byte by byte."""
    others = [name for name in files if name not in (*TEXTS, MANIFEST)]
    alt = files.get(ALT, b"").decode(errors="replace").strip()
    for name, data in derive_files(case, str(manifest["language"]), others, alt).items():
        if name not in files:
            yield Said("fault.not_made", name=name)
        elif files[name] != data:
            yield Said("fault.made_other", name=name)
