"""What JupyterLab does in silence when nobody prevents it, and what a hostile log may try."""

import pytest
from playwright.sync_api import expect

from tests.browser.lab import Notebook, Notebook7
from tests.samples import ndjson

pytestmark = pytest.mark.browser

CELL_SOURCES = "window.jupyterapp.shell.currentWidget.content.widgets.map(c => c.model.sharedModel.getSource())"
FOCUS = "document.activeElement.ckNumber ??= (window.ckCount = (window.ckCount ?? 0) + 1)"


def sources(notebook):
    return notebook.page.evaluate(CELL_SOURCES)


@pytest.mark.parametrize("fresh", [Notebook, Notebook7], indirect=True)
def test_keys_pressed_in_the_form_leave_the_notebook_alone(fresh):
    fresh.load_sample()
    before = sources(fresh)
    for part in ("button.ck-load-sample", ".ck-group input[type=checkbox]", "button.ck-drop", "button.ck-upload"):
        fresh.see(part).first.focus()
        for key in ("x", "d", "d", "a", "b", "m", "r", "ArrowDown", "ArrowUp", "0", "0", "i", "i"):
            fresh.page.keyboard.press(key)
    assert sources(fresh) == before
    assert fresh.page.locator(".jp-Dialog").count() == 0
    expect(fresh.see("img.ck-chart")).to_be_visible()


def test_arrows_change_a_list_instead_of_leaving_its_cell(notebook):
    field = notebook.field("resource-exists")
    field.focus()
    notebook.page.keyboard.press("ArrowDown")
    expect(field).to_be_focused()
    expect(field).to_have_value("yes")


def test_keys_on_a_focused_cell_still_work(fresh):
    fresh.page.evaluate("window.jupyterapp.shell.currentWidget.content.activeCellIndex = 2")
    fresh.page.keyboard.press("Escape")
    before = fresh.count_cells()
    fresh.page.evaluate("window.jupyterapp.shell.currentWidget.content.activeCell.node.focus()")
    fresh.page.keyboard.press("b")
    assert fresh.count_cells() == before + 1


@pytest.fixture
def bad_files(notebook):
    (notebook.folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    (notebook.folder / "cut.gz").write_bytes(b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03cut")
    return "picture.png", "cut.gz", "not-there.log", "."


def test_input_that_cannot_be_read_is_said_with_the_next_step_and_costs_nothing(notebook, bad_files):
    notebook.type("goal", "typed before")
    alert = notebook.see(".ck-load [role=alert]")
    for name in bad_files:
        notebook.see(".ck-path input").fill(name)
        notebook.click("ck-load-open")
        expect(alert).to_be_visible()
        assert alert.inner_text().count(".") >= 2, name
        notebook.paste(ndjson())
        expect(alert).to_have_count(0)
    notebook.paste("")
    expect(notebook.see(".ck-result")).to_contain_text("No API call was found")
    expect(notebook.field("goal")).to_have_value("typed before")


def test_an_unknown_zone_is_said(notebook):
    notebook.paste(ndjson().replace('Z"', '"'))
    notebook.see(".ck-zone input").fill("Mars/Olympus")
    notebook.click("ck-load-use-zone")
    expect(notebook.see(".ck-load [role=alert]")).to_contain_text("Mars/Olympus")


def test_logs_that_lack_something_say_what_and_what_to_do(notebook):
    notebook.paste(ndjson(failing=()))
    expect(notebook.see(".ck-see")).to_contain_text("no failed call")
    notebook.paste(ndjson().replace('"timestamp"', '"unused"'))
    expect(notebook.see(".ck-see")).to_contain_text("No failed call has a time")
    notebook.paste(ndjson().replace('"x-amzn-RequestId"', '"unused"'))
    expect(notebook.see(".ck-choose")).to_contain_text("x-amzn-RequestId")


def test_markup_in_a_log_is_shown_as_text(notebook):
    attack = "<img src=x onerror='window.__pwned=1'><script>window.__pwned=1</script>"
    notebook.paste(ndjson(sellerId=attack).replace("Access to requested resource is denied.", attack))
    expect(notebook.see(".ck-groups")).to_contain_text("<script>")
    notebook.click("ck-export-look")
    expect(notebook.see(".ck-preview pre")).to_be_visible()
    assert notebook.page.evaluate("window.__pwned") is None
    assert notebook.see(":is(.ck-app) script").count() == 0


def test_tab_alone_reaches_everything_and_is_caught_nowhere(notebook):
    notebook.load_sample()
    notebook.see(".ck-paste textarea").focus()
    seen = []
    for _ in range(120):
        notebook.page.keyboard.press("Tab")
        classes = notebook.page.evaluate("document.activeElement.className")
        seen.append(notebook.page.evaluate(FOCUS))
        if "ck-export-export" in classes:
            break
    assert "ck-export-export" in classes
    assert len(set(seen)) == len(seen)


CONTRAST = """() => {
  const rgb = text => text.match(/[\\d.]+/g).map(Number);
  const linear = v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
  const light = c => c.slice(0, 3).reduce((sum, v, i) => sum + linear(v / 255) * [.2126, .7152, .0722][i], 0);
  const ground = e => {
    const own = e ? rgb(getComputedStyle(e).backgroundColor) : [255, 255, 255];
    return own.length < 4 || own[3] > 0 ? own : ground(e.parentElement);
  };
  const weak = [];
  for (const e of document.querySelectorAll('.ck-app *')) {
    const own = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
    if (!own || !e.checkVisibility() || e.closest('option, style')) continue;
    const [a, b] = [light(rgb(getComputedStyle(e).color)), light(ground(e))];
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) weak.push([ratio.toFixed(1), e.textContent.slice(0, 40)]);
  }
  return weak;
}"""
UNNAMED = """() => [...document.querySelectorAll('.ck-app :is(input, textarea, select, button, a, img)')]
  .filter(e => e.checkVisibility())
  .filter(e => !(e.labels?.length || e.textContent.trim() || e.alt || e.getAttribute('aria-label')))
  .map(e => e.outerHTML.slice(0, 80))"""
CUT = """() => [...document.querySelectorAll('.ck-app :is(label, .widget-label, button, .widget-html-content, h2, h3)')]
  .filter(e => e.checkVisibility() && !e.closest('.ck-scroll'))
  .filter(e => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline')
  .map(e => e.textContent.slice(0, 60))"""


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_every_text_is_readable_whole_and_every_widget_has_a_name(notebook, theme):
    notebook.use_theme(theme)
    notebook.page.set_viewport_size({"width": 1024, "height": 768})
    notebook.load_sample()
    notebook.click("ck-describe-add-attempt")
    notebook.click("ck-export-look")
    expect(notebook.see(".ck-preview pre")).to_be_visible()
    assert notebook.page.evaluate(CONTRAST) == []
    assert notebook.page.evaluate(UNNAMED) == []
    assert notebook.page.evaluate(CUT) == []
    assert notebook.page_errors == []
