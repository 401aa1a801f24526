"""Records by column: which of them are of a shape, and the words of their tokens as codes."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa

from casekit.reading.bulk.masks import ANY_PROSE, FIXED, LONG_DIGITS, is_prose, mask, mask_digits
from casekit.reading.bulk.pattern import MATCHED, thin
from casekit.reading.bulk.shape import TIMES, WAYS, Shape, Variant, unquote
from casekit.reading.bulk.tokens import ODD, SIGNED, SILENT, SPOKEN, WRITTEN
from casekit.reading.bulk.urls import lump_urls
from casekit.reading.clock import read_any_time
from casekit.reading.found import NOTHING

Codes = np.ndarray[Any, np.dtype[Any]]
SETTLED = 20  # records that tell where the facts of a variant stand
BEGIN = 3_000  # texts; for fewer Python's own patterns are faster, as Polars takes milliseconds to begin
REMEMBERED = 100_000  # words of a token
SHORT = 5  # characters that hold no long number
SAMPLED = 500  # words that tell whether there are many
MANY = 64  # words in these, or more
FAR = 2**40  # numbers that leave room for many more
NAMES_SELLER = re.compile(r"(?i)[?&](?:seller|merchant)|/items/A[0-9A-Z]*00000")  # in a query; in a path, masked
MIDNIGHT = "24"  # an hour that is one only at its very beginning
NOT_SILENT = "HTTP/"  # a text that begins so gives the status under any key
SMALL = frozenset({
    "status", "method", "operation", "known_operation", "error_code", "error_type", "level", "client_error", "failed",
    "exception", "api_client",
})  # fmt: skip  # facts of few words, which make up outcome, operation and error
WHOLE = SMALL | {"seller_id", "marketplace_id", "request_id", "host", "query", *TIMES}  # facts read of every record


@dataclass(frozen=True, slots=True)
class Column:
    """The words of one token: `words[codes[row]]`."""

    codes: Codes
    words: tuple[str, ...]

    def at(self, rows: Codes) -> "Column":
        """The column of these rows."""
        return Column(self.codes[rows], self.words)

    def map(self, read: Callable[[str], object]) -> "Coded":
        """What `read` makes of the word of each row."""
        return Coded(self.codes, [read(word) for word in self.words])


@dataclass(frozen=True, slots=True)
class Coded:
    """A value per row: `table[codes[row]]`."""

    codes: Codes
    table: Sequence[Any]

    def rows(self) -> Codes:
        """The values, an object each."""
        return objects(self.table)[self.codes]

    def series(self, dtype: Any) -> pl.Series:  # noqa: ANN401 a type of Polars
        """The values as a column of Polars."""
        return pl.Series(self.table, dtype=dtype)[self.codes]


def objects(values: Sequence[Any]) -> Codes:
    """An array of objects, whatever they are."""
    found = np.empty(len(values), dtype=object)
    found[:] = values
    return found


@dataclass(frozen=True, slots=True)
class Batch:
    """Records of one variant: their numbers among the texts that were given, and the columns of their tokens."""

    shape: Shape
    variant: Variant
    rows: Codes
    columns: dict[str, Column]

    def at(self, kept: Codes) -> "Batch":
        """The batch of these of its records: their numbers in it, or True for each."""
        columns = {name: column.at(kept) for name, column in self.columns.items()}
        return Batch(self.shape, self.variant, self.rows[kept], columns)


def join(batches: Sequence[Batch]) -> Batch:
    """One batch of several of one variant."""
    if len(batches) == 1:
        return batches[0]
    columns = {name: _join([batch.columns[name] for batch in batches]) for name in batches[0].columns}
    rows = np.concatenate([batch.rows for batch in batches])
    return Batch(batches[0].shape, batches[0].variant, rows, columns)


def _join(columns: Sequence[Column]) -> Column:
    found = join_coded([Coded(each.codes, each.words) for each in columns])
    return Column(found.codes, tuple(found.table))


def join_coded(columns: Sequence[Coded]) -> Coded:
    """The values of all of them, one behind the other."""
    numbers = {value: number for number, value in enumerate(dict.fromkeys(chain(*(each.table for each in columns))))}
    tables = [np.array([numbers[value] for value in each.table], dtype=np.int64) for each in columns]
    codes = [table[each.codes] for table, each in zip(tables, columns, strict=True)]
    return Coded(np.concatenate(codes), list(numbers))


def code(values: Sequence[Any]) -> Coded:
    """These values, each held once."""
    numbers = {value: number for number, value in enumerate(dict.fromkeys(values))}
    return Coded(np.array([numbers[value] for value in values], dtype=np.int64), list(numbers))


@lru_cache(maxsize=512)
def _thin(pattern: str, kinds: tuple[str, ...]) -> str:
    return thin(pattern, kinds)


def all_groups(texts: pl.Series, shape: Shape) -> dict[str, Column]:
    """The columns of these records, all of the shape, with every group of their pattern and every word as written."""
    groups = texts.str.extract_groups(shape.pattern).struct.unnest()
    ids = {f"g{number}" for number, kind in enumerate(shape.kinds) if kind in ("uuid", "url")}
    own = np.arange(len(texts))
    return {
        name: Column(own, tuple(groups[name].to_list())) if name in ids else encode_words(groups[name])
        for name in groups.columns
        if name != MATCHED
    }


def take_rows(texts: pl.Series, rows: Codes, shape: Shape) -> tuple[list[Batch], list[int]]:
    """Of these texts, which have these numbers, those that are of the shape, as `sort_words` gives them."""
    pattern = _thin(shape.pattern, shape.kinds)
    matched, words = (_many_groups if len(rows) > BEGIN else _few_groups)(texts, pattern)
    return sort_words(rows[matched], {name: encode(words[name], shape, name) for name in words}, shape)


def _many_groups(texts: pl.Series, pattern: str) -> tuple[Codes, dict[str, pl.Series | list[str]]]:
    """Which texts match, and the groups of these."""
    groups = texts.str.extract_groups(pattern).struct.unnest()
    matched = np.flatnonzero(groups.drop_in_place(MATCHED).is_not_null().to_numpy())
    if not len(matched):
        return matched, {}
    found = groups if len(matched) == len(texts) else groups[matched]
    return matched, {name: found[name] for name in found.columns}


def _few_groups(texts: pl.Series, pattern: str) -> tuple[Codes, dict[str, pl.Series | list[str]]]:
    """As `_many_groups`, for as few texts as Python's own patterns match sooner."""
    compiled = re.compile(pattern)
    told = [(number, found) for number, text in enumerate(texts.to_list()) if (found := compiled.match(text))]
    names = [name for name in compiled.groupindex if name != MATCHED] if told else []
    return np.array([number for number, _ in told], dtype=np.int64), {
        name: [each[name] for _, each in told] for name in names
    }


def sort_words(rows: Codes, columns: dict[str, Column], shape: Shape) -> tuple[list[Batch], list[int]]:
    """Of the texts that match: batches of those whose words are vouched for; and texts to study, one per new word."""
    if not len(rows):
        return [], []
    left = np.ones(len(rows), dtype=bool)
    batches, study = [], []
    for variant in shape.variants:
        good, fresh = _vouched(columns, shape, variant, left)
        study += [int(rows[row]) for row in fresh]
        if good.any():
            kept = np.flatnonzero(good)
            batches.append(Batch(shape, variant, rows, columns).at(kept))
            left &= ~good
    return batches, study if left.any() else []


def distinct(keys: Codes) -> tuple[Codes, Codes, Codes]:
    """The distinct of these numbers, where each is met first, and for each number which of the distinct it is."""
    codes, values = pd.factorize(keys)
    first = np.empty(len(values), dtype=np.int64)
    first[codes[::-1]] = np.arange(len(keys) - 1, -1, -1)
    return values, first, codes


def combine(columns: Iterable[tuple[Codes, int]], rows: int) -> Codes:
    """One number for the codes of each of so many rows, the same for rows that are alike. columns: with their sizes."""
    key = np.zeros(rows, dtype=np.int64)
    for codes, size in columns:
        key = key * max(1, size) + codes
        if key.size and key.max() > FAR:
            key = distinct(key)[2]
    return key


def encode(words: pl.Series | list[str], shape: Shape, name: str) -> Column:
    """The column of a token's words; those that differ in a long number or ID only are one."""
    if is_read_whole(shape, name):
        return encode_words(words)
    if isinstance(words, list) or not has_many(words[:SAMPLED].unique().to_list()):
        column = masked(encode_words(words))
    else:
        column = encode_words(words.str.replace_all(LONG_DIGITS.pattern, "00000"))
    if names_seller(column):
        column = encode_words(words)
    return lump(column, shape, name)


def names_seller(column: Column) -> bool:
    """True when a word of the column may hold a seller whose digits count."""
    if len(column.words) < BEGIN:
        return any(map(NAMES_SELLER.search, column.words))
    return bool(pl.Series(column.words, dtype=pl.String).str.contains(NAMES_SELLER.pattern).any())


def lump(column: Column, shape: Shape, name: str) -> Column:
    """The column of a token of URLs with one of them for all that tell the same, where they are many."""
    if shape.kinds[int(name[1:])] != "url" or not has_many(column.words):
        return column
    return _renamed(column, lump_urls(column.words))


def has_many(words: Sequence[str]) -> bool:
    """True of the words of a sample when long numbers may make them many."""
    return len(words) > MANY and max(map(len, words)) >= SHORT


def masked(column: Column) -> Column:
    """The column with its long numbers and order IDs as zeros."""
    return _renamed(column, [mask_digits(word) for word in column.words])


def _renamed(column: Column, words: Sequence[str]) -> Column:
    """The column with these for its words."""
    told = code(words)
    return Column(told.codes[column.codes], tuple(told.table))


def encode_words(words: pa.Array | pl.Series | list[str]) -> Column:
    """The column of these words."""
    if isinstance(words, list):
        found = code(words)
        return Column(found.codes, tuple(found.table))
    coded = (words if isinstance(words, pa.Array) else words.to_arrow()).dictionary_encode()
    return Column(coded.indices.to_numpy(zero_copy_only=False), tuple(coded.dictionary.to_pylist()))


def is_read_whole(shape: Shape, name: str) -> bool:
    """True for a group whose words are read as they are, since a fact is in them; in others long numbers are masked."""
    if not name[1:].isdigit():
        return True
    token = int(name[1:])
    return any(
        fact.name in WHOLE and token in source.parts
        for variant in shape.variants
        for fact, sources in zip(variant.facts, variant.sources, strict=True)
        for source in sources[:1]
    )


def _vouched(columns: dict[str, Column], shape: Shape, variant: Variant, left: Codes) -> tuple[Codes, list[int]]:
    good, known, fresh = left.copy(), left.copy(), []
    for token, kind in enumerate(shape.kinds):
        if kind in FIXED:
            good &= _readable(columns, token) if kind == "stamp" else True
            continue
        column = columns[f"g{token}"]
        per_row = _verdicts(variant, shape, token, column.words)[column.codes]
        good &= per_row == 1
        known &= per_row >= 0
        new = np.flatnonzero((per_row == 0) & left)
        if len(new):
            fresh += new[distinct(column.codes[new])[1]].tolist()
    return good, [row for row in dict.fromkeys(fresh) if known[row]]


def _readable(columns: dict[str, Column], token: int) -> Codes:
    head = columns[f"g{token}h"]
    fine = [read_any_time(f"{word}:00") is not None and word[-5:-3] != MIDNIGHT for word in head.words]
    return np.array(fine)[head.codes]


def _verdicts(variant: Variant, shape: Shape, token: int, words: Sequence[str]) -> Codes:
    """Of each word: 1 when it is vouched for, 0 not yet, -1 when it is never to be read by column."""
    if shape.kinds[token] == SILENT or (shape.kinds[token] == SPOKEN and not variant.reads(token)):
        joined = "\n".join(["", *words])
        fine = not ODD.search(joined) and f"\n{NOT_SILENT}" not in joined
        told = 1 if fine else [-1 if ODD.search(word) or word.startswith(NOT_SILENT) else 1 for word in words]
        return np.full(len(words), told, dtype=np.int8)
    memory = variant.memory.setdefault(("verdicts", token), {})
    if len(memory) > REMEMBERED:
        memory.clear()
    told = [memory.get(word) or _verdict(variant, shape, token, word) for word in words]
    memory.update(zip(words, told, strict=True))
    return np.array(told, dtype=np.int8)


def _verdict(variant: Variant, shape: Shape, token: int, word: str) -> int:
    if ODD.search(word) or SIGNED.search(word):
        return -1
    seen, kind = variant.lessons.words[token], shape.kinds[token]
    any_ = kind == WRITTEN and ANY_PROSE in seen and not variant.is_open(token)
    if mask(word, kind) not in seen and not (any_ and is_prose(word)):
        return 0
    return 1 if _fits(variant, shape, token, word) else -1


def _fits(variant: Variant, shape: Shape, token: int, word: str) -> bool:
    """True when each fact that is this word alone holds it as the exact path would."""
    quote = shape.quotes[token]
    for fact, sources in zip(variant.facts, variant.sources, strict=True):
        if sources[0].parts == (token,):
            value = WAYS[sources[0].way](word, fact, quote)
            if value is None or unquote(word, quote).strip().lower() in NOTHING:
                return False
    return True


def is_known(text: str, shape: Shape) -> bool:
    """True when the record is of the shape, and what others taught vouches for all its words."""
    found = re.match(shape.pattern, text)
    return found is not None and any(
        variant.lessons.records >= SETTLED
        and all(
            kind in FIXED or _verdicts(variant, shape, token, [found[f"g{token}"]])[0] == 1
            for token, kind in enumerate(shape.kinds)
        )
        for variant in shape.variants
    )


def best_fact(variant: Variant, name: str) -> int | None:
    """The number of the fact that counts for a column, as `found.best` chooses it."""
    numbers: Sequence[int] = [n for n, fact in enumerate(variant.facts) if fact.name == name]
    return min(numbers, key=lambda n: variant.facts[n].rank, default=None)
