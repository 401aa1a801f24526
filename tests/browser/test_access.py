"""What keeps people out of a page: faults that axe-core knows, and places that keys do not reach."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.samples import ndjson

pytestmark = pytest.mark.browser

NUMBER_STOPS = """() => {
  const stops = 'button, input, select, textarea, summary, a[href], [tabindex="0"]';
  const seen = [...document.querySelectorAll('.ck-app')].flatMap(app => [...app.querySelectorAll(stops)])
    .filter(each => each.checkVisibility() && !each.disabled);
  seen.forEach((each, index) => { each.dataset.stop = index; });
  seen[0].focus();
  return seen.length;
}"""
STOP = """() => {
  const here = document.activeElement, look = getComputedStyle(here);
  const shown = look.outlineStyle === 'solid' && parseFloat(look.outlineWidth) >= 2;
  return [Number(here.dataset.stop ?? -1), shown];
}"""
ONLY_BY_MOUSE = """[...document.querySelectorAll('.ck-app *')]
  .filter(each => each.checkVisibility() && getComputedStyle(each).cursor === 'pointer')
  .filter(each => !each.closest('button, input, select, summary, a[href], label, [tabindex="0"]'))
  .map(each => each.outerHTML.slice(0, 100))"""
CUT = """() => {
  const page = document.querySelector('.ck-app').closest('.jp-WindowedPanel-outer');
  const right = page.getBoundingClientRect().left + page.clientWidth;
  return [...document.querySelectorAll('.ck-app *')].filter(each => each.checkVisibility()).filter(each => {
    const look = getComputedStyle(each), scrolls = each.matches('input, textarea, .ck-scroll, pre');
    const beyond = !each.parentElement.closest('.ck-scroll') && each.getBoundingClientRect().right > right;
    const wide = look.overflowX !== 'visible' && each.scrollWidth > each.clientWidth + 1 && !scrolls;
    const high = look.overflowY === 'hidden' && each.scrollHeight > each.clientHeight + 1 && !scrolls;
    return beyond || wide || high;
  }).map(each => each.outerHTML.slice(0, 100));
}"""
LONG = "W" * 300
NARROW = 1024, 640  # a small window, and one of 1280 at twice the size
THEMES = "JupyterLab Light", "JupyterLab Dark", "JupyterLab Dark High Contrast"
OURS = {"include": [[".ck-app"]]}  # JupyterLab itself is not ours to mend


def faults(notebook):
    found = Axe().run(notebook.page, OURS).response["violations"]
    return [(each["id"], each["help"], *(node["html"][:200] for node in each["nodes"][:5])) for each in found]


def fill(notebook):
    """Every kind of widget and text that the page can show, all at once."""
    notebook.paste(ndjson() + "not a line of any log\n" + ndjson(calls=10, operation="getOrderItems", status=429))
    notebook.type("question", "What must we change?")
    notebook.click("ck-describe-add-attempt")
    notebook.see(".ck-field:has(.ck-field-goal) input[type=checkbox]").check()
    notebook.click("ck-export-look")
    notebook.page.evaluate("document.querySelectorAll('.ck-app details').forEach(each => { each.open = true; })")
    notebook.settle()


def test_axe_finds_nothing_in_any_theme(notebook):
    assert faults(notebook) == []
    fill(notebook)
    for theme in THEMES:
        notebook.use_theme(theme)
        assert faults(notebook) == [], theme


def walk(notebook, key, presses):
    """Where the key leads from here, with whether that can be seen; JupyterLab's own places left out."""
    places = [notebook.page.evaluate(STOP)]
    for _ in range(presses):
        notebook.page.keyboard.press(key)
        places.append(notebook.page.evaluate(STOP))
    return [(number, shown) for number, shown in places if number >= 0]


def test_keys_reach_everything_in_the_order_of_the_page_and_show_where_they_are(notebook):
    fill(notebook)
    stops = notebook.page.evaluate(NUMBER_STOPS)
    cells = notebook.count_cells()  # going back, JupyterLab stops at each cell too
    assert walk(notebook, "Tab", stops - 1) == [(number, True) for number in range(stops)]
    assert walk(notebook, "Shift+Tab", stops - 1 + cells)[:stops] == [
        (number, True) for number in reversed(range(stops))
    ]
    assert notebook.page.evaluate(ONLY_BY_MOUSE) == []


def test_a_fold_opens_by_keys(notebook):
    notebook.load_sample()
    notebook.see(".ck-regroup summary").focus()
    expect(notebook.see(".ck-regroup-words input")).to_be_hidden()
    notebook.page.keyboard.press("Enter")
    expect(notebook.see(".ck-regroup-words input")).to_be_visible()


def test_nothing_is_cut_in_a_narrow_window_or_at_twice_the_size_however_long_the_words(notebook):
    fill(notebook)
    notebook.paste(ndjson(operation="get" + LONG, sellerId="A2" + LONG).replace("Access to", f"Access {LONG} to"))
    notebook.type("title", LONG)
    notebook.click("ck-export-look")
    for width in NARROW:
        notebook.page.set_viewport_size({"width": width, "height": 900})
        notebook.settle()
        assert notebook.page.evaluate(CUT) == [], width
