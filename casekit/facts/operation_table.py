"""Operations of the Selling Partner API: from method and path to name, section and published rate."""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from casekit.facts.tables import number, read_table

ANYTHING = "*"  # a segment that is a placeholder, or that no template has


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of Amazon's public models, current or retired.

    Rates are published defaults in requests per second, never one seller's own limit. `rate_source` says where they
    come from: `model`, `sdk` (a default of Amazon's SDK where the model has none; less sure), or blank without a rate.
    """

    api_section: str
    method: str
    path_template: str
    operation: str
    rate_per_s: float | None
    burst: float | None
    sandbox: str
    state: str
    rate_source: str = ""


@cache
def operations() -> tuple[Operation, ...]:
    """Every known operation, current and retired; (method, path_template) is unique."""
    rows: list[dict[str, Any]] = [
        row | {"rate_per_s": number(row["rate_per_s"]), "burst": number(row["burst"])}
        for row in read_table("operations")
    ]
    return tuple(Operation(**row) for row in rows)


def find_operation(method: str | None, path: str) -> Operation | None:
    """The operation called by this method and path (no query), or None.

    Without a method the path must name a single operation.
    """
    matches = match_path(path)
    if method:
        return next((each for each in matches if each.method == method.upper()), None)
    return matches[0] if len(matches) == 1 else None


def find_section(path: str) -> str | None:
    """The API section whose templates match this path, whatever the method, or None."""
    matches = match_path(path)
    return matches[0].api_section if matches else None


def read_path(path: str) -> dict[str, str]:
    """Placeholder -> what stands there in this path, unchecked; of the template that `match_path` has first."""
    found = match_path(path)
    segments = path.split("/")
    return {name: segments[at] for name, at in _placeholders(found[0].path_template)} if found else {}


@cache
def named_operations() -> dict[str, tuple[Operation, ...]]:
    """Lower-case operation name -> the operations that bear it (several versions of one API may)."""
    names: dict[str, tuple[Operation, ...]] = {}
    for each in operations():
        key = each.operation.lower()
        names[key] = (*names.get(key, ()), each)
    return names


@lru_cache(maxsize=256)
def match_path(path: str) -> tuple[Operation, ...]:
    """Operations whose template matches this path, those with the fewest placeholders first."""
    known = template_words()
    return _match(tuple([each if each in known else ANYTHING for each in path.rstrip("/").split("/")]))


@lru_cache(maxsize=4096)
def _match(segments: tuple[str, ...]) -> tuple[Operation, ...]:
    return tuple(
        each
        for each, template in _shelves().get(_shelf(segments), ())
        if all(still == told or (still == ANYTHING and told) for still, told in zip(template, segments, strict=True))
    )


@cache
def _shelves() -> dict[tuple[tuple[str, ...], int], list[tuple[Operation, tuple[str, ...]]]]:
    """The operations with the segments of their templates, so shelved that a path is tried against few of them."""
    shelves: dict[tuple[tuple[str, ...], int], list[tuple[Operation, tuple[str, ...]]]] = {}
    for each in sorted(operations(), key=lambda each: each.path_template.count("{")):
        segments = tuple(ANYTHING if part[:1] == "{" else part for part in each.path_template.split("/"))
        shelves.setdefault(_shelf(segments), []).append((each, segments))
    return shelves


def _shelf(segments: tuple[str, ...]) -> tuple[tuple[str, ...], int]:
    """What stands before the second slash (never a placeholder), and how many segments there are."""
    return segments[:2], len(segments)


@cache
def _placeholders(template: str) -> tuple[tuple[str, int], ...]:
    """Name and segment of each."""
    return tuple((part[1:-1], at) for at, part in enumerate(template.split("/")) if part[:1] == "{")


@cache
def template_words() -> frozenset[str]:
    """The segments that stand in a template as they are; no other makes a difference to what a path matches."""
    return frozenset(part for each in operations() for part in each.path_template.split("/") if part[:1] != "{")
