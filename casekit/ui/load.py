"""Load: paste, upload, a file or the sample; then say in which zone, and what was read."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import ipywidgets as widgets

from casekit.limits import PASTE_LIMIT, UPLOAD_LIMIT
from casekit.reading import Job, read_bytes, read_files, read_text
from casekit.reading.log import Log
from casekit.sample_logs import DEFAULT_SAMPLE, sample_path
from casekit.session import Change, Session
from casekit.ui.build import build
from casekit.ui.found import Lack, Summary, Zone
from casekit.ui.limits import READ, limits_fold
from casekit.ui.markup import show, tag, text
from casekit.ui.panel import Panel, row
from casekit.ui.work import Work

MB = 1_000_000
FILES_OFFERED = 200


def load_panel(session: Session, number: int) -> widgets.VBox:
    """The panel that brings a log in."""
    return _Load(session, Panel(session, "load", number)).box


class _Load:
    def __init__(self, session: Session, panel: Panel) -> None:
        self.session, self.panel, self.say = session, panel, panel.say
        self.work = Work(panel)
        self.paste = build(
            widgets.Textarea,
            "ck-paste",
            "100%",
            description=self.say("paste", limit=PASTE_LIMIT // MB),
            placeholder=self.say("paste_hint"),
            continuous_update=False,
            rows=7,
            value=session.pasted,  # not read yet, it would go with a change of the language
        )
        self.paste.observe(lambda change: setattr(session, "pasted", change["new"]), "value")
        limit = self.say("upload", limit=UPLOAD_LIMIT // MB)
        self.upload = build(widgets.FileUpload, "ck-upload", multiple=True, description=limit)
        self.upload.observe(panel.guarded(self._uploaded, long=True), "value")
        self.path = build(
            widgets.Combobox,
            "ck-path",
            "26rem",
            description=self.say("path"),
            placeholder="data/export.ndjson.gz",
            options=tuple(dict.fromkeys(name for _, name in _find_files(session.folder)))[:FILES_OFFERED],
        )
        self.parts = (Summary(session, panel, self._again), Lack(session, panel), Zone(session, panel, self._again))
        doors = row(
            panel.button("read", self._read, main=True),
            self.upload,
            panel.button("sample", lambda: self._start(partial(read_files, [sample_path(DEFAULT_SAMPLE)]))),
        )
        by_path = row(self.path, panel.button("open", self._open))
        hint = show(tag("div", text(self.say("upload_hint")), class_="ck-quiet"))
        boxes = [
            self.paste,
            doors,
            by_path,
            hint,
            limits_fold(panel, READ),
            self.work.box,
            *(part.box for part in self.parts),
        ]
        self.box = panel.fill(boxes, self.refresh)

    def _start(self, read: Callable[..., Log]) -> None:
        self._again(self.session.reading(read))

    def _again(self, job: Job) -> None:
        self.work.start(job, self.session.take_log)

    def _read(self) -> None:
        self._start(partial(read_text, self.paste.value))

    def _open(self) -> None:
        name = self.path.value.strip()
        known = {short: path for path, short in reversed(tuple(_find_files(self.session.folder)))}
        self._start(partial(read_files, [known.get(name, Path(name).expanduser())]))

    def _uploaded(self, change: dict[str, object]) -> None:
        if change["new"]:
            files = tuple((each["name"], bytes(each["content"])) for each in self.upload.value)
            self.upload.value = ()  # the same file can be uploaded again, and the kernel's copy is freed
            self._start(partial(read_bytes, files))

    def refresh(self, change: Change) -> None:
        if change == "log":
            for part in self.parts:
                part.refresh()


def _find_files(folder: Path) -> Iterator[tuple[Path, str]]:
    """The files in `data/` of this folder and of the one above, each with the name it is offered by."""
    for base in (folder.resolve(), folder.resolve().parent):
        for path in sorted((base / "data").rglob("*")):
            if path.is_file() and not path.name.startswith(".") and path.suffix not in (".md", ".py"):
                yield path, path.relative_to(base).as_posix()
