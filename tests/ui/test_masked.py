"""The list of what was masked: by rule and place, never by value; a false hit comes back with one click."""

import html

import pytest

from casekit.errors import CasekitError
from casekit.session import Session
from casekit.session.masks import unmask
from casekit.ui import Triage
from casekit.ui.build import HIDDEN
from tests.loads import load
from tests.samples import ndjson
from tests.ui.test_panels import find, shown, walk

TOKEN = "Atza|" + "IwEBImadeup0123" * 4
NAME = "Willa Testperson"


@pytest.fixture
def app(tmp_path):
    app = Triage(Session(tmp_path))
    load(app.session, ndjson(note=f"x-amz-access-token: {TOKEN}", BuyerName=NAME))
    app.session.type("what_happened", f"{NAME} wrote that it fails")
    find(app.export, "ck-export-look").click()
    return app


def rows(app, name="ck-masked-rows"):
    lines = find(app.export, name).children
    return {html.unescape(shown(line)): next(each for each in walk(line) if hasattr(each, "click")) for line in lines}


def row(app, placeholder):
    return next((each for each in rows(app).items() if placeholder in each[0]), (None, None))


def test_each_placeholder_is_listed_with_its_files_and_lines_and_never_with_its_value(app):
    said, _ = row(app, "[buyer_name#1]")
    assert "case.md, line" in said
    assert "log-slice.txt, lines 2, 3, 4, 5 ..." in said
    assert NAME not in "".join(rows(app))
    assert TOKEN not in shown(app.export)


def test_one_click_shows_a_false_hit_and_one_more_masks_it_again(app):
    row(app, "[buyer_name#1]")[1].click()
    assert row(app, "buyer_name") == (None, None)
    assert f"{NAME} wrote" in app.session.leaving.preview
    assert NAME in next(iter(rows(app, "ck-shown-rows")))
    next(iter(rows(app, "ck-shown-rows").values())).click()
    assert NAME not in app.session.leaving.preview
    assert row(app, "[buyer_name#1]")[0]


def test_a_false_hit_stays_shown_after_a_restart(app, tmp_path):
    row(app, "[buyer_name#1]")[1].click()
    assert Session(tmp_path).draft.unmask == (NAME,)


def test_what_only_the_log_knows_as_a_name_is_masked_in_the_text_to_copy(app):
    assert NAME not in app.session.leaving.preview


def test_a_credential_has_no_button_cannot_be_shown_and_must_be_changed(app):
    assert HIDDEN in row(app, "[lwa_access_token#1]")[1]._dom_classes
    with pytest.raises(CasekitError):
        unmask(app.session, "[lwa_access_token#1]")
    assert "ask for a new one" in shown(app.export)


def test_what_to_change_and_what_looks_odd_are_said_in_the_language_of_the_page(app):
    app.session.type("goal", "to see 12345678901234")
    app._speak("zh-CN")
    find(app.export, "ck-export-look").click()
    notes = shown(find(app.export, "ck-masked-notes"))
    assert "请获取新令牌" in notes
    assert "一长串数字" in notes
    assert "ask for a new one" not in notes


def test_the_list_is_gone_when_the_case_has_changed(app):
    app.session.type("goal", "another word")
    assert rows(app) == {}
