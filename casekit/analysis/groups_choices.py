"""What the analyst decides about groups: which are one, which are two, and what they are called."""

import hashlib
from dataclasses import dataclass

import pandas as pd

from casekit.errors import CasekitError
from casekit.wording import both


@dataclass(frozen=True, slots=True)
class GroupChoices:
    """Decisions, kept with the draft and applied to the keys of any log.

    merged: keys that are one group, which goes by the first. split: (key, text): rows of the group whose message holds
    the text, in any case, are a group of their own. named: (key, name) as shown in place of the title.
    """

    merged: tuple[tuple[str, ...], ...] = ()
    split: tuple[tuple[str, str], ...] = ()
    named: tuple[tuple[str, str], ...] = ()


def apply_choices(keys: pd.Series, choices: GroupChoices, events: pd.DataFrame | None = None) -> pd.Series:
    """The keys of `assign_groups` after the choices: first the splits, then the merges; same index, same dtype.

    Keys that a log does not have are passed over. `events` (error_message) is needed for splits only.
    """
    for key, text in choices.split:
        keys = _split(keys, key, text, events)
    # a chain of merges ends at its last first key
    for first, *others in (group for group in choices.merged if group):
        keys = keys.mask(keys.isin(others), first)
    return keys


def split_key(key: str, text: str) -> str:
    """The key of the rows of a group that hold this text."""
    return f"{key}-{hashlib.sha256(text.casefold().encode()).hexdigest()[:4]}"


def _split(keys: pd.Series, key: str, text: str, events: pd.DataFrame | None) -> pd.Series:
    if not text.strip() or events is None:
        raise CasekitError(*both("error.no_split", key=key))
    messages = events.loc[keys.index, "error_message"].astype("string").fillna("").str.casefold()
    apart = (keys == key) & messages.str.contains(text.casefold(), regex=False)
    return keys.mask(apart, split_key(key, text))
