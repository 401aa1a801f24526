"""The settings that the wheel ships fit the JupyterLab that runs them."""

import importlib.util
import json
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
SHIPPED = ROOT / "etc" / "jupyter"


def rebuild():
    spec = importlib.util.spec_from_file_location("rebuild_settings", ROOT / "etc" / "rebuild_settings.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_safe_shortcuts_are_those_of_this_jupyterlab():
    module = rebuild()
    fresh = module.render(module.build_settings(module.read_shortcuts(module.SCHEMAS)))
    assert module.OVERRIDES.read_text(encoding="utf-8") == fresh, "run: python etc/rebuild_settings.py"


def test_a_shortcut_moves_from_anything_focused_to_a_focused_cell():
    loose = {"command": "delete", "keys": ["D", "D"], "selector": ".jp-Notebook :focus"}
    tight = {"command": "edit", "keys": ["Enter"], "selector": ".jp-Cell:focus"}
    assert rebuild().safe_shortcuts([loose, tight]) == [
        {**loose, "disabled": True},
        {**loose, "selector": ".jp-Notebook .jp-Cell:focus"},
    ]


def test_uploads_of_a_hundred_megabytes_fit_into_one_message():
    config = json.loads((SHIPPED / "jupyter_server_config.json").read_text(encoding="utf-8"))
    assert config["ServerApp"]["tornado_settings"]["websocket_max_message_size"] > 100 * 2**20


def test_the_wheel_carries_the_settings():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"] == {"etc/jupyter": "etc/jupyter"}
