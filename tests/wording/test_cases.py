"""One case in every language: the same facts, and no sentence left in another language."""

import re
from functools import cache

import pytest

from casekit.analysis import assign_groups
from casekit.case import Draft, draft_case
from casekit.case.model import Case
from casekit.case.stored import dump_case, parse_case
from casekit.export import render_markdown, render_text
from casekit.export.packets import render_packet
from casekit.export.short import render_short
from casekit.reading import merge_logs, read_files, read_text
from casekit.reading.missing import describe_missing
from casekit.sample_logs import sample_names, sample_path
from casekit.wording import LANGUAGES, translate
from tests.samples import ndjson

FACT = re.compile(r"[A-Za-z0-9][A-Za-z0-9_./:@-]*[0-9][A-Za-z0-9_./:@-]*|[0-9]+")
PROSE = re.compile(r"(?:\b[a-z]+\b[ ,;]*){5,}")
ZONES = {"text/japanese-local-times.log": "Asia/Tokyo"}
WITH_CALLS = [name for name in sample_names() if name != "text/no-log.txt"]


@cache
def cases(name):
    """A case of the largest error group of the sample, and one of all its groups."""
    log = read_files([sample_path(name)], zone=ZONES.get(name))
    keys = assign_groups(log.events).unique()
    return draft_case(log, draft=Draft(pinned=("not-in-the-log",))), draft_case(log, keys)


@cache
def rendered(name, language):
    return [render_markdown(case, language) for case in cases(name)]


def facts(text):
    return sorted(each.strip(".,:;/-") for each in FACT.findall(text))


@pytest.mark.parametrize("name", WITH_CALLS)
def test_every_number_id_and_time_is_the_same_in_every_language(name):
    first, *others = ([facts(text) for text in rendered(name, language)] for language in LANGUAGES)
    assert all(other == first for other in others)


@pytest.mark.parametrize("name", WITH_CALLS)
def test_no_english_sentence_is_left_in_the_chinese_case(name):
    for case, said in zip(cases(name), rendered(name, "zh-CN"), strict=True):
        for quoted in sorted(_quoted(case), key=len, reverse=True):
            said = said.replace(quoted, "")  # noqa: PLW2901  what is left to look at
        assert not PROSE.findall(re.sub(r"```text\n.*?```", "", said, flags=re.DOTALL))


def test_the_plain_texts_of_a_chinese_case_put_chinese_signs_behind_their_labels():
    for case in cases(WITH_CALLS[0]):
        texts = [render_text(case, "zh-CN"), render_short(case, "zh-CN")]
        texts += [render_packet(pick, "zh-CN").split("\n\n")[0] for pick in case.evidence.picks]
        assert not [line for text in texts for line in text.splitlines() if re.search(r"[\u4e00-\u9fff)]: ", line)]


@pytest.mark.parametrize("name", WITH_CALLS)
def test_a_stored_case_says_the_same_in_every_language(name):
    again = [parse_case(dump_case(case)) for case in cases(name)]
    for language in LANGUAGES:
        assert [render_markdown(case, language) for case in again] == rendered(name, language)


def _quoted(case: Case):
    """What stands in the log as it is."""
    return {group.title for group in case.evidence.groups} | {pick.error_message for pick in case.evidence.picks}


def test_what_could_not_be_read_is_told_in_chinese_too():
    text = ndjson(3, failing=[1]) + '{"status": 403, "requestId": cut off}\n' + ndjson(3)
    log = merge_logs([read_text(text, source="one.log"), read_text(text.replace("cut", "cut here"), source="two.log")])
    told = [translate(each, "zh-CN") for each in (*log.rejects["reason"], *log.notes, *describe_missing(log).advice)]
    assert len(told) > len(log.rejects) > 0
    assert not [each for each in told if PROSE.search(each)]
