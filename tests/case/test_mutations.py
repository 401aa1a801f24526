"""A complete, correct case has no problem; one fact out or wrong, and exactly its rule speaks."""

import pytest

from casekit.case.fields import fields
from casekit.wording import catalog
from tests.case.complete import CASES
from tests.case.mutations import PAIRS, fired, found


@pytest.mark.parametrize("case", CASES)
def test_a_complete_case_has_no_problem(case):
    assert CASES[case]().problems() == ()


@pytest.mark.parametrize(("case", "mutation"), PAIRS, ids=[f"{case}: {mutation.name}" for case, mutation in PAIRS])
def test_exactly_the_rule_of_the_changed_fact_speaks(case, mutation):
    assert found(case, mutation) == {(mutation.rule, mutation.field)}


def test_every_check_of_the_catalog_is_provoked_by_some_mutation():
    """A field of another issue type is missed by the rule that misses all."""
    checks = {tuple(key.split(".")[1:3]) for key in catalog("en") if key.startswith("check.")}
    provoked = set().union(*(fired(case, mutation) for case, mutation in PAIRS))
    assert checks == provoked | {(field.rule, "missing") for field in fields() if field.required}


def test_a_contradiction_shows_the_calls_that_contradict():
    (problem,) = CASES["refused"]().with_words("title", "09:30", "09:50").problems()
    assert problem.rows[0].startswith("orders.log, line 31: 2026-03-02T09:30:00Z getOrders 403 Unauthorized")
    assert len(problem.rows) <= 3


def test_good_calls_after_the_given_beginning_contradict_it():
    (problem,) = CASES["refused"]().with_words("title", "09:30", "09:20").problems()
    assert all("Unauthorized" not in row for row in problem.rows)


def test_a_mistyped_id_shows_the_call_that_was_meant():
    whole = CASES["refused"]()
    pick = whole.case.evidence.picks[0].request_id
    (problem,) = whole.with_words("what_happened", pick, f"{pick[:-1]}f").problems()
    assert any(pick in row for row in problem.rows)
