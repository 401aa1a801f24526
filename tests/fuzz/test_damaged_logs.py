"""Damaged logs through the whole way. `CASEKIT_FUZZ=5000 python -m pytest tests/fuzz` goes on for longer."""

import os
import re

import pytest

from casekit.case import draft_case
from casekit.errors import CasekitError
from casekit.export import render_markdown
from casekit.reading import read_text
from casekit.redaction import redact
from tests.fuzz.mutate import damaged

ROUNDS = int(os.environ.get("CASEKIT_FUZZ", "60"))


def bare(text: str) -> str:
    """The letters, digits and hyphens that a person would see."""
    return re.sub(r"[^\w-]", "", text.replace("\x1b[31m", ""))


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_a_damaged_log_is_read_and_told_without_a_crash(seed):
    text = damaged(seed)
    log = read_text(text)
    assert log.ledger.adds_up
    ids = log.events["request_id"].dropna()
    assert all(bare(each) in bare(text) for each in ids), "an ID that is not in the log"
    try:
        case = draft_case(log)
    except CasekitError:
        return
    page = render_markdown(case)
    assert not redact(page).found, "the case still holds what must be masked"


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_redacting_a_damaged_log_twice_changes_nothing_more(seed):
    clean = redact(damaged(seed)).text
    assert redact(clean).text == clean
