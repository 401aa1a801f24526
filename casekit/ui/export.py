"""Export: look at the case as it will leave, see what was masked, and take it."""

from pathlib import Path

import ipywidgets as widgets

from casekit.limits import PART_LIMIT
from casekit.session import Change, Session
from casekit.session.masks import hide_text, show_text
from casekit.ui.attach import attach_box
from casekit.ui.build import build
from casekit.ui.limits import EXPORTED, limits_fold
from casekit.ui.markup import copy_button, download, show, tag, text
from casekit.ui.masked import MaskedBox
from casekit.ui.panel import Panel, row

MB = 1_000_000


def export_panel(session: Session, number: int) -> widgets.VBox:
    """The panel that previews and exports."""
    return _Export(session, Panel(session, "export", number)).box


class _Export:
    def __init__(self, session: Session, panel: Panel) -> None:
        self.session, self.panel, self.say = session, panel, panel.say
        self.open = show()
        self.preview, self.result = show(name="ck-preview"), show(name="ck-exported")
        self.masked = MaskedBox(session, self._look)
        said = {"description": self.say("hide"), "placeholder": self.say("hide_hint")}
        self.hidden = build(widgets.Text, "ck-hide-text", "22rem", **said)
        children = [
            self.open,
            row(panel.button("look", self._look), panel.button("export", self._export, main=True)),
            self.result,
            attach_box(session),
            self.masked.box,
            self.preview,
            row(self.hidden, panel.button("hide_it", self._hide), panel.button("show_it", self._show)),
            limits_fold(panel, EXPORTED),
        ]
        self.box = panel.fill(children, self.refresh)

    def refresh(self, _: Change) -> None:
        self.masked.clear()
        self.preview.value = ""  # what is shown is never older than the case
        self.result.value = ""
        fails = sum(each.level == "fail" for each in self.session.problems)
        said = text(self.say("open", fails=fails))
        self.open.value = tag("div", said, class_="ck-note") if fails else ""

    def _hide(self) -> None:
        if self.hidden.value.strip():
            hide_text(self.session, self.hidden.value.strip())
            self._look()

    def _show(self) -> None:
        if self.hidden.value.strip():
            show_text(self.session, self.hidden.value.strip())
            self._look()

    def _look(self) -> None:
        texts = self.session.leaving.texts
        parts = [tag("div", *self._copies(texts), class_="ck-copies")]
        parts.append(tag("pre", text(texts["markdown"]), tabindex="0", role="region", aria_label=self.say("look")))
        self.preview.value = "".join(parts)
        self.masked.fill()

    def _copies(self, texts: dict[str, str]) -> list[str]:
        """A button per form of the text, with its length."""
        shown = []
        for name, words in texts.items():
            length = tag("span", text(self.say("length", count=f"{len(words):,}")), class_="ck-quiet")
            button = copy_button(words, self.say(f"copy_{name}"), self.say("copied"))
            shown.append(tag("span", button, " ", length, class_="ck-pair"))
        return shown

    def _export(self) -> None:
        bundle = self.session.export()
        link = "".join(self._link(path) for path in bundle.archives)
        where = tag("div", text(self.say("written", folder=str(bundle.folder.resolve()))))
        files = tag("ul", *(tag("li", text(name)) for name in bundle.files))
        listed = tag("details", tag("summary", text(self.say("files", count=len(bundle.files)))), files)
        self.result.value = tag("div", where, link, listed, class_="ck-good", role="status")

    def _link(self, path: Path) -> str:
        size = self.say("size", size=f"{path.stat().st_size / MB:.1f}", limit=PART_LIMIT // MB)
        saved = download(path.read_bytes(), path.name, self.say("download", name=path.name))
        return tag("div", saved, " ", tag("span", text(size), class_="ck-quiet"))
