"""The bundle: case, evidence and pictures in one folder and as zips, searched for secrets before it is written."""

import re
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from casekit.analysis import assign_groups
from casekit.case.model import Case
from casekit.case.options import parts_of
from casekit.case.prefill import pick_rows
from casekit.export import excerpt
from casekit.export.case_chart import draw_case
from casekit.export.counts import calls_csv, errors_csv
from casekit.export.derived import derive_files
from casekit.export.final_gate import pass_gate
from casekit.export.manifest import render_manifest
from casekit.export.masking import mask_case
from casekit.export.parts import split_files, zip_bytes
from casekit.export.screenshots import FOLDER, clean_image
from casekit.files import unused, write_atomic
from casekit.limits import PART_LIMIT
from casekit.reading.log import Log
from casekit.redaction import Placeholders

CHART, ALT = "timeline.png", "timeline.txt"
Screenshots = Iterable[tuple[str, bytes]]
"""Name and bytes of each picture."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """An exported case: its folder, the same as zips, and the names of its files."""

    folder: Path
    archives: tuple[Path, ...]
    files: tuple[str, ...]

    @property
    def archive(self) -> Path:
        """The first zip, which holds the case itself; most bundles have no other."""
        return self.archives[0]


def export_bundle(
    case: Case,
    log: Log,
    folder: str | Path,
    language: str = "en",
    keys: pd.Series | None = None,
    *,
    screenshots: Screenshots = (),
    part_limit: int = PART_LIMIT,
) -> Bundle:
    """Write the case into a new folder below `folder` and zip it; nothing that exists is overwritten.

    SecretLeft when a credential, personal data or an ID of another account is found in the final bytes of any file, or
    when a request ID that the case promises is not in its files any more. Then nothing is written. `keys`: the group of
    each failed call, when the analyst has merged or split those of `assign_groups`. Above `part_limit` bytes there are
    several zips.
    """
    contents = build_contents(case, log, language, keys, screenshots=screenshots, part_limit=part_limit)
    place = unused(Path(folder) / _slug(contents, case))
    return _write(contents, place, part_limit)


def build_contents(
    case: Case,
    log: Log,
    language: str = "en",
    keys: pd.Series | None = None,
    *,
    screenshots: Screenshots = (),
    part_limit: int = PART_LIMIT,
) -> dict[str, bytes]:
    """Every file of the bundle by name, masked and searched; the same case and log give the same bytes."""
    memory = Placeholders()
    excerpt.slice_log(case, log, language, memory)  # a name that the log knows as one is then known in all prose too
    masked = mask_case(case, memory)
    failed, keys = failed_rows(case, log, keys)
    files = {f"{FOLDER}{name}": data for name, data in (clean_image(*each) for each in screenshots)}
    texts = {
        excerpt.NAME: excerpt.slice_log(case, log, language, memory),
        "errors.csv": errors_csv(case, failed, keys, memory) if len(failed) else "",
        "calls.csv": calls_csv(case, failed, log, memory),
    }
    drawn = draw_case(masked, log, keys, case.evidence.seller, language)
    alt = drawn[1] if drawn else ""
    files |= {CHART: drawn[0], ALT: f"{alt}\n".encode()} if drawn else {}
    files |= {name: text.encode() for name, text in texts.items() if text}
    files |= derive_files(masked, language, files, alt)
    files["manifest.json"] = render_manifest(masked, files, failed.assign(group=keys), language, part_limit)
    pass_gate(files, case, masked, log, memory)
    return dict(sorted(files.items()))


def failed_rows(case: Case, log: Log, keys: pd.Series | None = None) -> tuple[pd.DataFrame, pd.Series]:
    """The failed calls of the case's groups and account, and their group keys."""
    keys = assign_groups(log.events) if keys is None else keys
    evidence = case.evidence
    groups = [group.key for group in evidence.groups]
    failed = pick_rows(log.events, keys, groups, evidence.seller, parts_of(evidence))
    return failed, keys.loc[failed.index]


def _slug(contents: dict[str, bytes], case: Case) -> str:
    title = contents["case.md"].decode().partition("\n")[0] if case.text("title") else ""
    words = re.findall(r"[A-Za-z0-9]+", title)
    return "-".join(words)[:60].strip("-").lower() or "case"


def _write(contents: dict[str, bytes], place: Path, part_limit: int) -> Bundle:
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    scratch = Path(tempfile.mkdtemp(dir=place.parent, prefix=".export-"))
    try:
        for name, data in contents.items():
            write_atomic(scratch / name, data)
        scratch.rename(place)
    except BaseException:
        shutil.rmtree(scratch, ignore_errors=True)
        raise
    return Bundle(place, tuple(_zip(contents, place, part_limit)), tuple(contents))


def _zip(contents: dict[str, bytes], place: Path, part_limit: int) -> list[Path]:
    """One zip beside the folder, or several with a number; each holds the manifest, so that it can be checked."""
    parts = split_files({name: data for name, data in contents.items() if name != "manifest.json"}, part_limit)
    paths = []
    for number, names in enumerate(parts, 1):
        path = place.with_name(f"{place.name}.zip" if len(parts) == 1 else f"{place.name}-part-{number}.zip")
        write_atomic(path, zip_bytes({name: contents[name] for name in (*names, "manifest.json")}))
        paths.append(path)
    return paths
