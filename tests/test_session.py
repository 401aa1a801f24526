"""What the app remembers, without a notebook."""

import json
import os
import stat
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from casekit.case import Answer, Attempt, Draft, drafts
from casekit.case.drafts import keep_draft, list_drafts, new_draft
from casekit.errors import CasekitError
from casekit.files import write_atomic
from casekit.sample_logs import sample_path
from casekit.session import Session
from casekit.session.pictures import add_screenshot, remove_screenshot
from casekit.session.regroup import merge_groups, name_group, reset_groups, split_group
from casekit.session.shelf import begin_draft, copy_draft, delete_draft, open_draft, restore_draft
from tests.loads import load, load_files, take_zone
from tests.pictures import png
from tests.samples import ndjson

NOW = datetime(2026, 3, 3, tzinfo=UTC)


def open_session(folder):
    return Session(folder, clock=lambda: NOW)


@pytest.fixture
def session(tmp_path):
    session = open_session(tmp_path)
    load(session, ndjson())
    return session


def test_what_was_typed_comes_back_after_a_restart(session, tmp_path):
    session.type("question", "What must we change?")
    session.change(attempts=(Attempt(what="a new token"),))
    again = open_session(tmp_path)
    assert again.draft == session.draft
    assert again.case.text("question") == "What must we change?"


def test_typed_words_stand_above_the_log_and_survive_a_new_load(session):
    assert session.case.answer("operations").origin == "log"
    session.type("operations", "getOrderItems")
    load(session, ndjson(operation="getOrders"))
    assert session.case.answer("operations") == Answer("getOrderItems", "typed")
    session.untouch("operations")
    assert session.case.text("operations") == "getOrders"


def test_emptying_a_prefilled_field_is_respected(session):
    session.type("seller_id", "")
    assert not session.case.answer("seller_id").given


def test_a_load_that_fails_leaves_everything_as_it_was(session, tmp_path):
    before, draft = session.log, session.draft
    with pytest.raises(CasekitError) as caught:
        load_files(session, [tmp_path / "absent.log"])
    assert caught.value.next_step
    assert (session.log, session.draft) == (before, draft)


def test_an_unknown_zone_changes_nothing_and_says_so(session):
    with pytest.raises(CasekitError):
        take_zone(session, "Mars/Olympus")
    assert session.draft.zone == ""


def test_dropped_picks_are_replaced_and_pinned_ones_stay(session):
    first = session.case.evidence.picks[0].request_id
    session.drop(first)
    assert first not in [pick.request_id for pick in session.case.evidence.picks]
    session.pin(first)
    assert first in [pick.request_id for pick in session.case.evidence.picks]


def test_choosing_no_group_gives_a_case_without_evidence(session):
    session.choose_groups([])
    assert session.case.evidence.picks == ()
    assert "G11" in [problem.id for problem in session.problems]


def test_a_damaged_draft_is_told_and_not_touched(tmp_path):
    path = tmp_path / "drafts" / "current.json"
    path.parent.mkdir(parents=True)
    path.write_text("{ not json", encoding="utf-8")
    session = open_session(tmp_path)
    assert "current.json is not a draft" in session.note
    session.type("goal", "orders")
    assert path.read_text(encoding="utf-8") == "{ not json"
    assert session.opened.path != path


def test_the_draft_holds_no_line_of_the_log_and_is_the_owners_alone(session):
    session.type("goal", "orders")
    text = session.opened.path.read_text(encoding="utf-8")
    assert session.case.evidence.picks[0].request_id not in text
    assert json.loads(text)["answers"]
    assert stat.S_IMODE(session.opened.path.stat().st_mode) == 0o600


def test_a_slow_listener_is_called_after_all_others(session):
    heard = []
    session.listen(lambda _: heard.append("chart"), last=True)
    session.listen(lambda _: heard.append("list"))
    session.type("title", "changed")
    assert heard == ["list", "chart"]


def test_listeners_hear_what_changed(session):
    heard = []
    session.listen(heard.append)
    session.type("goal", "orders")
    session.choose_groups(session.chosen)
    load(session, ndjson())
    assert heard == ["words", "choice", "log"]


def test_a_new_draft_leaves_the_one_before_in_its_file(session):
    session.type("goal", "orders")
    session.change(language="zh-CN")
    first = session.opened.path.stem
    begin_draft(session)
    assert not session.case.answer("goal").given
    assert session.draft.language == "zh-CN"
    session.type("goal", "feeds")
    open_draft(session, first)
    assert session.case.text("goal") == "orders"
    assert [each.draft.typed("goal").text for each in session.drafts] == ["orders", "feeds"]


def test_the_draft_opened_last_is_taken_up_after_a_restart(session, tmp_path):
    session.type("goal", "orders")
    begin_draft(session)
    session.type("goal", "feeds")
    os.utime(session.opened.path, (0, 0))
    assert open_session(tmp_path).case.text("goal") == "orders"


def test_a_copy_goes_its_own_way(session):
    session.type("goal", "orders")
    first = session.opened.path.stem
    copy_draft(session, first)
    session.type("goal", "feeds")
    assert {each.name: each.draft.typed("goal").text for each in session.drafts} == {
        first: "orders",
        "draft-2": "feeds",
    }


def test_a_deleted_draft_comes_back_from_the_bin_and_the_one_changed_last_goes_on(session):
    session.type("goal", "orders")
    first = session.opened.path.stem
    begin_draft(session)
    session.type("goal", "feeds")
    delete_draft(session, session.opened.path.stem)
    assert session.case.text("goal") == "orders"
    assert [each.name for each in session.drafts] == [first]
    (gone,) = session.deleted_drafts
    restore_draft(session, gone.name)
    assert session.case.text("goal") == "feeds"
    assert session.deleted_drafts == ()


def test_two_notebooks_never_overwrite_each_other(session, tmp_path):
    session.type("goal", "shared")
    other = open_session(tmp_path)
    other.type("goal", "typed in the other notebook")
    session.type("goal", "typed here")
    assert other.opened.path.stem in session.note
    assert session.opened.path.stem in session.note
    session.type("title", "here too")
    other.type("title", "there too")
    assert [each.draft.typed("goal").text for each in session.drafts] == ["typed in the other notebook", "typed here"]
    assert other.note == ""


def test_of_saves_in_the_same_instant_none_is_overwritten(tmp_path, monkeypatch):
    opened = keep_draft(new_draft(tmp_path), Draft(name="shared"))
    monkeypatch.setattr(drafts, "write_atomic", lambda *given: (time.sleep(0.02), write_atomic(*given)))
    with ThreadPoolExecutor(6) as pool:
        kept = list(pool.map(lambda number: keep_draft(opened, Draft(name=str(number))), range(6)))
    assert len({each.path for each in kept}) == 6
    assert sorted(each.draft.name for each in list_drafts(tmp_path)) == list("012345")


def test_opening_a_draft_in_another_zone_reads_the_times_of_the_log_in_that_zone(tmp_path):
    session = open_session(tmp_path)
    load(session, ndjson().replace('Z"', '"'))
    session.type("goal", "orders")
    begin_draft(session)
    take_zone(session, "Asia/Tokyo")
    assert session.case.evidence.first == "2026-03-02T00:30:00Z"
    open_draft(session, "draft-1")
    assert session.case.evidence.first == ""


def test_export_and_preview_need_no_widget(session):
    session.type("question", "getOrders answers 403. What must we change?")
    bundle = session.export()
    assert (bundle.folder / "case.md").exists()
    assert "What must we change?" in session.leaving.preview


def test_a_proposed_case_holds_its_account_alone(tmp_path):
    session = open_session(tmp_path)
    load(session, ndjson() + ndjson(sellerId="A2MADEUPSELLER", marketplaceId="A1F83G8C2ARO7P"))
    first, second = session.view.proposals
    assert {first.seller, second.seller} == {"A1MADEUPSELLER", "A2MADEUPSELLER"}
    session.take(second)
    assert session.case.text("seller_id") == second.seller
    assert {pick.seller_id for pick in session.case.evidence.picks} == {second.seller}
    for name in session.export().files:
        (path,) = (tmp_path / "cases").glob(f"*/{name}")
        assert first.seller.encode() not in path.read_bytes(), name


def test_groups_merged_named_or_parted_by_the_analyst_stay_so_after_a_restart(session, tmp_path):
    worded = ndjson(failing=range(60), errors=[{"code": "Unauthorized", "message": "The token is too old."}])
    load(session, ndjson() + worded)
    first, second = session.view.groups["key"]
    merge_groups(session, [first, second])
    name_group(session, first, "Refused, whatever the words")
    again = open_session(tmp_path)
    load(again, ndjson() + worded)
    assert list(again.view.groups["title"]) == ["Refused, whatever the words"]
    assert again.case.evidence.errors == 90
    assert again.export().files
    reset_groups(again)
    assert set(again.view.groups["key"]) == {first, second}
    parts = list(again.view.groups["count"])
    split_group(again, first, "token")
    assert list(again.view.groups["count"]) == parts  # every row of that group holds the word: it only gets another key
    assert first not in set(again.view.groups["key"])


def test_from_and_to_narrow_all_that_follows_and_the_case_says_so(session):
    session.narrow("2026-03-02T09:40:00Z", "2026-03-02T09:49:59Z")
    assert session.case.evidence.errors == 10
    assert session.case.evidence.first == "2026-03-02T09:40:00Z"
    assert any("Only the calls from" in note for note in session.case.evidence.log_notes)
    assert "10 of" in session.leaving.preview.replace(",", "")
    with pytest.raises(CasekitError):
        session.narrow("2026-03-02T09:40:00", "")
    load(session, ndjson())
    assert session.case.evidence.errors == 30


def test_a_newer_log_is_compared_with_the_one_before(session):
    assert session.view.changes.empty
    load(session, ndjson(failing=()))
    assert list(session.view.changes["change"]) == ["gone"]


def test_the_picks_say_what_a_dropped_one_leaves_uncovered(session):
    load(session, ndjson() + ndjson(calls=1, failing=[0], marketplaceId="A1F83G8C2ARO7P"))
    session.change(pick_count=5)
    (rare,) = [pick for pick in session.case.evidence.picks if pick.marketplace_id == "A1F83G8C2ARO7P"]
    session.drop(rare.request_id)
    assert any("A1F83G8C2ARO7P" in note for note in session.case.evidence.pick_notes)


def test_the_sample_that_exceeds_its_plan_is_said_to_need_no_case(session):
    load_files(session, [sample_path("logfmt/over-plan.log")])
    assert "G13" in [problem.id for problem in session.problems]
    assert all(proposal.no_case for proposal in session.view.proposals)


def test_a_screenshot_is_kept_with_the_drafts_cleaned_and_goes_with_the_case(session):
    add_screenshot(session, "My screen.png", png((b"tEXt", b"Author\0Made Up")))
    add_screenshot(session, "My screen.png", png())
    (name,) = session.draft.screenshots
    assert (session.screenshots_folder / name).read_bytes() == png()
    assert f"screenshots/{name}" in session.export().files
    remove_screenshot(session, name)
    assert not [each for each in session.export().files if each.startswith("screenshots/")]


def test_a_screenshot_that_is_gone_is_named_before_anything_is_written(session):
    add_screenshot(session, "screen.png", png())
    (name,) = session.draft.screenshots
    (session.screenshots_folder / name).unlink()
    with pytest.raises(CasekitError, match=name):
        session.export()


def test_the_case_can_be_pasted_whole_plain_or_short(session):
    texts = session.leaving.texts
    assert list(texts) == ["markdown", "plain", "short"]
    assert len(texts["short"]) < len(texts["plain"]) / 2
