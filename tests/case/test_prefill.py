"""What the log fills in: every name is there, and a title stays one that can be read."""

import pytest

import casekit
from casekit.case import draft_case
from tests.samples import ndjson

NAMES = ("getOrder", "getOrderAddress", "getOrderBuyerInfo", "getOrderItems", "getOrderItemsBuyerInfo", "getOrders")


@pytest.mark.parametrize(
    ("count", "subject"),
    [
        (1, "getOrder"),
        (4, "getOrder, getOrderAddress, getOrderBuyerInfo, getOrderItems"),
        (6, "getOrder, getOrderAddress, getOrderBuyerInfo (+3)"),
    ],
)
def test_of_many_operations_the_title_names_a_few_and_the_form_all(count, subject):
    log = casekit.read_text("".join(ndjson(60, range(30, 60), name) for name in NAMES[:count]))
    case = draft_case(log)
    assert len(case.evidence.groups) == 1
    answers = {name: answer.text for name, answer in case.answers}
    assert answers["title"].startswith(f"{subject}: 403 Unauthorized since ")
    assert answers["what_happened"].startswith(f"Calls of {subject} fail with ")
    assert answers["operations"] == ", ".join(NAMES[:count])
