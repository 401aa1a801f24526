"""The form fields hold what the form takes, and fit the log (F1..F8, G22..G29)."""

import re
from collections.abc import Iterator

from casekit import facts
from casekit.case.checks.finding import Finding, Look, Rule, fail, warn
from casekit.case.fields import fields, find_field

_APPLICATION = re.compile(
    r"amzn1\.(sp\.solution|sellerapps\.app)\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE
)
_CLIENT = re.compile(r"amzn1\.application-oa2-client\.", re.IGNORECASE)
_ACCOUNT = re.compile(r"A[A-Z0-9]{9,15}|\d{12}|[A-Z0-9]{3,5}")


def check_choices(look: Look) -> Iterator[Finding]:
    """A field with choices holds one of them (G22..G25)."""
    for field in fields():
        text = look.case.text(field.name)
        if field.kind == "choice" and text and text not in field.choices:
            yield fail(field.rule, field.name, "not_a_choice", label=field.name, value=text)


def check_marketplaces(look: Look) -> Iterator[Finding]:
    """Every marketplace is a known ID (G27)."""
    for each in look.case.items("marketplaces"):
        if not facts.find_marketplace(each):
            yield warn("G27", "marketplaces", "unknown", value=each)


def check_operations(look: Look) -> Iterator[Finding]:
    """Every operation is a known one and belongs to the API section (G28)."""
    section = look.case.text("api_section")
    section = section if section in find_field("api_section").choices else ""  # of another rule's concern
    for each in look.case.items("operations"):
        known = facts.named_operations().get(each.lower(), ())
        if not known:
            yield warn("G28", "operations", "unknown", value=each)
        elif section and not any(operation.api_section == section for operation in known):
            yield warn("G28", "operations", "other_section", value=each, section=section)


def check_account(look: Look) -> Iterator[Finding]:
    """The seller or developer ID has the shape of one (G26)."""
    for each in look.case.items("seller_id"):
        if facts.find_marketplace(each):
            yield fail("G26", "seller_id", "is_marketplace", value=each)
        elif not _ACCOUNT.fullmatch(each):
            yield warn("G26", "seller_id", "odd", value=each)


def check_application(look: Look) -> Iterator[Finding]:
    """The application ID is the application's, not the client's (G29)."""
    text = look.case.text("application_id")
    if _CLIENT.search(text):
        yield fail("G29", "application_id", "is_client")
    elif text and not _APPLICATION.fullmatch(text):
        yield warn("G29", "application_id", "odd")


def check_issue_type(look: Look) -> Iterator[Finding]:
    """The issue type fits the errors of the case (G23)."""
    kinds = {group.kind for group in look.case.evidence.groups}
    issue_type = look.case.text("issue_type")
    if kinds == {"throttling"} and issue_type == "API errors":
        yield warn("G23", "issue_type", "is_throttling")
    elif kinds and "throttling" not in kinds and issue_type == "Throttling":
        yield warn("G23", "issue_type", "is_errors")


RULES: tuple[Rule, ...] = (
    check_choices,
    check_marketplaces,
    check_operations,
    check_account,
    check_application,
    check_issue_type,
)
