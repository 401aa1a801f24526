"""How far the reading is, and stopping it."""

import pytest

from casekit.errors import Cancelled
from casekit.reading import read_bytes, read_text
from tests.samples import ndjson

TEXT = "".join(f"2026-03-02T09:00:00Z ERROR getOrders status=503 count={n}\n" for n in range(1500))


@pytest.mark.parametrize("text", [ndjson(calls=1500), TEXT], ids=["rows", "free text"])
def test_a_watcher_is_told_rising_shares_up_to_the_whole(text):
    seen = []
    read_text(text, watch=lambda done, whole: seen.append((done, whole)))
    assert len(seen) > 5
    assert seen == sorted(seen)
    assert seen[-1] == (len(text), len(text))


def test_several_inputs_count_as_one_whole():
    seen = []
    half = ndjson(calls=600).encode()
    read_bytes([("a.log", half), ("b.log", half)], watch=lambda done, whole: seen.append((done, whole)))
    assert {whole for _, whole in seen} == {2 * len(half)}
    assert (len(half), 2 * len(half)) in seen
    assert seen == sorted(seen)


def test_a_watcher_can_stop_the_reading():
    def stop(done, whole):
        if done > whole / 4:
            raise Cancelled

    with pytest.raises(Cancelled, match="Stopped"):
        read_text(TEXT, watch=stop)
