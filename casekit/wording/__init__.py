"""Every sentence the kit says, one TOML catalog per language; adding a language is adding a file."""

from casekit.wording.catalog import LANGUAGES, catalog
from casekit.wording.said import Said, both, change, count, join, remember, say, translate

__all__ = ["LANGUAGES", "Said", "both", "catalog", "change", "count", "join", "remember", "say", "translate"]
