"""Screenshots to go with the case: add them, look at them for secrets, take them off again."""

import ipywidgets as widgets

from casekit.session import Change, Session
from casekit.session.pictures import add_screenshot, remove_screenshot
from casekit.ui.build import build
from casekit.ui.markup import show, tag, text
from casekit.ui.panel import Lines, Panel, fold, row


def attach_box(session: Session) -> widgets.VBox:
    """The part of the export panel that adds pictures."""
    return _Attach(session, Panel(session, "attach")).box


class _Attach:
    def __init__(self, session: Session, panel: Panel) -> None:
        self.session, self.panel, self.say = session, panel, panel.say
        kinds = {"accept": ".png,.jpg,.jpeg", "multiple": True}
        self.upload = build(widgets.FileUpload, "ck-screenshots", description=self.say("add"), **kinds)
        self.upload.observe(panel.guarded(self._added, long=True), "value")
        self.lines = Lines(panel, "ck-screenshot-list", "ck-screenshot-remove", self._remove)
        help_ = show(tag("div", text(self.say("help")), class_="ck-quiet"))
        self.box = panel.fill([fold(self.say("heading"), help_, row(self.upload), self.lines.box)], self.refresh)

    def refresh(self, _: Change) -> None:
        names = self.session.draft.screenshots
        self.lines.fill(
            [(tag("span", text(name)), self.say("remove"), self.say("remove_this", name=name)) for name in names]
        )

    def _added(self, change: dict[str, object]) -> None:
        if change["new"]:
            files = tuple((str(each["name"]), bytes(each["content"])) for each in self.upload.value)
            self.upload.value = ()  # the same file can be added again, and the kernel's copy is freed
            for name, data in files:
                add_screenshot(self.session, name, data)

    def _remove(self, number: int) -> None:
        remove_screenshot(self.session, self.session.draft.screenshots[number])
