"""The generator of the reading benchmark tells the truth: what the exact path reads of its logs is what it says."""

import runpy
from pathlib import Path

import pytest

from casekit.reading import read_files
from casekit.reading.frame import is_failed

LARGE_LOGS = runpy.run_path(str(Path(__file__).parents[2] / "benchmarks" / "large_logs.py"))


@pytest.mark.parametrize("form", ["ndjson", "text", "csv", "access"])
def test_the_truth_of_a_made_up_log_is_what_is_read_of_it(form, tmp_path):
    truth = LARGE_LOGS["write"](form, 400, tmp_path / "a.log")
    log = read_files([tmp_path / "a.log"])
    failed = log.events[is_failed(log.events)]
    found = zip(
        failed["timestamp"], failed["request_id"], failed["status"], failed["error_code"].fillna(""), strict=True
    )
    assert list(found) == truth.failed
    assert (len(log.events) - len(failed), log.ledger.lines) == (truth.good, truth.lines)
