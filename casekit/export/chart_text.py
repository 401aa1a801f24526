"""Words of the chart: labels that no font or markup can break, the text equivalent, and the same figures as a table."""

import re
from collections.abc import Mapping

import pandas as pd

from casekit.analysis.instants import iso
from casekit.export.markdown_text import visible
from casekit.redaction import redact
from casekit.wording import Said, count, join, say

LABEL = 64
"""Characters of a label; a label of 100,000 takes minutes to draw."""
MINUTE = pd.Timedelta(minutes=1)
NAMED = 5
"""Groups and gaps named in the text equivalent."""


def label(text: str, language: str = "en") -> str:
    """The text on one line, redacted, with nothing invisible, cut."""
    flat = re.sub(r"\s+", " ", visible(redact(text[: 40 * LABEL]).text)).strip()
    return cut(flat or say(language, "chart.no_title"), LABEL)


def cut(text: str, size: int) -> str:
    """The text, or its beginning and an ellipsis when it is longer."""
    return f"{text[: size - 1]}…" if len(text) > size else text


def alt_text(timeline: pd.DataFrame, titles: Mapping[str, str] | None = None, language: str = "en") -> str:
    """What the chart of `error_timeline` shows, in one paragraph; with `titles` also the largest groups."""
    if timeline.empty:
        return say(language, "chart.alt_none")
    bins = total(timeline)
    width = bin_width(bins, timeline)
    peak = bins.loc[bins["errors"].fillna(0).idxmax()]
    said = [
        Said(
            "chart.alt",
            width=span(width),
            start=iso(bins["bin"].iloc[0]),
            end=iso(bins["bin"].iloc[-1] + width),
            counted=counted(bins),
            peak=f"{int(peak['errors']):,}",
            at=iso(peak["bin"]),
        )
    ]
    if titles is not None:
        by_group = largest(timeline)[:NAMED]
        named = (f"{label(titles.get(name, name), language)} ({errors:,})" for name, errors in by_group)
        said.append(Said("chart.named", groups=join("reasons", named)))
    return join("sentences", [*said, *_tell_gaps(bins, width)]).words(language)


def timeline_table(timeline: pd.DataFrame, titles: Mapping[str, str] | None = None) -> pd.DataFrame:
    """The chart's figures: bin (UTC) as index, requests, errors, rate, then errors per group, largest first."""
    bins = total(timeline).set_index("bin")
    bins["rate"] = (bins["errors"] / bins["requests"]).astype("Float64")
    wide = timeline.pivot_table(index="bin", columns="group", values="errors", aggfunc="sum", dropna=False)
    for name, _ in largest(timeline):
        bins[label((titles or {}).get(name, name))] = wide[name]
    return bins[["requests", *bins.columns.drop("requests")]]


def total(timeline: pd.DataFrame) -> pd.DataFrame:
    """bin, errors, requests over all groups; missing where the log has a gap."""
    by_bin = timeline.groupby("bin", sort=True)
    errors = by_bin["errors"].sum(min_count=1)
    return pd.DataFrame({"errors": errors, "requests": by_bin["requests"].first()}).reset_index()


def bin_width(bins: pd.DataFrame, timeline: pd.DataFrame) -> pd.Timedelta:
    """The width that the table names; else, as after a way through a file, the shortest step between its bins."""
    step = bins["bin"].diff().min()
    return pd.Timedelta(timeline.attrs.get("bin_width", MINUTE if pd.isna(step) else step))


def largest(timeline: pd.DataFrame) -> list[tuple[str, int]]:
    """Groups and their errors, most first, "other" last."""
    sums = timeline.groupby("group")["errors"].sum()
    pairs = [(str(name), int(errors)) for name, errors in sums.items()]
    return sorted(pairs, key=lambda pair: (pair[0] == "other", -pair[1], pair[0]))


def counted(bins: pd.DataFrame) -> Said:
    """Such as "352 errors in 2,760 calls (12.8 %)"; without the calls where the log has failures only."""
    errors, calls = int(bins["errors"].sum()), int(bins["requests"].sum())
    said = count("chart.errors", errors)
    if calls <= errors:
        return said
    return Said("chart.in_calls", errors=said, calls=f"{calls:,}", share=f"{100 * errors / calls:.3g}")


def gaps(bins: pd.DataFrame, width: pd.Timedelta) -> list[tuple[pd.Timestamp, pd.Timestamp]]:
    """Times from..to (UTC) in which the log has no row."""
    found: list[tuple[pd.Timestamp, pd.Timestamp]] = []
    for edge in bins.loc[bins["errors"].isna(), "bin"]:
        if found and found[-1][1] == edge:
            found[-1] = (found[-1][0], edge + width)
        else:
            found.append((edge, edge + width))
    return found


def span(width: pd.Timedelta) -> Said:
    """Such as 5 min, 1 h, 30 s."""
    seconds = int(width.total_seconds())
    units = ((86_400, "day"), (3_600, "h"), (60, "min"), (1, "s"))
    size, unit = next(pair for pair in units if seconds % pair[0] == 0 and seconds >= pair[0])
    return Said(f"chart.span.{unit}", n=seconds // size)


def _tell_gaps(bins: pd.DataFrame, width: pd.Timedelta) -> tuple[Said, ...]:
    found = gaps(bins, width)
    if not found:
        return ()
    longest = sorted(sorted(found, key=lambda gap: (gap[0] - gap[1], gap[0]))[:NAMED])
    named = join("list", (Said("chart.gap", start=iso(start), end=iso(end)) for start, end in longest))
    key = "chart.gaps_more" if len(found) > NAMED else "chart.gaps"
    return (Said(key, named=named, n=len(found) - NAMED),)
