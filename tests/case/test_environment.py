"""What calls and where it runs, as far as the log says it."""

import pytest

from casekit.case import draft_case
from casekit.case.environment import describe_environment
from casekit.reading import read_text
from tests.samples import ndjson


@pytest.mark.parametrize(
    ("client", "said"),
    [
        ("OrderTool/4.2 (Language=Python/3.12; Platform=Linux/6.1)", "OrderTool 4.2; Python 3.12; Linux 6.1"),
        ("OrderTool/2.0 (Language=Java/1.8.0.221;Platform=Windows/10)", "OrderTool 2.0; Java 1.8.0.221; Windows 10"),
        ("python-requests/2.32.3", "python-requests 2.32.3"),
        ("PostmanRuntime/7.43.0", "PostmanRuntime 7.43.0"),
        ("OrderTool/1.0 (Windows NT 10.0; Win64; x64)", "OrderTool 1.0; Windows NT 10.0"),
        ("shop/order-tool/5.9.0 (Language=PHP)", "shop/order-tool 5.9.0; PHP"),
        ("OrderTool", "OrderTool"),
        ("", ""),
    ],
)
def test_a_user_agent_is_told_in_parts_and_nothing_is_added(client, said):
    assert describe_environment([client]) == said


def test_several_clients_are_told_once_each_the_most_frequent_first():
    assert describe_environment(["A/1", "B/2", "A/1"]) == "A 1 / B 2"


@pytest.mark.parametrize(
    ("hosts", "said"),
    [
        (["sandbox.sellingpartnerapi-na.amazon.com"], "sandbox"),
        (["sellingpartnerapi-eu.amazon.com"], "production"),
        (["sandbox.sellingpartnerapi-na.amazon.com", "sellingpartnerapi-na.amazon.com"], ""),
        (["proxy.example"], ""),
    ],
)
def test_sandbox_or_production_is_what_every_host_says(hosts, said):
    text = "".join(ndjson().replace("sellingpartnerapi-na.amazon.com", host) for host in hosts)
    assert draft_case(read_text(text)).text("called_in") == said


def test_the_caller_is_the_user_agent_of_the_log():
    case = draft_case(read_text(ndjson()))
    assert case.text("caller") == "made-up-client/1.0 (Language=Python)"
    assert case.text("environment") == "made-up-client 1.0; Python"
