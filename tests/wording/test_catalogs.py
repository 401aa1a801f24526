import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import casekit
from casekit.facts import KINDS, client_recipes, errors, read_table
from casekit.sample_logs import sample_path
from casekit.wording import LANGUAGES, catalog, say

PACKAGE = Path(casekit.__file__).parent
ENDS = {"one", "many", "message", "next", "label", "help", "hint"}
"""Last parts that the code adds by itself."""


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_language_says_the_same_sentences_with_the_same_facts(language):
    english, other = catalog("en"), catalog(language)
    assert set(other) == set(english)
    for key, text in english.items():
        assert set(re.findall(r"\{(\w+)\}", other[key])) == set(re.findall(r"\{(\w+)\}", text)), key


def test_a_fact_that_looks_like_a_template_is_put_in_as_it_is():
    assert say("en", "prefill.when", first="{last}", last="{first}") == "{last} to {first} (UTC)"


def test_every_sentence_is_said_somewhere():
    words, pieces = _names_in_code()
    lost = [
        key
        for key in catalog("en")
        if not all(part in words or any(piece in part for piece in pieces) for part in set(key.split(".")) - ENDS)
    ]
    assert not lost


def _names_in_code() -> tuple[set[str], set[str]]:
    """All texts of the code and of the form's table, and the pieces such as `said_` of names put together."""
    words, pieces = set(KINDS), set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                words |= {node.value, node.value.replace(" ", "_"), *node.value.split(".")}
            elif isinstance(node, ast.JoinedStr):
                said = [str(part.value) for part in node.values if isinstance(part, ast.Constant)]
                pieces |= {last for text in said if re.fullmatch(r"\w*_|_\w+", last := text.split(".")[-1])}
    rows = (*read_table("form_fields"), *read_table("redaction_policy"))
    return words | {text for row in rows for cell in row.values() for text in cell.split("|")}, pieces - {"_"}


def test_a_new_language_is_one_more_file(tmp_path):
    """A made-up language: each sentence of English with a mark before it."""
    shutil.copytree(PACKAGE, tmp_path / "casekit", ignore=shutil.ignore_patterns("__pycache__"))
    home = tmp_path / "casekit" / "wording"
    english = (home / "en.toml").read_text(encoding="utf-8")
    (home / "xx.toml").write_text(re.sub(r'(?m)^(.+? = ")', r"\1»", english), encoding="utf-8")
    log = shutil.copy(sample_path(), tmp_path / "orders.ndjson")
    draft = [sys.executable, "-m", "casekit", "draft", str(log), "-o", "cases", "--language", "xx"]
    done = subprocess.run(draft, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "»" in done.stderr
    (page,) = tmp_path.glob("cases/*/case.md")
    assert all(line.startswith("## »") for line in page.read_text(encoding="utf-8").split("\n") if line[:3] == "## ")


def test_chinese_texts_use_the_signs_of_chinese():
    """Full-width signs where Chinese stands on either side of them or within the brackets."""
    han = r"[\u4e00-\u9fff]"
    wrong = re.compile(
        rf"{han}[,.:;?!]|[,:;?!]{han}|{han}[()]{han}|\([^()]*{han}[^()]*\)"  # beside Chinese, or around it
        r"|\}[,:;?!]|ID:"  # beside a fact
        r"|[\x80-\xb6\xb8-\u2013]"  # garbled
    )
    hints = [text for row in (*errors(), *client_recipes()) for _, text in row.translated]
    assert not [text for text in (*catalog("zh-CN").values(), *hints) if wrong.search(text)]


@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("field.api_type.label", "API 类型"),
        ("field.issue_type.label", "问题类型"),
        ("field.api_section.label", "API 部分"),
        ("field.seller_id.label", "相关卖家或开发者 ID"),
        ("field.marketplaces.label", "涉及的商城"),
        ("field.operations.label", "相关的 API 操作"),
        ("field.application_id.label", "SP-API/MWS 应用程序 ID"),
        ("choice.SP-API", "销售伙伴 API (SP-API)"),
        ("choice.MWS", "商城网络服务 (MWS)"),
        ("choice.Getting started", "入门"),
        ("choice.API errors", "API 错误"),
        ("choice.Throttling", "限制"),
        ("choice.SP-API migration", "SP API 迁移"),
        ("choice.Documentation", "文档"),
        ("choice.General inquiry", "一般咨询"),
    ],
)
def test_the_form_s_labels_are_those_of_the_chinese_form(key, label):
    assert catalog("zh-CN")[key] == label
