"""The timeline as a picture: errors stacked by group, error rate, all calls; UTC; readable without colour."""

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, tzinfo
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
from matplotlib import dates, font_manager, style, ticker
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text
from numpy.typing import NDArray

from casekit.analysis.instants import DAY, microseconds, to_microseconds
from casekit.analysis.onset import Onset
from casekit.analysis.timeline import OTHER
from casekit.export.chart_text import LABEL, alt_text, counted, cut, gaps, label, largest, span, timeline_table, total

__all__ = ["alt_text", "plot_timeline", "png_bytes", "timeline_table"]

Floats = NDArray[np.float64]

TOP = 7
"""Groups with a colour of their own; the rest is one grey layer."""
LOOKS = (
    ("#0072B2", ""),
    ("#E69F00", "////"),
    ("#009E73", "...."),
    ("#CC79A7", "\\\\\\\\"),
    ("#56B4E9", "xxxx"),
    ("#D55E00", "----"),
    ("#F0E442", "++++"),
)
"""Okabe and Ito's colours, told apart by colour-blind readers, each with a hatch for those who see no colour."""
GREY, INK, FAINT, ALARM = "#9AA0A6", "#202124", "#5F6368", "#B3261E"
GAP_FACE, GAP_EDGE = "#F1F3F4", "#BDC1C6"
WIDTH, LEFT, RIGHT, SPACE, ROW = 9.0, 0.78, 0.3, 0.14, 0.205
"""Inches: 900 pixels on the screen, with fixed places, so that nothing has to be measured."""
DPI = 144
SIZE = 9
BROAD = 46
"""Characters; a longer label makes the legend one column."""
SIDE, NEAR = 0.5, 0.36
"""Shares of the width: from there on a word stands left of its line; words nearer than that get rows of their own."""
NO_RATE = "no rate: the log holds failed calls only"
FONTS = (
    "DejaVu Sans",
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",
    "Noto Sans SC",
    "Noto Sans JP",
    "Source Han Sans SC",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "Microsoft YaHei",
    "PingFang SC",
    "PingFang HK",
    "Hiragino Sans",
    "Hiragino Sans GB",
    "Yu Gothic",
    "MS Gothic",
    "SimHei",
    "IPAexGothic",
    "Arial Unicode MS",
    "Droid Sans Fallback",
)
"""The first comes with matplotlib; the others are looked for on the machine, for Chinese and Japanese titles."""


@dataclass(frozen=True, slots=True, eq=False)
class _Layer:
    """One band of the stack: its legend words, its errors per bin, its colour and hatch."""

    words: str
    counts: Floats
    colour: str
    hatch: str


@dataclass(frozen=True, slots=True, eq=False)
class _Panels:
    figure: Figure
    strip: Axes
    errors: Axes
    rate: Axes
    calls: Axes


def plot_timeline(
    timeline: pd.DataFrame,
    titles: Mapping[str, str] | None = None,
    picks: pd.DataFrame | Iterable[pd.Timestamp] | None = None,
    *,
    onset: Onset | pd.Timestamp | None = None,
    last: pd.Timestamp | None = None,
    zone: str | None = None,
) -> Figure:
    """The chart of a table from `error_timeline`, 900 pixels wide at 100 dpi, on white.

    `titles`: group key -> words for the legend (redacted and cut here). `picks`: the frame of `pick_requests`, or UTC
    times. `last`: the last error, default the table's. `zone`: IANA name of a second, local time axis.
    """
    with style.context("default"):
        if timeline.empty:
            return _blank("No error with a known time.")
        bins, width = total(timeline), timeline.attrs["bin_width"]
        edges = to_microseconds(bins["bin"]) / DAY
        edges = np.append(edges, edges[-1] + width / pd.Timedelta(days=1))
        layers, empty, times = _layers(timeline, titles or {}), gaps(bins, width), _times(picks)
        entries = _entries(layers, gap=bool(empty), picked=len(times))
        panels = _panels(entries, edges, zone)
        _draw_series(panels, edges, layers, bins)
        _hatch_gaps(panels, empty)
        _mark_picks(panels, times, edges)
        _mark_moments(panels, onset.at if isinstance(onset, Onset) else onset, last or _last(timeline), edges)
        _title(panels, bins, width)
        return panels.figure


def png_bytes(figure: Figure) -> bytes:
    """The figure as PNG: the same figure gives the same bytes; nothing in it names the machine or the time."""
    out = io.BytesIO()
    with style.context("default"):
        figure.savefig(out, format="png", dpi=DPI, metadata={"Software": None})
    return out.getvalue()


def _layers(timeline: pd.DataFrame, titles: Mapping[str, str]) -> list[_Layer]:
    """The largest groups with looks of their own, then all others as one grey layer."""
    wide = timeline.pivot_table(index="bin", columns="group", values="errors", aggfunc="sum").fillna(0)
    ranked = [(name, count) for name, count in largest(timeline) if count]
    top = [pair for pair in ranked if pair[0] != OTHER][:TOP]
    layers = [
        _Layer(f"{drawable(label(titles.get(name, name)))} ({count:,})", _floats(wide[name]), *look)
        for (name, count), look in zip(top, LOOKS, strict=False)
    ]
    rest = [name for name, _ in ranked if name not in {name for name, _ in top}]
    if rest:
        count = sum(count for name, count in ranked if name in rest)
        more = len(rest) - (OTHER in rest) + int(timeline.attrs.get("pooled", 0))
        words = f"{more:,} other group{'' if more == 1 else 's'} ({count:,})"
        layers.append(_Layer(words, _floats(wide[rest].sum(axis=1)), GREY, ""))
    return layers


def _floats(column: pd.Series) -> Floats:
    return np.asarray(column.astype("Float64").to_numpy(np.float64, na_value=np.nan))


def drawable(text: str) -> str:
    r"""The text with each character that no font at hand holds written as its escape, such as \u6ce8."""
    shown = "".join(char if _has(char) else _escape(char) for char in text)
    shown = cut(shown, 2 * LABEL)
    return f"\u200a{shown}" if shown.startswith("_") else shown


def _escape(char: str) -> str:
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"  # noqa: PLR2004  four digits


@cache
def _has(char: str) -> bool:
    return any(font_manager.get_font(font_manager.findfont(name)).get_char_index(ord(char)) for name in _fonts())


@cache
def _fonts() -> tuple[str, ...]:
    there = set(font_manager.get_font_names())
    return tuple(name for name in FONTS if name in there)


def _words(axes: Axes | Figure, x: float, y: float, text: str, **look: object) -> Text:
    """Text that is never taken for mathematics."""
    given: dict[str, Any] = {"fontsize": SIZE, "color": INK, "fontfamily": list(_fonts()), "parse_math": False, **look}
    return axes.text(x, y, text, **given)


def _blank(text: str) -> Figure:
    figure = Figure(figsize=(WIDTH, 1.2), facecolor="white")
    _words(figure, 0.5, 0.5, text, ha="center", va="center", color=FAINT, fontsize=11)
    return figure


def _entries(layers: list[_Layer], *, gap: bool, picked: int) -> list[tuple[Artist, str]]:
    """The legend: a key and its words each."""
    keys: list[tuple[Artist, str]] = [
        (Patch(facecolor=each.colour, hatch=each.hatch, edgecolor="white", lw=0), each.words) for each in layers
    ]
    if gap:
        keys.append((Patch(facecolor=GAP_FACE, hatch="////", edgecolor=GAP_EDGE, lw=0), "no row in the log"))
    if picked:
        words = f"representative request{'' if picked == 1 else 's'} ({picked})"
        keys.append((Line2D([], [], ls="", marker="v", color=INK, ms=6), words))
    return keys


def _panels(entries: list[tuple[Artist, str]], edges: Floats, zone: str | None) -> _Panels:
    """Axes at fixed places (inches), one below the other on one time axis, and the legend below them."""
    columns = 2 if max(len(words) for _, words in entries) <= BROAD else 1
    rows = -(-len(entries) // columns)
    foot = 0.1 + ROW * rows
    bottom = foot + 0.56 + (0.46 if zone else 0)
    heights = {"calls": 0.5, "rate": 0.75, "errors": 2.3, "strip": 0.42}
    height = bottom + sum(heights.values()) + 2 * SPACE + 0.6
    figure = Figure(figsize=(WIDTH, height), facecolor="white")
    axes: dict[str, Axes] = {}
    for name, tall in heights.items():
        box = (LEFT / WIDTH, bottom / height, (WIDTH - LEFT - RIGHT) / WIDTH, tall / height)
        axes[name] = _dress(figure.add_axes(box), name, edges)
        bottom += tall + (SPACE if name in {"calls", "rate"} else 0)
    _tell_time(axes["calls"], zone)
    _legend(figure, entries, columns, foot / height)
    return _Panels(figure, axes["strip"], axes["errors"], axes["rate"], axes["calls"])


def _dress(axes: Axes, name: str, edges: Floats) -> Axes:
    axes.set_xlim(edges[0], edges[-1])
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(GAP_EDGE)
    axes.tick_params(labelsize=SIZE - 1, colors=FAINT, labelbottom=name == "calls", bottom=name == "calls")
    if name == "strip":
        axes.set_axis_off()
        axes.set_ylim(0, 1)
        return axes
    title = {"errors": "Errors", "rate": "Error rate", "calls": "All calls"}[name]
    axes.set_ylabel(title, fontsize=SIZE, color=INK, labelpad=6)
    axes.yaxis.set_label_coords(-0.062, 0.5)
    axes.yaxis.set_major_locator(ticker.MaxNLocator(4 if name == "errors" else 2, integer=name != "rate"))
    axes.yaxis.set_major_formatter(ticker.FuncFormatter(_percent if name == "rate" else _thousands))
    axes.grid(axis="y", color="#E8EAED", lw=0.8)
    axes.set_axisbelow(True)
    return axes


def _percent(value: float, _: int | None = None) -> str:
    return f"{100 * value:.3g} %"


def _thousands(value: float, _: int | None = None) -> str:
    return f"{value / 1000:,.3g}k" if value >= 10_000 else f"{value:,.0f}"  # noqa: PLR2004  longer ones take room


def _tell_time(axes: Axes, zone: str | None) -> None:
    _set_clock(axes.xaxis, UTC)
    axes.set_xlabel("Time (UTC)", fontsize=SIZE, color=INK, labelpad=2)
    if zone is None:
        return
    local = axes.secondary_xaxis("bottom")
    local.spines["bottom"].set_position(("outward", 36))
    local.spines["bottom"].set_color(GAP_EDGE)
    local.tick_params(labelsize=SIZE - 1, colors=FAINT)
    _set_clock(local.xaxis, ZoneInfo(zone))
    local.set_xlabel(f"Local time ({zone})", fontsize=SIZE, color=FAINT, labelpad=2, parse_math=False)


def _set_clock(axis: Axis, zone: tzinfo) -> None:
    locator = dates.AutoDateLocator(tz=zone, minticks=4, maxticks=9)  # type: ignore[no-untyped-call]
    axis.set_major_locator(locator)
    axis.set_major_formatter(dates.ConciseDateFormatter(locator, tz=zone))  # type: ignore[no-untyped-call]
    axis.get_offset_text().set(fontsize=SIZE - 1, color=FAINT)


def _draw_series(panels: _Panels, edges: Floats, layers: list[_Layer], bins: pd.DataFrame) -> None:
    """The stack, the rate and the calls; each bin from its left edge to the next."""
    stack = [_until(each.counts) for each in layers]
    looks: dict[str, Any] = {"colors": [each.colour for each in layers], "hatch": [each.hatch for each in layers]}
    panels.errors.stackplot(edges, *stack, step="post", edgecolor="white", lw=0, **looks)
    panels.errors.set_ylim(0, max(float(np.sum(stack, axis=0).max()) * 1.08, 1))
    calls, errors = _floats(bins["requests"]), _floats(bins["errors"])
    panels.calls.fill_between(edges, _until(np.nan_to_num(calls)), step="post", color="#BDC1C6", lw=0)
    panels.calls.set_ylim(0, max(float(np.nansum([np.nanmax(calls, initial=0)])) * 1.15, 1))
    if np.nansum(calls) <= np.nansum(errors):
        panels.rate.set_yticks([])
        _words(panels.rate, 0.5, 0.5, NO_RATE, transform=panels.rate.transAxes, ha="center", va="center", color=FAINT)
        return
    rate = np.divide(errors, calls, out=np.full(len(calls), np.nan), where=calls > 0)
    panels.rate.step(edges, _until(np.minimum(rate, 1)), where="post", color=INK, lw=1.3)
    panels.rate.set_ylim(0, max(float(np.nanmax(rate, initial=0)) * 1.15, 0.001))


def _until(counts: Floats) -> Floats:
    """The values with the last once more, for the right edge of the last bin."""
    return np.append(counts, counts[-1])


def _hatch_gaps(panels: _Panels, empty: list[tuple[pd.Timestamp, pd.Timestamp]]) -> None:
    spans = [(_day(start), _day(end) - _day(start)) for start, end in empty]
    for axes in (panels.errors, panels.rate, panels.calls) if spans else ():
        look: dict[str, Any] = {"facecolor": GAP_FACE, "edgecolor": GAP_EDGE, "hatch": "////", "lw": 0, "zorder": 0.6}
        axes.broken_barh(spans, (0, 1), transform=axes.get_xaxis_transform(), **look)


def _mark_picks(panels: _Panels, times: list[pd.Timestamp], edges: Floats) -> None:
    inside = [_day(time) for time in times if edges[0] <= _day(time) <= edges[-1]]
    panels.strip.plot(inside, [0.12] * len(inside), ls="", marker="v", color=INK, ms=6, clip_on=False)
    for place in inside:
        panels.errors.axvline(place, color=INK, lw=0.6, alpha=0.35)


def _mark_moments(panels: _Panels, onset: pd.Timestamp | None, last: pd.Timestamp | None, edges: Floats) -> None:
    """Lines through all panels for onset and last error, their words in the strip above, kept apart."""
    wide = edges[-1] - edges[0]
    shown: list[float] = []
    for name, moment, look in (("onset", onset, "--"), ("last error", last, ":")):
        if moment is None or not edges[0] <= _day(moment) <= edges[-1]:
            continue
        share = (_day(moment) - edges[0]) / wide
        for axes in (panels.errors, panels.rate, panels.calls):
            axes.axvline(_day(moment), color=ALARM, lw=1.3, ls=look, zorder=3)
        side = "right" if share > SIDE else "left"
        row = 0.92 if any(abs(share - other) < NEAR for other in shown) else 0.5
        clock = f"{moment.tz_convert('UTC'):{'%b %d %H:%M' if wide > 1 else '%H:%M:%S'}}"
        _words(panels.strip, _day(moment), row, f"{name} {clock}", ha=side, va="center", color=ALARM)
        shown.append(share)


def _title(panels: _Panels, bins: pd.DataFrame, width: pd.Timedelta) -> None:
    start, end = bins["bin"].iloc[0], bins["bin"].iloc[-1] + width
    height = panels.figure.get_figheight()
    shown = f"{start:%Y-%m-%d %H:%M} to {end:%Y-%m-%d %H:%M} UTC, bins of {span(width)}"
    _words(panels.figure, LEFT / WIDTH, 1 - 0.24 / height, counted(bins), fontsize=13, weight="bold", va="center")
    _words(panels.figure, LEFT / WIDTH, 1 - 0.47 / height, shown, color=FAINT, va="center")


def _legend(figure: Figure, entries: list[tuple[Artist, str]], columns: int, top: float) -> None:
    keys, words = zip(*entries, strict=True)
    place: dict[str, Any] = {
        "loc": "upper left",
        "bbox_to_anchor": (LEFT / WIDTH, top),
        "borderaxespad": 0,
        "borderpad": 0,
    }
    font = font_manager.FontProperties(family=list(_fonts()), size=SIZE)
    legend = figure.legend(keys, words, ncols=columns, frameon=False, prop=font, handlelength=2.2, **place)
    for text in legend.get_texts():
        text.set(parse_math=False, color=INK)


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
