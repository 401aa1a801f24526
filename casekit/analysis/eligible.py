"""Which failed calls may stand as evidence: a whole request ID and a known time, both from one row."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from casekit.analysis.instants import to_microseconds
from casekit.analysis.onset import share
from casekit.wording import Said

APART = pd.Timedelta(minutes=5)
"""One call may be logged several times; rows farther apart than this are not one call."""
SHORTEST = 6
"""Characters; no service gives shorter request IDs."""
BROKEN = r"\.\.\.|…|\*\*|[\s<>\[\]{}]|redacted|masked|unknown|undefined|none|null|request_?-?id"
"""Cut, masked or a placeholder."""
SAME = "|".join(f"{char}+" for char in "0123456789abcdefghijklmnopqrstuvwxyz_")
"""One character repeated, such as 0000."""


@dataclass(frozen=True, slots=True, eq=False)
class Eligible:
    """rows: those that may be picked, with the columns of the frame; left_out: sentences on the others."""

    rows: pd.DataFrame
    left_out: tuple[str, ...]
    advice: str


def sort_out(failed: pd.DataFrame, dropped: tuple[str, ...] = ()) -> Eligible:
    """The failed calls that may be picked, one row per request ID, and why the others may not."""
    ids = failed["request_id"].str.strip()
    without = ids.isna() | ids.eq("").fillna(value=False)
    masked = ~_is_whole(ids) & ~without
    untimed = ~without & ~masked & failed["timestamp"].isna()
    rest = failed[~without & ~masked & ~untimed]
    unlike = _unlike(rest)
    clear = _in_order(rest[~unlike])
    again = clear["request_id"].duplicated()
    off = clear["request_id"].isin(dropped) & ~again
    counts = {
        "without": int(without.sum()),
        "masked": int(masked.sum()),
        "untimed": int(untimed.sum()),
        "unlike": int(unlike.sum()),
        "again": int(again.sum()),
        "dropped": int(off.sum()),
    }
    left = tuple(Said(f"left_out.{why}", share=share(n, len(failed), "failed")) for why, n in counts.items() if n)
    rows = clear[~again & ~off]
    return Eligible(rows, left, "" if len(rows) or failed.empty else _advise(without, untimed, failed))


def _is_whole(ids: pd.Series) -> pd.Series:
    small = ids.str.lower()
    letters = small.str.replace("-", "", regex=False)
    broken = small.str.contains(BROKEN) | (letters.str.len() < SHORTEST)
    return ~(broken | letters.str.fullmatch(SAME)).fillna(value=True).astype(bool)


def _in_order(rows: pd.DataFrame) -> pd.DataFrame:
    sources = rows["source"].astype("category")
    place = sources.cat.rename_categories(str).cat.codes if len(sources.cat.categories) > 1 else np.zeros(len(rows))
    order = np.lexsort((rows["line_start"].fillna(0).to_numpy(), place, to_microseconds(rows["timestamp"])))
    return rows.iloc[order]


def _unlike(rows: pd.DataFrame) -> pd.Series:
    """True for rows whose request ID also stands on another operation or far away in time."""
    twice = rows[rows["request_id"].duplicated(keep=False)]
    if twice.empty:
        return pd.Series(data=False, index=rows.index)
    by_id = twice.groupby("request_id")
    wide = by_id["timestamp"].transform("max") - by_id["timestamp"].transform("min") > APART
    mixed = by_id["operation"].transform("nunique") > 1
    return (wide | mixed).reindex(rows.index, fill_value=False).astype(bool)


def _advise(without: pd.Series, untimed: pd.Series, failed: pd.DataFrame) -> str:
    if untimed.sum() >= without.sum():
        return Said("advice.no_zone")
    return Said("advice.no_response" if failed["outcome"].eq("client_error").all() else "advice.log_ids")
