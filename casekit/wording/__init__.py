"""Every sentence the kit says, one TOML catalog per language; adding a language is adding a file."""

import tomllib
from functools import cache
from importlib.resources import files

LANGUAGES = ("en", "zh-CN")


def say(language: str, key: str, **facts: object) -> str:
    """The sentence `key` (dotted) in this language with the facts put in.

    Facts are inserted as plain text and are never read as a template themselves.
    A KeyError means that the catalog lacks the key, which a test rules out.
    """
    text = catalog(language)[key]
    for name, value in facts.items():
        text = text.replace("{" + name + "}", str(value))
    return text


@cache
def catalog(language: str) -> dict[str, str]:
    """All sentences of one language by their dotted key."""
    text = files(__package__).joinpath(f"{language}.toml").read_text(encoding="utf-8")
    return dict(_flatten(tomllib.loads(text), ""))


def _flatten(node: dict[str, object], prefix: str) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for name, value in node.items():
        if isinstance(value, dict):
            pairs += _flatten(value, f"{prefix}{name}.")
        else:
            pairs.append((prefix + name, str(value)))
    return pairs
