"""What phrases of a case tell: vague ones, questions support does not answer, claims that a log can contradict."""

import re
from functools import cache

from casekit.facts.tables import read_table


@cache
def find_phrase_pattern(sign: str) -> re.Pattern[str]:
    """One pattern, case-insensitive, of all languages' rows of case_phrases.csv with this sign; KeyError for none."""
    rows = [row["pattern"] for row in read_table("case_phrases") if row["sign"] == sign]
    if not rows:
        raise KeyError(sign)
    return re.compile("|".join(f"(?:{row})" for row in rows), re.IGNORECASE)
