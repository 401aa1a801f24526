"""One problem of one account per case (G3, G13, G19, G26, G30..G32, G34, G35)."""

from collections.abc import Iterator

from casekit.case.checks.finding import Finding, Look, Rule, warn

MANY_GROUPS = 3
"""Groups that one case can carry before it reads as several problems; our choice."""


def check_one_account(look: Look) -> Iterator[Finding]:
    """The case speaks of one account (G34)."""
    sellers = sorted({pick.seller_id for pick in look.case.evidence.picks if pick.seller_id})
    named = look.case.items("seller_id")
    if len(sellers) > 1 or len(named) > 1:
        yield warn("G34", "seller_id", "several", sellers=", ".join(sellers if len(sellers) > 1 else named))
    elif sellers and named and sellers[0] not in named:
        yield warn("G35", "seller_id", "other_account", value=named[0], seller=sellers[0])


def check_related(look: Look) -> Iterator[Finding]:
    """The groups of the case are of one kind, and few (G30, G31)."""
    groups = look.case.evidence.groups
    kinds = sorted({group.kind for group in groups if group.kind})
    if len(kinds) > 1:
        yield warn("G31", "groups", "kinds", kinds=", ".join(kinds))
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
    """Sandbox and production calls are not mixed among the representative requests (G3)."""
    ids = [pick.request_id for pick in look.case.evidence.picks]
    hosts = look.events.loc[look.events["request_id"].isin(ids), "host"].dropna()
    sandbox = hosts.str.startswith("sandbox.")
    if sandbox.any() and not sandbox.all():
        yield warn("G3", "picks", "sandbox_mixed")


RULES: tuple[Rule, ...] = (check_one_account, check_related, check_client_side, check_over_plan, check_sandbox)
