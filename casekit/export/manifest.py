"""The manifest: what a bundle holds, what made it, and from which lines of the log each figure comes."""

import hashlib
import json
import platform
from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import pandas as pd

import casekit
from casekit.case.model import Case
from casekit.export.packets import packet_name

LIBRARIES = ("pandas", "numpy", "matplotlib", "pyarrow")


def render_manifest(masked: Case, files: Mapping[str, bytes], failed: pd.DataFrame, language: str, limit: int) -> bytes:
    """The manifest as JSON: versions, options, figures with their source lines, requests, and a SHA-256 per file.

    `failed`: the failed calls of the case, each with its `group`; `limit`: bytes of one zip.
    """
    facts = {
        "made_by": f"casekit {casekit.__version__}",
        "versions": {"python": platform.python_version()} | {name: _version(name) for name in LIBRARIES},
        "language": language,
        "options": dict(masked.evidence.options) | {"part_limit": str(limit)},
        "shown": list(masked.unmask),
        "figures": _figures(masked, failed),
        "requests": [
            {
                "request_id": pick.request_id,
                "timestamp": pick.timestamp,
                "packet": packet_name(number, pick),
                "lines": {pick.source: f"{pick.line_start}-{pick.line_end}"},
            }
            for number, pick in enumerate(masked.evidence.picks, 1)
        ],
        "files": [
            {"name": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            for name, data in sorted(files.items())
        ],
    }
    return (json.dumps(facts, indent=1, ensure_ascii=True) + "\n").encode()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _figures(masked: Case, failed: pd.DataFrame) -> list[dict[str, Any]]:
    evidence = masked.evidence
    named: list[tuple[str, object, pd.DataFrame | None]] = [
        ("errors", evidence.errors, failed),
        ("requests", evidence.requests, None),
        ("first", evidence.first, _at(failed, failed["timestamp"].min())),
        ("last", evidence.last, _at(failed, failed["timestamp"].max())),
        ("onset_at", evidence.onset_at, _at(failed, pd.Timestamp(evidence.onset_at or None))),
    ]
    named += [(f"group {group.key}", group.count, failed[failed["group"] == group.key]) for group in evidence.groups]
    return [
        {"name": name, "value": value} | ({"from": "calls.csv"} if rows is None else {"lines": line_ranges(rows)})
        for name, value, rows in named
        if value not in (None, "")
    ]


def _at(failed: pd.DataFrame, moment: pd.Timestamp) -> pd.DataFrame:
    return failed[failed["timestamp"].eq(moment).fillna(value=False)]


def line_ranges(rows: pd.DataFrame) -> dict[str, str]:
    """The lines that rows come from, per source as ranges: "3-7, 12". With blanks alone they could read like a card."""
    return {
        str(source): _join(zip(part["line_start"].astype(int), part["line_end"].astype(int), strict=True))
        for source, part in rows.groupby("source", observed=True)
    }


def _join(stretches: Iterable[tuple[int, int]]) -> str:
    joined: list[list[int]] = []
    for first, last in sorted(stretches):
        if joined and first <= joined[-1][1] + 1:
            joined[-1][1] = max(last, joined[-1][1])
        else:
            joined.append([first, last])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in joined)
