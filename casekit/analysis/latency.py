"""How long calls took, per operation, before and after the onset."""

import pandas as pd

from casekit.reading.frame import need

QUANTILES = {"p50": 0.5, "p90": 0.9, "p99": 0.99}
LONGEST = 86_400_000.0
"""Milliseconds; a duration of more than a day is a broken number."""


def measure_latency(events: pd.DataFrame, since: pd.Timestamp | None = None) -> pd.DataFrame:
    """Milliseconds per operation and period: operation, period, calls, p50, p90, p99, longest; sorted.

    period: "before" and "since" the given instant (`Onset.at`), or "all" without one. Counts the calls of `events` that
    hold a duration; where it keeps only some of the successes these are a sample. Quantiles are interpolated linearly.
    attrs: left_out (durations that are negative, not finite or longer than a day).
    """
    need(events, "operation", "duration_ms", "timestamp")
    timed = events[events["duration_ms"].notna() & (events["timestamp"].notna() if since is not None else True)]
    sound = timed["duration_ms"].between(0, LONGEST)
    rows = timed[sound]
    period = pd.Series("all", index=rows.index)
    if since is not None:
        period = (rows["timestamp"] >= since).map({True: "since", False: "before"})
    groups = rows["duration_ms"].astype(float).groupby([rows["operation"].fillna("(unknown)"), period.rename("period")])
    table = pd.DataFrame({"calls": groups.size()})
    for name, share in QUANTILES.items():
        table[name] = groups.quantile(share)
    table["longest"] = groups.max()
    table = table.reset_index().sort_values(["operation", "period"]).reset_index(drop=True)
    table.attrs = {"left_out": int((~sound).sum())}
    return table
