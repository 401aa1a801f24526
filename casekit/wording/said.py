"""A sentence that the kit made: English text that remembers how to say itself in every other language."""

from collections.abc import Callable, Iterable
from typing import NoReturn, Self

from casekit.wording.catalog import catalog, fill

JOINT = "joint."
"""Keys of what stands between parts: the parts are joined by it instead of put into it."""


class Said(str):
    """A sentence of the catalog filled with facts; as a str it is the English one.

    `key` is the catalog's; `facts` are (name, value) pairs, a value being text as it is or a Said. Whoever takes it for
    plain text gets English; `words` says it in another language with the same facts. Unchangeable, like every str.
    """

    __slots__ = ("facts", "key")
    key: str
    facts: tuple[tuple[str, str], ...]

    def __new__(cls, key: str, /, **facts: object) -> Self:
        """The sentence `key` with these facts; KeyError when the English catalog lacks it."""
        given = tuple((name, value if isinstance(value, Said) else str(value)) for name, value in facts.items())
        said = super().__new__(cls, _put(key, given, "en"))
        object.__setattr__(said, "key", key)
        object.__setattr__(said, "facts", given)
        return said

    def __setattr__(self, name: str, value: object) -> NoReturn:
        message = f"{name} of a sentence cannot be changed"
        raise AttributeError(message)

    def __reduce__(self) -> tuple[Callable[..., "Said"], tuple[str, dict[str, str]]]:
        return remember, (self.key, dict(self.facts))

    def words(self, language: str) -> str:
        """The sentence in this language; the facts are the same in each."""
        return _put(self.key, self.facts, language)

    def change(self, clean: Callable[[str], str]) -> "Said":
        """The same sentence with each of its facts passed through `clean`."""
        return Said(self.key, **{name: change(value, clean) for name, value in self.facts})


def remember(key: str, facts: dict[str, str]) -> Said:
    """The sentence of this key and these facts, as it was stored."""
    return Said(key, **facts)


def say(language: str, key: str, **facts: object) -> str:
    """The sentence `key` (dotted) in this language with the facts put in, sentences among them in the same language.

    Other facts are inserted as plain text and are never read as a template themselves.
    A KeyError means that the catalog lacks the key, which a test rules out.
    """
    return fill(catalog(language)[key], {name: translate(value, language) for name, value in facts.items()})


def translate(text: object, language: str) -> str:
    """The text in this language when the kit said it, else as it is."""
    return text.words(language) if isinstance(text, Said) else str(text)


def change(text: str, clean: Callable[[str], str]) -> str:
    """The text passed through `clean`; of a sentence the facts, so that it can still be said in every language."""
    return text.change(clean) if isinstance(text, Said) else clean(text)


def both(key: str, /, **facts: object) -> tuple[Said, Said]:
    """The two sentences of an error: `key.what` says what was seen, `key.next` what to do."""
    return Said(f"{key}.what", **facts), Said(f"{key}.next", **facts)


def join(joint: str, parts: Iterable[str]) -> Said:
    """The parts in a row with the catalog's `joint.<joint>` between them: one space, say, or a comma."""
    return Said(JOINT + joint, **{str(place): part for place, part in enumerate(parts)})


def count(key: str, number: int, **facts: object) -> Said:
    """The sentence `key.one` or `key.many` with the number as {n}."""
    return Said(f"{key}.{'one' if number == 1 else 'many'}", n=f"{number:,}", **facts)


def _put(key: str, facts: tuple[tuple[str, str], ...], language: str) -> str:
    said = {name: translate(value, language) for name, value in facts}
    template = catalog(language)[key]
    return template.join(said.values()) if key.startswith(JOINT) else fill(template, said)
