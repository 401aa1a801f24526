import io
import re
import warnings

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib.image import imread
from matplotlib.patches import Rectangle

from casekit.analysis import error_timeline, find_onset, pick_requests
from casekit.export import chart_sheet
from casekit.export.chart import alt_text, plot_timeline, png_bytes, timeline_table
from casekit.export.chart_sheet import drawable, drawn_language
from casekit.reading.frame import count_traffic
from tests.analysis.calls import START, calls, since

HOSTILE = (
    "$\\frac{$",
    "$$ costs $5 to $10",
    "$" + "x^{" * 200,
    "_private",
    "x" * 100_000,
    "a\nb\n" * 3_000,
    "\u202eabc\x1b[31m\x00",
    "\ud800 lone",
    "",
    " \t",
    "%s %d {0}",
    "<b>bold</b>",
    "注文失敗 🧨",
)


def timeline(names=("a", "b"), size=300, **options):
    events = since(0, size=size)
    failed = events[events["outcome"].eq("api_error")]
    keys = pd.Series([names[n % len(names)] for n in range(len(failed))], index=failed.index)
    return error_timeline(events, traffic=count_traffic(events), keys=keys, **options)


def texts(figure):
    axes = [text.get_text() for each in figure.axes for text in (*each.texts, each.xaxis.label, each.yaxis.label)]
    below = [child.xaxis.label.get_text() for each in figure.axes for child in each.child_axes]
    return [*axes, *below, *(text.get_text() for text in figure.texts)]


def test_title_and_axis_say_utc_and_the_title_says_how_many():
    shown = texts(plot_timeline(timeline()))
    assert "100 errors in 300 calls (33.3 %)" in shown
    assert "Time (UTC)" in shown
    assert any("UTC, bins of 5 min" in text for text in shown)


def test_a_local_axis_stands_beside_utc_and_never_instead():
    shown = texts(plot_timeline(timeline(), zone="Asia/Tokyo"))
    assert "Time (UTC)" in shown
    assert "Local time (Asia/Tokyo)" in shown


def test_onset_last_error_and_picks_are_marked():
    events = since(150, size=300)
    traffic = count_traffic(events)
    picks = pick_requests(events, traffic=traffic)
    onset = find_onset(events[events["outcome"].eq("api_error")], traffic)
    shown = texts(plot_timeline(error_timeline(events, traffic=traffic), picks=picks, onset=onset))
    assert "onset 02:30:00" in shown
    assert "last error 04:57:00" in shown
    assert "representative requests (4)" in shown


def test_a_gap_is_hatched_and_explained():
    early, late = since(0, size=60), since(0, size=60)
    late["timestamp"] += pd.Timedelta(hours=6)
    table = error_timeline(pd.concat([early, late], ignore_index=True))
    figure = plot_timeline(table)
    assert "no row in the log" in texts(figure)
    hatched = [each for axes in figure.axes for each in axes.collections if each.get_hatch() == "////"]
    assert len(hatched) >= 3
    assert "no rows from 2026-03-01T01:00:00Z to 2026-03-01T06:00:00Z" in alt_text(table)


def test_the_largest_groups_have_looks_of_their_own_and_the_rest_is_one_layer():
    names = [f"group {number:02d}" for number in range(20)]
    shown = texts(plot_timeline(timeline(names)))
    assert sum(text.startswith("group") for text in shown) == 7
    assert any(text.startswith("13 other groups") for text in shown)


def test_layers_differ_by_hatch_as_well_as_by_colour():
    figure = plot_timeline(timeline([f"g{number}" for number in range(7)]))
    patches = [each for each in figure.artists if isinstance(each, Rectangle)]
    assert len({each.get_hatch() for each in patches}) == 7
    assert len({each.get_facecolor() for each in patches}) == 7


@pytest.mark.parametrize("label", HOSTILE, ids=lambda label: repr(label[:12]))
def test_no_label_breaks_the_chart(label):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = plot_timeline(timeline(), titles={"a": label})
        png_bytes(figure)
    shown = figure.texts[0].get_text()
    assert len(shown) < 150
    assert shown.isprintable() or shown.startswith("\u200a_")
    assert "(50)" in shown


def test_a_secret_in_a_title_is_not_drawn():
    shown = texts(plot_timeline(timeline(), titles={"a": "denied for Atza|IwEBIJsample-made-up-token-0123456789"}))
    assert not any("IwEBIJsample" in text for text in shown)


def test_characters_without_a_glyph_are_written_out():
    assert drawable("é€") == "é€"
    assert drawable("\U000f0000") == "\\U000f0000"


@pytest.mark.parametrize("font", [True, False])
def test_the_words_are_in_the_language_of_the_case_where_a_font_holds_them(monkeypatch, font):
    monkeypatch.setattr(chart_sheet, "_has", lambda char: font or char.isascii())
    drawn_language.cache_clear()
    shown = texts(plot_timeline(timeline(), zone="Asia/Tokyo", language="zh-CN"))
    drawn_language.cache_clear()
    latin = [text for text in shown if re.search("[a-z]{3}", text.replace("Asia/Tokyo", ""))]
    assert bool(latin) != font
    assert ("时间 (UTC)" in shown) == font


def test_the_same_chart_gives_the_same_bytes_which_name_no_software():
    table = timeline()
    first, second = (png_bytes(plot_timeline(table)) for _ in range(2))
    assert first == second
    assert b"Software" not in first


def test_the_chart_is_on_white_whatever_the_reader_set():
    with mpl.rc_context({"figure.facecolor": "black", "savefig.facecolor": "black", "text.parse_math": True}):
        image = imread(io.BytesIO(png_bytes(plot_timeline(timeline(), titles={"a": "$x"}))))
    assert np.allclose(image[0, 0, :3], 1)


def test_a_log_of_failures_only_has_no_rate():
    figure = plot_timeline(error_timeline(calls(range(0, 6000, 60))))
    assert any("no rate" in text for text in texts(figure))
    assert "Error rate" not in texts(figure)


@pytest.mark.parametrize(
    "events",
    [calls([]), calls([None]), calls([0]), calls([0], status=200)],
    ids=["no row", "no time", "one", "no error"],
)
def test_logs_with_hardly_anything_in_them_are_drawn(events):
    table = error_timeline(events)
    assert png_bytes(plot_timeline(table)).startswith(b"\x89PNG")
    assert alt_text(table).startswith("Errors")


def test_the_text_equivalent_gives_counts_peak_and_groups():
    text = alt_text(timeline(), {"a": "500 InternalFailure"})
    assert "from 2026-03-01T00:00:00Z to 2026-03-01T05:00:00Z (UTC): 100 errors in 300 calls (33.3 %)" in text
    assert "Peak: 2 in the bin from 2026-03-01T00:00:00Z" in text
    assert "500 InternalFailure (50); b (50)." in text


def test_the_table_holds_every_figure_of_the_chart():
    table = timeline_table(timeline(), {"a": "first"})
    assert list(table.columns) == ["requests", "errors", "rate", "first", "b"]
    assert table.index[0] == START
    assert table["errors"].sum() == (table["first"] + table["b"]).sum() == 100
    assert table["rate"].max() == 0.4


def test_a_table_that_went_through_a_file_is_drawn_too():
    table = timeline()
    again = table.copy()
    again.attrs = {}
    assert alt_text(again) == alt_text(table)
    assert png_bytes(plot_timeline(again)).startswith(b"\x89PNG")
