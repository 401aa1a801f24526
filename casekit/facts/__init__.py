"""Facts about the Selling Partner API: CSV tables of this folder, typed and cached.

A table is changed by editing its CSV; nothing here changes at run time.
"""

from casekit.facts.client_table import ClientRecipe, client_recipes, find_client
from casekit.facts.error_table import KINDS, KnownError, errors, find_errors
from casekit.facts.marketplace_table import Marketplace, find_country, find_marketplace, marketplaces
from casekit.facts.operation_table import (
    Operation,
    find_operation,
    find_section,
    match_path,
    named_operations,
    operations,
    read_path,
    template_words,
)
from casekit.facts.phrase_table import find_phrase_pattern
from casekit.facts.tables import read_table

__all__ = [
    "KINDS",
    "ClientRecipe",
    "KnownError",
    "Marketplace",
    "Operation",
    "client_recipes",
    "errors",
    "find_client",
    "find_country",
    "find_errors",
    "find_marketplace",
    "find_operation",
    "find_phrase_pattern",
    "find_section",
    "marketplaces",
    "match_path",
    "named_operations",
    "operations",
    "read_path",
    "read_table",
    "template_words",
]
