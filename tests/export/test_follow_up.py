"""After sending: figures of a newer log since the reply, in a comment and in the note that closes the case."""

import pytest

from casekit.case.draft import dump_draft, parse_draft
from casekit.case.model import Life
from casekit.errors import CasekitError
from casekit.session import Session
from casekit.session.sent import set_life, write_closing, write_update
from casekit.session.shelf import copy_draft
from casekit.wording import LANGUAGES
from tests.loads import load
from tests.samples import ndjson, request_id

REPLY = "2026-03-02T09:40:00Z"


@pytest.fixture
def session(tmp_path):
    session = Session(tmp_path)
    load(session, ndjson(calls=40))
    set_life(session, Life("sent", "1234567890", "2026-03-02 09:39 UTC"))
    return session


def answer(session, text, answered=REPLY, resolution=""):
    load(session, text)
    life = session.draft.life
    set_life(session, Life("answered", life.case_id, life.sent, answered, resolution, life.figures))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_update_counts_since_the_reply_and_names_new_request_ids_only(session, language):
    session.change(language=language)
    answer(session, ndjson())
    text = write_update(session)
    assert "1234567890" in text
    assert f"{REPLY}" in text
    rows = [line for line in text.split("\n") if line.startswith("|")]
    assert any("| 10 | 40 |" in row for row in rows)
    assert any("| 20 | 20 |" in row for row in rows)
    assert request_id(59) in text
    assert request_id(39) not in text


def test_no_failure_since_the_reply_is_told_with_the_calls_that_succeeded(session):
    answer(session, ndjson(failing=range(30, 40)))
    assert "No call has failed as before; 20 calls of getOrders succeeded." in write_update(session)


def test_a_log_without_calls_since_the_reply_says_nothing_either_way(session):
    answer(session, ndjson(calls=40))
    assert "nothing can be said yet" in write_update(session)


def test_without_a_zone_no_since_is_claimed(session):
    answer(session, ndjson(), answered="2026-03-02 09:40")
    set_life(session, Life("answered", answered="2026-03-02 09:40", figures=session.draft.life.figures))
    text = write_update(session)
    assert "In the newer log" in text
    assert "| 30 | 60 |" in text


def test_a_new_problem_is_not_taken_for_the_old_one(session):
    answer(session, ndjson(operation="getOrderItems"))
    assert "failed as before" not in write_update(session)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_closing_note_holds_what_solved_it_and_the_figures_before_and_after(session, language):
    session.change(language=language)
    answer(session, ndjson(failing=range(30, 40)), resolution="We renewed the authorization of the shop.")
    text = write_closing(session)
    assert "We renewed the authorization of the shop." in text
    assert "| 10 | 40 |" in text
    assert "| 0 | 20 |" in text


def test_a_closing_note_does_not_call_a_problem_solved_that_goes_on(session):
    answer(session, ndjson(), resolution="a new token")
    text = write_closing(session)
    assert not [word for word in ("Please close", "Closing case", "What solved it") if word in text]
    assert "not solved for us yet" in text


def test_what_was_sent_survives_a_restart_and_a_newer_log(session, tmp_path):
    figures = session.draft.life.figures
    assert (figures.errors, figures.calls, figures.operations) == (10, 40, ("getOrders",))
    again = Session(tmp_path)
    load(again, ndjson())
    assert again.draft.life.figures == figures
    assert parse_draft(dump_draft(again.draft), "") == again.draft
    set_life(again, Life("draft"))
    assert again.draft.life.figures is None


def test_nothing_personal_and_nothing_of_another_account_leaves_in_a_follow_up(session):
    other = ndjson(failing=range(60), sellerId="A2MADEUPSELLER")
    secret = "Atza|" + "IwEBImadeup" * 6
    answer(session, ndjson() + other, resolution=f"shop A2MADEUPSELLER: token {secret}, mail ada.made.up@example.org")
    for text in (write_update(session), write_closing(session)):
        assert "A2MADEUPSELLER" not in text
        assert secret not in text
        assert "ada.made.up" not in text
        assert "| 20 | 20 |" in text


def test_a_follow_up_without_a_log_says_what_to_do(tmp_path):
    with pytest.raises(CasekitError):
        write_update(Session(tmp_path))


def test_a_copy_of_a_sent_case_is_a_draft_again(session):
    copy_draft(session, session.opened.path.stem)
    assert session.draft.life == Life()
