"""Does a case of one account hold anything of another? Looked for in the final files (G35)."""

import re
from collections.abc import Iterator, Mapping

from casekit.case.account import other_sellers, own_rows
from casekit.reading.log import Log

_WORDS = re.compile(rb"[A-Za-z0-9][A-Za-z0-9_-]{5,}")


def find_foreign(files: Mapping[str, bytes], log: Log, seller: str) -> Iterator[str]:
    """The name of each file that holds the seller ID or a request ID of another account of the log.

    Nothing when `seller` is empty: such a case is of several accounts, and says so.
    """
    if not seller:
        return
    others = log.events[log.events["seller_id"].notna() & log.events["seller_id"].ne(seller)]
    ids = set(others["request_id"].dropna()) - set(own_rows(log.events, seller)["request_id"].dropna())
    words = frozenset(each.encode() for each in (*ids, *other_sellers(log.events, seller)))
    yield from (name for name, data in files.items() if not words.isdisjoint(_WORDS.findall(data)))
