"""A case of one account holds that account's rows only, in every file of its bundle."""

from dataclasses import replace

import pytest

from casekit.case import Answer, Draft, draft_case
from casekit.errors import SecretLeft
from casekit.export.bundle import build_contents
from casekit.reading import read_text
from tests.samples import MARKETPLACE, SELLER, ndjson

OTHER = "A2MADEUPSELLER"


def calls_of_the_other(failing):
    text = ndjson(60, failing)
    return text.replace("00000000-0000-4000-8000", "11111111-0000-4000-8000").replace(SELLER, OTHER)


OTHERS = calls_of_the_other(range(50, 60))
GOOD = ndjson() + calls_of_the_other(())


@pytest.fixture
def log():
    """Both accounts call in turn, and both are refused with the same error."""
    pairs = zip(ndjson().splitlines(), OTHERS.splitlines(), strict=True)
    return read_text("".join(f"{mine}\n{theirs}\n" for mine, theirs in pairs))


def test_no_file_of_an_account_s_case_holds_another_s_ids(log):
    contents = build_contents(draft_case(log, draft=Draft(seller=SELLER)), log)
    for name, data in contents.items():
        assert OTHER.encode() not in data, name
        assert b"11111111-0000-4000-8000" not in data, name
    assert b"30 of 60" in contents["case.md"]


def test_the_figures_of_an_account_s_case_count_its_own_calls_only(log):
    evidence = draft_case(log, draft=Draft(seller=OTHER)).evidence
    assert (evidence.seller, evidence.errors, evidence.requests) == (OTHER, 10, 60)
    assert [group.count for group in evidence.groups] == [10]


def test_an_account_is_told_by_its_calls_though_nobody_chose_it():
    log = read_text(GOOD)
    case = draft_case(log)
    assert case.evidence.seller == SELLER
    assert OTHER.encode() not in b"".join(build_contents(case, log).values())


def test_another_account_s_id_is_hidden_where_the_analyst_typed_it(log):
    typed = Answer(f"getOrders gives 403 for {SELLER} but not for {OTHER}. What to change?", "typed")
    contents = build_contents(draft_case(log, draft=Draft(seller=SELLER, answers=(("question", typed),))), log)
    assert "but not for \\[hidden#1\\]" in contents["case.md"].decode()


def test_another_account_s_request_id_in_the_text_stops_the_export(log):
    theirs = log.events.loc[log.events["seller_id"].eq(OTHER), "request_id"].iloc[0]
    typed = Answer(f"Why does {theirs} work?", "typed")
    with pytest.raises(SecretLeft, match=r"case\.(json|md|txt) holds an ID of another account"):
        build_contents(draft_case(log, draft=Draft(seller=SELLER, answers=(("goal", typed),))), log)


def test_a_case_of_several_accounts_shows_both(log):
    contents = build_contents(draft_case(log), log)
    assert OTHER.encode() in contents["errors.csv"]


def test_a_marketplace_is_no_account(log):
    case = draft_case(log, draft=Draft(seller=SELLER))
    assert MARKETPLACE in build_contents(replace(case), log)["case.md"].decode()


def test_the_scope_does_not_call_another_account_free_of_an_error_that_it_has_too(log):
    text = build_contents(draft_case(log, draft=Draft(seller=OTHER)), log)["case.md"].decode()
    assert "The same error occurs in 30 calls outside this account" in text
    assert "1 other seller" not in text
    assert "no other seller" not in text


def test_an_account_that_has_not_the_error_still_counts_as_ruled_out():
    log = read_text(GOOD)
    assert b"1 other seller made 60 calls" in build_contents(draft_case(log), log)["case.md"]
