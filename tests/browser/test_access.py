"""What keeps people out of a page: axe-core looks for it in every state an analyst comes through."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.samples import ndjson

pytestmark = pytest.mark.browser

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
