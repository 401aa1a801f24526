"""The bundle: case, chart, tables and packets in one folder and one zip, searched for secrets before it is written."""

import hashlib
import io
import json
import re
import shutil
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

import casekit
from casekit.analysis import assign_groups, error_timeline
from casekit.case.account import own_rows
from casekit.case.model import Case
from casekit.case.prefill import pick_rows
from casekit.case.stored import dump_case
from casekit.errors import SecretLeft
from casekit.export import postman
from casekit.export.chart import alt_text, plot_timeline, png_bytes
from casekit.export.foreign import find_foreign
from casekit.export.form_text import render_form
from casekit.export.markdown import render_markdown
from casekit.export.masking import mask_case
from casekit.export.packets import packet_name, render_packet
from casekit.export.plain import render_text
from casekit.export.postman import render_postman
from casekit.export.short import render_short
from casekit.export.tables import errors_csv, requests_csv, requests_jsonl
from casekit.files import unused, write_atomic
from casekit.reading.log import Log
from casekit.redaction import Placeholders, find_secrets, redact

ZIP_TIME = (1980, 1, 1, 0, 0, 0)
"""The same time for every member, so that the same case gives the same bytes; the earliest that zip can write."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """An exported case: its folder, the same as one zip, and the names of its files."""

    folder: Path
    archive: Path
    files: tuple[str, ...]


def export_bundle(
    case: Case, log: Log, folder: str | Path, language: str = "en", keys: pd.Series | None = None
) -> Bundle:
    """Write the case into a new folder below `folder` and zip it; nothing that exists is overwritten.

    SecretLeft when a credential or personal data is found in the final bytes of any file, or when a request ID that
    the case promises is not in its files any more. Then nothing is written. `keys`: the group of each failed call, when
    the analyst has merged or split those of `assign_groups`.
    """
    contents = build_contents(case, log, language, keys)
    place = unused(Path(folder) / _slug(contents, case))
    return _write(contents, place)


def build_contents(case: Case, log: Log, language: str = "en", keys: pd.Series | None = None) -> dict[str, bytes]:
    """Every file of the bundle by name, masked and searched; the same case and log give the same bytes."""
    memory = Placeholders()
    for pick in case.evidence.picks:  # a name that a packet knows as one is then known in all prose too
        redact(log.excerpt(pick.source, pick.line_start, pick.line_end), memory, case.unmask, case.mask)
    masked = mask_case(case, memory)
    failed, keys = failed_rows(case, log, keys)
    packets = {
        packet_name(number, pick): render_packet(pick, language) for number, pick in enumerate(masked.evidence.picks, 1)
    }
    chart = _chart(masked, log, keys)
    texts = {
        "requests.csv": requests_csv(masked),
        "requests.jsonl": requests_jsonl(masked),
        "case.json": dump_case(masked),
        **packets,
    }
    if again := render_postman(masked, masked.answer("title").words(language)):
        texts[postman.NAME] = again
    if len(failed):
        texts["errors.csv"] = errors_csv(failed, memory)
    files = {name: text.encode() for name, text in texts.items()} | {name: data for name, (data, _) in chart.items()}
    alt = next((alt for _, alt in chart.values()), "")
    plain = render_text(masked, language, tuple(sorted(files)), alt)
    files |= {"case.txt": plain.encode(), "short.txt": render_short(masked, language).encode()}
    files["form.txt"] = render_form(masked, language, plain).encode()
    files["case.md"] = render_markdown(masked, language, tuple(sorted(files)), alt).encode()
    files["manifest.json"] = _manifest(masked, files, len(failed))
    _search(files, case, masked, memory)
    for name in find_foreign(files, log, case.evidence.seller):
        raise SecretLeft(
            f"{name} holds an ID of another account than {case.evidence.seller}; nothing was written.",
            "Remove it from what you typed, or drop the request that names it: each account has a case of its own.",
        )
    return dict(sorted(files.items()))


def failed_rows(case: Case, log: Log, keys: pd.Series | None = None) -> tuple[pd.DataFrame, pd.Series]:
    """The failed calls of the case's groups and account, and their group keys."""
    keys = assign_groups(log.events) if keys is None else keys
    failed = pick_rows(log.events, keys, [group.key for group in case.evidence.groups], case.evidence.seller)
    return failed, keys.loc[failed.index]


def _chart(masked: Case, log: Log, keys: pd.Series) -> dict[str, tuple[bytes, str]]:
    timed = log.events.loc[keys.index, "timestamp"].notna()
    if not timed.any():
        return {}
    events, traffic = (own_rows(rows, masked.evidence.seller) for rows in (log.events, log.traffic))
    timeline = error_timeline(events, traffic=traffic, keys=keys)
    titles = {group.key: group.title for group in masked.evidence.groups}
    picks = [pd.Timestamp(pick.timestamp) for pick in masked.evidence.picks]
    onset = pd.Timestamp(masked.evidence.onset_at) if masked.evidence.onset_at else None
    figure = plot_timeline(timeline, titles=titles, picks=picks, onset=onset)
    return {"timeline.png": (png_bytes(figure), alt_text(timeline, titles))}


def _manifest(masked: Case, files: dict[str, bytes], errors: int) -> bytes:
    evidence = masked.evidence
    facts = {
        "made_by": f"casekit {casekit.__version__}",
        "errors": errors,
        "first": evidence.first,
        "last": evidence.last,
        "shown": list(masked.unmask),
        "requests": [
            {"request_id": pick.request_id, "timestamp": pick.timestamp, "packet": packet_name(number, pick)}
            for number, pick in enumerate(evidence.picks, 1)
        ],
        "files": [
            {"name": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            for name, data in sorted(files.items())
        ],
    }
    return (json.dumps(facts, indent=1, ensure_ascii=True) + "\n").encode()


def _search(files: dict[str, bytes], case: Case, masked: Case, memory: Placeholders) -> None:
    pairs = zip(case.evidence.picks, masked.evidence.picks, strict=True)
    for number, (promised, shown) in enumerate(pairs, 1):
        for name in ("case.md", "requests.csv", packet_name(number, shown)):
            if any(text.encode() not in files[name] for text in (promised.request_id, promised.timestamp)):
                raise SecretLeft(
                    f"{name} has lost the request ID or the time of pick {number}; nothing was written.",
                    "Remove what hides it under 'Hide more', then export again.",
                )
    for name, data in files.items():
        hits = [hit for each in (name, data) for hit in find_secrets(each, case.unmask, case.mask, memory)]
        if hits:
            raise SecretLeft(
                f"{name} still holds {hits[0].rule} at {hits[0].place}; nothing was written.",
                "Add the text under 'Hide more', or drop the request that holds it, then export again.",
            )


def _slug(contents: dict[str, bytes], case: Case) -> str:
    title = contents["case.md"].decode().partition("\n")[0] if case.text("title") else ""
    words = re.findall(r"[A-Za-z0-9]+", title)
    return "-".join(words)[:60].strip("-").lower() or "case"


def _write(contents: dict[str, bytes], place: Path) -> Bundle:
    place.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(dir=place.parent, prefix=".export-"))
    try:
        for name, data in contents.items():
            write_atomic(scratch / name, data)
        scratch.rename(place)
    except BaseException:
        shutil.rmtree(scratch, ignore_errors=True)
        raise
    archive = place.with_name(f"{place.name}.zip")
    write_atomic(archive, zip_bytes(contents))
    return Bundle(place, archive, tuple(contents))


def zip_bytes(contents: dict[str, bytes]) -> bytes:
    """The files as one zip, sorted, with fixed times and no comment."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(contents.items()):
            member = zipfile.ZipInfo(name, ZIP_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o600 << 16
            archive.writestr(member, data)
    return out.getvalue()
