"""The arrows of the package: each room imports only from rooms to its left, and the core knows no widgets."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "casekit"
LEVELS = {
    "errors": 0,
    "files": 0,
    "limits": 0,
    "wording": 0,
    "facts": 0,
    "redaction": 1,
    "reading": 2,
    "analysis": 3,
    "case": 4,
    "export": 5,
    "sample_logs": 5,
    "view": 6,
    "session": 6,
    "ui": 7,
    "cli": 7,
}
SCREEN = {"ipywidgets", "IPython", "matplotlib"}
MODULES = sorted(
    path for path in PACKAGE.rglob("*.py") if path.parent != PACKAGE or path.stem not in ("__init__", "__main__")
)
CHART = {PACKAGE / "export" / name for name in ("chart.py", "chart_sheet.py")}
CORE = [path for path in MODULES if path.parent.name != "ui" and path not in CHART]


def room(module: str) -> str:
    return module.split(".")[1]


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names if node.module == "casekit"}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_room_imports_only_from_its_left(path):
    own = LEVELS[path.relative_to(PACKAGE).parts[0].removesuffix(".py")]
    for name in imports(path):
        if name.startswith("casekit."):
            assert LEVELS.get(room(name), 0) <= own, name


@pytest.mark.parametrize("path", CORE, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_the_core_knows_no_widgets_and_only_the_chart_draws(path):
    assert not {name.split(".")[0] for name in imports(path)} & SCREEN
