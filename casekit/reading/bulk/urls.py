"""URLs by column: one stands for all that differ in nothing but IDs, names and values that tell no fact."""

from collections.abc import Sequence

import polars as pl

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
    parts = pl.col("url").str.extract_groups(PARTS).struct
    named = pl.col("url").str.extract("([A-Za-z]+)$").str.to_lowercase().is_in(list(names())).fill_null(value=False)
    left = named | pl.col("url").str.slice(-1).is_in(list(NO_END))  # a name of what stands behind it; not all of it
    marked = parts.field("path").str.replace(OF_SELLER, rf"$1{KEPT}$2$3")
    path = _join(marked, "/", _any_segment(pl.element())).str.replace(KEPT, "", literal=True)
    query = pl.lit("?") + _join(parts.field("query").str.slice(1), "&", _any_pair(pl.element()))
    lumped = parts.field("host") + path + query.fill_null("")
    told = words.to_frame().select(pl.when(~left).then(lumped).alias("url")).to_series().to_list()
    plain = {each: each is not None and is_plain(path_of(each)) for each in set(told)}
    return [one if plain[one] else url for one, url in zip(told, urls, strict=True)]


def _join(text: pl.Expr, mark: str, read: pl.Expr) -> pl.Expr:
    """The text with each of its pieces between these marks read."""
    return text.str.split(mark).list.eval(read).list.join(mark)


def _any_segment(segment: pl.Expr) -> pl.Expr:
    any_ = (
        segment.str.contains(PLAIN.pattern)
        & ~segment.is_in(list(template_words()))
        & ~segment.str.contains(STATUS.pattern)
        & ~segment.str.contains(TELLING.pattern)
    )
    return pl.when(any_).then(pl.lit(ANYTHING)).otherwise(segment)


def _any_pair(pair: pl.Expr) -> pl.Expr:
    key = pair.str.extract("^([^=]*)=").str.to_lowercase().str.replace_all("[^a-z0-9]", "")
    any_ = (
        pair.str.contains(PAIR)
        & ~key.is_in(list(names()))
        & ~pair.str.contains(f"^(?:{TELLING_PAIR.pattern})")
        & ~pair.str.extract("(=.*)$").str.contains(TELLING.pattern)
    )
    return pl.when(any_).then(pair.str.replace("=.*$", f"={ANYTHING}")).otherwise(pair)
