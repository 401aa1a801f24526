"""The catalogs: every sentence by its dotted key, one TOML file per language."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_NAME = re.compile(r"\{(\w+)\}")


def _names() -> tuple[str, ...]:
    found = (each.name.removesuffix(".toml") for each in files(__package__).iterdir() if each.name.endswith(".toml"))
    return tuple(sorted(found, key=lambda name: (name != "en", name)))


LANGUAGES = _names()
"""The languages that have a file, English first."""


@cache
def catalog(language: str) -> dict[str, str]:
    """All sentences of one language by their dotted key."""
    text = files(__package__).joinpath(f"{language}.toml").read_text(encoding="utf-8")
    return dict(_flatten(tomllib.loads(text), ""))


def fill(template: str, facts: Mapping[str, str]) -> str:
    """The template with each {name} replaced by its fact; a fact is never read as a template itself."""
    return _NAME.sub(lambda found: facts.get(found[1], found[0]), template)


def _flatten(node: dict[str, object], prefix: str) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for name, value in node.items():
        if isinstance(value, dict):
            pairs += _flatten(value, f"{prefix}{name}.")
        else:
            pairs.append((prefix + name, str(value)))
    return pairs
