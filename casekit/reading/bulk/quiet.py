"""Messages by column: which of them tell nothing, so that they need not be searched one by one."""

import re
from collections.abc import Sequence
from functools import cache

import numpy as np
import polars as pl

from casekit.reading.bulk.masks import LONGEST_PROSE, TELLING
from casekit.reading.bulk.rows import Codes
from casekit.reading.fields import names
from casekit.reading.formats import SENTENCES

NUMBERED = frozenset({"(", "ed ", "40"})  # hints of sentences that tell a status with its three digits, if anything
WORDS = r"^[A-Za-z][A-Za-z0-9.,;!?()%/'_-]{0,29}(?: [A-Za-z0-9.,;!?()%/'_-]{1,30})*(?: [A-Za-z0-9.,;!?()%/_-]{1,30})$"
NOISE = "|".join((  # where a fact may be without a hint
    r"(?:^|[^0-9])[0-9]{3}(?:[^0-9]|$)",  # a status
    r"[a-z][A-Z]|[A-Z]{2}[a-z]|[A-Z]{4}",  # a code, an operation, a method, a level
    r"/|\('|^[A-Za-z]+[ _()-]*$",  # a path, an object, a heading
    r"[0-9]{4}-|[A-Z][a-z]{2}, [0-9]{2}|[0-9a-f]{8}-[0-9a-f]{4}-",  # a time, an ID
    r"(?i:x-amz|x-mws)",
))  # fmt: skip


def are_quiet(texts: Sequence[str]) -> Codes:
    """True for each text that surely is prose as in `masks.is_prose`; what the others are is left open."""
    text = pl.col("text")
    noisy = (
        text.str.contains(NOISE)
        | text.str.contains_any(list(SENTENCES.hints - NUMBERED))
        | text.str.contains(_named())
        | (text.str.contains("[0-9]{5}") & text.str.contains(TELLING.pattern))
    )
    quiet = (text.str.len_chars() <= LONGEST_PROSE) & text.str.contains(WORDS) & ~noisy
    told = pl.DataFrame({"text": pl.Series(texts, dtype=pl.String)}).select(quiet)
    return np.asarray(told.to_series().to_numpy())


@cache
def _named() -> str:
    """Finds a name of a fact with what may part it from its value here."""
    spelled = "|".join("[-_ .]?".join(map(re.escape, each.words.split("-"))) for each in names().values())
    return rf"(?i)(?:^|[^a-z])(?:{spelled})[')]{{0,3}} *(?:-|,|(?:is|was)\b)"
