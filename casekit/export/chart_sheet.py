"""The empty sheet of the chart: panels at fixed places, time axes, legend, and words that no label can break."""

from dataclasses import dataclass
from datetime import UTC, tzinfo
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from matplotlib import dates, font_manager, ticker
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle, StepPatch
from matplotlib.text import Text
from numpy.typing import NDArray

from casekit.export.chart_text import LABEL, cut
from casekit.wording import catalog, say

Floats = NDArray[np.float64]
Entry = tuple[dict[str, Any], str]
"""The look of a key of the legend, and its words."""

INK, FAINT, RULE, GRID = "#202124", "#5F6368", "#BDC1C6", "#E8EAED"
WIDTH, LEFT, RIGHT, SPACE, ROW, STRIP, TITLE, LOCAL = 9.0, 0.78, 0.3, 0.14, 0.205, 0.42, 0.6, 0.46
"""Inches: 900 pixels on the screen, with fixed places, so that nothing has to be measured."""
HEIGHTS = {"calls": 0.5, "rate": 0.75, "errors": 2.3}
"""Inches per panel, from the lowest to the highest; above it are a strip of marks and the title."""
CLOCK: dict[str, Any] = {
    "formats": ["%Y", "%Y-%m", "%m-%d", "%H:%M", "%H:%M", "%S.%f"],
    "zero_formats": ["", "%Y", "%Y-%m", "%m-%d", "%H:%M", "%H:%M"],
    "offset_formats": ["", "", "%Y", "%Y-%m-%d", "%Y-%m-%d", "%Y-%m-%d %H:%M"],
}
"""Per size of a step, years to seconds: in figures, which every language reads the same way."""
SIZE = 9
COLUMN, KEY = (WIDTH - LEFT - RIGHT) / 2, 0.4
"""Inches; a label that is longer than its column makes the legend one column."""
FEWEST = 8
"""Bins; a chart of fewer is not stretched over the whole width."""
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
class Sheet:
    """The figure, its panels by name (errors, and rate and calls where there are any) and its time span.

    `language`: that of its words.
    """

    figure: Figure
    axes: dict[str, Axes]
    start: float
    end: float
    language: str


def make_sheet(entries: list[Entry], edges: Floats, zone: str | None, language: str, *, rated: bool) -> Sheet:
    """Panels one below the other on one time axis in days since 1970, the legend below; without a rate errors alone."""
    longest = sorted((text for _, text in entries), key=len, reverse=True)
    columns = 1 if any(_breadth(text) > COLUMN - KEY for text in longest) else 2
    foot = 0.1 + ROW * -(-len(entries) // columns)
    bottom = foot + 0.56 + (LOCAL if zone else 0)
    heights = {name: tall for name, tall in HEIGHTS.items() if rated or name == "errors"}
    height = bottom + sum(heights.values()) + SPACE * (len(heights) - 1) + STRIP + TITLE
    figure = Figure(figsize=(WIDTH, height), facecolor="white")
    spare = (edges[1] - edges[0]) * max(FEWEST - len(edges) + 1, 0) / 2
    sheet = Sheet(figure, {}, float(edges[0] - spare), float(edges[-1] + spare), language)
    for name, tall in heights.items():
        box = (LEFT / WIDTH, bottom / height, (WIDTH - LEFT - RIGHT) / WIDTH, tall / height)
        sheet.axes[name] = figure.add_axes(box)
        sheet.axes[name].set_xlim(sheet.start, sheet.end)
        _dress(sheet.axes[name], name, language, lowest=not sheet.axes.keys() - {name})
        bottom += tall + SPACE
    _tell_time(next(iter(sheet.axes.values())), zone, language)
    _legend(figure, entries, columns, foot)
    return sheet


def above(share: float) -> float:
    """A height in the strip of marks, in heights of the panel of errors below it."""
    return 1 + share * STRIP / HEIGHTS["errors"]


def steps(axes: Axes, edges: Floats, levels: Floats, **look: Any) -> None:  # noqa: ANN401 matplotlib's own options
    """Levels from edge to edge; `Axes.stairs` would walk along them for limits that the panel has been given."""
    axes.add_artist(StepPatch(levels, edges, **{"lw": 0, **look}))


def words(axes: Axes | Figure, x: float, y: float, text: str, **look: object) -> Text:
    """Text that is never taken for mathematics."""
    return axes.text(x, y, text, **{**_look(text), **look})


def _look(text: str) -> dict[str, Any]:
    return {"fontsize": SIZE, "color": INK, "fontfamily": _family(text), "parse_math": False}


def _family(text: str) -> list[str]:
    """The fonts to draw this with; matplotlib looks up and may complain of every one that it is given."""
    return list(fonts()[:1] if text.isascii() else fonts())


def blank_sheet(text: str) -> Figure:
    """A figure that only says why there is no chart."""
    figure = Figure(figsize=(WIDTH, 1.2), facecolor="white")
    words(figure, 0.5, 0.5, text, ha="center", va="center", color=FAINT, fontsize=11)
    return figure


def drawable(text: str) -> str:
    r"""The text with each character that no font at hand holds written as its escape, such as \u6ce8."""
    shown = "".join(char if _has(char) else _escape(char) for char in text)
    shown = cut(shown, 2 * LABEL)
    return f"\u200a{shown}" if shown.startswith("_") else shown


def _escape(char: str) -> str:
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"  # noqa: PLR2004  four digits


@cache
def drawn_language(language: str) -> str:
    """The language itself, or English when no font at hand holds its words."""
    said = (text for key, text in catalog(language).items() if key.startswith("chart."))
    return language if all(_has(char) for text in said for char in text) else "en"


@cache
def _has(char: str) -> bool:
    return any(font_manager.get_font(font_manager.findfont(name)).get_char_index(ord(char)) for name in fonts())


@cache
def fonts() -> tuple[str, ...]:
    """Those of FONTS that this machine has."""
    there = set(font_manager.get_font_names())
    return tuple(name for name in FONTS if name in there)


def _dress(axes: Axes, name: str, language: str, *, lowest: bool) -> None:
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(RULE)
    axes.tick_params(labelsize=SIZE - 1, colors=FAINT)
    axes.xaxis.set_visible(lowest)
    label = say(language, f"chart.panel.{name}")
    axes.set_ylabel(label, **_look(label))
    axes.yaxis.set_label_coords(-0.062, 0.5)
    axes.yaxis.set_major_locator(ticker.MaxNLocator(4 if name == "errors" else 2, integer=name != "rate"))
    axes.yaxis.set_major_formatter(ticker.FuncFormatter(_percent if name == "rate" else _thousands))
    axes.grid(axis="y", color=GRID, lw=0.8)
    axes.set_axisbelow(True)


def _percent(value: float, _: int | None = None) -> str:
    return f"{100 * value:.3g} %"


def _thousands(value: float, _: int | None = None) -> str:
    return f"{value / 1000:,.3g}k" if value >= 10_000 else f"{value:,.0f}"  # noqa: PLR2004  longer ones take room


def _tell_time(axes: Axes, zone: str | None, language: str) -> None:
    _set_clock(axes.xaxis, UTC)
    label = say(language, "chart.time_utc")
    axes.set_xlabel(label, labelpad=2, **_look(label))
    if zone is None:
        return
    local = axes.secondary_xaxis("bottom")
    local.spines["bottom"].set_position(("outward", 36))
    local.spines["bottom"].set_color(RULE)
    local.tick_params(labelsize=SIZE - 1, colors=FAINT)
    _set_clock(local.xaxis, ZoneInfo(zone))
    label = say(language, "chart.time_local", zone=zone)
    local.set_xlabel(label, labelpad=2, **{**_look(label), "color": FAINT})


def _set_clock(axis: Axis, zone: tzinfo) -> None:
    locator = dates.AutoDateLocator(tz=zone, minticks=4, maxticks=9)  # type: ignore[no-untyped-call]
    axis.set_major_locator(locator)
    formatter = dates.ConciseDateFormatter(locator, tz=zone, **CLOCK)  # type: ignore[no-untyped-call]
    axis.set_major_formatter(formatter)
    axis.get_offset_text().set(fontsize=SIZE - 1, color=FAINT)


def _legend(figure: Figure, entries: list[Entry], columns: int, top: float) -> None:
    """Keys and words at fixed places, since matplotlib's own legend takes a third of the time of the whole chart."""
    rows = -(-len(entries) // columns)
    inches = figure.dpi_scale_trans
    for place, (look, text) in enumerate(entries):
        column, row = divmod(place, rows)
        x, y = LEFT + column * COLUMN, top - ROW * (row + 0.5)
        if "marker" in look:
            figure.add_artist(Line2D([x + KEY / 3], [y], transform=inches, **look))
        else:
            figure.add_artist(Rectangle((x, y - 0.045), KEY - 0.12, 0.09, transform=inches, lw=0, **look))
        words(figure, x + KEY, y, text, va="center_baseline", transform=inches)


def _breadth(text: str) -> float:
    """Inches that the text takes in the legend."""
    font = font_manager.get_font([font_manager.findfont(name) for name in _family(text)])
    font.set_size(SIZE, 72)
    font.set_text(text)
    return float(font.get_width_height()[0]) / 64 / 72
