"""The one place that makes HTML: every text is escaped here, and nowhere else a tag is written."""

import base64
import html
import re
from collections.abc import Iterable
from importlib.resources import files

import ipywidgets as widgets

from casekit.export.markdown_text import visible
from casekit.ui.build import build

FIGURE = re.compile(r"[\d,.]+ ?%?")
"""What must stand on one line, or it reads as another number."""


def text(value: object) -> str:
    """The value as text that HTML cannot take for markup, invisible characters written out."""
    return html.escape(visible(str(value)), quote=True)


def tag(name: str, *children: str, **attributes: object) -> str:
    """An element around children that are HTML already; attribute values are escaped (`class_` gives class)."""
    given = "".join(f' {key.rstrip("_").replace("_", "-")}="{text(value)}"' for key, value in attributes.items())
    return f"<{name}{given}>{''.join(children)}</{name}>"


def table(head: Iterable[object], rows: Iterable[Iterable[object]], caption: str, *, seen: bool = True) -> str:
    """A table of plain values; its caption tells it from the others of the page, also when it is not seen."""
    top = tag("tr", *(tag("th", text(each), scope="col") for each in head))
    body = "".join(tag("tr", *(_cell(str(each)) for each in row)) for row in rows)
    named = tag("caption", text(caption)) if seen else ""
    inner = tag("table", named, tag("thead", top), tag("tbody", body), class_="ck-table")
    return tag("div", inner, class_="ck-scroll", tabindex="0", role="region", aria_label=caption)


def _cell(value: str) -> str:
    return tag("td", text(value), **({"class_": "ck-figure"} if FIGURE.fullmatch(value) else {}))


def picture(png: bytes, alt: str) -> str:
    """An image within the page, with its text equivalent."""
    data = f"data:image/png;base64,{base64.b64encode(png).decode()}"
    return f'<img class="ck-chart" src="{data}" alt="{text(alt)}">'


def meter(done: int, whole: int, label: str) -> str:
    """A bar that shows how much of a whole is done, and the same in words."""
    return tag("progress", value=done, max=whole, aria_label=label) + tag("span", text(label))


def download(data: bytes, name: str, label: str) -> str:
    """A link that saves these bytes under this name."""
    address = f"data:application/octet-stream;base64,{base64.b64encode(data).decode()}"
    return tag("a", text(label), href=address, download=name, class_="ck-link")


def copy_button(content: str, label: str, done: str) -> str:
    """A button that puts the content on the clipboard and says so."""
    action = "navigator.clipboard.writeText(this.dataset.text).then(()=>{this.textContent=this.dataset.done})"
    return tag("button", text(label), class_="ck-copy", onclick=action, data_text=content, data_done=done)


def show(markup: str = "", name: str = "") -> widgets.HTML:
    """A widget that shows markup made by this module."""
    return build(widgets.HTML, name, value=markup)


def style() -> str:
    """The style sheet of the page, in the colours of JupyterLab's theme."""
    return tag("style", files(__package__).joinpath("style.css").read_text(encoding="utf-8"))
