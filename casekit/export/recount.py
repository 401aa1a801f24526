"""Every figure of a bundle worked out again from the rows in it."""

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from casekit.case.model import Case, Pick
from casekit.case.picked import CUT
from casekit.export import excerpt
from casekit.export.tables import guard_cell
from casekit.limits import ERRORS_LIMIT
from casekit.reading.clock import find_zone
from casekit.reading.time_text import find_time_text
from casekit.wording import Said

Row = dict[str, str]


def recount(files: Mapping[str, bytes], case: Case, manifest: Mapping[str, Any]) -> Iterator[Said]:
    """A sentence for each figure, ID or time of the case that its own rows and lines do not give."""
    rows = read_rows(files, "errors.csv")
    yield from _check_counts(case, rows)
    yield from _check_calls(case, read_rows(files, "calls.csv"))
    for number, pick in enumerate(case.evidence.picks, 1):
        yield from _check_pick(number, pick, rows)
        yield from _check_lines(number, pick, case, files)
    yield from _check_manifest(case, manifest)


def read_rows(files: Mapping[str, bytes], name: str) -> list[Row]:
    """The rows of a CSV file of the bundle as they stand; none when it is absent."""
    reader = csv.DictReader(io.StringIO(files.get(name, b"").decode(errors="replace")))
    return [{key: value or "" for key, value in row.items() if key} for row in reader]


def _check_counts(case: Case, rows: list[Row]) -> Iterator[Said]:
    evidence = case.evidence
    if len(rows) != min(evidence.errors, ERRORS_LIMIT):
        counted = Said("fault.rows", n=f"{len(rows):,}")
        yield from compare("errors", f"{evidence.errors:,}", counted, "errors.csv")
    if evidence.errors > ERRORS_LIMIT:
        return
    yield from compare("first", evidence.first, _edge(rows, min), "errors.csv")
    yield from compare("last", evidence.last, _edge(rows, max), "errors.csv")
    for group in evidence.groups:
        mine = [row for row in rows if row.get("group") == group.key]
        seen = {"count": len(mine), "first": _edge(mine, min), "last": _edge(mine, max)}
        for name, value in seen.items():
            figure = Said("fault.of_group", key=group.key, name=name)
            yield from compare(figure, getattr(group, name), value, "errors.csv")


def _edge(rows: list[Row], choose: Any) -> str:  # noqa: ANN401  min or max
    times = [row["timestamp"] for row in rows if row.get("timestamp")]
    return str(choose(times, key=datetime.fromisoformat)) if times else ""


def _check_calls(case: Case, rows: list[Row]) -> Iterator[Said]:
    if case.evidence.requests is not None:
        calls = sum(int(row["calls"]) for row in rows if row.get("calls", "").isdigit())
        yield from compare("requests", case.evidence.requests, calls, "calls.csv")


def _check_pick(number: int, pick: Pick, rows: list[Row]) -> Iterator[Said]:
    mine = [row for row in rows if row.get("request_id") == guard_cell(pick.request_id)]
    if not mine:
        yield Said("fault.id_absent", number=number, request_id=pick.request_id, place="errors.csv")
        return
    said = {
        "timestamp": pick.timestamp,
        "operation": pick.operation,
        "status": "" if pick.status is None else str(pick.status),
        "error_code": pick.error_code,
        "marketplace_id": pick.marketplace_id,
        "seller_id": pick.seller_id,
        "line_start": str(pick.line_start),
    }
    for name, value in said.items():
        if all(row.get(name, "") != guard_cell(value) for row in mine):
            figure = Said("fault.of_pick", number=number, name=name)
            yield from compare(figure, value, mine[0].get(name, ""), "errors.csv")


def _check_lines(number: int, pick: Pick, case: Case, files: Mapping[str, bytes]) -> Iterator[Said]:
    """The ID stands in the log's own lines, and their time reads as the pick's."""
    piece = _piece(pick, files.get(excerpt.NAME, b"").decode(errors="replace"))
    for place, text in (("case.json", pick.lines), (excerpt.NAME, piece)):
        if CUT in text:
            continue  # what is left out can't be looked at
        if pick.request_id not in text:
            yield Said("fault.id_not_in_lines", number=number, request_id=pick.request_id, place=place)
        if pick.time_text and pick.time_text not in text:
            yield Said("fault.time_not_in_lines", number=number, text=pick.time_text, place=place)
    if pick.time_text and not _reads_as(pick, dict(case.evidence.options).get("zone", "")):
        yield Said("fault.time_reads_other", number=number, text=pick.time_text, time=pick.timestamp)


def _piece(pick: Pick, text: str) -> str:
    """The text under the heading that covers the pick's lines."""
    parts = text.split("\n== ")
    return "\n".join(part for part in parts if _covers(part.split("\n", 1)[0], pick))


def _covers(head: str, pick: Pick) -> bool:
    source, _, lines = head.removeprefix("== ").removesuffix(" ==").rpartition(": ")
    first, _, last = lines.partition("-")
    return source == pick.source and first.isdigit() and last.isdigit() and int(first) <= pick.line_start <= int(last)


def _reads_as(pick: Pick, chosen: str) -> bool:
    zone = "UTC" if pick.time_source == "utc" else chosen if pick.time_source == "chosen_zone" else ""
    moment = datetime.fromisoformat(pick.timestamp)
    return find_time_text(pick.time_text, moment, pick.time_source, find_zone(zone) if zone else None) != ""


def _check_manifest(case: Case, manifest: Mapping[str, Any]) -> Iterator[Said]:
    evidence = case.evidence
    figures = {str(each.get("name")): each.get("value") for each in manifest["figures"]}
    said: dict[str, object] = {name: getattr(evidence, name) for name in ("errors", "requests", "first", "last")}
    said |= {"onset_at": evidence.onset_at} | {f"group {group.key}": group.count for group in evidence.groups}
    for name, value in said.items():
        if value not in (None, ""):
            yield from compare(name, value, figures.get(name), "manifest.json")
    picks = [(pick.request_id, pick.timestamp) for pick in evidence.picks]
    if picks != [(each.get("request_id"), each.get("timestamp")) for each in manifest["requests"]]:
        yield Said("fault.picks_differ")


def compare(name: str, said: object, seen: object, place: str) -> Iterator[Said]:
    """A fault when the case says something else than what was seen at this place."""
    if said != seen:
        shown = seen if seen not in (None, "") else Said("fault.nothing")
        yield Said("fault.differs", name=name, said=said, seen=shown, place=place)
