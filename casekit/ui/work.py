"""A load that may take long: in a thread, with its progress and a button that stops it, while the page stays alive."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as StillRunning
from dataclasses import dataclass
from threading import Thread

from casekit.errors import Cancelled
from casekit.reading import Job
from casekit.reading.log import Log
from casekit.ui.build import HIDDEN, reveal
from casekit.ui.markup import meter, show
from casekit.ui.panel import Panel, find_loop, row

QUICK = 0.8  # seconds within which a load needs no progress
TICK = 0.3  # seconds between two looks at how far it is
MB = 1_000_000

Done = Callable[[Job, Log], None]
"""Takes the job and the log that it read; runs where the page's other callbacks run."""


@dataclass(slots=True)
class _Reached:
    """How many bytes of the whole are read; the thread writes it, the page reads it and may stop it."""

    done: int = 0
    whole: int = 0
    stopped: bool = False

    def watch(self, done: int, whole: int) -> None:
        self.done, self.whole = done, whole
        if self.stopped:
            raise Cancelled


class Work:
    """One load at a time. Only reading runs in the thread: the page and the session are touched by the page alone."""

    def __init__(self, panel: Panel) -> None:
        """Nothing under way; `box` shows itself while something is."""
        self._panel = panel
        self._reached = _Reached()
        self._following: asyncio.Task[None] | None = None
        self._bar = show(name="ck-progress")
        self.box = row(self._bar, panel.button("stop", self._stop), name=HIDDEN)

    def start(self, job: Job, done: Done) -> None:
        """Run the job and then `done`; errors are raised here when it ends at once, else shown in the panel."""
        if self._following:
            self._panel.complain(self._panel.say("busy"))
            return
        self._reached = _Reached()
        future = _in_thread(job, self._reached)
        try:
            log = future.result(QUICK if find_loop() else None)
        except StillRunning:
            self._following = asyncio.get_running_loop().create_task(self._follow(job, future, done))
        else:
            done(job, log)

    async def _follow(self, job: Job, future: Future[Log], done: Done) -> None:
        reveal(self.box, shown=True)
        while not future.done():
            self._bar.value = self._shown()
            await asyncio.sleep(TICK)
        reveal(self.box, shown=False)
        self._following = None
        self._panel.guarded(lambda _: done(job, future.result()), long=True)(None)

    def _shown(self) -> str:
        done, whole = (f"{size / MB:.1f}" for size in (self._reached.done, self._reached.whole))
        label = self._panel.say("progress", done=done, whole=whole) if self._reached.whole else self._panel.say("begun")
        return meter(self._reached.done, max(1, self._reached.whole), label)

    def _stop(self) -> None:
        self._reached.stopped = True


def _in_thread(job: Job, reached: _Reached) -> Future[Log]:
    """What the job reads, in a thread that does not keep a kernel from ending."""
    future: Future[Log] = Future()

    def run() -> None:
        try:
            future.set_result(job.run(reached.watch))
        except BaseException as error:  # noqa: BLE001  whatever it is, it is raised again where the result is asked for
            future.set_exception(error)

    Thread(target=run, name="casekit-load", daemon=True).start()
    return future
