"""Inputs sought by what they reach in the code. `CASEKIT_FUZZ=5000 python -m pytest tests/fuzz` goes on for longer.

Each search is a process of its own: what other tests left in caches would change what is new to it, and so its inputs.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz.targets import TARGETS

ROUNDS = int(os.environ.get("CASEKIT_FUZZ", "50"))
SEARCH = """
import sys
from tests.fuzz.guided import search
from tests.fuzz.targets import TARGETS
name, rounds = sys.argv[1], int(sys.argv[2])
print(search(TARGETS[name], rounds, seed=rounds))
"""


@pytest.mark.parametrize("name", TARGETS)
def test_no_input_breaks_a_promise_and_the_search_finds_its_way(name):
    ran = subprocess.run(
        [sys.executable, "-c", SEARCH, name, str(ROUNDS)],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONHASHSEED": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert int(ran.stdout) > 5


@pytest.mark.parametrize(
    "data",
    [
        b"a\n\nb\n\nc\n\nd\n\n<BuyerName>H\xc3\xa5ko",  # an element that the log's end cut off
        b"/doc?Signature=gC",  # the rest of a secret, with the query glued to it
        b"/a cookie: s",
        b"2e8dd9x-api-key: madeUp81sfVWUn7P88QF0urVzA",  # a key glued to a number
        b"access_token=\x1b[35mAt",  # a colour that the page writes out
    ],
)
def test_what_a_search_once_found_stays_mended(data):
    for check in TARGETS.values():
        check(data)
