"""A complete case has no problem; take one fact out, or put one wrong, and exactly its rule speaks."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from casekit.case import Answer, Attempt, Case, Evidence, GroupFact, Pick
from casekit.case.checks import check_case
from casekit.case.fields import fields
from casekit.reading.frame import Event, count_traffic, events_frame
from casekit.reading.log import Ledger, Log
from casekit.wording import LANGUAGES

ID = "7d1f0c5e-0000-4000-8000-00000000c0de"
TIME = "2026-03-02T10:15:00Z"
SELLER = "A1MADEUPSELLER"
NOW = datetime(2026, 3, 3, tzinfo=UTC)
ANSWERS = {
    "title": "getOrders: 403 Unauthorized since 10:00 UTC",
    "question": "getOrders answers 403 Unauthorized for one seller. What must we change so that it is authorized?",
    "what_happened": "We call getOrders every five minutes. Since 10:00 UTC each call is refused with 403.",
    "goal": "Import the orders of the seller. The import stands still.",
    "when": "2026-03-02T10:00:00Z to 2026-03-02T10:15:00Z (UTC)",
    "state": "still occurring",
    "reproduction": "Tried again in production by hand: the same 403.",
    "environment": "requests 2.33 on Python 3.12, Linux",
    "resource_exists": "not about a resource",
    "api_type": "SP-API",
    "issue_type": "API errors",
    "api_section": "Orders API v0",
    "seller_id": SELLER,
    "marketplaces": "ATVPDKIKX0DER",
    "operations": "getOrders",
    "application_id": "amzn1.sp.solution.00000000-0000-4000-8000-000000000000",
}


def make_case(attempts=None, **answers):
    pick = Pick(ID, TIME, "getOrders", "GET", "/orders/v0/orders", 403, "Unauthorized", seller_id=SELLER)
    group = GroupFact(
        "g1", "Access to requested resource is denied.", 403, "Unauthorized", "authorization", 3, TIME, TIME
    )
    evidence = Evidence(
        groups=(group,),
        picks=(pick,),
        errors=3,
        requests=9,
        first="2026-03-02T10:00:00Z",
        last=TIME,
        log_start="2026-03-02T09:00:00Z",
        log_end="2026-03-02T11:00:00Z",
        state="still occurring",
    )
    tried = (
        Attempt(what="Made a new refresh token", error="403 Unauthorized", judged="The next call was refused too"),
    )
    needed = {each.name: (*each.choices, "made up")[0] for each in fields() if each.is_needed("API errors")}
    given = {name: Answer(text, "typed") for name, text in {**needed, **ANSWERS, **answers}.items()}
    return Case(tuple(given.items()), tried if attempts is None else attempts, evidence)


def make_log(**changes):
    event = Event(
        timestamp=datetime(2026, 3, 2, 10, 15, tzinfo=UTC),
        request_id=ID,
        operation="getOrders",
        status=403,
        outcome="api_error",
        host="sellingpartnerapi-na.amazon.com",
    )
    events = events_frame([replace(event, **changes)])
    return Log(events, count_traffic(events), events_frame([]), Ledger())


def ids(case, log=None, now=NOW):
    return {(problem.id, problem.field) for problem in check_case(case, log or make_log(), now=now)}


def test_a_complete_case_has_no_problem():
    assert ids(make_case()) == set()


@pytest.mark.parametrize(
    "field", [each for each in fields() if each.is_needed("API errors")], ids=lambda each: each.name
)
def test_a_missing_answer_is_reported_under_the_rule_of_its_field_alone(field):
    assert ids(make_case(**{field.name: ""})) == {(field.rule, field.name)}


@pytest.mark.parametrize(
    "field", [each for each in fields() if each.is_needed("API errors")], ids=lambda each: each.name
)
def test_a_reason_why_there_is_no_answer_is_an_answer(field):
    case = make_case()
    reason = Answer("the customer did not tell", "unavailable")
    case = replace(case, answers=tuple({**dict(case.answers), field.name: reason}.items()))
    assert ids(case) == set()


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"question": "Please help with getOrders."}, ("G8", "question")),
        ({"question": "getOrders 为什么失败?"}, ("G37", "question")),
        ({"question": "getOrders fails. What to change? And who can help?"}, ("G30", "question")),
        ({"question": "What latency does getOrders have in general?"}, ("G38", "question")),
        ({"question": "Who approves our developer registration for getOrders?"}, ("G39", "question")),
        ({"what_happened": "getOrders fails"}, ("G2", "what_happened")),
        ({"when": "2026-03-02 10:00 to 10:15"}, ("G14", "when")),
        ({"when": "2026-03-05T10:00:00Z"}, ("G14", "when")),
        ({"state": "stopped"}, ("G15", "state")),
        ({"state": "perhaps"}, ("G15", "state")),
        ({"seller_id": "ATVPDKIKX0DER"}, ("G26", "seller_id")),
        ({"marketplaces": "AXXXXXXXXXXXX"}, ("G27", "marketplaces")),
        ({"api_section": "Sellers API v1"}, ("G28", "operations")),
        ({"application_id": "amzn1.application-oa2-client.0123"}, ("G29", "application_id")),
        ({"issue_type": "Throttling"}, ("G23", "issue_type")),
        ({"goal": "See request 11111111-0000-4000-8000-000000000000"}, ("G11", "goal")),
        ({"goal": "createFeed shall work"}, ("G8", "goal")),
        ({"goal": "Get rid of HTTP 500"}, ("G8", "goal")),
    ],
)
def test_a_wrong_answer_is_reported_under_its_rule(answers, expected):
    assert expected in ids(make_case(**answers))


@pytest.mark.parametrize(
    ("attempts", "expected"),
    [
        ((), ("G5", "nothing_tried")),
        ((Attempt(what="We tried many things", judged="no"),), ("G6", "attempts")),
        ((Attempt(what="我们正在尝试很多方法", judged="仍返回 403"),), ("G6", "attempts")),
        ((Attempt(what="Made a new token", judged="The same answer at 10:20 UTC"),), ("G6", "attempts")),
        ((Attempt(what="Made a new token", step="The next call"),), ("G7", "attempts")),
        ((Attempt(what="Made a new token", step="The next call", judged="Nothing worked"),), ("G7", "attempts")),
    ],
)
def test_attempts_are_concrete_and_judged(attempts, expected):
    assert ids(make_case(attempts)) == {expected}


def test_a_pick_that_the_log_does_not_hold_is_reported():
    assert ids(make_case(), make_log(request_id="11111111-0000-4000-8000-000000000000")) == {("G11", "picks")}


def test_a_pick_with_the_time_of_another_call_is_reported():
    assert ids(make_case(), make_log(timestamp=datetime(2026, 3, 2, 10, 16, tzinfo=UTC))) == {("G11", "picks")}


def test_old_evidence_is_reported():
    assert ids(make_case(), now=datetime(2026, 5, 1, tzinfo=UTC)) == {("G17", "picks")}


def test_two_accounts_in_one_case_are_reported():
    case = make_case()
    other = replace(case.evidence.picks[0], seller_id="A2MADEUPSELLER")
    case = replace(case, evidence=replace(case.evidence, picks=(*case.evidence.picks, other)))
    assert ids(case) == {("G34", "seller_id")}


def test_two_kinds_of_errors_in_one_case_are_reported():
    case = make_case()
    other = replace(case.evidence.groups[0], key="g2", kind="server fault")
    case = replace(case, evidence=replace(case.evidence, groups=(*case.evidence.groups, other)))
    assert ids(case) == {("G31", "groups")}


def test_problems_are_said_in_every_language_and_fails_come_first():
    broken = make_case(question="Why?", goal="", when="10:00")
    said = [check_case(broken, make_log(), language, NOW) for language in LANGUAGES]
    assert [each.id for each in said[0]] == [each.id for each in said[1]]
    assert said[0][0].message != said[1][0].message
    levels = [each.level for each in said[0]]
    assert levels == sorted(levels, key=lambda level: level != "fail")


def test_a_secret_typed_by_mistake_is_not_repeated_by_a_message():
    secret = "Atza|" + "IwEBImadeup" * 6
    assert secret not in str(check_case(make_case(seller_id=secret), make_log(), now=NOW))


def test_calls_that_exceed_their_plan_need_no_case():
    case = make_case(issue_type="Throttling")
    throttled = replace(case.evidence.groups[0], kind="throttling")
    case = replace(case, evidence=replace(case.evidence, groups=(throttled,), over_plan=True))
    assert ids(case) == {("G13", "groups")}
