"""One account per case: which one the chosen failed calls are of, and what of the log belongs to others (G34, G35)."""

from collections.abc import Iterable

import pandas as pd


def single_seller(failed: pd.DataFrame) -> str:
    """The seller that every failed call names; empty when they name several, or some none."""
    names = failed["seller_id"].unique()
    return "" if len(names) != 1 or pd.isna(names[0]) else str(names[0])


def own_rows(rows: pd.DataFrame, seller: str) -> pd.DataFrame:
    """The rows (of events or traffic) of this account; all of them when it is empty."""
    return rows[rows["seller_id"].eq(seller).fillna(value=False)] if seller else rows


def other_sellers(events: pd.DataFrame, seller: str) -> tuple[str, ...]:
    """The IDs of all other accounts in the log, sorted; none when the case is not of one account.

    An ID within the account's own is left out, since hiding it would cut that one.
    """
    names: Iterable[str] = events["seller_id"].dropna().unique() if seller else ()
    return tuple(sorted(name for name in names if name not in seller))
