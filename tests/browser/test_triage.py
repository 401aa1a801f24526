"""The analyst's way through the notebook, in a real browser."""

import json
import zipfile

import pytest
from playwright.sync_api import expect

from tests.browser.lab import Notebook, Notebook7, Voila
from tests.samples import ndjson, request_id

pytestmark = pytest.mark.browser

BETWEEN_PRESSES = 600  # milliseconds; a quicker one is taken for the second half of a double click
ANSWERS = {
    "question": "getOrders answers 403 Unauthorized. What must we change so that the call is authorized?",
    "goal": "Import the orders of one shop every hour; nothing has come in since the first refusal.",
    "nothing-tried": "the permissions look right, and we know no other place to look at",
    "reproduction": "The same call by hand in production gave the same 403.",
    "application-id": "amzn1.sp.solution.00000000-0000-4000-8000-000000000000",
}


def local_times():
    """The same calls, by a clock that does not say its zone."""
    return ndjson().replace('Z"', '"')


@pytest.mark.parametrize("fresh", [Notebook, Notebook7, Voila], indirect=True)
def test_twelve_actions_make_a_complete_exported_case_of_a_pasted_log(fresh):
    fresh.paste(ndjson())
    expect(fresh.see("img.ck-chart")).to_be_visible()
    assert "30" in fresh.see("img.ck-chart").get_attribute("alt")
    expect(fresh.see(".ck-problems")).to_contain_text("Mend:")
    for name, answer in ANSWERS.items():
        fresh.type(name, answer)
    fresh.choose("resource-exists", "no")
    expect(fresh.see(".ck-problems")).not_to_contain_text("Mend:")
    fresh.click("ck-export-export")
    expect(fresh.see(".ck-exported .ck-link")).to_be_visible()
    assert fresh.actions <= 12
    folder = next(path for path in (fresh.folder / "cases").iterdir() if path.is_dir())
    case = (folder / "case.md").read_text(encoding="utf-8")
    for answer in ANSWERS.values():
        assert answer in case
    assert request_id(59) in case
    assert "2026-03-02T09:30:00Z" in case
    with fresh.page.expect_download() as download:
        fresh.see(".ck-exported .ck-link").click()
    with zipfile.ZipFile(download.value.path()) as archive:
        assert archive.read("case.md").decode() == case


def test_an_upload_beyond_ten_megabytes_arrives_and_the_same_file_can_come_again(notebook):
    small = {"name": "export.ndjson", "mimeType": "text/plain", "buffer": ndjson().encode()}
    large = small | {"buffer": small["buffer"] + b" " * 11 * 2**20}
    for file in (small, small, large):
        notebook.paste("nothing to read here")
        expect(notebook.see(".ck-result")).to_contain_text("No API call was found")
        with notebook.page.expect_file_chooser() as chooser:
            notebook.click("ck-upload")
        chooser.value.set_files([file])
        expect(notebook.see(".ck-result-text")).to_contain_text("60 calls")


def test_a_time_without_zone_is_no_instant_until_a_zone_is_chosen(fresh):
    fresh.paste(local_times())
    expect(fresh.see(".ck-zone-box")).to_be_visible()
    expect(fresh.see("img.ck-chart")).to_have_count(0)
    expect(fresh.field("when")).to_have_value("")
    fresh.see(".ck-zone input").fill("Asia/Tokyo")
    fresh.click("ck-load-use-zone")
    expect(fresh.see("img.ck-chart")).to_be_visible()
    expect(fresh.field("when")).to_have_value("2026-03-02T00:30:00Z to 2026-03-02T00:59:00Z (UTC)")


def test_times_are_in_utc_whatever_the_zone_of_browser_and_server(notebook):
    notebook.paste(ndjson())
    expect(notebook.field("when")).to_have_value("2026-03-02T09:30:00Z to 2026-03-02T09:59:00Z (UTC)")
    expect(notebook.see(".ck-group").first).to_contain_text("2026-03-02 09:30 to 2026-03-02 09:59 (UTC)")
    expect(notebook.see(".ck-picks > *").first).to_contain_text("2026-03-02T09:")


def test_a_choice_keeps_the_focus_where_it_is(notebook):
    notebook.load_sample()
    box = notebook.see(".ck-group input[type=checkbox]").first
    box.focus()
    notebook.page.keyboard.press("Space")
    notebook.settle()
    expect(box).to_be_focused()
    expect(notebook.see(".ck-picks > *")).to_have_count(0)


def test_leaving_a_request_out_keeps_the_focus_in_the_list(notebook):
    notebook.load_sample()
    second = notebook.see("button.ck-drop").nth(1)
    second.focus()
    for _ in range(2):
        left_out = notebook.see(".ck-picks code").nth(1).inner_text()
        notebook.page.keyboard.press("Enter")
        expect(notebook.see(".ck-picks")).not_to_contain_text(left_out)
        expect(second).to_be_focused()
        notebook.page.wait_for_timeout(BETWEEN_PRESSES)


def test_a_double_click_leaves_out_one_request(notebook):
    notebook.load_sample()
    notebook.see("button.ck-drop").first.dblclick()
    notebook.settle()
    (draft,) = (notebook.folder / "drafts").glob("*.json")
    assert len(json.loads(draft.read_text(encoding="utf-8"))["dropped"]) == 1


def test_removing_an_attempt_keeps_the_focus_in_the_list(notebook):
    for _ in range(2):
        notebook.click("ck-describe-add-attempt")
    first = notebook.see("button.ck-remove-attempt").first
    first.focus()
    notebook.page.keyboard.press("Enter")
    expect(notebook.see(".ck-attempt")).to_have_count(1)
    expect(first).to_be_focused()
    notebook.page.wait_for_timeout(BETWEEN_PRESSES)
    notebook.page.keyboard.press("Enter")
    expect(notebook.see(".ck-attempt")).to_have_count(0)
    expect(notebook.see("button.ck-describe-add-attempt")).to_be_focused()


def test_another_group_and_other_requests_change_the_case(notebook):
    notebook.paste(ndjson() + ndjson(calls=10, failing=range(10), operation="getOrderItems", status=429))
    boxes = notebook.see(".ck-group input[type=checkbox]")
    expect(boxes).to_have_count(2)
    expect(notebook.field("operations")).to_have_value("getOrders")
    boxes.nth(1).check()
    notebook.settle()
    boxes.nth(0).uncheck()
    expect(notebook.field("operations")).to_have_value("getOrderItems")
    first = notebook.see(".ck-picks > * code").first.inner_text()
    notebook.click("ck-drop")
    expect(notebook.see(".ck-picks")).not_to_contain_text(first)
    notebook.see(".ck-candidate input").fill(first)
    notebook.click("ck-choose-pin")
    expect(notebook.see(".ck-picks")).to_contain_text(first)


def test_a_kernel_restart_and_a_reload_keep_what_was_typed(fresh):
    fresh.load_sample()
    fresh.type("question", ANSWERS["question"])
    fresh.click("ck-describe-add-attempt")
    fresh.see(".ck-attempt-what input").fill("a new token")
    fresh.see(".ck-attempt-what input").blur()
    fresh.save()
    fresh.page.reload()
    expect(fresh.field("question")).to_have_value(ANSWERS["question"])
    expect(fresh.see("img.ck-chart")).to_be_visible()
    fresh.wait_idle()
    fresh.restart()
    expect(fresh.field("question")).to_have_value(ANSWERS["question"])
    expect(fresh.see(".ck-attempt-what input")).to_have_value("a new token")


def test_a_new_load_leaves_typed_words_alone(notebook):
    notebook.paste(ndjson())
    expect(notebook.field("operations")).to_have_value("getOrders")
    notebook.type("title", "My own title")
    notebook.paste(ndjson(operation="getOrderItems"))
    expect(notebook.field("operations")).to_have_value("getOrderItems")
    expect(notebook.field("title")).to_have_value("My own title")


def test_a_problem_leads_to_its_field(notebook):
    notebook.load_sample()
    problem = notebook.see(".ck-problems > *").filter(has_text="There is no question")
    problem.get_by_role("button").click()
    expect(notebook.field("question")).to_be_focused()
    notebook.page.keyboard.type(ANSWERS["question"])
    expect(problem).to_have_count(0)


def test_the_language_changes_at_once_and_keeps_what_was_typed(notebook):
    notebook.load_sample()
    notebook.type("goal", ANSWERS["goal"])
    language = notebook.see(".ck-language select")
    language.focus()
    language.select_option("简体中文")
    expect(notebook.see(".ck-load h2")).to_contain_text("加载")
    expect(language).to_be_focused()
    expect(notebook.field("goal")).to_have_value(ANSWERS["goal"])
    expect(notebook.see("img.ck-chart")).to_be_visible()


def test_what_is_saved_holds_no_line_of_the_log(notebook):
    notebook.paste(ndjson())
    notebook.type("goal", ANSWERS["goal"])
    notebook.save()
    needle = "made-up-client/1.0"
    assert needle not in notebook.path.read_text(encoding="utf-8")
    draft = "".join(path.read_text(encoding="utf-8") for path in (notebook.folder / "drafts").glob("*.json"))
    assert needle not in draft
    assert json.dumps(ANSWERS["goal"], ensure_ascii=False) in draft


def test_from_and_to_narrow_everything_below(notebook):
    notebook.paste(ndjson())
    start, end = notebook.see(".ck-window input").nth(0), notebook.see(".ck-window input").nth(1)
    start.fill("2026-03-02T09:40:00Z")
    end.fill("2026-03-02T09:49:59Z")
    notebook.click("ck-see-apply")
    expect(notebook.see(".ck-group").first).to_contain_text("10 failed calls")
    expect(notebook.field("when")).to_have_value("2026-03-02T09:40:00Z to 2026-03-02T09:49:00Z (UTC)")
    start.fill("2026-03-02T09:40:00")
    notebook.click("ck-see-apply")
    expect(notebook.see(".ck-see [role=alert]")).to_contain_text("no zone")
    start.fill("")
    end.fill("")
    notebook.click("ck-see-apply")
    expect(notebook.see(".ck-group").first).to_contain_text("30 failed calls")


def test_a_proposed_case_is_taken_with_its_account_alone(notebook):
    notebook.paste(ndjson() + ndjson(sellerId="A2MADEUPSELLER"))
    expect(notebook.see("button.ck-take")).to_have_count(2)
    notebook.see("button.ck-take").nth(1).click()
    expect(notebook.field("seller-id")).to_have_value("A2MADEUPSELLER")
    expect(notebook.see(".ck-picks > *")).to_have_count(4)
