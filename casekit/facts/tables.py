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
