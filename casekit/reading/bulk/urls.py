"""URLs by column: one stands for all that differ in nothing but IDs, names and values that tell no fact."""

from collections.abc import Callable, Sequence

import polars as pl
import pyarrow as pa

from casekit.facts import template_words
from casekit.reading.bulk.masks import PLAIN, STATUS, TELLING, is_plain, path_of
from casekit.reading.event import TELLING_PAIR
from casekit.reading.fields import SELLER, names
from casekit.reading.found import NO_END

PARTS = r"^(?P<host>(?:https?://[^/?]*)?)(?P<path>/[^?]*)(?P<query>\?.*)?$"
PAIR = r"^[A-Za-z0-9_.-]+=[A-Za-z0-9_.~%+:,/=@!$()-]*$"
OF_SELLER = rf"(/items/)({SELLER.pattern})(/|$)"
KEPT = " "  # stands in no URL, so that no segment with it is plain
ANYTHING = "0"  # tells nothing in a path or a query


def lump_urls(urls: Sequence[str]) -> list[str]:
    """For each URL one that `mask`, `url_kind` and the checks of its fact take for the same: itself, or of many one.

    Each condition is one of theirs, put to all the URLs at once.
    """
    words = pl.Series("url", urls, dtype=pl.String)
    parts = words.str.extract_groups(PARTS).struct
    marked = parts.field("path").str.replace(OF_SELLER, rf"$1{KEPT}$2$3")
    path = _each_piece(marked, "/", _any_segment).str.replace(KEPT, "", literal=True)
    query = _each_piece(parts.field("query").str.slice(1), "&", _any_pair)
    lumped = parts.field("host") + path + ("?" + query).fill_null("")
    named = words.str.replace("(?s)^.*[^A-Za-z]", "").str.to_lowercase().is_in(list(names()))
    left = named | words.str.slice(-1).is_in(list(NO_END))  # a name of what stands behind it; not all of it
    told = lumped.to_list()
    plain = {each: each is not None and is_plain(path_of(each)) for each in set(told)}
    return [
        one if plain[one] and not stays else url for one, stays, url in zip(told, left.to_list(), urls, strict=True)
    ]


def _each_piece(texts: pl.Series, mark: str, read: Callable[[pl.Expr], pl.Expr]) -> pl.Series:
    """The texts with each of their pieces between these marks read; null stays null."""
    lists = texts.str.split(mark).to_arrow()
    told = pl.DataFrame({"piece": pl.Series(lists.values, dtype=pl.String)}).select(read(pl.col("piece")))
    joined = pa.LargeListArray.from_arrays(lists.offsets, told.to_series().to_arrow(), mask=lists.is_null())
    return pl.Series(joined).list.join(mark)


def _any_segment(segment: pl.Expr) -> pl.Expr:
    any_ = (
        segment.str.contains(PLAIN.pattern)
        & ~segment.is_in(list(template_words()))
        & ~segment.str.contains(STATUS.pattern)
        & ~segment.str.contains(TELLING.pattern)
    )
    return pl.when(any_).then(pl.lit(ANYTHING)).otherwise(segment)


def _any_pair(pair: pl.Expr) -> pl.Expr:
    key = pair.str.replace("=.*$", "").str.to_lowercase().str.replace_all("[^a-z0-9]", "")
    any_ = (
        pair.str.contains(PAIR)
        & ~key.is_in(list(names()))
        & ~pair.str.contains(f"^(?:{TELLING_PAIR.pattern})")
        & ~pair.str.replace("^[^=]*", "").str.contains(TELLING.pattern)
    )
    return pl.when(any_).then(pair.str.replace("=.*$", f"={ANYTHING}")).otherwise(pair)
