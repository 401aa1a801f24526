"""What a log lacks of what support asks for, and how to get it out of the client that was used."""

from dataclasses import dataclass

from casekit.facts import ClientRecipe, client_recipes, find_client
from casekit.reading.frame import is_failed
from casekit.reading.log import Log
from casekit.wording import Said

ASKED = (
    "request_id", "timestamp", "status", "operation", "marketplace_id", "seller_id",
)  # fmt: skip
ADVISED = ("request_id", "timestamp")  # without these support cannot look anything up
EXCERPTS = 50  # failed calls whose text is searched for the signs of a client


@dataclass(frozen=True, slots=True)
class Missing:
    """Shares (0 to 1) of the failed calls that have each item, the recipe of the client, and what lacks in words."""

    errors: int
    shares: tuple[tuple[str, float], ...]
    client: ClientRecipe | None
    advice: tuple[str, ...]


def describe_missing(log: Log, library: str = "") -> Missing:
    """What the failed calls of a log lack. Without failed calls the shares are empty and the advice says so.

    library: the client that was used, one of `facts.client_recipes`; empty to tell it by its signs in the log.
    """
    events = log.events[is_failed(log.events)]
    count = len(events)
    if not count:
        return Missing(0, (), None, (Said("missing.no_failed"),))
    shares = tuple((name, float(events[name].notna().mean())) for name in ASKED)
    client = next((each for each in client_recipes() if each.library == library), None) or _client(log)
    advice = [
        Said(f"missing.{name}", n=f"{count - round(share * count):,}", whole=f"{count:,}")
        for name, share in shares
        if share < 1 and name in ADVISED
    ]
    if advice and not client:
        advice.append(Said("missing.log_headers"))
    return Missing(count, shares, client, tuple(advice))


def _client(log: Log) -> ClientRecipe | None:
    events = log.events[is_failed(log.events)]
    agents = sorted(set(events["client"].dropna()))
    for text in agents:
        found = find_client(text)
        if found:
            return found
    for row in events.head(EXCERPTS).itertuples():
        found = find_client(log.excerpt(str(row.source), int(row.line_start), int(row.line_end)))
        if found:
            return found
    return None
