"""In Chromium: what was masked is listed before the export, and shown again or hidden by one click."""

import pytest
from playwright.sync_api import expect

from tests.samples import ndjson

pytestmark = pytest.mark.browser


def test_the_analyst_sees_what_was_masked_and_shows_a_false_hit_again(notebook):
    notebook.paste(ndjson(note="x-amz-access-token: Atza|IwEBImadeup0123IwEBImadeup0123", BuyerName="Willa Testperson"))
    notebook.click("ck-export-look")
    rows = notebook.see(".ck-masked-rows")
    expect(rows).to_contain_text("[lwa_access_token#1] credential, stays masked:")
    expect(rows).to_contain_text("[buyer_name#1] personal data: log-slice.txt, lines 2, 3, 4, 5 ...")
    expect(notebook.see(".ck-masked-notes")).to_contain_text("ask for a new one")
    expect(notebook.see("button.ck-unmask:visible")).to_have_count(1)
    notebook.click("ck-unmask:visible")
    expect(rows).not_to_contain_text("buyer_name")
    expect(notebook.see(".ck-shown-rows")).to_contain_text("Willa Testperson")
    notebook.click("ck-remask:visible")
    expect(rows).to_contain_text("[buyer_name#1]")
    expect(notebook.see(".ck-shown-rows")).not_to_contain_text("Willa")
