import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from casekit import facts
from casekit.sample_logs import sample_names

ROOT = Path(__file__).parents[2]
DOCS = sorted((ROOT / "docs").glob("*.md"))
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *DOCS]


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_log_recipes_page_is_what_the_table_says():
    page = runpy.run_path(str(ROOT / "docs" / "make_log_recipes.py"))
    assert read("docs/log-recipes.md") == page["render"](facts.client_recipes())


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_link_inside_the_repository_leads_somewhere(page):
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8"))
    local = [link for link in links if "://" not in link and "docs/images" not in link and "images/" not in link]
    assert not [link for link in local if not (page.parent / link).exists()]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_file_named_in_a_page_exists(page):
    named = re.findall(r"`((?:casekit|data|docs|notebooks|tests)/[\w./-]+\.\w+)`", page.read_text(encoding="utf-8"))
    assert not [name for name in named if not (ROOT / name).exists()]


def test_the_guide_table_has_every_rule_and_field():
    page = read("docs/guide-rules.md")
    wanted = [f"G{number}" for number in range(1, 44)] + [f"F{number}" for number in range(1, 9)]
    assert re.findall(r"(?m)^\| ([GF]\d+) \|", page) == [f"F{n}" for n in range(1, 9)] + wanted[:43]


def test_the_guide_for_analysts_names_samples_that_exist():
    named = set(re.findall(r"`((?:ndjson|text|csv|json|curl|access|logfmt)/[\w.-]+)`", read("docs/ten-minutes.md")))
    assert named <= set(sample_names())


def test_the_sample_case_is_what_the_kit_makes_today():
    """When this fails: look at the change, then `python docs/make_sample_case.py`."""
    made = runpy.run_path(str(ROOT / "docs" / "make_sample_case.py"))["make_case"]()
    assert read("docs/sample-case/case.md") == made["case.md"].decode()


def test_the_python_of_the_readme_runs(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    for block in re.findall(r"```python\n(.*?)```", read("README.md"), flags=re.DOTALL):
        exec(block, {})
    assert "Unauthorized" in capsys.readouterr().out


def test_the_readme_names_every_command_and_no_other():
    told = subprocess.run([sys.executable, "-m", "casekit", "--help"], cwd=ROOT, capture_output=True, check=True)
    commands = re.findall(r"(?m)^    (\w+) ", told.stdout.decode())
    assert set(re.findall(r"(?m)^casekit (\w+)", read("README.md"))) == set(commands)
