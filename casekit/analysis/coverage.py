"""What a set of picks shows of all failed calls: greedy coverage of what they differ in, then the typical ones."""

import numpy as np
import pandas as pd

from casekit.analysis.instants import Times, to_microseconds
from casekit.wording import Said, join

WEIGHTS = {
    "group": 5,
    "operation": 4,
    "seller_id": 3,
    "marketplace_id": 3,
    "error_code": 3,
    "status": 2,
    "text": 2,
    "host": 1,
}
"""What a set of picks should cover, and how much each matters; times the share of the group that has the value."""
ROUNDING = 1e-9
"""Sums of weights closer than this are equal."""
WORDS = r"[0-9a-fA-F-]{8,}|[0-9]+|'[^']*'|\"[^\"]*\""
"""Parts of a message that vary from call to call."""


class Choice:
    """The picks so far: places in the table of eligible rows, with the reasons of each."""

    def __init__(self, table: pd.DataFrame, failed: pd.DataFrame, k: int) -> None:
        """Start with no pick; `table` is that of `describe`, `k` how many are wanted."""
        self.table, self.k = table, k
        self.total = len(failed)
        self.reasons: dict[int, list[Said]] = {}
        self.names = {name: place for place, name in enumerate(table["request_id"])}

    def __contains__(self, name: str) -> bool:
        return self.names.get(name, -1) in self.reasons

    @property
    def full(self) -> bool:
        """True when there are as many picks as wanted."""
        return len(self.reasons) >= self.k

    def pin(self, name: str) -> None:
        """Add the row with this request ID, if there is one, even beyond `k`."""
        if name in self.names:
            self.reasons.setdefault(self.names[name], []).append(Said("pick.pinned"))

    def take(self, place: int, reason: Said) -> None:
        """Add the row, or one more reason to a row already taken."""
        if place in self.reasons or not self.full:
            self.reasons.setdefault(place, []).append(reason)


def describe(rows: pd.DataFrame, failed: pd.DataFrame, keys: pd.Series | None) -> pd.DataFrame:
    """The eligible rows, newest first, with what they cover and how typical they are."""
    text = failed["error_message"].fillna("").str.slice(0, 300).str.replace(WORDS, "*", regex=True)
    own = {"text": text, "group": None if keys is None else keys.reindex(failed.index)}
    places = failed.index.get_indexer(rows.index)
    order = np.lexsort((rows["request_id"].rank(method="dense").to_numpy(), to_microseconds(rows["timestamp"])))[::-1]
    table, places = rows.iloc[order].reset_index(drop=True), places[order]
    columns: dict[str, object] = {}
    typical = np.zeros(len(table))
    for name, weight in WEIGHTS.items():
        column = own[name] if name in own else failed[name]
        codes, values = (np.full(len(failed), -1), []) if column is None else pd.factorize(column)
        counts = np.append(np.bincount(codes[codes >= 0], minlength=len(values)), 0)[codes]
        names = np.append(np.asarray(values, dtype=object).astype(str).astype(object), [None])
        columns[f"is_{name}"] = names[codes[places]]
        columns[f"n_{name}"] = counts[places].astype(float)
        typical += weight * counts[places] / max(len(failed), 1)
    return pd.concat([table, pd.DataFrame({**columns, "typical": typical})], axis=1)


def cover(choice: Choice) -> None:
    """Take the row that covers most of what no pick shows yet, until the picks are full or nothing is left."""
    table = choice.table
    codes = {name: pd.factorize(table[f"is_{name}"])[0] for name in WEIGHTS}
    worth = {name: WEIGHTS[name] * table[f"n_{name}"].to_numpy() for name in WEIGHTS}
    while not choice.full:
        gain = np.zeros(len(table))
        for name, code in codes.items():
            seen = np.unique(code[list(choice.reasons)])
            gain += np.where((code >= 0) & ~np.isin(code, seen), worth[name], 0)
        best = int(np.argmax(gain))
        if gain[best] <= 0:
            return
        choice.take(best, Said("pick.covers", what=_covered(choice, codes, best)))


def fill(choice: Choice) -> None:
    """The most typical rows for the places left; among equals the one farthest in time from those taken."""
    typical = choice.table["typical"].to_numpy()
    times = to_microseconds(choice.table["timestamp"])
    while not choice.full and len(choice.reasons) < len(typical):
        taken = list(choice.reasons)
        free = np.setdiff1d(np.arange(len(typical)), taken)
        free = free[typical[free] >= typical[free].max() - ROUNDING]
        apart = np.abs(times[free, None] - times[taken]).min(axis=1)
        choice.take(int(free[np.argmax(apart)]), Said("pick.typical"))


def _covered(choice: Choice, codes: dict[str, Times], place: int) -> Said:
    taken = list(choice.reasons)
    new = [name for name, code in codes.items() if code[place] >= 0 and code[place] not in code[taken]]
    row = choice.table.iloc[place]
    said = [
        Said(f"pick.covered.{name}", value=row[f"is_{name}"], n=f"{row[f'n_{name}']:,.0f}", whole=f"{choice.total:,}")
        for name in new
    ]
    return join("list", said)
