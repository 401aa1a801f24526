import re

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.lab import ZONE, Notebook, Server, launch


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
    with sync_playwright() as playwright:
        browser = launch(playwright.chromium)
        yield browser
        browser.close()


@pytest.fixture
def page(browser):
    context = browser.new_context(
        timezone_id=ZONE,
        viewport={"width": 1280, "height": 900},
        accept_downloads=True,
        permissions=["clipboard-read", "clipboard-write"],
    )
    page = context.new_page()
    page.set_default_timeout(10_000)  # a click that finds nothing is a fault; long work has its own time
    yield page
    context.close()


@pytest.fixture
def notebook(server, page, request):
    """The triage notebook, run from top to bottom, in a folder of its own."""
    place = re.sub(r"\W+", "-", request.node.name)
    path = server.copy_notebook("triage.ipynb", place)
    opened = Notebook(server, page, path).open().run_all()
    yield opened
    page.close()
    server.stop_kernels()
