"""The form fields against the log: account, marketplaces, operations, application, API (F1, F5..F8)."""

from collections.abc import Iterator

import pandas as pd

from casekit.case.checks.finding import Finding, Look, Rule, cite, warn
from casekit.wording import Said


def _typed(look: Look, field: str) -> tuple[str, ...]:
    return look.case.items(field) if look.case.answer(field).origin == "typed" else ()


def _known(column: pd.Series) -> set[str]:
    return {str(each).lower() for each in column.dropna().unique()}


def check_seller(look: Look) -> Iterator[Finding]:
    """The account that was typed is one whose calls failed (G26)."""
    known = _known(look.failed["seller_id"]) - {""}
    for value in _typed(look, "seller_id"):
        named = any(pick.seller_id for pick in look.case.evidence.picks)  # then another rule compares
        if known and not named and value.lower() not in known:
            yield warn("G26", "seller_id", "not_hit", cite(look.failed), value=value)


def check_marketplaces(look: Look) -> Iterator[Finding]:
    """Each marketplace that was typed is one in which calls failed (G27)."""
    known = {each for cell in _known(look.failed["marketplace_id"]) for each in cell.replace(" ", "").split(",")}
    for value in _typed(look, "marketplaces"):
        if known and value.lower() not in known:
            yield warn("G27", "marketplaces", "not_hit", cite(look.failed), value=value)


def check_operations(look: Look) -> Iterator[Finding]:
    """Each operation that was typed is one that failed (G28)."""
    known = _known(look.failed["operation"])
    for value in _typed(look, "operations"):
        if known and look.failed["operation"].notna().all() and value.lower() not in known:
            yield warn("G28", "operations", "not_hit", cite(look.failed), value=value)


def check_application(look: Look) -> Iterator[Finding]:
    """The application ID that was typed is the one of the failed calls (G29)."""
    known = _known(look.failed["application_id"])
    for value in _typed(look, "application_id"):
        if known and value.lower() not in known and value.lower().startswith("amzn1.sp.solution."):
            yield warn("G29", "application_id", "not_hit", cite(look.failed))


def check_api_type(look: Look) -> Iterator[Finding]:
    """The API type is that of the hosts that were called (G22)."""
    hosts = _known(look.failed["host"]) or {pick.host.lower() for pick in look.case.evidence.picks if pick.host}
    chosen = look.case.text("api_type")
    for api, word in (("SP-API", "sellingpartnerapi"), ("MWS", "mws.")):
        if chosen and chosen != api and any(word in host for host in hosts):
            yield warn("G22", "api_type", "other_api", cite(look.failed), chosen=chosen, api=api)


def check_called_in(look: Look) -> Iterator[Finding]:
    """Sandbox or production, as chosen, is where the calls went (G3)."""
    chosen = look.case.text("called_in")
    places = {"sandbox" if host.startswith("sandbox.") else "production" for host in _known(look.failed["host"])}
    if chosen in ("sandbox", "production") and places and chosen not in places:
        facts = {"chosen": Said(f"choice.{chosen}"), "seen": Said(f"choice.{min(places)}")}
        yield warn("G3", "called_in", "other_place", cite(look.failed), **facts)


RULES: tuple[Rule, ...] = (
    check_called_in,
    check_seller,
    check_marketplaces,
    check_operations,
    check_application,
    check_api_type,
)
