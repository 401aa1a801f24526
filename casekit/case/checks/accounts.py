"""One problem of one account per case (G3, G13, G19, G26, G30..G32..G35)."""

from collections.abc import Iterator

from casekit.case.checks.finding import Finding, Look, Rule, cite, warn
from casekit.facts import find_marketplace
from casekit.wording import Said, join

MANY_GROUPS = 3
"""Groups that one case can carry before it reads as several problems; our choice."""


def check_one_account(look: Look) -> Iterator[Finding]:
    """The case speaks of one account (G34)."""
    sellers = sorted({pick.seller_id for pick in look.case.evidence.picks if pick.seller_id})
    named = look.case.items("seller_id")
    if len(sellers) > 1 or len(named) > 1:
        yield warn("G34", "seller_id", "several", sellers=", ".join(sellers if len(sellers) > 1 else named))
    elif sellers and named and sellers[0] not in named and not find_marketplace(named[0]):
        yield warn("G35", "seller_id", "other_account", value=named[0], seller=sellers[0])


def check_related(look: Look) -> Iterator[Finding]:
    """The groups of the case are of one kind, and few (G30, G31)."""
    groups = look.case.evidence.groups
    kinds = sorted({group.kind for group in groups if group.kind})
    if len(kinds) > 1:
        yield warn("G31", "groups", "kinds", kinds=join("list", [Said(f"kind.{kind}") for kind in kinds]))
    elif len(groups) > MANY_GROUPS:
        yield warn("G31", "groups", "many", count=len(groups))


def check_client_side(look: Look) -> Iterator[Finding]:
    """Failures without an answer from Amazon are the caller's to look into first (G19)."""
    groups = look.case.evidence.groups
    if groups and all(group.kind == "client side" for group in groups):
        yield warn("G19", "groups", "client_side")


def check_over_plan(look: Look) -> Iterator[Finding]:
    """Calls that exceed the plan in force are throttled by right; they need no case (G13)."""
    if look.case.evidence.over_plan:
        yield warn("G13", "groups", "over_plan")


def check_sandbox(look: Look) -> Iterator[Finding]:
    """Sandbox and production calls are not mixed in one case (G3)."""
    hosts = look.failed["host"].dropna().unique()
    named = list(hosts) or [each.host for each in look.case.evidence.picks if each.host]
    tests = [host for host in named if host.lower().startswith("sandbox.")]
    if tests and len(tests) < len(named):
        yield warn("G3", "picks", "sandbox_mixed", cite(look.failed[look.failed["host"].isin(tests)]))


def check_resource(look: Look) -> Iterator[Finding]:
    """A resource that is gone can hardly be looked into (G33)."""
    if look.case.text("resource_exists") == "no":
        yield warn("G33", "resource_exists", "deleted")


RULES: tuple[Rule, ...] = (
    check_one_account,
    check_related,
    check_client_side,
    check_over_plan,
    check_sandbox,
    check_resource,
)
