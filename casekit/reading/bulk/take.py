"""Which records are taken by column: those of a known shape whose every word a studied record vouches for."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import compress

import numpy as np
import polars as pl

from casekit.reading.bulk.masks import FIXED, mask
from casekit.reading.bulk.pattern import MATCHED, thin
from casekit.reading.bulk.prose import ANY_PROSE, are_prose, is_prose
from casekit.reading.bulk.rows import BEGIN, Batch, Codes, Column, distinct, encode
from casekit.reading.bulk.shape import WAYS, Shape, Variant, unquote
from casekit.reading.bulk.tokens import ODD, SIGNED, SILENT, SPOKEN, WRITTEN
from casekit.reading.clock import read_any_time
from casekit.reading.found import NOTHING

SETTLED = 20  # records that tell where the facts of a variant stand
REMEMBERED = 100_000  # words of a token
MANY = 200  # messages, which are searched by column sooner than one by one
MIDNIGHT = "24"  # an hour that is one only at its very beginning
NOT_SILENT = "HTTP/"  # a text that begins so gives the status under any key


def take_rows(texts: pl.Series, rows: Codes, shape: Shape) -> tuple[list[Batch], list[int]]:
    """Of these texts, which have these numbers, those that are of the shape, as `sort_words` gives them."""
    pattern = _thin(shape.pattern, shape.kinds)
    matched, words = (_many_groups if len(rows) > BEGIN else _few_groups)(texts, pattern)
    return sort_words(rows[matched], {name: encode(words[name], shape, name) for name in words}, shape)


@lru_cache(maxsize=512)
def _thin(pattern: str, kinds: tuple[str, ...]) -> str:
    return thin(pattern, kinds)


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
    if _takes_prose(variant, shape, token):
        fresh = [word for word in words if word not in memory]
        prose = compress(fresh, are_prose(fresh)) if len(fresh) > MANY else ()
        memory.update((word, 1 if _fits(variant, shape, token, word) else -1) for word in prose)
    told = [memory.get(word) or _verdict(variant, shape, token, word) for word in words]
    memory.update(zip(words, told, strict=True))
    return np.array(told, dtype=np.int8)


def _verdict(variant: Variant, shape: Shape, token: int, word: str) -> int:
    if ODD.search(word) or SIGNED.search(word):
        return -1
    vouched = mask(word, shape.kinds[token]) in variant.lessons.words[token]
    if not vouched and not (_takes_prose(variant, shape, token) and is_prose(word, shape.lead)):
        return 0
    return 1 if _fits(variant, shape, token, word) else -1


def _takes_prose(variant: Variant, shape: Shape, token: int) -> bool:
    any_ = shape.kinds[token] == WRITTEN and ANY_PROSE in variant.lessons.words[token]
    return any_ and not variant.is_open(token)


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
