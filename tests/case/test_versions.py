"""What an older casekit saved is read in full; what a newer one saved is told and left alone."""

import json
from pathlib import Path

import pytest

from casekit.case import Answer, Attempt
from casekit.case.draft import dump_draft, parse_draft
from casekit.case.stored import dump_case, parse_case, revive
from casekit.errors import UnreadableInput
from casekit.export import render_markdown
from casekit.session import Session
from casekit.wording import LANGUAGES

OLD = Path(__file__).parent / "old"


def test_a_draft_of_version_1_loses_nothing():
    draft = parse_draft((OLD / "draft-1.json").read_bytes(), "draft-1.json")
    assert draft.typed("goal") == Answer("一个店铺的订单导入。", "typed")
    assert draft.typed("reproduction") == Answer("there is no test shop", "unavailable")
    assert draft.attempts == (
        Attempt("2026-03-02T09:45:00Z", "a new refresh token", judged="the next call was refused too"),
    )
    assert draft.choices.named == (("403-unauthorized-95eefc3e", "Refused"),)
    assert (draft.groups, draft.dropped) == (
        ("403-unauthorized-95eefc3e",),
        ("00000000-0000-4000-8000-000000000059",),
    )
    assert (draft.start, draft.bins, draft.local_zone, draft.language, draft.mask) == (
        "2026-03-02T09:00:00Z",
        "5min",
        "Asia/Tokyo",
        "zh-CN",
        ("a made-up name",),
    )


def test_a_case_of_version_1_loses_nothing():
    case = parse_case((OLD / "case-1.json").read_text(encoding="utf-8"))
    assert "自 2026-03-02T09:00:00Z 起" in case.answer("title").words("zh-CN")
    assert case.text("goal") == "一个店铺的订单导入。"
    assert case.evidence.errors == 39
    assert len(case.evidence.picks) == 4
    assert case.evidence.picks[0].timestamp.startswith("2026-03-02T09:")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_case_of_version_1_can_be_read_as_a_page(language):
    page = render_markdown(parse_case((OLD / "case-1.json").read_text(encoding="utf-8")), language)
    assert "00000000-0000-4000-8000-" in page


def test_a_sentence_that_is_not_said_any_more_is_read_as_its_english_text():
    old = {"text": "All of it failed.", "key": "scope.of_an_older_version", "facts": {"n": "3"}}
    assert revive([old]) == ["All of it failed."]


def test_what_is_saved_is_read_back_the_same():
    draft = parse_draft((OLD / "draft-1.json").read_bytes(), "draft-1.json")
    case = parse_case((OLD / "case-1.json").read_text(encoding="utf-8"))
    assert parse_draft(dump_draft(draft), "") == draft
    assert parse_case(dump_case(case)) == case


def test_the_old_only_draft_of_a_folder_is_taken_over(tmp_path):
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "current.json").write_bytes((OLD / "draft-1.json").read_bytes())
    session = Session(tmp_path)
    assert session.case.text("goal") == "一个店铺的订单导入。"
    session.type("title", "Refused")
    assert [each.name for each in session.drafts] == ["current"]
    assert Session(tmp_path).draft == session.draft


def test_a_draft_of_a_newer_casekit_is_told_and_not_touched(tmp_path):
    path = tmp_path / "drafts" / "draft-1.json"
    path.parent.mkdir()
    text = json.dumps({"version": 99, "answers": "in a form of the future"})
    path.write_text(text, encoding="utf-8")
    session = Session(tmp_path)
    assert "newer casekit (version 99" in session.note
    session.type("goal", "orders")
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("text", ["{ not json", "[]", "{}", '{"version": "2"}', '{"version": 2}', '{"version": 0}'])
def test_what_is_no_draft_or_case_is_refused_in_words(text):
    with pytest.raises(UnreadableInput):
        parse_draft(text.encode(), "a.json")
    with pytest.raises(UnreadableInput):
        parse_case(text)
