"""Reading of the CSV tables of this folder."""

import csv
import io
from importlib.resources import files

ALTERNATIVES = " | "
"""Separates the spellings that one cell lists."""


def read_table(name: str) -> list[dict[str, str]]:
    """The rows of `name`.csv as dicts of strings, in file order."""
    text = files(__package__).joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def number(text: str) -> float | None:
    """The cell as a number; None when it is blank."""
    return float(text) if text else None


def alternatives(cell: str) -> tuple[str, ...]:
    """The spellings a cell lists; empty for a blank cell."""
    return tuple(cell.split(ALTERNATIVES)) if cell else ()


def take_translated(row: dict[str, str]) -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """The cells of the row without those of columns such as `meaning zh-CN`, and those apart."""
    plain = {name: cell for name, cell in row.items() if " " not in name}
    return plain, tuple((name, cell) for name, cell in row.items() if " " in name)
