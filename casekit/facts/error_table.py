"""Known errors: what a status, code and message usually mean, and what to try first."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from casekit.facts.tables import alternatives, read_table, take_translated

KINDS = (
    "authorization", "throttling", "request rejected", "not found", "server fault", "processing result", "client side",
)  # fmt: skip

NUMBER, NUMBER_LENGTHS = "<number>", range(4, 9)


@dataclass(frozen=True, slots=True)
class KnownError:
    """A row of errors.csv, or with `status` like `5xx` a whole class.

    status: three digits, a class, or blank; code: its spellings; body: what kind of answer carries it;
    phrase: one of these must occur in message or details for the row to apply; message: the usual text; `<number>` as
    a code stands for any number of four to eight digits, as processing reports have them;
    retryable: yes, no, after fix, once, wait or per item; kind: one of KINDS; translated: meaning and remedy in other
    languages.
    """

    status: str
    code: tuple[str, ...]
    body: str
    error_type: str
    phrase: tuple[str, ...]
    message: str
    meaning: str
    remedy: str
    retryable: str
    kind: str
    source: str
    translated: tuple[tuple[str, str], ...] = ()

    def words(self, name: str, language: str) -> str:
        """`meaning` or `remedy` in this language; in English where the table lacks it."""
        return dict(self.translated).get(f"{name} {language}") or str(getattr(self, name))


@cache
def errors() -> tuple[KnownError, ...]:
    """Every known error; (status, code, body, phrase) is unique."""
    return tuple(_error(*take_translated(row)) for row in read_table("errors"))


def _error(row: dict[str, Any], translated: tuple[tuple[str, str], ...]) -> KnownError:
    listed = {name: alternatives(row[name]) for name in ("code", "phrase")}
    return KnownError(**{**row, **listed}, translated=translated)


def find_errors(status: int | None, code: str | None = None, message: str | None = None) -> tuple[KnownError, ...]:
    """The known errors that fit, the most telling first; empty when none does.

    `message` may hold details and the surrounding text too. A phrase in it tells more than the code, the code more
    than the status. Codes are compared without case, blanks and signs. Rows of kind `client side` fit only where no
    status was given, since no answer came; without a status, other rows need their code or a phrase.
    """
    plain_code, text = _plain(code or ""), (message or "").casefold()
    ranked = [(_rank(each, status, plain_code, text), each) for each in errors()]
    return tuple(each for rank, each in sorted(ranked, key=lambda pair: pair[0], reverse=True) if any(rank))


def _rank(known: KnownError, status: int | None, code: str, text: str) -> tuple[int, int, int]:
    """How much of the row fits: letters of the phrase, code, digits of the status. All zero: it does not."""
    phrase = max((len(each) for each in known.phrase if each.casefold() in text), default=0)
    named = int(any(_is_code(code, each) for each in known.code))
    answered = 0 if status is None else _status_fit(known.status, status)
    wrong_status = bool(known.status) and status is not None and not answered
    silent = known.kind == "client side"
    if wrong_status or (silent and status is not None) or (known.phrase and not phrase):
        return 0, 0, 0
    if known.code and not named and (code or not phrase):
        return 0, 0, 0
    return phrase, named, answered


def _status_fit(pattern: str, status: int) -> int:
    """3 for the very status, 1 for its class, else 0."""
    text = str(status)
    return 3 if pattern == text else int(pattern == f"{text[0]}xx")


def _is_code(code: str, known: str) -> bool:
    if known == NUMBER:
        return code.isdecimal() and len(code) in NUMBER_LENGTHS
    return bool(code) and code == _plain(known)


@lru_cache(maxsize=4096)
def _plain(code: str) -> str:
    return re.sub(r"[^a-z0-9]", "", code.lower())
