import re

import pytest

from casekit import facts

ERRORS = facts.errors()
NAME = re.compile(r"[A-Za-z0-9_]+")
TRANSLATED = {"ID", "IDs"}


def test_rows_are_unique_and_complete():
    keys = [(each.status, each.code, each.body, each.phrase) for each in ERRORS]
    assert len(set(keys)) == len(keys)
    for each in ERRORS:
        assert each.meaning
        assert each.remedy
        assert each.source
        assert each.kind in facts.KINDS
        assert each.retryable in {"yes", "no", "after fix", "once", "wait", "per item"}
        assert each.status or each.code or each.phrase


@pytest.mark.parametrize("known", ERRORS, ids=lambda each: f"{each.status} {each.code} {each.phrase}")
def test_every_row_is_found_by_its_own_signs(known):
    status = int(known.status.replace("xx", "18")) if known.status else None
    code = known.code[0].replace("<number>", "8541") if known.code else None
    assert known in facts.find_errors(status, code, f"It said: {known.phrase[0]}" if known.phrase else "")


@pytest.mark.parametrize(
    ("status", "code", "message", "kind"),
    [
        (403, "Unauthorized", "Access to requested resource is denied.", "authorization"),
        (403, None, None, "authorization"),
        (429, "QuotaExceeded", "You exceeded your quota for the requested resource.", "throttling"),
        (503, "RequestThrottled", "Request is throttled", "throttling"),
        (400, "invalid input", "", "request rejected"),
        (400, "invalid_grant", "", "authorization"),
        (404, "NotFound", "", "not found"),
        (500, "InternalFailure", "", "server fault"),
        (502, None, "Bad Gateway", "server fault"),
        (504, None, "Gateway timed out", "server fault"),
        (418, None, None, "request rejected"),
        (200, "FATAL", "", "processing result"),
        (200, "8541", "the SKU data differ", "processing result"),
        (401, "Unauthorized", "Access token is missing in the request header.", "authorization"),
        (None, None, "Read timed out. (read timeout=30)", "client side"),
        (None, None, "getaddrinfo ENOTFOUND sellingpartnerapi-eu.amazon.com", "client side"),
    ],
)
def test_the_best_match_tells_the_kind(status, code, message, kind):
    assert facts.find_errors(status, code, message)[0].kind == kind


def test_a_phrase_in_the_message_beats_the_code_alone():
    denied = "Access to requested resource is denied. The access token you provided has expired."
    assert "older than its hour" in facts.find_errors(403, "Unauthorized", denied)[0].meaning
    assert "role" in facts.find_errors(403, "Unauthorized", "Access to requested resource is denied.")[0].remedy


@pytest.mark.parametrize("name", ["meaning", "remedy"])
def test_every_hint_is_said_in_chinese_with_the_same_figures_and_names(name):
    for known in ERRORS:
        english, chinese = known.words(name, "en"), known.words(name, "zh-CN")
        assert re.search(r"[\u4e00-\u9fff]", chinese), known
        assert {each for each in NAME.findall(english) if re.search(r"\d|.[A-Z_]", each)} - TRANSLATED <= set(
            NAME.findall(chinese)
        )
    assert ERRORS[0].words(name, "ja") == getattr(ERRORS[0], name)


def test_nothing_known_gives_nothing():
    assert facts.find_errors(None, None, None) == ()
    assert facts.find_errors(None, "NeverSeenBefore", "a sentence") == ()
    assert facts.find_errors(200, None, "all is well") == ()
