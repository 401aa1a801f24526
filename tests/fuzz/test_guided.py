"""Inputs sought by what they reach in the code. `CASEKIT_FUZZ=5000 python -m pytest tests/fuzz` goes on for longer."""

import os

import pytest

from tests.fuzz.guided import search
from tests.fuzz.targets import TARGETS

ROUNDS = int(os.environ.get("CASEKIT_FUZZ", "50"))


@pytest.mark.parametrize("name", TARGETS)
def test_no_input_breaks_a_promise_and_the_search_finds_its_way(name):
    assert search(TARGETS[name], ROUNDS, seed=ROUNDS) > 5
