"""Correct cases from every sample, everything typed again by hand: no contradiction is seen that is none."""

from datetime import timedelta

import pandas as pd
import pytest

from casekit.analysis import assign_groups
from casekit.case import Answer, Attempt, Draft, draft_case
from casekit.case.checks import check_case
from casekit.reading import read_files
from casekit.sample_logs import sample_names, sample_path
from casekit.wording import LANGUAGES

ZONES = {"text/japanese-local-times.log": "Asia/Tokyo"}
LOGS = [name for name in sample_names() if name != "text/no-log.txt"]
OF_THE_LOG = {("G11", "picks"), ("G13", "groups"), ("G19", "groups"), ("G34", "seller_id")}
"""What is truly amiss in some samples: no request ID, calls over their plan, no answer at all, two accounts."""
QUESTIONS = {
    "en": "{operation} answers {error}. What must we change so that it succeeds?",
    "zh-CN": "{operation} 返回 {error}。我们应修改什么才能使调用成功？",
}


def typed_case(log, key, language):
    known = draft_case(log, [key])
    group, operation = known.evidence.groups[0], known.items("operations")[:1] or ("The call",)
    error = f"{group.status or ''} {group.error_code}".strip() or group.title
    answers = {
        "question": QUESTIONS[language].format(operation=operation[0], error=error),
        "goal": "Import the data of the account; the import stands still.",
        "reproduction": "Tried again by hand in production.",
        "environment": "requests 2.33 on Python 3.12",
        "resource_exists": "not about a resource",
    }
    draft = Draft(groups=(key,), attempts=(Attempt(what="Made a new token", error=error, judged=f"Again {error}"),))
    for name, answer in known.answers:
        text = answer.words(language) if answer.given else answers.get(name, "")
        typed = Answer(text, "typed") if text else Answer("the log does not say", "unavailable")
        draft = draft.with_answer(name, typed)
    return draft_case(log, draft=draft)


@pytest.mark.parametrize("name", LOGS)
def test_a_correct_case_is_not_said_to_contradict_its_log(name):
    log = read_files([sample_path(name)], zone=ZONES.get(name))
    end = log.events["timestamp"].max()
    now = None if pd.isna(end) else end.to_pydatetime() + timedelta(hours=1)
    for key in list(assign_groups(log.events).value_counts().index)[:4]:
        for language in LANGUAGES:
            found = check_case(typed_case(log, key, language), log, now=now)
            assert {(each.id, each.field) for each in found} <= OF_THE_LOG, found
