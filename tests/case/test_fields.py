"""Which fields a case has, by its issue type and mode."""

from dataclasses import replace

import pytest

from casekit.case import Answer, Case, Draft, draft_case
from casekit.case.checks import check_case
from casekit.case.fields import MODES, fields, find_field, left_out, needed_fields, shown_fields
from casekit.export import render_markdown
from casekit.reading import read_text
from casekit.wording import LANGUAGES, say
from tests.samples import SELLER, ndjson

ISSUES = find_field("issue_type").choices
REASON = Answer("the customer did not tell", "unavailable")


def make_draft(issue_type, mode="full", answers=()):
    return Draft(answers=(("issue_type", Answer(issue_type, "typed")), *answers), mode=mode)


@pytest.mark.parametrize("field", fields(), ids=lambda each: each.name)
def test_a_field_is_needed_only_where_it_is_shown_and_has_words_in_every_language(field):
    for issue_type in ISSUES:
        assert field.is_shown(issue_type) or not field.is_needed(issue_type)
    for language in LANGUAGES:
        assert field.label(language)
        assert field.help(language)
        if field.required:
            assert say(language, f"check.{field.rule}.missing.next")
        if field.kind == "choice" and len(field.choices) < 12:
            assert all(say(language, f"choice.{each}") for each in field.choices)


@pytest.mark.parametrize("issue_type", ISSUES)
@pytest.mark.parametrize("mode", MODES)
def test_a_reason_stands_for_any_answer_of_any_issue_type_and_blank_does_not(issue_type, mode):
    blank = draft_case(read_text("nothing to read"), draft=make_draft(issue_type, mode))
    needed = {field.name for field in needed_fields(blank)} - {"issue_type"}
    found = {problem.field for problem in check_case(blank)}
    assert needed <= found
    reasons = tuple((name, REASON) for name in (*needed, "nothing_tried"))
    given = draft_case(read_text("nothing to read"), draft=make_draft(issue_type, mode, reasons))
    assert not {problem.field for problem in check_case(given)} & {*needed, "nothing_tried"}


def test_a_feature_request_asks_for_the_wish_and_its_use_and_goes_to_the_form_as_a_general_inquiry():
    names = {field.name for field in shown_fields("Feature request")}
    assert {"wish", "use_case", "workaround"} <= names
    assert not names & {"question", "when", "state", "resource_exists", "nothing_tried"}
    typed = (("wish", Answer("Let getOrders filter by warehouse.", "typed")),)
    case = draft_case(read_text("nothing"), draft=make_draft("Feature request", answers=typed))
    assert case.text("wish") in render_markdown(case)
    assert "General inquiry" in render_markdown(case)


def test_a_wish_is_not_called_what_the_log_shows():
    log = read_text(ndjson())
    case = draft_case(log, draft=make_draft("Feature request"))
    assert not case.answer("title").given
    assert "403" not in render_markdown(case)
    assert case.text("seller_id") == SELLER
    (key,) = (group.key for group in draft_case(log).evidence.groups)
    assert "403" in render_markdown(draft_case(log, [key], make_draft("Feature request")))


def test_only_an_error_asks_whether_the_resource_still_exists():
    asked = {issue_type for issue_type in ISSUES if find_field("resource_exists").is_shown(issue_type)}
    assert asked == {"API errors"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_quick_report_needs_less_and_the_case_says_what_it_leaves_out(language):
    log = read_text(ndjson())
    full = draft_case(log, draft=make_draft("API errors"))
    quick = draft_case(log, draft=make_draft("API errors", "quick"))
    left = left_out(quick)
    assert {field.name for field in left} >= {"goal", "reproduction", "environment", "resource_exists"}
    assert not left_out(full)
    page = render_markdown(quick, language)
    assert all(field.label(language) in page for field in left)
    assert not {problem.field for problem in check_case(quick)} & {"nothing_tried", *(field.name for field in left)}
    assert quick.evidence == full.evidence


def test_what_was_typed_into_a_hidden_field_stays_in_the_draft_and_out_of_the_case():
    draft = make_draft("API errors", "quick", (("goal", Answer("orders every hour", "typed")),))
    log = read_text(ndjson())
    assert "orders every hour" not in render_markdown(draft_case(log, draft=draft))
    assert "orders every hour" in render_markdown(draft_case(log, draft=replace(draft, mode="full")))


def test_an_unknown_issue_type_is_asked_like_an_error():
    assert needed_fields(Case()) == needed_fields(Case((("issue_type", Answer("API errors")),)))
