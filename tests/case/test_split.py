"""The proposed cases as drafts: one problem and one account each, and each names the others."""

import pytest

from casekit.case import Attempt
from casekit.case.model import Life
from casekit.export import render_markdown, verify_bundle
from casekit.session import Session
from casekit.session.sent import set_life
from casekit.session.shelf import open_draft, split_into_drafts
from casekit.wording import LANGUAGES
from tests.loads import load
from tests.samples import ndjson

FIRST, SECOND = "A1MADEUPSELLER", "A2MADEUPSELLER"


@pytest.fixture
def session(tmp_path):
    session = Session(tmp_path)
    load(session, ndjson() + ndjson(failing=range(20), sellerId=SECOND, marketplaceId="A1F83G8C2ARO7P"))
    session.type("application_id", "amzn1.sp.solution.00000000-0000-4000-8000-000000000000")
    session.type("goal", "the orders of the first shop")
    session.change(attempts=(Attempt(what="a new token for the first shop"),))
    split_into_drafts(session)
    return session


def test_each_proposed_case_becomes_a_draft_and_the_one_before_stays(session):
    assert [each.name for each in session.drafts] == ["draft-1", "draft-2", "draft-3"]
    assert [each.draft.seller for each in session.drafts] == ["", FIRST, SECOND]
    assert session.opened.path.stem == "draft-2"
    assert "2" in session.note


def test_what_holds_for_the_caller_is_taken_over_and_what_is_of_one_problem_is_not(session):
    for each in session.drafts[1:]:
        assert each.draft.typed("application_id")
        assert not each.draft.typed("goal")
        assert each.draft.attempts == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_file_of_a_draft_holds_its_own_account_alone(session, language):
    for each in session.drafts[1:]:
        open_draft(session, each.name)
        session.change(language=language)
        other = {FIRST: SECOND, SECOND: FIRST}[each.draft.seller]
        bundle = session.export()
        assert session.case.evidence.errors == {FIRST: 30, SECOND: 20}[each.draft.seller]
        for path in bundle.folder.rglob("*"):
            assert path.is_dir() or other.encode() not in path.read_bytes(), path.name


def test_each_case_names_the_others_with_their_ids_once_they_are_sent(session):
    assert "getOrders: 403 Unauthorized (another account)" in render_markdown(session.case).replace("`", "")
    open_draft(session, "draft-3")
    set_life(session, Life("sent", "1234567890", "2026-03-03T10:00:00Z"))
    open_draft(session, "draft-2")
    assert "1234567890" in session.leaving.preview


def test_a_group_that_several_apis_share_is_cut_so_that_each_draft_holds_its_own_part(tmp_path):
    session = Session(tmp_path)
    url = "https://sellingpartnerapi-na.amazon.com/catalog/2022-04-01/items"
    catalog = ndjson(failing=range(45, 60), operation="searchCatalogItems", url=url)
    load(session, ndjson(failing=range(10)) + catalog.replace("00000000-0000", "00000000-0001"))
    assert len(session.view.groups) == 1
    split_into_drafts(session)
    for each, (errors, others) in zip(session.drafts[1:], ((15, 10), (10, 15)), strict=True):
        open_draft(session, each.name)
        assert session.case.evidence.errors == errors
        assert any(f"occurs in {others} calls of other APIs" in text for text in session.case.evidence.scope)
        assert verify_bundle(session.export(), session.log).faults == ()
        assert Session(tmp_path).draft == session.draft
    session.choose_groups(session.chosen)
    assert session.case.evidence.errors == 25


def test_an_account_that_another_log_does_not_hold_gets_no_rows_of_others(session):
    load(session, ndjson(sellerId=SECOND))
    assert session.draft.seller == FIRST
    assert session.case.evidence.errors == 0


def test_calls_without_an_account_are_those_of_the_only_one_of_the_log(tmp_path):
    session = Session(tmp_path)
    load(session, ndjson(calls=20, failing=range(20)).replace('"sellerId"', '"unnamed"') + ndjson())
    session.take(session.view.proposals[0])
    assert session.draft.seller == FIRST
    assert session.case.evidence.errors == 50
