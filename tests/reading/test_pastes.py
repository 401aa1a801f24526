"""What people paste, all made up: `pastes.txt` holds the texts, `pastes.csv` a row per call that is in them.

An empty cell must stay empty; `?` leaves a cell open where more than one reading is right.
"""

import csv
from itertools import groupby
from pathlib import Path

import pandas as pd
import pytest

from casekit.reading import read_text

HERE = Path(__file__).parent


def read_pastes():
    parts = (HERE / "pastes.txt").read_text(encoding="utf-8").split("%%% ")[1:]
    return {name: text.removesuffix("\n") for name, text in (part.split("\n", 1) for part in parts)}


def read_truth():
    with (HERE / "pastes.csv").open(encoding="utf-8", newline="") as file:
        rows = groupby(csv.DictReader(file), key=lambda row: row["paste"])
        return {name: [row for row in group if any(list(row.values())[1:])] for name, group in rows}


PASTES, TRUTH = read_pastes(), read_truth()


def is_same(field, want, got):
    if want == "?" or pd.isna(got):
        return want in ("", "?")
    if field == "timestamp":
        return bool(want) and abs((pd.Timestamp(want) - got).total_seconds()) < 2
    if field == "timestamp_wall":
        return bool(want) and got.startswith(want)
    if field == "error_message":
        return bool(want) and want in got
    return want == str(got)


def test_every_paste_has_its_truth():
    assert PASTES.keys() == TRUTH.keys()


@pytest.mark.parametrize("name", PASTES)
def test_a_paste_gives_what_is_in_it_and_nothing_else(name):
    log = read_text(PASTES[name])
    assert log.ledger.adds_up
    assert len(log.events) == len(TRUTH[name])
    for (_, event), truth in zip(log.events.iterrows(), TRUTH[name], strict=True):
        wrong = {field: event[field] for field, want in truth.items() if field != "paste" and not is_same(field, want, event[field])}  # fmt: skip # noqa: E501
        assert not wrong
