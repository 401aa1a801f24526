"""What sort of failure it is: that decides whom to ask, what to try first, and whether to ask at all."""

import pandas as pd

from casekit import facts
from casekit.facts.error_table import KnownError

SERVER, REJECTED = 500, 400


def judge_kind(failed: pd.DataFrame) -> str:
    """The kind (facts.KINDS) of the rows of a group, by outcome, status, code and message; empty when nothing tells."""
    if "outcome" in failed and (failed["outcome"] == "client_error").all():
        return "client side"
    known = explain_group(failed)
    if known:
        return known.kind
    status = most_frequent(failed["status"])
    if status is None:
        return "request rejected" if most_frequent(failed["error_code"]) else ""
    if int(str(status)) >= SERVER:
        return "server fault"
    return "request rejected" if int(str(status)) >= REJECTED else "processing result"


def explain_group(failed: pd.DataFrame) -> KnownError | None:
    """What the facts know of the group's most frequent error: its usual meaning, and what to try first."""
    status, code, message, details = (
        most_frequent(failed[name]) if name in failed else None
        for name in ("status", "error_code", "error_message", "error_details")
    )
    text = f"{message or ''} {details or ''}"
    found = facts.find_errors(None if status is None else int(str(status)), str(code or ""), text)
    return found[0] if found else None


def most_frequent(column: pd.Series) -> object:
    """The most frequent value, the smallest of equals; None when there is none."""
    counts = column.dropna().value_counts()
    return min(counts.index[counts == counts.max()]) if len(counts) else None
