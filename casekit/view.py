"""A log as the analyst looks at it: narrowed, grouped, and all that follows from it before a word is typed."""

from functools import cached_property

import pandas as pd

from casekit.analysis import (
    GroupDetail,
    ProposedCase,
    apply_choices,
    assign_groups,
    compare_logs,
    describe_group,
    error_timeline,
    explain_group,
    group_errors,
    measure_latency,
    narrow_log,
    propose_cases,
    replay_quota,
)
from casekit.analysis.throttling import OVER
from casekit.case import Draft
from casekit.facts import KnownError
from casekit.reading.log import Log

FIELDS = ("choices", "start", "end", "bins", "local_zone")
"""The fields of the draft that a view rests on; when one of them changes, it is made anew."""


class View:
    """What one log says under FIELDS of one draft; every part is worked out when first asked for, and kept.

    `log` is the log as far as From and To let it through, `earlier` the one that was loaded before, or None.
    """

    def __init__(self, log: Log, draft: Draft, earlier: Log | None = None) -> None:
        """Narrow the log; CasekitError for a bound without a zone."""
        self.log = narrow_log(log, draft.start, draft.end)
        self._draft = draft
        self._earlier = earlier
        self._whole = log
        self._described: dict[str, GroupDetail] = {}

    def rests_on(self, log: Log, draft: Draft, earlier: Log | None) -> bool:
        """Whether a view of these would be the same."""
        same = all(getattr(self._draft, name) == getattr(draft, name) for name in FIELDS)
        return same and log is self._whole and earlier is self._earlier

    @cached_property
    def keys(self) -> pd.Series:
        """Group key of every failed call, by the index of `log.events`."""
        return apply_choices(assign_groups(self.log.events), self._draft.choices, self.log.events)

    @cached_property
    def groups(self) -> pd.DataFrame:
        """A row per error group, largest first."""
        return group_errors(self.log.events, self.log.traffic, self.keys, self._draft.choices)

    @cached_property
    def timeline(self) -> pd.DataFrame:
        """Errors and requests per UTC bin and group."""
        return error_timeline(self.log.events, self._draft.bins, traffic=self.log.traffic, keys=self.keys)

    @cached_property
    def proposals(self) -> tuple[ProposedCase, ...]:
        """Which cases the log is worth, and which of its errors need none."""
        quota = replay_quota(self.log.events, self.log.traffic)
        over = quota[quota["verdict"] == OVER]
        pairs = frozenset(zip(over["seller_id"].fillna(""), over["operation"].fillna(""), strict=True))
        return propose_cases(self.log.events, self.keys, pairs, self.log.traffic)

    @cached_property
    def changes(self) -> pd.DataFrame:
        """The error groups against those of the log that was loaded before; empty when there was none."""
        return pd.DataFrame() if self._earlier is None else compare_logs(self._earlier, self.log)

    def latency(self, since: str = "") -> pd.DataFrame:
        """Milliseconds per operation, before and since this instant; empty when the log holds no durations."""
        return measure_latency(self.log.events, pd.Timestamp(since) if since else None)

    def describe(self, keys: tuple[str, ...]) -> tuple[GroupDetail, ...]:
        """Why the rows of each of these groups are together, and the values behind its slots (unredacted)."""
        for key in keys:
            if key not in self._described:
                self._described[key] = describe_group(self.log.events, key, self.keys)
        return tuple(self._described[key] for key in keys)

    def explain(self, keys: tuple[str, ...]) -> tuple[KnownError, ...]:
        """What is known of these groups' errors: their usual meaning, and what to try before writing."""
        rows = (self.log.events.loc[self.keys.index[self.keys == key]] for key in keys)
        return tuple(dict.fromkeys(known for known in map(explain_group, rows) if known))
