"""The table of cases: secrets gone, evidence kept, quiet text unchanged, twice is once."""

import json

import pytest

from casekit.redaction import find_secrets, redact
from casekit.redaction.json_text import is_json
from tests.redaction.cases import CASES, QUIET

NAMES = [case[0] for case in CASES]


@pytest.mark.parametrize(("text", "secrets", "kept"), [case[1:] for case in CASES], ids=NAMES)
def test_secrets_go_and_evidence_stays(text, secrets, kept):
    clean = redact(text)
    assert [secret for secret in secrets if secret in clean.text] == []
    assert [each for each in kept if each not in clean.text] == []
    assert secrets or clean.text == text
    assert redact(clean.text).text == clean.text
    assert find_secrets(clean.text) == ()


@pytest.mark.parametrize("text", [case[1] for case in CASES if is_json(case[1])], ids=lambda text: text[:20])
def test_json_stays_json(text):
    json.loads(redact(text).text)


@pytest.mark.parametrize("text", QUIET, ids=lambda text: text[:30])
def test_text_without_secrets_is_unchanged(text):
    assert redact(text).text == text
    assert redact(f"status=200\n{text}\nend").text == f"status=200\n{text}\nend"
