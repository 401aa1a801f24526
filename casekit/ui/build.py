"""Widgets made with few messages: ZeroMQ drops what a busy kernel sends beyond a thousand that wait, without a word.

Left alone, a widget opens a layout and a style of its own and tells each class in one more message: 1,700 for the
page, which then lacked whole panels now and then. Here all widgets share one layout per width and one style per kind,
so neither may be changed after; what is hidden is so by its class.
"""

from functools import cache
from typing import Any

import ipywidgets as widgets

HIDDEN = "ck-hidden"


def build(kind: type[widgets.DOMWidget], names: str = "", width: str | None = None, /, **traits: Any) -> Any:  # noqa: ANN401  a widget of that kind
    """A widget with these classes, separated by blanks."""
    if "style" in kind.class_traits():
        traits["style"] = _style(kind.class_traits()["style"].klass)
    return kind(_dom_classes=names.split(), layout=_layout(width), **traits)


def reveal(widget: widgets.DOMWidget, *, shown: bool) -> None:
    """Show or hide a widget."""
    if shown:
        widget.remove_class(HIDDEN)
    else:
        widget.add_class(HIDDEN)


@cache
def _layout(width: str | None) -> widgets.Layout:
    return widgets.Layout(width=width)


@cache
def _style(kind: type[widgets.Style]) -> widgets.Style:
    return kind()
