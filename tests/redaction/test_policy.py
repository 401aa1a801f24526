"""The policy names every rule, and every credential has advice."""

import re
from pathlib import Path

import pytest

from casekit.facts import read_table
from casekit.redaction import advice, policy, redact

ROOM = Path(__file__).parents[2] / "casekit" / "redaction"
CODE_RULE = re.compile(r'"([a-z]+(?:_[a-z]+)*)", (?:CREDENTIAL|PERSONAL|CHOSEN|_is|_always|_strongest)')


def test_every_rule_is_in_the_policy_once():
    named = [rule for row in policy() for rule in row.rules]
    tables = {row["rule"] for name in ("redaction_tokens", "redaction_keys") for row in read_table(name)}
    regions = {row["rule"] for row in read_table("redaction_keys") if row["kind"] in ("region", "keep")}
    code = {rule for module in ROOM.glob("*.py") for rule in CODE_RULE.findall(module.read_text())}
    assert sorted(named) == sorted(set(named))
    assert (tables - regions) | code <= set(named) | {""}


def test_decisions_and_reasons_are_filled():
    assert {row.decision for row in policy()} == {"keep", "mask", "ask"}
    assert all(row.what and row.why for row in policy())


def test_a_found_credential_says_what_to_do():
    found = redact("client_secret=amzn1.oa2-cs.v1.00112233445566778899 mail a@example.org").found
    assert len(advice(found)) == 1
    assert "Rotate it at once" in advice(found)[0]
    assert "请立即轮换" in advice(found)[0].words("zh-CN")


def test_what_looks_odd_is_said_in_the_language_of_the_page():
    (doubt,) = redact("ref 12345678901234 stays").suspicious
    assert doubt.reason == "a run of digits"
    assert doubt.reason.words("zh-CN") == "一长串数字"


@pytest.mark.parametrize("row", read_table("redaction_tokens"), ids=lambda row: row["rule"])
def test_each_token_shape_finds_its_example_and_leaves_its_counterexample(row):
    assert row["example"] not in redact(f"x {row['example']} y").text
    assert redact(f"x {row['counterexample']} y").text == f"x {row['counterexample']} y"


def test_tables_have_unique_rows():
    for name, key in (
        ("redaction_keys", ("word", "kind")),
        ("redaction_common", ("word",)),
        ("redaction_cues", ("cue",)),
    ):
        keys = [
            tuple(row[each] == "region" if each == "kind" else row[each] for each in key) for row in read_table(name)
        ]
        assert len(keys) == len(set(keys)), name


def test_the_page_for_people_has_the_policy_as_it_is():
    page = (Path(__file__).parents[2] / "docs" / "redaction.md").read_text(encoding="utf-8")
    for row in policy():
        assert f"| {row.what} | {row.decision} | {row.why} |" in page
