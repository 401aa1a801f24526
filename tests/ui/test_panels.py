"""The panels without a browser: what they show, and that no error stays unseen."""

import json
from datetime import UTC, datetime

import ipywidgets as widgets
import pytest

from casekit import limits
from casekit.case import Attempt
from casekit.errors import CasekitError
from casekit.session import Session
from casekit.ui import Triage
from casekit.ui.build import HIDDEN
from casekit.ui.panel import Panel
from casekit.wording import say
from tests.loads import load, take_zone
from tests.pictures import png
from tests.samples import ndjson


@pytest.fixture
def app(tmp_path):
    return Triage(Session(tmp_path))


@pytest.fixture
def loaded(app):
    load(app.session, ndjson())
    return app


def walk(widget):
    yield widget
    for each in getattr(widget, "children", ()):
        yield from walk(each)


def find(box, name):
    return next(each for each in walk(box) if name in each._dom_classes)


def shown(box):
    return "".join(each.value for each in walk(box) if isinstance(each, widgets.HTML))


def field_box(app, name):
    """The box of a form field: its input, where the value comes from, and the ways out."""
    boxes = (each for each in walk(app.describe) if "ck-field" in each._dom_classes)
    return next(each for each in boxes if any(f"ck-field-{name}" in part._dom_classes for part in walk(each)))


def panels(app):
    return app.load, app.see, app.choose, app.describe, app.check, app.export, app.follow_up


def test_an_empty_page_shows_no_error(app):
    assert not any("ck-alert" in shown(panel) for panel in panels(app))


def test_a_loaded_page_shows_no_error(loaded):
    assert not any("ck-alert" in shown(panel) for panel in panels(loaded))
    assert "<img" in shown(loaded.see)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (CasekitError("The file <x> is empty.", "Choose another."), "The file &lt;x&gt; is empty. Choose another."),
        (KeyError("a secret of the log"), "KeyError"),
    ],
)
def test_an_error_in_a_callback_is_seen_and_quotes_nothing_unsafe(tmp_path, error, words):
    panel = Panel(Session(tmp_path), "load", 1)

    def fail(_):
        raise error

    panel.guarded(fail)(None)
    assert 'role="alert"' in panel.alert.value
    assert words in panel.alert.value
    assert "a secret of the log" not in panel.alert.value
    panel.guarded(lambda _: None)(None)
    assert panel.alert.value == ""


def test_a_click_without_a_log_says_what_to_do(app):
    find(app.export, "ck-export-export").click()
    assert "No log is loaded yet." in shown(app.export)


def test_what_the_log_knows_is_marked_and_typed_words_are_not(loaded):
    row = field_box(loaded, "operations")
    field = find(row, "ck-field-operations")
    assert field.value == "getOrders"
    assert "from the log" in shown(row)
    field.value = "getOrderItems"
    assert loaded.session.case.text("operations") == "getOrderItems"
    assert "from the log" not in shown(row)


def test_a_reason_stands_for_an_answer(loaded):
    row = field_box(loaded, "goal")
    away = next(each for each in walk(row) if isinstance(each, widgets.Checkbox))
    away.value = True
    find(row, "ck-reason").value = "a test shop"
    assert loaded.session.case.answer("goal").origin == "unavailable"
    assert loaded.session.case.answer("goal").text == "a test shop"


def test_a_field_shows_only_where_the_issue_type_has_it_and_keeps_what_was_typed(loaded):
    def shows(name):
        return HIDDEN not in field_box(loaded, name)._dom_classes

    find(field_box(loaded, "goal"), "ck-field-goal").value = "orders every hour"
    assert shows("resource-exists")
    assert not shows("wish")
    find(field_box(loaded, "issue-type"), "ck-field-issue-type").value = "Feature request"
    assert shows("wish")
    assert not shows("goal")
    assert "orders every hour" not in loaded.session.leaving.preview
    find(field_box(loaded, "issue-type"), "ck-field-issue-type").value = "API errors"
    assert find(field_box(loaded, "goal"), "ck-field-goal").value == "orders every hour"


def test_the_proposed_cases_become_drafts_in_one_click(loaded):
    assert HIDDEN in find(loaded.choose, "ck-take-all")._dom_classes
    load(loaded.session, ndjson() + ndjson(sellerId="A2MADEUPSELLER"))
    find(loaded.choose, "ck-take-all").click()
    assert "A2MADEUPSELLER" in shown(loaded.head)
    assert find(field_box(loaded, "seller-id"), "ck-field-seller-id").value == "A1MADEUPSELLER"


def test_after_sending_the_case_id_is_noted_and_an_update_is_written_from_a_newer_log(loaded):
    find(loaded.follow_up, "ck-life-case-id").value = "1234567890"
    find(loaded.follow_up, "ck-life-state").value = "sent"
    assert "1234567890" in shown(loaded.head)
    find(loaded.follow_up, "ck-life-answered").value = "2026-03-02 09:40 UTC"
    load(loaded.session, ndjson(failing=range(30, 40)))
    find(loaded.follow_up, "ck-follow_up-update").click()
    assert "20 calls of getOrders succeeded" in find(loaded.follow_up, "ck-follow-up-text").value
    loaded.session.type("goal", "orders")
    assert find(loaded.follow_up, "ck-follow-up-text").value == ""


def test_beside_an_attempt_stands_how_often_calls_failed_before_and_after_it(loaded):
    find(loaded.describe, "ck-describe-add-attempt").click()
    find(loaded.describe, "ck-attempt-what").value = "a new token"
    assert "2026-03-02 10:15 UTC" in find(loaded.describe, "ck-rates").value
    find(loaded.describe, "ck-attempt-when").value = "2026-03-02 09:45 UTC"
    assert "15 of 45 calls (33.3 %)" in find(loaded.describe, "ck-rates").value
    assert "14 of 14 calls (100 %)" in find(loaded.describe, "ck-rates").value


def test_a_quick_report_hides_what_it_leaves_out_and_says_so(loaded):
    find(loaded.describe, "ck-mode").value = "quick"
    assert HIDDEN in field_box(loaded, "goal")._dom_classes
    assert say("en", "field.goal.label") in shown(find(loaded.describe, "ck-describe"))
    assert find(loaded.describe, "ck-describe-add-attempt") is not None


def test_a_known_value_is_added_by_its_name_without_losing_the_others(loaded):
    find(loaded.describe, "ck-add-marketplaces").value = "Germany (A1PA6795UKMFR9)"
    assert loaded.session.case.items("marketplaces") == ("ATVPDKIKX0DER", "A1PA6795UKMFR9")
    assert find(loaded.describe, "ck-add-marketplaces").value == ""


def test_problems_are_drawn_anew_only_when_they_change(loaded):
    rows = find(loaded.check, "ck-problems").children
    loaded.session.type("log_notes", "nothing was changed")
    assert find(loaded.check, "ck-problems").children == rows
    loaded.session.type("goal", "Import the orders of one shop; nothing comes in.")
    assert len(find(loaded.check, "ck-problems").children) == len(rows) - 1


def test_a_better_wording_comes_with_one_click_and_goes_with_one_more(loaded):
    question = find(field_box(loaded, "question"), "ck-field-question")
    offer, button = find(loaded.check, "ck-offer"), find(loaded.check, "ck-check-use")
    assert HIDDEN in offer._dom_classes
    question.value = "Why does getOrders fail with 403 Unauthorized?"
    assert "What must we change so that getOrders" in shown(offer)
    button.click()
    assert question.value.startswith("What must we change so that getOrders no longer answers 403 Unauthorized")
    assert loaded.session.case.answer("question").origin == "typed"
    button.click()
    assert question.value == "Why does getOrders fail with 403 Unauthorized?"
    question.value = "Which role does getOrders need, so that it no longer answers 403 Unauthorized?"
    assert HIDDEN in offer._dom_classes


def test_a_double_click_leaves_out_one_request_and_removes_one_attempt(loaded, monkeypatch):
    monkeypatch.setattr("casekit.ui.double_click.HALVES", 60)  # however slow the machine
    before = [each.request_id for each in loaded.session.case.evidence.picks]
    button = find(loaded.choose, "ck-drop")
    for _ in range(2):
        button.click()
    assert loaded.session.draft.dropped == (before[0],)
    loaded.session.change(attempts=tuple(Attempt(what=each) for each in "abc"))
    button = find(loaded.describe, "ck-remove-attempt")
    for _ in range(2):
        button.click()
    assert [each.what for each in loaded.session.draft.attempts] == ["b", "c"]
    monkeypatch.setattr("casekit.ui.double_click.HALVES", -1)
    button.click()
    assert [find(each, "ck-attempt-what").value for each in find(loaded.describe, "ck-attempts").children] == ["c"]


def test_typing_makes_no_new_widgets(loaded):
    loaded.session.type("title", "a")
    before = len(widgets.widget._instances)
    for letter in "bcdefgh":
        loaded.session.type("title", letter)
    after = len(widgets.widget._instances)
    assert after == before


def test_files_of_the_data_folder_are_offered_and_found(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "export.ndjson").write_text(ndjson(), encoding="utf-8")
    (tmp_path / "notebooks").mkdir()
    app = Triage(Session(tmp_path / "notebooks"))
    path = find(app.load, "ck-path")
    assert path.options == ("data/export.ndjson",)
    path.value = "data/export.ndjson"
    find(app.load, "ck-load-open").click()
    assert len(app.session.log.events) == 60


def test_drafts_are_listed_opened_copied_deleted_and_restored_by_buttons(loaded):
    loaded.session.type("title", "the old case")
    loaded.session.change(attempts=(Attempt(what="a new token"),))
    find(loaded.head, "ck-draft-new").click()
    assert loaded.session.draft.answers == ()
    assert "a new token" not in [each.value for each in walk(loaded.describe) if isinstance(each, widgets.Text)]
    find(loaded.head, "ck-draft-name").value = "the new case"
    assert "the new case" in find(loaded.head, "ck-draft-name").placeholder
    find(loaded.head, "ck-draft-open").click()
    assert loaded.session.case.text("title") == "the old case"
    assert "a new token" in [each.value for each in walk(loaded.describe) if isinstance(each, widgets.Text)]
    find(loaded.head, "ck-draft-copy").click()
    find(loaded.head, "ck-draft-delete").click()
    assert "the old case" in shown(loaded.head)
    find(loaded.head, "ck-draft-restore").click()
    assert len(loaded.session.drafts) == 3


def test_what_befell_a_draft_is_told_at_once(loaded, tmp_path):
    loaded.session.type("title", "shared")
    Session(tmp_path).type("title", "from elsewhere")
    loaded.session.type("title", "typed here")
    assert 'role="status"' in find(loaded.head, "ck-drafts-note").value


def test_opening_a_draft_of_another_language_draws_the_page_in_it(loaded):
    loaded.session.type("title", "first")
    find(loaded.head, "ck-draft-copy").click()
    loaded.session.change(language="zh-CN")
    find(loaded.head, "ck-draft-new").click()
    find(loaded.head, "ck-draft-open").click()
    assert say("en", "ui.export.heading") in shown(loaded.export)


def test_a_change_of_the_language_keeps_what_was_pasted_and_not_read_yet(app):
    find(app.load, "ck-paste").value = ndjson()
    app.language.value = "zh-CN"
    assert find(app.load, "ck-paste").value == ndjson()


def test_every_heading_is_numbered_in_the_order_of_the_work(app):
    names = ("load", "see", "choose", "describe", "check", "export", "follow_up")
    for number, (name, panel) in enumerate(zip(names, panels(app), strict=True), 1):
        assert f"{number}.</span>{say('en', f'ui.{name}.heading')}" in shown(panel)


def test_screenshots_are_added_listed_and_taken_off_and_others_are_refused_in_words(loaded):
    upload = find(loaded.export, "ck-screenshots")
    upload.value = [uploaded("My screen.png", png())]
    (name,) = loaded.session.draft.screenshots
    assert name in shown(loaded.export)
    assert "look at each" in shown(loaded.export)
    upload.value = [uploaded("a.gif", b"GIF89a")]
    assert "no PNG or JPEG" in shown(loaded.export)
    find(loaded.export, "ck-screenshot-remove").click()
    assert loaded.session.draft.screenshots == ()


def uploaded(name, data):
    when = datetime(2026, 3, 2, tzinfo=UTC)
    return {"name": name, "type": "", "size": len(data), "content": memoryview(data), "last_modified": when}


def test_the_preview_offers_each_form_of_the_text_with_its_length(loaded):
    find(loaded.export, "ck-export-look").click()
    page = shown(loaded.export)
    for name, words in loaded.session.leaving.texts.items():
        assert say("en", f"ui.export.copy_{name}") in page
        assert f"{len(words):,} characters" in page


def test_an_export_tells_the_size_of_its_zip_and_whose_limit_it_is(loaded):
    find(loaded.export, "ck-export-export").click()
    assert "of 10 MB, the kit&#x27;s own default for one zip" in shown(loaded.export)


def test_a_client_picked_from_the_list_brings_its_recipe_and_where_it_is_from(app):
    load(app.session, '{"errors":[{"code":"QuotaExceeded","message":"You exceeded your quota."}]}')
    assert "Catch RequestException" not in shown(app.load)
    find(app.load, "ck-client").value = "Guzzle"
    assert "Catch RequestException" in shown(app.load)
    assert "https://docs.guzzlephp.org" in shown(app.load)
    assert 'Request ID</td><td class="ck-figure">0</td><td class="ck-figure">0%' in shown(app.load)


def test_an_encoding_that_was_guessed_wrong_is_set_right_on_the_page(app):
    words = "판매자 계정에 권한이 없습니다"
    error = {"code": "Unauthorized", "message": words}
    line = json.dumps({"operation": "getOrders", "status": 403, "errors": [error]}, ensure_ascii=False)
    find(app.load, "ck-upload").value = [uploaded("export.ndjson", line.encode("euc-kr"))]
    assert "a guess; choose another encoding" in shown(app.load)
    assert words not in set(app.session.log.events["error_message"])
    encoding = find(app.load, "ck-encoding")
    assert HIDDEN not in encoding._dom_classes
    encoding.value = "euc-kr"
    assert set(app.session.log.events["error_message"]) == {words}
    assert "a guess" not in shown(app.load)
    load(app.session, ndjson())
    assert HIDDEN in encoding._dom_classes


def test_the_page_tells_the_limits_of_reading_and_of_an_export(app):
    for name in ("PASTE", "UPLOAD", "FILE", "INFLATED"):
        assert f">{getattr(limits, name + '_LIMIT') // 1_000_000:,}</td>" in shown(app.load)
    for name in ("MEMBER", "LINES", "SCAN", "DEPTH", "SUCCESS"):
        assert f">{getattr(limits, name + '_LIMIT'):,}</td>" in shown(app.load)
    for name in ("PICK", "MESSAGE", "CELL", "ERRORS", "CALLS"):
        assert f">{getattr(limits, name + '_LIMIT'):,}</td>" in shown(app.export)


def test_a_log_read_in_a_chosen_form_stays_in_it_when_the_zone_is_chosen(app):
    load(app.session, "time,operation,status\n2026-11-02 08:00:00,getOrders,503\nx\n")
    find(app.load, "ck-form").value = "text"
    take_zone(app.session, "Asia/Tokyo")
    assert app.session.job.forms == ("text",)
    assert app.session.log.zone == "Asia/Tokyo"
    assert app.session.log.rejects.empty
