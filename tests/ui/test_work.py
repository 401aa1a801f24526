"""A load in a thread: the page stays alive, the result is applied once, and stopping changes nothing."""

import asyncio
import time

import pytest

from casekit.errors import UnreadableInput
from casekit.reading import Job, read_text
from casekit.session import Session
from casekit.ui import work
from casekit.ui.build import HIDDEN
from casekit.ui.panel import Panel
from tests.loads import load
from tests.samples import ndjson

BODY = '{"errors":[{"code":"QuotaExceeded","message":"You exceeded your quota."}]}'


@pytest.fixture
def panel(tmp_path, monkeypatch):
    monkeypatch.setattr(work, "QUICK", 0.01)
    monkeypatch.setattr(work, "TICK", 0.01)
    session = Session(tmp_path)
    load(session, ndjson())
    return Panel(session, "load")


def slow(*, zone=None, forms=None, watch=None):
    for done in range(20):
        watch(done, 20)
        time.sleep(0.01)
    return read_text(BODY, zone, forms=forms)


def follow(panel, *actions):
    """Start a slow load in a loop as the kernel's, then do each action in it, and wait for the end."""

    async def run():
        work_ = work.Work(panel)
        work_.start(Job(slow), panel.session.take_log)
        for action in actions:
            await asyncio.sleep(0.02)
            action(work_)
        await work_._following
        return work_

    return asyncio.run(run())


def test_the_page_lives_while_a_log_is_read_and_the_result_comes_at_the_end(panel):
    seen = []
    done = follow(panel, lambda each: seen.append((HIDDEN not in each.box._dom_classes, "progress" in each._bar.value)))
    assert seen == [(True, True)]
    assert HIDDEN in done.box._dom_classes
    assert list(panel.session.log.events["error_code"]) == ["QuotaExceeded"]


def test_stopping_says_so_and_leaves_the_log_as_it_was(panel):
    before = panel.session.log
    follow(panel, lambda each: each._stop())
    assert panel.session.log is before
    assert "Stopped before the end" in panel.alert.value


def test_a_second_load_meanwhile_is_refused(panel):
    follow(panel, lambda each: each.start(Job(slow), panel.session.take_log))
    assert list(panel.session.log.events["error_code"]) == ["QuotaExceeded"]


def test_an_error_in_the_thread_is_seen(panel):
    def fail(**_):
        raise UnreadableInput("The file is no text.", "Give a log.")

    with pytest.raises(UnreadableInput):
        work.Work(panel).start(Job(fail), panel.session.take_log)
