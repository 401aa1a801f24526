import re

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser.lab import ANSWER, WINDOW, ZONE, Notebook, Server, launch


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("lab"))
    try:
        server.wait()
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="session")
def browser():
    expect.set_options(timeout=ANSWER)
    with sync_playwright() as playwright:
        browser = launch(playwright.chromium)
        yield browser
        browser.close()


def open_page(browser):
    context = browser.new_context(timezone_id=ZONE, viewport=WINDOW, accept_downloads=True)
    page = context.new_page()
    page.set_default_timeout(ANSWER)
    return page


@pytest.fixture
def fresh(server, browser, request):
    """The triage notebook, run from top to bottom, in a folder of its own; in JupyterLab, or where the test says."""
    place = re.sub(r"\W+", "-", request.node.name)
    page = open_page(browser)
    kind = getattr(request, "param", Notebook)
    notebook = kind(server, page, server.copy_notebook("triage.ipynb", place))
    yield notebook.open().run_all()
    page.context.close()
    server.stop_kernel(notebook.path)


@pytest.fixture(scope="session")
def shared(server, browser):
    notebook = Notebook(server, open_page(browser), server.copy_notebook("triage.ipynb", "shared"))
    return notebook.open().run_all()


@pytest.fixture
def notebook(shared):
    """The triage notebook with an empty case; one page for many tests, since opening it takes ten seconds."""
    shared.page.set_viewport_size(WINDOW)
    shared.use_theme("JupyterLab Light")
    shared.see(".ck-language select").select_option("English")
    for draft in (shared.folder / "drafts").rglob("*.json"):
        draft.unlink()  # of the tests before
    shared.click("ck-draft-new")
    shared.page.evaluate("document.querySelectorAll('.ck-app details').forEach(each => { each.open = false; })")
    return shared
