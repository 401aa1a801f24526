"""The case reads well: the question first, nothing twice, nothing empty, and a version for one screen."""

import json
import re

import pytest

from casekit.analysis import assign_groups
from casekit.case import Answer, Attempt, Draft, draft_case
from casekit.export import render_markdown, render_text
from casekit.export.bundle import build_contents
from casekit.export.form_text import render_form
from casekit.export.short import render_short
from casekit.reading import read_files, read_text
from casekit.redaction import find_secrets
from casekit.sample_logs import sample_path
from tests.samples import call, ndjson, request_id

QUESTION = "getOrders gives 403. What must we change?"


def typed(**answers):
    return Draft(answers=tuple((name, Answer(text, "typed")) for name, text in sorted(answers.items())))


@pytest.fixture
def case():
    return draft_case(read_text(ndjson()), draft=typed(question=QUESTION, goal="Import orders."))


def headings(text):
    return re.findall(r"^## (.*)$", text, re.MULTILINE)


def test_sections_come_in_the_order_in_which_support_reads(case):
    assert headings(render_markdown(case, attachments=("timeline.png",), chart="alt")) == [
        "Question",
        "Facts",
        "Errors over time (UTC)",
        "Representative requests",
        "Error messages, as in the log",
        "Scope and what was ruled out",
        "The nearest calls that succeeded",
        "What was tried",
        "Reproduction",
        "About the log",
        "Attachments",
    ]


def test_no_heading_stands_above_nothing(case):
    assert not re.search(r"## [^\n]*\n\n(?=## |\Z)", render_markdown(case))
    lone = render_markdown(draft_case(read_text("")))
    assert headings(lone) == ["Question", "Facts", "What was tried", "Reproduction", "About the log"]


def test_first_and_last_time_and_the_count_are_told_once_among_the_facts(case):
    facts = render_markdown(case).split("## Facts")[1].split("## Representative")[0]
    story = facts.split("|")[0]
    assert (case.evidence.first in story, case.evidence.last in story, "30 of 60" in story) == (True, True, True)
    assert not re.search(r"\| (When it occurred|Failed calls)", facts)


def test_a_description_of_one_s_own_does_not_take_the_figures_away():
    case = draft_case(read_text(ndjson()), draft=typed(what_happened="We call and are refused, since this morning."))
    text = render_markdown(case)
    assert f"| When it occurred (UTC) | {case.evidence.first} to {case.evidence.last} (UTC) |" in text
    assert "| Failed calls | 30 of 60 |" in text


def test_a_marketplace_shows_its_country_and_a_message_its_details():
    text = render_markdown(draft_case(read_files([sample_path("curl/expired-token.txt")])))
    assert "ATVPDKIKX0DER (US)" in text
    assert "Access to requested resource is denied.\nThe access token you provided has expired." in text


def test_a_column_that_no_row_fills_is_not_shown():
    text = render_markdown(draft_case(read_files([sample_path("text/planted-secrets.log")])))
    assert "| Request ID | Time (UTC) | Operation | Seller |" in text


def test_several_error_groups_are_listed_with_their_figures():
    records = [call(number, failed=True) for number in range(6)]
    for record in records[:2]:
        record |= {"status": 400, "errors": [{"code": "InvalidInput", "message": "Invalid Input"}]}
    log = read_text("\n".join(map(json.dumps, records)))
    text = render_markdown(draft_case(log, groups=assign_groups(log.events).unique()))
    assert re.search(r"\| 403 \| `Unauthorized` \| Access to requested resource is denied\. \| 4 \|", text)
    assert re.search(r"\| 400 \| `InvalidInput` \| Invalid Input \| 2 \|", text)


def test_the_notes_tell_names_conversion_and_what_was_masked():
    log = read_text(ndjson(timestamp="2026-03-02T11:30:00.000+01:00", buyerEmail="someone.made.up@example.com"))
    notes = render_markdown(draft_case(log)).split("## About the log")[1]
    assert "Request ID is x-amzn-RequestId" in notes
    assert "2026-03-02T11:30:00.000+01:00 in UTC is 2026-03-02T10:30:00Z" in notes
    assert " email (1)" in notes.replace("\\", "")


def test_an_operation_derived_from_the_path_is_said_to_be():
    record = "2026-03-02T10:00:00Z GET /orders/v0/orders status=403 x-amzn-RequestId=" + request_id(1)
    assert "derived from method and path" in render_markdown(draft_case(read_text(record)))
    assert "derived from method and path" not in render_markdown(draft_case(read_text(ndjson())))


def test_plain_text_says_the_same_and_puts_the_alt_text_for_the_picture(case):
    text = render_text(case, attachments=("timeline.png",), chart="Errors per minute: 30.")
    assert text.startswith("getOrders: 403 Unauthorized")
    assert text.index("QUESTION") < text.index("FACTS") < text.index("Errors per minute: 30.")
    assert f"Request ID: {case.evidence.picks[0].request_id}" in text
    assert "x-amz-access-token: $LWA_ACCESS_TOKEN" in text


def test_the_short_version_fits_one_screen_and_holds_what_support_asks_for_first(case):
    text = render_short(case)
    assert len(text.splitlines()) <= 25
    for wanted in (QUESTION, "A1MADEUPSELLER", "ATVPDKIKX0DER (US)", "getOrders", "still occurring", "30 of 60"):
        assert wanted in text
    for pick in case.evidence.picks:
        assert f"{pick.request_id} {pick.timestamp}" in text
    assert "not given" not in text


def test_the_short_version_names_what_was_tried_and_masks():
    tried = Attempt(when="2026-03-02 10:00 UTC", what="Asked someone.made.up@example.com", error="403")
    text = render_short(draft_case(read_text(ndjson()), draft=Draft(attempts=(tried,))))
    assert "What was tried: 2026-03-02 10:00 UTC Asked [email#1] 403" in text


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_the_form_s_fields_come_in_its_order_with_the_description_among_them(case, language):
    text = render_form(case, language, "The description.")
    assert re.findall(r"^F\d", text, re.MULTILINE) == ["F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8"]
    assert re.search(r"^F4 .*\nThe description\.$", text, re.MULTILINE)


def test_the_advice_to_write_no_case_is_not_sent_to_support():
    case = draft_case(read_files([sample_path("logfmt/over-plan.log")]))
    assert any("No case is needed" in reason for reason in case.evidence.quota)
    for language in ("en", "zh-CN"):
        text = render_markdown(case, language)
        assert "x-amzn-RateLimit-Limit" in text
        assert "No case is needed" not in text
        assert "无需提交" not in text


def test_the_words_for_the_chart_are_in_the_language_of_the_case():
    log = read_text(ndjson())
    alt = build_contents(draft_case(log), log, "zh-CN")["timeline.txt"].decode()
    assert "60 次调用中有 30 次错误" in alt
    assert "Peak" not in alt


def test_a_header_of_the_same_value_is_not_taken_for_the_log_s_name_of_a_field():
    record = call(1, failed=True)
    record = {"x-amzn-ErrorType": "Unauthorized", **record}
    assert "Error code is code" in render_markdown(draft_case(read_text(json.dumps(record))))


def test_a_damaged_text_is_masked_until_nothing_more_is_found():
    damaged = '{"caAtza|Atza|rdNumber":"4111111111111111"}'
    page = render_markdown(draft_case(read_text(ndjson()), draft=typed(goal=damaged)))
    assert "4111111111111111" not in page
    assert find_secrets(page) == ()
