"""Writes docs/guide-rules.md anew from docs/guide_rules.csv and the checks: `python docs/make_guide_rules.py`."""

import ast
import csv
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from casekit.case.fields import fields  # noqa: E402  the checkout's own, installed or not
from casekit.wording import catalog  # noqa: E402

HEAD = """# The support guide, rule by rule

Amazon's advice on how to contact developer support, in our own short words, and what casekit does about each piece.
The IDs G1 to G43 and F1 to F8 name the kit's checks and fields. A check **fails** (mend it) or *warns* (look at it).
Rules without a check are met by the shape of the kit itself. The place is the numbered panel of the notebook.

Every check is provoked by a mutation of a complete case, and must be the only one to speak:
`python -m tests.case.mutations` prints the figures. This page is made from `docs/guide_rules.csv` and the checks' own
code; mend a row there and run `python docs/make_guide_rules.py`. How to add one: [add-a-rule.md](add-a-rule.md).
"""
TABLE = "\n## {title}\n\n| ID | {what} | what the kit does | checks | place | test |\n|---|---|---|---|---|---|\n"


def read_rows() -> list[dict[str, str]]:
    """The rows of the table: id, advice, kit, place, test."""
    with (ROOT / "docs" / "guide_rules.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_levels() -> dict[tuple[str, str], str]:
    """How bad each finding is that the checks name outright, by rule and name."""
    levels = {}
    for path in sorted((ROOT / "casekit" / "case" / "checks").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("fail", "warn"):
                said = [each.value if isinstance(each, ast.Constant) else None for each in node.args[:3]]
                levels[str(said[0]), str(said[2])] = node.func.id
    return levels


def list_checks() -> dict[str, list[str]]:
    """The checks of each rule as `name`: bold for those that fail, in the order of the catalog."""
    levels = read_levels()
    found: dict[str, list[str]] = {}
    for key in catalog("en"):
        if key.startswith("check.") and key.endswith(".message"):
            _, rule, name, _ = key.split(".")
            bad = levels.get((rule, name), "fail" if name in ("missing", "not_a_choice") else "warn")
            found.setdefault(rule, []).append(f"**{name}**" if bad == "fail" else f"*{name}*")
    return found


def render() -> str:
    """The page: fields, then advice. A field has the checks of the rule that asks for it."""
    rows, checks = read_rows(), list_checks()
    of_form = {each.form_id: each.rule for each in fields() if each.form_id != "F4"} | {"F4": "G25"}
    lines = [f"| {_line(row, checks.get(of_form.get(row['id'], row['id']), []))} |\n" for row in rows]
    form = [line for line, row in zip(lines, rows, strict=True) if row["id"].startswith("F")]
    advice = [line for line, row in zip(lines, rows, strict=True) if row["id"].startswith("G")]
    titles = TABLE.format(title="Fields of the form", what="field"), TABLE.format(title="Advice", what="advice")
    return HEAD + titles[0] + "".join(form) + titles[1] + "".join(advice)


def _line(row: dict[str, str], checks: list[str]) -> str:
    file, _, name = row["test"].partition("::")
    told = f"[{name.removeprefix('test_').replace('_', ' ')}](../{file})"
    return " | ".join((row["id"], row["advice"], row["kit"], ", ".join(checks), row["place"], told))


if __name__ == "__main__":
    (ROOT / "docs" / "guide-rules.md").write_text(render(), encoding="utf-8")
