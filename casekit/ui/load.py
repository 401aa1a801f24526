"""Load: paste, upload, a file or the sample; then say in which zone, and what was read."""

from collections.abc import Iterator
from pathlib import Path

import ipywidgets as widgets

from casekit.reading import describe_missing, propose_zones
from casekit.reading.limits import PASTE_LIMIT, UPLOAD_LIMIT
from casekit.sample_logs import DEFAULT_SAMPLE
from casekit.session import Change, Session
from casekit.ui.markup import show, table, tag, text
from casekit.ui.panel import Panel, line, replace_children, row, stack

MB = 1_000_000
REJECTS_SHOWN = 20
FILES_OFFERED = 200


def load_panel(session: Session, number: int) -> widgets.VBox:
    """The panel that brings a log in."""
    return _Load(session, Panel(session, "load", number)).box


class _Load:
    def __init__(self, session: Session, panel: Panel) -> None:
        self.session, self.panel, self.say = session, panel, panel.say
        self.paste = widgets.Textarea(
            description=self.say("paste", limit=PASTE_LIMIT // MB),
            placeholder=self.say("paste_hint"),
            continuous_update=False,
            layout={"width": "100%"},
            rows=7,
        ).add_class("ck-paste")
        self.upload = widgets.FileUpload(multiple=True, description=self.say("upload", limit=UPLOAD_LIMIT // MB))
        self.upload.add_class("ck-upload").observe(panel.guarded(self._uploaded, long=True), "value")
        self.path = widgets.Combobox(
            description=self.say("path"),
            placeholder="data/export.ndjson.gz",
            options=tuple(dict.fromkeys(name for _, name in _find_files(session.folder)))[:FILES_OFFERED],
            layout={"width": "26rem"},
        ).add_class("ck-path")
        self.result = show(name="ck-result")
        doors = row(
            panel.button("read", self._read, main=True),
            self.upload,
            panel.button("sample", lambda: session.load_sample(DEFAULT_SAMPLE)),
        )
        by_path = row(self.path, panel.button("open", self._open))
        hint = show(tag("div", text(self.say("upload_hint")), class_="ck-quiet"))
        self.box = panel.fill([self.paste, doors, by_path, hint, self.result, self._zone_box()], self.refresh)

    def _zone_box(self) -> widgets.VBox:
        self.zone = widgets.Text(description=self.say("zone"), placeholder="Asia/Tokyo").add_class("ck-zone")
        self.zone_help, self.proposals = show(), stack()
        choice = row(self.zone, self.panel.button("use_zone", self._use_zone))
        self.zone_box = stack(self.zone_help, self.proposals, choice).add_class("ck-zone-box")
        return self.zone_box

    def _read(self) -> None:
        self.session.load_text(self.paste.value)

    def _open(self) -> None:
        name = self.path.value.strip()
        known = {short: path for path, short in reversed(tuple(_find_files(self.session.folder)))}
        self.session.load_files([known.get(name, Path(name).expanduser())])

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
        failed = len(self.session.view.keys)
        parts = [tag("strong", text(self.say("read_result", calls=f"{len(log.events):,}", failed=f"{failed:,}")))]
        ledger = dict(zip(("lines", "in_events", "blank", "context", "rejected"), log.ledger.counts(), strict=True))
        counts = {name: f"{count:,}" for name, count in ledger.items()}
        parts.append(tag("div", text(self.say("ledger", **counts)), class_="ck-quiet"))
        if log.notes:
            parts.append(tag("ul", *(tag("li", text(self.panel.tell(note))) for note in log.notes)))
        if len(log.rejects):
            parts.append(self._rejects())
        advice = describe_missing(log).advice if len(log.events) else [self.say("nothing")]
        look = "ck-good" if len(log.events) else "ck-note"
        said = tag("div", *parts, class_=f"{look} ck-result-text", role="status")
        return said + "".join(tag("div", text(self.panel.tell(each)), class_="ck-note") for each in advice)

    def _rejects(self) -> str:
        rejects = self.session.loaded().rejects
        shown = rejects.head(REJECTS_SHOWN)[["source", "line_start", "line_end", "reason"]]
        rows = shown.assign(reason=shown["reason"].map(self.panel.tell)).itertuples(index=False)
        head = [self.say(name) for name in ("source", "from_line", "to_line", "reason")]
        listed = table(head, rows, self.say("rejects", count=f"{len(rejects):,}"))
        return tag("details", tag("summary", text(self.say("show_rejects", count=f"{len(rejects):,}"))), listed)

    def _offer_zones(self) -> None:
        log = self.session.loaded()
        untimed = int((log.events["timestamp_wall"].notna() & log.events["timestamp"].isna()).sum())
        if not untimed and not log.zone:
            return
        self.zone_box.layout.display = ""
        self.zone.value = log.zone or ""
        key = "zone_chosen" if log.zone else "zone_missing"
        said = text(self.say(key, count=f"{untimed:,}", zone=log.zone or ""))
        self.zone_help.value = tag("div", said, class_="ck-good" if log.zone else "ck-note")
        proposals = () if log.zone else propose_zones(log)
        replace_children(self.proposals, [self._proposal(each.zone, each.reason) for each in proposals])

    def _proposal(self, zone: str, reason: str) -> widgets.HBox:
        button = widgets.Button(description=zone).add_class("ck-proposal")
        button.on_click(self.panel.guarded(lambda _: self.session.set_zone(zone), long=True))
        return line(button, show(tag("span", text(self.panel.tell(reason)), class_="ck-quiet")))


def _find_files(folder: Path) -> Iterator[tuple[Path, str]]:
    """The files in `data/` of this folder and of the one above, each with the name it is offered by."""
    for base in (folder.resolve(), folder.resolve().parent):
        for path in sorted((base / "data").rglob("*")):
            if path.is_file() and not path.name.startswith(".") and path.suffix not in (".md", ".py"):
                yield path, path.relative_to(base).as_posix()
