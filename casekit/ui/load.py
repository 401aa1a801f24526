"""Load: paste, upload, a file or the sample; then say in which zone, and what was read."""

from pathlib import Path

import ipywidgets as widgets

from casekit.reading import describe_missing, propose_zones
from casekit.reading.limits import PASTE_LIMIT, UPLOAD_LIMIT
from casekit.sample_logs import DEFAULT_SAMPLE
from casekit.session import Change, Session
from casekit.ui.markup import show, table, tag, text
from casekit.ui.panel import Panel, row, stack

MB = 1_000_000
REJECTS_SHOWN = 20


def load_panel(session: Session, number: int) -> widgets.VBox:
    """The panel that brings a log in."""
    return _Load(session, Panel(session, "load", number)).box


class _Load:
    def __init__(self, session: Session, panel: Panel) -> None:
        self.session, self.panel, self.say = session, panel, panel.say
        self.paste = widgets.Textarea(
            placeholder=self.say("paste_hint"), continuous_update=False, layout={"width": "98%", "height": "9rem"}
        ).add_class("ck-paste")
        self.paste.description = self.say("paste", limit=PASTE_LIMIT // MB)
        self.upload = widgets.FileUpload(multiple=True, description=self.say("upload", limit=UPLOAD_LIMIT // MB))
        self.upload.add_class("ck-upload").observe(panel.guarded(self._uploaded), "value")
        self.path = widgets.Text(
            description=self.say("path"), placeholder="data/export.ndjson.gz", layout={"width": "26rem"}
        )
        self.path.add_class("ck-path")
        self.zone = widgets.Text(description=self.say("zone"), placeholder="Asia/Tokyo", value=session.draft.zone)
        self.zone.add_class("ck-zone")
        self.proposals, self.zone_help, self.result = stack(), show(), show(name="ck-result")
        zone = stack(self.zone_help, row(self.zone, panel.button("use_zone", self._use_zone)), self.proposals)
        self.zone_box = zone.add_class("ck-zone-box")
        children = [
            row(panel.button("sample", lambda: session.load_sample(DEFAULT_SAMPLE), main=True), self.upload),
            self.paste,
            row(panel.button("read", self._read), self.path, panel.button("open", self._open)),
            self.result,
            self.zone_box,
        ]
        self.box = panel.fill(children, self.refresh)

    def _read(self) -> None:
        self.session.load_text(self.paste.value)

    def _open(self) -> None:
        self.session.load_files([Path(self.path.value.strip()).expanduser()])

    def _uploaded(self, change: dict[str, object]) -> None:
        if change["new"]:
            files = tuple((each["name"], bytes(each["content"])) for each in self.upload.value)
            self.upload.value = ()  # the same file can be uploaded again, and the kernel's copy is freed
            self.session.load_uploads(files)

    def _use_zone(self) -> None:
        self.session.set_zone(self.zone.value.strip() or None)

    def refresh(self, change: Change) -> None:
        if change != "log":
            return
        log = self.session.log
        self.zone_box.layout.display = "none"
        self.result.value = ""
        if log is not None:
            self.result.value = self._summary()
            self._offer_zones()

    def _summary(self) -> str:
        log = self.session.loaded()
        failed = len(self.session.keys)
        parts = [tag("strong", text(self.say("read_result", calls=f"{len(log.events):,}", failed=f"{failed:,}")))]
        ledger = dict(zip(("lines", "in_events", "blank", "context", "rejected"), log.ledger.counts(), strict=True))
        parts.append(tag("div", text(self.say("ledger", **{name: f"{count:,}" for name, count in ledger.items()}))))
        if log.notes:
            parts.append(tag("ul", *(tag("li", text(note)) for note in log.notes)))
        if len(log.rejects):
            shown = log.rejects.head(REJECTS_SHOWN)[["source", "line_start", "line_end", "reason"]]
            head = [self.say(name) for name in ("source", "from_line", "to_line", "reason")]
            rejects = table(head, shown.itertuples(index=False), self.say("rejects", count=f"{len(log.rejects):,}"))
            parts.append(tag("details", tag("summary", text(self.say("show_rejects"))), rejects))
        parts += [tag("div", text(advice), class_="ck-note") for advice in describe_missing(log).advice]
        return tag("div", *parts, class_="ck-result-text", role="status")

    def _offer_zones(self) -> None:
        log = self.session.loaded()
        untimed = int(log.events["timestamp_wall"].notna().sum())
        if not untimed and not log.zone:
            return
        self.zone_box.layout.display = ""
        self.zone.value = log.zone or ""
        key = "zone_chosen" if log.zone else "zone_missing"
        self.zone_help.value = tag(
            "div", text(self.say(key, count=f"{untimed:,}", zone=log.zone or "")), class_="ck-note"
        )
        self.proposals.children = [self._proposal(each.zone, each.reason) for each in propose_zones(log)]

    def _proposal(self, zone: str, reason: str) -> widgets.HBox:
        button = widgets.Button(description=zone).add_class("ck-proposal")
        button.on_click(self.panel.guarded(lambda _: self.session.set_zone(zone)))
        return row(button, show(tag("span", text(reason), class_="ck-quiet")))
