import copy
import json
import pickle

import pytest

from casekit.errors import CasekitError
from casekit.session import Session
from casekit.wording import LANGUAGES, Said, count, join, say, translate

RISE = Said("onset.rose", at="2026-03-02T10:00:00Z", before=Said("share.calls", part=1, whole=20, percent=5), after="?")


def test_a_sentence_is_english_text_and_says_itself_in_chinese_with_the_same_facts():
    assert RISE == "The error rate rose at 2026-03-02T10:00:00Z from 1 of 20 calls (5 %) to ?."
    chinese = RISE.words("zh-CN")
    assert chinese.startswith("错误率在 2026-03-02T10:00:00Z 上升")
    assert "20 次调用中的 1 次" in chinese
    assert "of" not in say("zh-CN", "scope.told", start=RISE, held=RISE)


def test_text_that_the_kit_did_not_say_is_the_same_in_every_language():
    assert {translate("typed by hand", language) for language in LANGUAGES} == {"typed by hand"}


def test_sentences_are_joined_as_each_language_does():
    both = join("sentences", [Said("onset.no_rate"), count("onset.others", 2)])
    assert both.endswith("no rate can be given. There are 2 smaller rises.")
    assert both.words("zh-CN").endswith("无法给出错误率。另有 2 次较小的上升。")
    assert join("list", ["only one"]) == "only one"


def test_a_fact_is_cleaned_wherever_it_stands_and_the_sentence_stays_one():
    clean = RISE.change(lambda fact: "***" if fact == "20" else fact)
    assert "1 of *** calls" in clean
    assert "*** 次调用中的 1 次" in clean.words("zh-CN")


def test_a_sentence_cannot_be_changed_and_survives_copies():
    with pytest.raises(AttributeError):
        RISE.key = "onset.others.one"
    for again in (copy.deepcopy(RISE), pickle.loads(pickle.dumps(RISE))):
        assert again.words("zh-CN") == RISE.words("zh-CN")
    assert json.loads(json.dumps({"said": RISE})) == {"said": str(RISE)}


def test_an_error_is_said_in_chinese_too(tmp_path):
    with pytest.raises(CasekitError) as caught:
        Session(tmp_path).loaded()
    assert caught.value.what == "No log is loaded yet."
    assert translate(caught.value.what, "zh-CN").startswith("尚未加载日志")
