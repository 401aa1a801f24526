"""What is kept, masked or asked about, as one table a person can read: casekit/facts/redaction_policy.csv."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from casekit.facts import read_table
from casekit.wording import Said


@dataclass(frozen=True, slots=True)
class Policy:
    """One kind of content: kept, masked or asked about, by which rules, and why; `advice` is a key of the catalogs."""

    what: str
    decision: str
    rules: tuple[str, ...]
    why: str
    advice: str


@cache
def policy() -> tuple[Policy, ...]:
    """Every row of the policy, in file order: what is masked, then what is kept, then what is asked about."""
    return tuple(
        Policy(row["what"], row["decision"], tuple(row["rules"].split()), row["why"], row["advice"])
        for row in read_table("redaction_policy")
    )


def advice(found: Iterable[str]) -> tuple[Said, ...]:
    """What to do about credentials that were found, a sentence or two per kind; `found` are rule names."""
    rules = set(found)
    return tuple(Said(f"rotate.{row.advice}") for row in policy() if row.advice and rules.intersection(row.rules))
