"""Client libraries: by what signs a log tells which one made the call, and how to log the request ID with it."""

import re
from dataclasses import dataclass
from functools import cache

from casekit.facts.tables import read_table, take_translated


@dataclass(frozen=True, slots=True)
class ClientRecipe:
    """How to get the request ID and its time out of one client library.

    signs: a regular expression that finds the library in a log, a user agent or a stack trace; blank where nothing
    does. example: a text it finds. caution: what to mask or mistake. certainty: how the recipe is known. translated:
    recipe, caution and certainty in other languages.
    """

    library: str
    language: str
    signs: str
    example: str
    recipe: str
    caution: str
    certainty: str
    source: str
    translated: tuple[tuple[str, str], ...] = ()

    def words(self, name: str, language: str) -> str:
        """`recipe`, `caution` or `certainty` in this language; in English where the table lacks it."""
        return dict(self.translated).get(f"{name} {language}") or str(getattr(self, name))


@cache
def client_recipes() -> tuple[ClientRecipe, ...]:
    """Every recipe, the most particular sign first; `library` is unique."""
    rows = map(take_translated, read_table("client_recipes"))
    return tuple(ClientRecipe(**row, translated=translated) for row, translated in rows)


def find_client(text: str) -> ClientRecipe | None:
    """The recipe of the library that left its signs in the text, or None. The first row that fits wins."""
    return next((each for pattern, each in _patterns() if pattern.search(text)), None)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], ClientRecipe], ...]:
    return tuple((re.compile(each.signs), each) for each in client_recipes() if each.signs)
