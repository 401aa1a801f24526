"""What sort of failure it is: that decides whom to ask, what to try first, and whether to ask at all."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from casekit import facts
from casekit.analysis.values import Places, count_values, most_frequent
from casekit.facts.error_table import KnownError

SERVER, REJECTED = 500, 400


@dataclass(frozen=True, slots=True)
class Usual:
    """What most rows of a group say; client: all of them failed before an answer came."""

    client: bool
    status: int | None
    code: str
    message: str
    details: str


def usual_of(failed: pd.DataFrame, places: Places | None = None, size: int = 1) -> list[Usual]:
    """What most rows of each group say; `places` is that of each row's group among `size`, one group without."""
    places = np.zeros(len(failed), np.int64) if places is None else places
    said = ("status", "error_code", "error_message", "error_details")
    none = pd.Series(index=failed.index, dtype="string")
    counts = (count_values(places, size, failed.get(name, none)) for name in said)
    most = zip(*([most_frequent(each) for each in column] for column in counts), strict=True)
    unanswered = failed["outcome"].eq("client_error") if "outcome" in failed else np.zeros(len(failed), bool)
    client = np.bincount(places, unanswered, minlength=size) == np.bincount(places, minlength=size)
    return [
        Usual(bool(each), None if status is None else int(str(status)), *(str(text or "") for text in texts))
        for (status, *texts), each in zip(most, client, strict=True)
    ]


def judge_kind(failed: pd.DataFrame) -> str:
    """The kind (facts.KINDS) of the rows of a group, by outcome, status, code and message; empty when nothing tells."""
    return judge_usual(usual_of(failed)[0])


def explain_group(failed: pd.DataFrame) -> KnownError | None:
    """What the facts know of the group's most frequent error: its usual meaning, and what to try first."""
    return _explain(usual_of(failed)[0])


def judge_usual(usual: Usual) -> str:
    """The kind by what most rows say."""
    if usual.client:
        return "client side"
    known = _explain(usual)
    if known:
        return known.kind
    if usual.status is None:
        return "request rejected" if usual.code else ""
    if usual.status >= SERVER:
        return "server fault"
    return "request rejected" if usual.status >= REJECTED else "processing result"


def _explain(usual: Usual) -> KnownError | None:
    found = facts.find_errors(usual.status, usual.code, f"{usual.message} {usual.details}")
    return found[0] if found else None
