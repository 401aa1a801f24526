"""Marketplaces of the Selling Partner API, with region and hosts."""

from dataclasses import dataclass
from functools import cache

from casekit.facts.tables import read_table

SAME_COUNTRY = {"GB": "UK"}
"""ISO code -> the code Amazon's table uses; people write both."""


@dataclass(frozen=True, slots=True)
class Marketplace:
    """One marketplace with its region and hosts."""

    country: str
    country_code: str
    marketplace_id: str
    region: str
    endpoint_host: str
    sandbox_host: str
    aws_region: str


@cache
def marketplaces() -> tuple[Marketplace, ...]:
    """Every marketplace of the Selling Partner API."""
    return tuple(Marketplace(**row) for row in read_table("marketplaces"))


def find_marketplace(marketplace_id: str) -> Marketplace | None:
    """The marketplace with this ID, or None."""
    return _by_id().get(marketplace_id)


@cache
def _by_id() -> dict[str, Marketplace]:
    return {each.marketplace_id: each for each in marketplaces()}


def find_country(code: str) -> Marketplace | None:
    """The marketplace of this two-letter country code, in either case (GB and UK alike), or None."""
    wanted = SAME_COUNTRY.get(code.upper(), code.upper())
    return next((each for each in marketplaces() if each.country_code == wanted), None)
