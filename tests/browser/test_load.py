"""A load that takes long, and one that was read in the wrong form."""

import pytest
from playwright.sync_api import expect

from tests.browser.lab import KERNEL_WORK

pytestmark = pytest.mark.browser

CALL = """order {0} of shop {0:x} did not come
< HTTP/2 503
< date: Mon, 02 Nov 2026 08:{1:02}:{2:02} GMT
< x-amzn-requestid: {0:08x}-2222-4333-8444-555555555555
{{
  "errors": [{{"code": "InternalFailure", "message": "We had a fault.", "details": "{0:b}"}}]
}}
"""
TABLE = "time,operation,status\n2026-11-02T08:00:00Z,getOrders,503\n2026-11-02T08:00:01Z\n"


def open_long(notebook, calls):
    """Open a file of so many calls, each of several lines of text, which takes the longest to read."""
    path = notebook.folder / "long.log"
    path.write_text("".join(CALL.format(n, n // 60 % 60, n % 60) for n in range(calls)), encoding="utf-8")
    notebook.see(".ck-path input").fill(str(path))
    notebook.see(".ck-path input").blur()
    notebook.see("button.ck-load-open").click()


def test_a_long_load_shows_how_far_it_is_lets_the_analyst_type_and_stops(notebook):
    notebook.paste(TABLE)
    before = notebook.see(".ck-result").inner_text()
    open_long(notebook, 20_000)
    expect(notebook.see(".ck-progress progress")).to_be_visible()
    expect(notebook.see(".ck-progress")).to_contain_text("MB read", timeout=KERNEL_WORK)
    notebook.type("title", "Orders fail")
    drafts = [path.read_text(encoding="utf-8") for path in (notebook.folder / "drafts").glob("*.json")]
    assert any("Orders fail" in draft for draft in drafts)
    notebook.see("button.ck-load-stop").click()
    expect(notebook.see(".ck-load .ck-alert")).to_contain_text("Stopped before the end")
    expect(notebook.see(".ck-progress progress")).to_be_hidden()
    assert notebook.see(".ck-result").inner_text() == before


def test_a_long_load_ends_in_its_result(notebook):
    open_long(notebook, 1_500)
    expect(notebook.see(".ck-result")).to_contain_text("1,500 calls kept", timeout=KERNEL_WORK)
    expect(notebook.see(".ck-progress progress")).to_be_hidden()


def test_a_log_is_read_in_the_form_that_the_analyst_chooses(notebook):
    notebook.paste(TABLE)
    expect(notebook.see(".ck-result")).to_contain_text("1 not read")
    notebook.see(".ck-form select").select_option("Free text only")
    expect(notebook.see(".ck-result")).to_contain_text("0 not read")
    notebook.settle()
    expect(notebook.see(".ck-result")).to_contain_text("0 not read")
    notebook.see(".ck-form select").select_option(index=0)
    expect(notebook.see(".ck-result")).to_contain_text("1 not read")
