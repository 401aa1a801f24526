"""Facts about the Selling Partner API: CSV tables of this folder, typed and cached.

A table is changed by editing its CSV; nothing here changes at run time.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of Amazon's public models; rates are the published defaults (requests per second)."""

    api_section: str
    method: str
    path_template: str
    operation: str
    rate_per_s: float | None
    burst: float | None
    sandbox: str
    state: str


@dataclass(frozen=True, slots=True)
class Marketplace:
    """One marketplace with its region and hosts."""

    country: str
    country_code: str
    marketplace_id: str
    region: str
    endpoint_host: str
    sandbox_host: str
    aws_region: str


def read_table(name: str) -> list[dict[str, str]]:
    """The rows of `name`.csv as dicts of strings, in file order."""
    text = files(__package__).joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _number(text: str) -> float | None:
    return float(text) if text else None


@cache
def operations() -> tuple[Operation, ...]:
    """Every known operation, current and retired; (method, path_template) is unique."""
    rows: list[dict[str, Any]] = [
        row | {"rate_per_s": _number(row["rate_per_s"]), "burst": _number(row["burst"])}
        for row in read_table("operations")
    ]
    return tuple(Operation(**row) for row in rows)


@cache
def marketplaces() -> tuple[Marketplace, ...]:
    """Every marketplace of the Selling Partner API."""
    return tuple(Marketplace(**row) for row in read_table("marketplaces"))


def find_marketplace(marketplace_id: str) -> Marketplace | None:
    """The marketplace with this ID, or None."""
    return next((each for each in marketplaces() if each.marketplace_id == marketplace_id), None)


@lru_cache(maxsize=4096)
def find_operation(method: str | None, path: str) -> Operation | None:
    """The operation called by this method and path (no query), or None.

    Without a method, or with one no template has, the path must name a single operation.
    """
    matches = [each for pattern, each in _patterns() if pattern.fullmatch(path.rstrip("/"))]
    exact = _most_literal([each for each in matches if method and each.method == method.upper()])
    if exact or method:
        return exact
    return matches[0] if len(matches) == 1 else None


@lru_cache(maxsize=4096)
def find_section(path: str) -> str | None:
    """The API section whose templates match this path, whatever the method, or None."""
    sections = [each.api_section for pattern, each in _patterns() if pattern.fullmatch(path.rstrip("/"))]
    return sections[0] if sections else None


@cache
def named_operations() -> dict[str, tuple[Operation, ...]]:
    """Lower-case operation name -> the operations that bear it (several versions of one API may)."""
    names: dict[str, tuple[Operation, ...]] = {}
    for each in operations():
        key = each.operation.lower()
        names[key] = (*names.get(key, ()), each)
    return names


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Operation], ...]:
    return tuple((re.compile(_template_regex(each.path_template)), each) for each in operations())


def _template_regex(template: str) -> str:
    parts = re.split(r"\{[^}]+\}", template.rstrip("/"))
    return "[^/]+".join(map(re.escape, parts))


def _most_literal(candidates: list[Operation]) -> Operation | None:
    return min(candidates, key=lambda each: each.path_template.count("{"), default=None)
