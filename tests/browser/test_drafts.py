"""Several cases of one log, and what becomes of a case after it was sent, in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.samples import ndjson

pytestmark = pytest.mark.browser


def test_two_accounts_become_two_drafts_and_one_is_followed_after_a_restart(fresh):
    fresh.paste(ndjson(calls=40) + ndjson(calls=40, sellerId="A2MADEUPSELLER"))
    fresh.click("ck-take-all")
    expect(fresh.field("seller-id")).to_have_value("A1MADEUPSELLER")
    expect(fresh.see(".ck-draft-open")).to_have_count(2)
    fresh.see(".ck-life-case-id input").fill("1234567890")
    fresh.see(".ck-life-state select").select_option("sent")
    fresh.see(".ck-life-answered input").fill("2026-03-02 09:40 UTC")
    fresh.settle()
    fresh.restart()
    expect(fresh.see(".ck-life-case-id input")).to_have_value("1234567890")
    fresh.paste(ndjson(failing=range(30, 40)))
    fresh.click("ck-follow_up-update")
    expect(fresh.see(".ck-follow-up-text")).to_contain_text("20 calls of getOrders succeeded")


def test_a_quick_report_asks_for_less_and_gives_back_what_was_typed(notebook):
    notebook.load_sample()
    notebook.type("goal", "the orders of one shop")
    notebook.see(".ck-mode select").select_option(index=1)
    expect(notebook.field("goal")).to_be_hidden()
    notebook.see(".ck-mode select").select_option(index=0)
    expect(notebook.field("goal")).to_have_value("the orders of one shop")
