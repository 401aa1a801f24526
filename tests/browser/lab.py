"""Real JupyterLab in a real Chromium: one server for all tests, a fresh copy of the notebook for each.

The same server serves Notebook 7 and Voila.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, BrowserType, Locator, Page, expect
from playwright.sync_api import TimeoutError as TimedOut

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
TOKEN = "only-for-tests"
SERVER_START = 60  # seconds; 3 to 7 when the machine is quiet
KERNEL_WORK = 60_000  # milliseconds
PANELS = 7
UNDER_WAY = 150  # milliseconds until a message has reached the kernel, or the page
ANSWER = 30_000  # milliseconds; 0.3 on a quiet machine, 3 for the first plot, many times that on a busy one
WINDOW = {"width": 1280, "height": 900}
ZONE = "America/New_York"  # far from UTC, so that a local time cannot pass for one in UTC
CHROMIUM = "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

KERNEL = "window.jupyterapp?.shell?.currentWidget?.context?.sessionContext?.session?.kernel"
IDLE = f"{KERNEL}?.connectionStatus === 'connected' && {KERNEL}?.status === 'idle'"
ASK_KERNEL = f"async () => {{ await {KERNEL}.requestKernelInfo(); return true; }}"
# how many messages the kernel has not done with; looked at for the first time, none
OPEN_QUESTIONS = f"""() => {{
  const kernel = {KERNEL};
  if (kernel.ckOpen) return kernel.ckOpen.size;
  kernel.ckOpen = new Set();
  kernel.anyMessage.connect((_, {{direction, msg}}) => {{
    if (direction === 'send' && msg.channel === 'shell') kernel.ckOpen.add(msg.header.msg_id);
  }});
  kernel.iopubMessage.connect((_, msg) => {{
    if (msg.content.execution_state === 'idle') kernel.ckOpen.delete(msg.parent_header.msg_id);
  }});
  return 0;
}}"""
CELLS = "window.jupyterapp.shell.currentWidget.content.widgets"
CODE = f"{CELLS}.filter(c => c.model.type === 'code')"
FAILED = f"{CODE}.some(c => c.model.outputs.toJSON().some(o => o.output_type === 'error'))"
RAN = f"({FAILED}) || {CODE}.every(c => c.model.executionCount)"


class Server:
    """JupyterLab on a free port, with nothing of this machine's own Jupyter settings."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "work"
        self.root.mkdir()
        self.port = free_port()
        self._log = (folder / "server.log").open("wb")
        self._process = subprocess.Popen(
            self._command(),
            cwd=self.root,
            env=environment(folder),
            stdout=self._log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def _command(self) -> list[str]:
        return [
            *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ServerApp.ip=127.0.0.1"),
            *(f"--ServerApp.port={self.port}", "--ServerApp.port_retries=0", f"--IdentityProvider.token={TOKEN}"),
            *(f"--ServerApp.root_dir={self.root}", "--LabApp.expose_app_in_browser=True"),
            *("--LabApp.extension_manager=readonly", "--LabApp.news_url="),
            "--JupyterNotebookApp.expose_app_in_browser=True",
        ]

    def wait(self) -> None:
        """Return when the server answers."""
        deadline = time.monotonic() + SERVER_START
        while time.monotonic() < deadline:
            try:
                self._ask("/api/status")
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
            else:
                return
        raise TimeoutError(Path(self._log.name).read_text(encoding="utf-8")[-2000:])

    def stop_kernel(self, notebook: Path) -> None:
        """End the kernel of a notebook, so that the next test has the machine for itself."""
        for session in json.loads(self._ask("/api/sessions")):
            if session["path"] == notebook.relative_to(self.root).as_posix():
                self._ask(f"/api/sessions/{session['id']}", "DELETE")

    def _ask(self, path: str, method: str = "GET") -> bytes:
        header = {"Authorization": f"token {TOKEN}"}
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=header, method=method)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return bytes(answer.read())

    def stop(self) -> None:
        """End the server and its kernels."""
        os.killpg(self._process.pid, signal.SIGTERM)
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._log.close()

    def copy_notebook(self, name: str, place: str) -> Path:
        """A fresh copy of a notebook in a folder of its own, which is where its drafts go too."""
        folder = self.root / place
        folder.mkdir()
        return Path(shutil.copy(NOTEBOOKS / name, folder))

    def address(self, notebook: Path, door: str = "lab/tree") -> str:
        place = notebook.relative_to(self.root).as_posix()
        return f"http://127.0.0.1:{self.port}/{door}/{place}?token={TOKEN}&reset"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def environment(folder: Path) -> dict[str, str]:
    own = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    own += ("JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR")
    return os.environ | {name: str(folder / name.lower()) for name in own} | {"TZ": ZONE}


def launch(chromium: BrowserType) -> Browser:
    """The Chromium of this machine, else an Edge or Chrome that is installed, else Playwright's own."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found:
        return chromium.launch(executable_path=found, args=FLAGS)
    channel = "msedge" if os.name == "nt" else None
    return chromium.launch(channel=channel, args=FLAGS)


class Notebook:
    """One notebook open in JupyterLab, with what an analyst does in it; `actions` counts the clicks and typed texts."""

    door = "lab/tree"
    whole = ".jp-NotebookPanel:visible"

    def __init__(self, server: Server, page: Page, path: Path) -> None:
        self.server, self.page, self.path, self.folder = server, page, path, path.parent
        self.actions = 0
        self.page_errors: list[str] = []
        page.on("pageerror", lambda error: self.page_errors.append(str(error)))
        page.on("dialog", lambda dialog: dialog.accept())  # "Leave site?" of an unsaved notebook

    def open(self) -> "Notebook":
        self.page.goto(self.server.address(self.path, self.door))
        self.page.locator(".jp-NotebookPanel:visible .jp-Cell").first.wait_for(timeout=KERNEL_WORK)
        self.wait_idle()
        return self

    def run_all(self) -> "Notebook":
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        self.actions += 2
        self._finish_run()
        return self

    def _finish_run(self) -> None:
        self.page.wait_for_function(RAN, timeout=KERNEL_WORK)
        self.wait_idle()
        outputs = self.page.evaluate(f"{CODE}.flatMap(c => c.model.outputs.toJSON())")
        assert not [each for each in outputs if each["output_type"] == "error"]
        self._see_whole()
        self.settle()

    def _see_whole(self) -> None:
        """Wait until every panel is there, as an analyst would; that they all come is the page's business."""
        expect(self.see(".ck-panel > :first-child h2")).to_have_count(PANELS, timeout=KERNEL_WORK)

    def restart(self) -> "Notebook":
        """Restart the kernel and run all, through the menu.

        The old counts would stand until the new run begins, so they are taken away first.
        """
        self.page.evaluate(f"{CODE}.forEach(c => {{ c.model.executionCount = null; }}); {KERNEL}.ckOpen?.clear()")
        self.page.get_by_role("menuitem", name="Kernel", exact=True).click()
        self.page.get_by_role("menuitem", name="Restart Kernel and Run All Cells…").click()
        self.page.locator(".jp-Dialog button.jp-mod-accept").click()
        self._finish_run()
        return self

    def save(self) -> None:
        self.page.evaluate("window.jupyterapp.commands.execute('docmanager:save')")
        self.page.wait_for_function("!window.jupyterapp.shell.currentWidget.context.model.dirty")

    def wait_idle(self) -> None:
        """Wait until the kernel has nothing left to do.

        Widgets talk to threads of the kernel of their own, whose words "busy" and "idle" can reach the page out of
        order; so a page that goes on showing "busy" is made to ask.
        """
        try:
            self.page.wait_for_function(IDLE, timeout=KERNEL_WORK / 2)
        except TimedOut:
            self.page.wait_for_function(ASK_KERNEL, timeout=KERNEL_WORK / 2)
            self.page.wait_for_function(IDLE, timeout=KERNEL_WORK / 2)

    def settle(self) -> None:
        """Wait until the kernel has answered all that the page has sent, and the page has shown it."""
        self.page.wait_for_timeout(UNDER_WAY)
        self.page.wait_for_function(f"({OPEN_QUESTIONS})() === 0", timeout=KERNEL_WORK)
        self.page.wait_for_timeout(UNDER_WAY)

    def see(self, selector: str) -> Locator:
        return self.page.locator(f"{self.whole} {selector}")

    def field(self, name: str) -> Locator:
        """The input of a form field."""
        return self.see(f".ck-field-{name} :is(input, textarea, select)").first

    def click(self, name: str) -> None:
        """Click a button by its class, such as `ck-load-sample`."""
        self.see(f"button.{name}").first.click()
        self.actions += 1
        self.settle()

    def choose(self, name: str, option: str) -> None:
        self.field(name).select_option(option)
        self.actions += 1
        self.settle()

    def type(self, name: str, text: str) -> None:
        self.field(name).fill(text)
        self.field(name).blur()
        self.actions += 1
        self.settle()

    def paste(self, text: str) -> None:
        self.see(".ck-paste textarea").fill(text)
        self.see(".ck-paste textarea").blur()
        self.actions += 1
        self.click("ck-load-read")

    def load_sample(self) -> None:
        self.click("ck-load-sample")
        expect(self.see("img.ck-chart")).to_be_visible()
        self.settle()

    def count_cells(self) -> int:
        return int(self.page.evaluate(f"{CELLS}.length"))

    def use_theme(self, name: str) -> None:
        self.page.evaluate("name => window.jupyterapp.commands.execute('apputils:change-theme', {theme: name})", name)
        light = "true" if name.endswith("Light") else "false"
        self.page.wait_for_function(f"document.body.dataset.jpThemeLight === '{light}'")


class Notebook7(Notebook):
    """The same notebook in Notebook 7, which is built of JupyterLab's parts."""

    door = "notebooks"


class Voila(Notebook):
    """The same notebook served by Voila, which runs it at once and shows no code; its kernel cannot be asked."""

    door = "voila/render"
    whole = "body"

    def open(self) -> "Voila":
        self.page.goto(self.server.address(self.path, self.door))
        self._see_whole()
        return self

    def run_all(self) -> "Voila":
        return self

    def settle(self) -> None:
        self.page.wait_for_timeout(4 * UNDER_WAY)
