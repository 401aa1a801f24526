"""A page made of few messages: what the kernel sends beyond a thousand that wait is dropped without a word."""

import asyncio

import comm
import pytest
from comm.base_comm import BaseComm

from casekit.session import Session
from casekit.ui import Triage
from tests.loads import load
from tests.samples import ndjson

WAITING = 1000  # ZeroMQ's default; the kernel keeps to it


@pytest.fixture
def sent(monkeypatch):
    """Every message that widgets send, by its kind."""
    kinds = []

    class Counted(BaseComm):
        def publish_msg(self, msg_type, **_):
            kinds.append(msg_type)

    monkeypatch.setattr(comm, "create_comm", Counted)
    return kinds


def test_a_page_opens_with_all_its_panels_also_where_no_message_is_passed_on_meanwhile(tmp_path, sent):
    app = Triage(Session(tmp_path))
    app.show("load", "see")
    assert 0 < len(sent) < WAITING
    del sent[:]
    load(app.session, ndjson())
    assert 0 < len(sent) < WAITING


def test_a_change_of_the_language_sends_little_at_once_also_with_many_groups(tmp_path, sent, monkeypatch):
    monkeypatch.setattr("casekit.ui.panel.CALM", 0.01)
    app = Triage(Session(tmp_path))
    load(app.session, "".join(ndjson(calls=2, failing=range(2), status=each) for each in range(400, 430)))
    del sent[:]

    async def speak():
        app._speak("zh-CN")
        assert 0 < len(sent) < WAITING
        assert "comm_close" not in sent
        await asyncio.sleep(0.1)

    asyncio.run(speak())
    assert "comm_close" in sent
