import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from casekit import facts
from casekit.sample_logs import sample_names
from casekit.wording import catalog, say

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


GUIDE = runpy.run_path(str(ROOT / "docs" / "make_guide_rules.py"))


def test_the_guide_table_is_what_its_rows_and_the_checks_say():
    assert read("docs/guide-rules.md") == GUIDE["render"]()


def test_the_guide_table_has_every_rule_and_field():
    wanted = [f"F{number}" for number in range(1, 9)] + [f"G{number}" for number in range(1, 44)]
    assert [row["id"] for row in GUIDE["read_rows"]()] == wanted


def test_every_check_of_the_code_is_in_the_guide_table_and_the_reverse():
    named = {pair for pair in GUIDE["read_levels"]() if "None" not in pair}
    told = {(rule, name.strip("*")) for rule, names in GUIDE["list_checks"]().items() for name in names}
    assert named <= told
    assert {rule for rule, _ in told} <= {row["id"] for row in GUIDE["read_rows"]()}


@pytest.mark.parametrize("row", GUIDE["read_rows"](), ids=lambda row: row["id"])
def test_each_rule_names_its_place_in_the_notebook_and_a_test_that_exists(row):
    file, _, name = row["test"].partition("::")
    assert f"def {name}(" in read(file)
    panels = ("load", "see", "choose", "describe", "check", "export", "follow_up")
    headings = [f"{number} {say('en', f'ui.{key}.heading')}" for number, key in enumerate(panels, 1)]
    for place in row["place"].split("; "):
        heading, _, labels = place.partition(": ")
        assert heading in headings
        assert not labels or set(labels.split(" / ")) <= set(catalog("en").values())


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


def test_the_page_on_bundles_names_every_file_of_one_and_no_other():
    made = runpy.run_path(str(ROOT / "docs" / "make_sample_case.py"))["make_case"]()
    told = set(re.findall(r"`([\w.-]+\.\w+|\w+/)", read("docs/bundle.md").split("A file is left out")[0]))
    assert told - {"cases/", "screenshots/"} == {name.split("/")[0] + "/" if "/" in name else name for name in made}
