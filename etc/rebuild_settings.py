"""Writes the JupyterLab settings that the wheel ships: `python etc/rebuild_settings.py`.

JupyterLab's one-key commands (x cuts the cell, d d deletes it, arrows move to the next one) also act while a button, a
list or a checkbox of a form has the focus. The settings limit them to a focused cell, so that a form keeps its keys.
They are built from JupyterLab's own list, because a setting has to repeat each shortcut exactly to replace it.
"""

import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

OVERRIDES = Path(__file__).parent / "jupyter/labconfig/default_setting_overrides.json"
SCHEMAS = Path(sys.prefix) / "share/jupyter/lab/schemas"
ANY_FOCUS = re.compile(r" :focus(:not\(:read-write\))?$")
CELL_FOCUS = " .jp-Cell:focus"


def main() -> None:
    """Write the settings for the JupyterLab of this environment."""
    OVERRIDES.write_text(render(build_settings(read_shortcuts(SCHEMAS))), encoding="utf-8")


def read_shortcuts(schemas: Path) -> list[dict[str, Any]]:
    """Every shortcut that an extension of this JupyterLab declares, in a fixed order."""
    files = sorted(schemas.rglob("*.json"))
    return [one for file in files for one in json.loads(file.read_bytes()).get("jupyter.lab.shortcuts", [])]


def build_settings(shortcuts: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """All settings: safe shortcuts, no questions and no look-ups on the network at the start."""
    return {
        "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
        "@jupyterlab/notebook-extension:tracker": {"enableKernelInitNotification": True},
        "@jupyterlab/shortcuts-extension:shortcuts": {"shortcuts": safe_shortcuts(shortcuts)},
    }


def safe_shortcuts(shortcuts: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """For each shortcut of anything focused: the same one switched off, and one for a focused cell."""
    loose = [one for one in shortcuts if ANY_FOCUS.search(one["selector"]) and any(one["keys"])]
    off = [{**_only(one), "disabled": True} for one in loose]
    return off + [{**_only(one), "selector": ANY_FOCUS.sub(CELL_FOCUS, one["selector"])} for one in loose]


def _only(one: dict[str, Any]) -> dict[str, Any]:
    return {name: one[name] for name in ("command", "keys", "selector", "args") if name in one}


def render(settings: dict[str, Any]) -> str:
    """The settings as JSON with a final newline."""
    return json.dumps(settings, indent=1) + "\n"


if __name__ == "__main__":
    main()
