"""The timeline as a picture: errors stacked by group, error rate, all calls; UTC; readable without colour."""

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib import style
from matplotlib.figure import Figure

from casekit.analysis.instants import DAY, microseconds, to_microseconds
from casekit.analysis.onset import Onset
from casekit.analysis.timeline import OTHER
from casekit.export.chart_sheet import (
    FAINT,
    INK,
    LEFT,
    WIDTH,
    Entry,
    Floats,
    Sheet,
    above,
    blank_sheet,
    drawable,
    drawn_language,
    make_sheet,
    steps,
    words,
)
from casekit.export.chart_text import alt_text, bin_width, counted, gaps, label, largest, span, timeline_table, total
from casekit.wording import count, say

__all__ = ["alt_text", "plot_timeline", "png_bytes", "timeline_table"]

TOP = 7
"""Groups with a colour of their own; the rest is one grey layer."""
LOOKS = (
    ("#0072B2", ""),
    ("#E69F00", "////"),
    ("#009E73", "..."),
    ("#CC79A7", "\\\\\\\\"),
    ("#56B4E9", "xxxx"),
    ("#D55E00", "----"),
    ("#F0E442", "++++"),
)
"""Okabe and Ito's colours, told apart by colour-blind readers, each with a hatch for those who see no colour."""
REST, CALLS, ALARM = "#9AA0A6", "#BDC1C6", "#B3261E"
GAP: dict[str, Any] = {"facecolor": "#F8F9FA", "edgecolor": "#D2D5D9", "hatch": "////"}
PICK: dict[str, Any] = {"marker": "v", "color": INK, "ms": 6}
HATCHED = 240
"""Bins; narrower ones have no room for a hatch: the order of the legend is then that of the stack."""
SIDE, NEAR = 0.5, 0.36
"""Shares of the width: from there on a word stands left of its line; words nearer than that get rows of their own."""
DPI = 144
PACKED = 1
"""Of 9: half the time of the best, for a file a quarter larger."""
STYLE: tuple[Any, ...] = ("default", {"text.hinting": "none"})
"""Fitting letters to whole pixels takes a tenth of the time of the chart and shows on no screen of this density."""


@dataclass(frozen=True, slots=True, eq=False)
class _Layer:
    """One band of the stack: its legend words, its errors per bin, its colour and hatch."""

    words: str
    counts: Floats
    colour: str
    hatch: str


def plot_timeline(
    timeline: pd.DataFrame,
    titles: Mapping[str, str] | None = None,
    picks: pd.DataFrame | Iterable[pd.Timestamp] | None = None,
    *,
    onset: Onset | pd.Timestamp | None = None,
    last: pd.Timestamp | None = None,
    zone: str | None = None,
    language: str = "en",
) -> Figure:
    """The chart of a table from `error_timeline`, 900 pixels wide at 100 dpi, on white.

    `titles`: group key -> words for the legend (redacted and cut here). `picks`: the frame of `pick_requests`, or UTC
    times. `last`: the last error, default the table's. `zone`: IANA name of a second, local time axis.
    `language`: of the words, English where no font of this machine holds them.
    """
    language = drawn_language(language)
    with style.context(STYLE):
        if timeline.empty:
            return blank_sheet(say(language, "chart.no_error"))
        bins = total(timeline)
        width = bin_width(bins, timeline)
        edges = to_microseconds(bins["bin"]) / DAY
        edges = np.append(edges, edges[-1] + width / pd.Timedelta(days=1))
        layers, empty, times = _layers(timeline, titles or {}, language), gaps(bins, width), _times(picks)
        rated = int(bins["requests"].sum()) > int(bins["errors"].sum())
        entries = _entries(layers, language, gap=bool(empty), picked=len(times))
        sheet = make_sheet(entries, edges, zone, language, rated=rated)
        _draw_errors(sheet, edges, layers)
        if rated:
            _draw_rate(sheet, edges, bins)
        _hatch_gaps(sheet, empty)
        _mark_picks(sheet, times)
        _mark_moments(sheet, onset.at if isinstance(onset, Onset) else onset, last or _last(timeline))
        _write_title(sheet, bins, width, rated=rated)
        return sheet.figure


def png_bytes(figure: Figure) -> bytes:
    """The figure as PNG: the same figure gives the same bytes; nothing in it names the machine or the time."""
    out = io.BytesIO()
    with style.context(STYLE):
        figure.savefig(out, format="png", dpi=DPI, metadata={"Software": None}, pil_kwargs={"compress_level": PACKED})
    return out.getvalue()


def _layers(timeline: pd.DataFrame, titles: Mapping[str, str], language: str) -> list[_Layer]:
    """The largest groups with looks of their own, then all others as one grey layer."""
    counts = _counts(timeline)
    ranked = [(name, count) for name, count in largest(timeline) if count]
    top = [pair for pair in ranked if pair[0] != OTHER][:TOP]
    layers = [
        _Layer(f"{drawable(label(titles.get(name, name), language))} ({errors:,})", counts[name], *look)
        for (name, errors), look in zip(top, LOOKS, strict=False)
    ]
    rest = [name for name, _ in ranked if name not in {name for name, _ in top}]
    if rest:
        errors = sum(each for name, each in ranked if name in rest)
        more = len(rest) - (OTHER in rest) + int(timeline.attrs.get("pooled", 0))
        said = count("chart.others", more, count=f"{errors:,}").words(language)
        layers.append(_Layer(said, np.sum([counts[name] for name in rest], axis=0), REST, ""))
    return layers


def _counts(timeline: pd.DataFrame) -> dict[str, Floats]:
    """The errors of each group per bin, none where the log has a gap."""
    places, names = pd.factorize(timeline["group"])
    bins, edges = pd.factorize(timeline["bin"], sort=True)
    table = np.zeros((len(names), len(edges)))
    np.add.at(table, (places, bins), timeline["errors"].to_numpy(np.float64, na_value=0))
    return dict(zip(names, table, strict=True))


def _floats(column: pd.Series) -> Floats:
    return np.asarray(column.astype("Float64").to_numpy(np.float64, na_value=np.nan))


def _entries(layers: list[_Layer], language: str, *, gap: bool, picked: int) -> list[Entry]:
    """The legend: a key and its words each."""
    keys: list[Entry] = [({"fc": each.colour, "hatch": each.hatch, "ec": "white"}, each.words) for each in layers]
    if gap:
        keys.append((GAP, say(language, "chart.no_row")))
    if picked:
        keys.append((PICK, count("chart.picked", picked).words(language)))
    return keys


def _draw_errors(sheet: Sheet, edges: Floats, layers: list[_Layer]) -> None:
    """The stack; each bin reaches from its left edge to the next."""
    axes, top = sheet.axes["errors"], np.zeros(len(edges) - 1)
    for each in layers:
        base, top = top, top + each.counts
        look = {"hatch": each.hatch, "ec": "white"} if len(edges) <= HATCHED else {}
        steps(axes, edges, top, baseline=base, fc=each.colour, **look)
    axes.set_ylim(0, max(float(top.max()) * 1.08, 1))


def _draw_rate(sheet: Sheet, edges: Floats, bins: pd.DataFrame) -> None:
    calls, errors = _floats(bins["requests"]), _floats(bins["errors"])
    steps(sheet.axes["calls"], edges, np.nan_to_num(calls), fc=CALLS)
    sheet.axes["calls"].set_ylim(0, max(float(np.nanmax(calls, initial=0)) * 1.15, 1))
    rate = np.divide(errors, calls, out=np.full(len(calls), np.nan), where=calls > 0)
    bold = 1.3 if len(edges) <= HATCHED else 0.7
    steps(sheet.axes["rate"], edges, np.minimum(rate, 1), baseline=None, fill=False, ec=INK, lw=bold)
    sheet.axes["rate"].set_ylim(0, max(float(np.nanmax(rate, initial=0)) * 1.15, 0.001))


def _hatch_gaps(sheet: Sheet, empty: list[tuple[pd.Timestamp, pd.Timestamp]]) -> None:
    spans = [(_day(start), _day(end) - _day(start)) for start, end in empty]
    for axes in sheet.axes.values() if spans else ():
        axes.broken_barh(spans, (0, 1), transform=axes.get_xaxis_transform(), zorder=0.6, lw=0, **GAP)


def _mark_picks(sheet: Sheet, times: list[pd.Timestamp]) -> None:
    inside = [_day(time) for time in times if sheet.start <= _day(time) <= sheet.end]
    axes = sheet.axes["errors"]
    across = axes.get_xaxis_transform()
    axes.plot(inside, [above(0.12)] * len(inside), transform=across, ls="", clip_on=False, **PICK)
    axes.vlines(inside, 0, 1, transform=across, color=INK, lw=0.6, alpha=0.35)


def _mark_moments(sheet: Sheet, onset: pd.Timestamp | None, last: pd.Timestamp | None) -> None:
    """Lines through all panels for onset and last error, their words in the strip above, kept apart."""
    wide = sheet.end - sheet.start
    shown: list[float] = []
    for name, moment, look in (("onset", onset, "--"), ("last", last, ":")):
        if moment is None or not sheet.start <= _day(moment) <= sheet.end:
            continue
        share = (_day(moment) - sheet.start) / wide
        for axes in sheet.axes.values():
            axes.axvline(_day(moment), color=ALARM, lw=1.3, ls=look, zorder=3)
        side = "right" if share > SIDE else "left"
        row = above(0.95 if any(abs(share - other) < NEAR for other in shown) else 0.5)
        clock = f"{moment.tz_convert('UTC'):{'%m-%d %H:%M' if wide > 1 else '%H:%M:%S'}}"
        said = say(sheet.language, f"chart.{name}", at=clock)
        across = sheet.axes["errors"].get_xaxis_transform()
        words(sheet.axes["errors"], _day(moment), row, said, transform=across, ha=side, va="center", color=ALARM)
        shown.append(share)


def _write_title(sheet: Sheet, bins: pd.DataFrame, width: pd.Timedelta, *, rated: bool) -> None:
    start, end = bins["bin"].iloc[0], bins["bin"].iloc[-1] + width
    high = sheet.figure.get_figheight()
    until = f"{end:%H:%M}" if start.date() == end.date() else f"{end:%Y-%m-%d %H:%M}"
    language, key = sheet.language, "chart.shown" if rated else "chart.shown_no_rate"
    shown = say(language, key, start=f"{start:%Y-%m-%d %H:%M}", end=until, width=span(width))
    title = counted(bins).words(language)
    bold = "bold" if title.isascii() else "normal"  # fonts for Chinese often have one weight, and matplotlib complains
    words(sheet.figure, LEFT / WIDTH, 1 - 0.24 / high, title, fontsize=13, weight=bold, va="center")
    words(sheet.figure, LEFT / WIDTH, 1 - 0.47 / high, shown, color=FAINT, va="center")


def _times(picks: pd.DataFrame | Iterable[pd.Timestamp] | None) -> list[pd.Timestamp]:
    if picks is None:
        return []
    return list(picks["timestamp"] if isinstance(picks, pd.DataFrame) else picks)


def _last(timeline: pd.DataFrame) -> pd.Timestamp | None:
    said = timeline.attrs.get("last_error")
    return pd.Timestamp(said) if said else None


def _day(moment: pd.Timestamp) -> float:
    """Days since 1970, the unit of the axis."""
    return microseconds(moment) / DAY
