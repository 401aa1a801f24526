"""Takes the pictures of the README anew, from the real notebook in a real browser: `python docs/screenshot.py`.

It runs in the environment of the tests (`python run.py test` makes it) and writes docs/images/*.png.
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.browser.lab import Notebook, Server, launch  # noqa: E402  the tests lie beside, not in the package

IMAGES = ROOT / "docs" / "images"
PAINT = 1000  # milliseconds; cells that were out of sight are painted some time after they are scrolled to
WINDOW = {"width": 1180, "height": 3200}  # tall enough for every panel, so that none is cut
ANSWERS = {
    "question": "getOrders answers 403 Unauthorized for one seller since 11:18 UTC. "
    "What must we change so that its calls are authorized again?",
    "goal": "Import the orders of this shop every hour. Nothing has come in since the first refusal.",
}


def main() -> None:
    """Drive the notebook with the sample and write one picture per panel."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder))
        try:
            server.wait()
            browser = launch(playwright.chromium)
            page = browser.new_page(viewport=WINDOW, timezone_id="UTC")
            take_all(Notebook(server, page, server.copy_notebook("triage.ipynb", "notebooks")).open().run_all())
            browser.close()
        finally:
            server.stop()


def take_all(notebook: Notebook) -> None:
    """Load the sample, answer two fields, preview, and take the pictures."""
    notebook.page.evaluate("window.jupyterapp.commands.execute('application:toggle-left-area')")
    notebook.load_sample()
    for name, answer in ANSWERS.items():
        notebook.type(name, answer)
    notebook.click("ck-export-look")
    notebook.see(".ck-preview pre").wait_for()
    for panel in ("load", "see", "choose", "describe", "check", "export"):
        take(notebook, f".ck-{panel}", IMAGES / f"{panel}-light.png")
    notebook.page.set_viewport_size({"width": 1180, "height": 1560})
    notebook.see(".ck-app h1").first.scroll_into_view_if_needed()
    notebook.page.wait_for_timeout(PAINT)
    notebook.page.screenshot(path=IMAGES / "triage.png")


def take(notebook: Notebook, selector: str, path: Path) -> None:
    """A picture of one element."""
    notebook.see(selector).first.screenshot(path=path)
    print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
