"""What was tried, beside what the log says of it."""

import pytest

from casekit.case import Attempt, Draft, draft_case
from casekit.case.stored import dump_case, parse_case
from casekit.case.tried import read_when
from casekit.export import render_markdown
from casekit.reading import read_text
from casekit.wording import LANGUAGES
from tests.samples import ndjson


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-03-02T09:45:00Z", "2026-03-02T09:45:00+00:00"),
        ("2026-03-02 09:45 UTC", "2026-03-02T09:45:00+00:00"),
        ("2026-03-02 18:45 +09:00", "2026-03-02T09:45:00+00:00"),
        ("2026-03-02 09:45", None),
        ("09:45 UTC", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_a_time_is_an_instant_only_with_its_zone(text, instant):
    found = read_when(text)
    assert (found and found.isoformat()) == instant


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_case_says_how_often_calls_failed_before_and_after_an_attempt(language):
    tried = Attempt(when="2026-03-02 09:45 UTC", what="a new refresh token", judged="the next call failed")
    page = render_markdown(draft_case(read_text(ndjson()), draft=Draft(attempts=(tried,))), language)
    (row,) = [line for line in page.split("\n") if "a new refresh token" in line]
    for figures in (("15", "45", "33.3"), ("14", "14", "100")):
        assert all(figure in row for figure in figures)


def test_without_a_zone_no_rate_is_told_anywhere():
    tried = Attempt(when="2026-03-02 09:45", what="a new refresh token", judged="the next call failed")
    case = draft_case(read_text(ndjson()), draft=Draft(attempts=(tried,)))
    assert case.rates == (None,)
    assert "33.3" not in render_markdown(case)


def test_rates_are_those_of_the_account_of_the_case():
    text = ndjson() + ndjson(failing=range(60), sellerId="A2MADEUPSELLER")
    tried = Attempt(when="2026-03-02T09:30:00Z", what="a new refresh token")
    case = draft_case(read_text(text), draft=Draft(attempts=(tried,), seller="A1MADEUPSELLER"))
    assert (case.rates[0].before.errors, case.rates[0].before.calls) == (0, 30)


def test_rates_are_stored_with_the_case():
    attempts = (Attempt(when="2026-03-02T12:00:00Z", what="a new token"), Attempt(what="a new role"))
    case = draft_case(read_text(ndjson()), draft=Draft(attempts=attempts))
    assert parse_case(dump_case(case)).rates == case.rates
