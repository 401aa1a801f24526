"""Records by column: which of them are of a shape, and the words of their tokens as codes."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa

from casekit.reading.bulk.masks import LONG_DIGITS, mask_digits
from casekit.reading.bulk.pattern import MATCHED
from casekit.reading.bulk.shape import TIMES, Shape, Variant
from casekit.reading.bulk.urls import lump_urls

Codes = np.ndarray[Any, np.dtype[Any]]
BEGIN = 3_000  # texts; for fewer Python's own patterns are faster, as Polars takes milliseconds to begin
SHORT = 5  # characters that hold no long number
SAMPLED = 500  # words that tell whether there are many
MANY = 64  # words in these, or more
FAR = 2**40  # numbers that leave room for many more
NAMES_SELLER = re.compile(r"(?i)[?&](?:seller|merchant)|/items/A[0-9A-Z]*00000")  # in a query; in a path, masked
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


def best_fact(variant: Variant, name: str) -> int | None:
    """The number of the fact that counts for a column, as `found.best` chooses it."""
    numbers: Sequence[int] = [n for n, fact in enumerate(variant.facts) if fact.name == name]
    return min(numbers, key=lambda n: variant.facts[n].rank, default=None)
