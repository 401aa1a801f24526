"""Operations of the Selling Partner API: from method and path to name, section and published rate."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from casekit.facts.tables import number, read_table


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


@lru_cache(maxsize=4096)
def find_operation(method: str | None, path: str) -> Operation | None:
    """The operation called by this method and path (no query), or None.

    Without a method the path must name a single operation.
    """
    matches = _matches(path)
    if method:
        return next((each for each in matches if each.method == method.upper()), None)
    return matches[0] if len(matches) == 1 else None


@lru_cache(maxsize=4096)
def find_section(path: str) -> str | None:
    """The API section whose templates match this path, whatever the method, or None."""
    matches = _matches(path)
    return matches[0].api_section if matches else None


@cache
def named_operations() -> dict[str, tuple[Operation, ...]]:
    """Lower-case operation name -> the operations that bear it (several versions of one API may)."""
    names: dict[str, tuple[Operation, ...]] = {}
    for each in operations():
        key = each.operation.lower()
        names[key] = (*names.get(key, ()), each)
    return names


def _matches(path: str) -> tuple[Operation, ...]:
    """Operations whose template matches, those with the fewest placeholders first."""
    path = path.rstrip("/")
    return tuple(each for each in _shelves().get(_shelf(path), ()) if _pattern(each.path_template).fullmatch(path))


@cache
def _shelves() -> dict[tuple[str, int], list[Operation]]:
    """The operations so shelved that a path is tried against the templates of a few of them only."""
    shelves: dict[tuple[str, int], list[Operation]] = {}
    for each in sorted(operations(), key=lambda each: each.path_template.count("{")):
        shelves.setdefault(_shelf(each.path_template.rstrip("/")), []).append(each)
    return shelves


def _shelf(path: str) -> tuple[str, int]:
    """First segment (never a placeholder) and number of slashes."""
    return path.split("/", 2)[1] if "/" in path else path, path.count("/")


@cache
def _pattern(template: str) -> re.Pattern[str]:
    return re.compile("[^/]+".join(map(re.escape, re.split(r"\{[^}]+\}", template.rstrip("/")))))
