"""Takes the pictures of README and guides anew, from the real notebook in a real browser: `python docs/screenshot.py`.

It runs in the environment of the tests (`python run.py test` makes it) and writes docs/images/*.png: one picture per
panel and language, and the whole page for the README.
"""

import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.browser.lab import ANSWER, Notebook, Server, launch  # noqa: E402  they lie beside, not in the package

IMAGES = ROOT / "docs" / "images"
PAINT = 1500  # milliseconds; cells that were out of sight are painted some time after they are scrolled to
WINDOW = {"width": 1180, "height": 5000}  # tall enough for every panel, so that none is cut
README = {"width": 1180, "height": 1740}
TALLEST = 1090  # pixels of a panel; the rest of a longer one adds nothing
COLOURS = 256  # of a picture: enough for a page and a chart, at a third of the size
PANELS = "load", "see", "choose", "describe", "check", "export"
ANSWERS = {
    "en": {
        "question": "getOrders answers 403 Unauthorized for one seller since 11:18 UTC. "
        "What must we change so that its calls are authorized again?",
        "goal": "Import the orders of this shop every hour. Nothing has come in since the first refusal.",
    },
    "zh-CN": {
        "question": "自 11:18 UTC 起，getOrders 对一个卖家返回 403 Unauthorized。"
        "我们需要修改什么，才能使其调用重新获得授权？",
        "goal": "每小时导入该店铺的订单。自首次被拒绝以来，没有任何订单导入。",
    },
}


def main() -> None:
    """Drive the notebook with the sample, once per language."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder))
        try:
            server.wait()
            browser = launch(playwright.chromium)
            for language in ANSWERS:
                page = browser.new_page(viewport=WINDOW, timezone_id="UTC")
                notebook = Notebook(server, page, server.copy_notebook("triage.ipynb", language))
                take_all(notebook.open().run_all(), language)
            browser.close()
        finally:
            server.stop()


def take_all(notebook: Notebook, language: str) -> None:
    """Load the sample, answer two fields, preview, and take the pictures."""
    notebook.page.evaluate("window.jupyterapp.commands.execute('application:toggle-left-area')")
    notebook.see(".ck-language select").select_option(index=list(ANSWERS).index(language))
    notebook.settle()
    notebook.load_sample()
    for name, answer in ANSWERS[language].items():
        notebook.type(name, answer)
    notebook.click("ck-export-look")
    notebook.see(".ck-preview pre").wait_for(timeout=ANSWER)
    for panel in PANELS:
        take(notebook, f".ck-{panel}.ck-panel", IMAGES / f"{panel}.{language}.png")
    if language == "en":
        notebook.page.set_viewport_size(README)
        notebook.see(".ck-app h1").first.scroll_into_view_if_needed()
        notebook.page.wait_for_timeout(PAINT)
        notebook.page.screenshot(path=IMAGES / "triage.png")
        shrink(IMAGES / "triage.png", README["height"])


def take(notebook: Notebook, selector: str, path: Path) -> None:
    """A picture of one element."""
    notebook.see(selector).first.scroll_into_view_if_needed()
    notebook.page.wait_for_timeout(PAINT)
    notebook.see(selector).first.screenshot(path=path)
    shrink(path)
    print(path.relative_to(ROOT))


def shrink(path: Path, tallest: int = TALLEST) -> None:
    """Cut the picture where it grows too tall, and keep the colours that it needs."""
    with Image.open(path) as taken:
        picture = taken.convert("RGB").crop((0, 0, taken.width, min(taken.height, tallest)))
    picture.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    main()
