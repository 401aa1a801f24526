"""What a log lacks of what support asks for, and how to get it out of the client that was used."""

from dataclasses import dataclass

from casekit.facts import ClientRecipe, find_client
from casekit.reading.frame import is_failed
from casekit.reading.log import Log

ASKED = (
    ("request_id", "a request ID"), ("timestamp", "a time fixed in UTC"), ("status", "an HTTP status"),
    ("operation", "an operation"), ("marketplace_id", "a marketplace"), ("seller_id", "a seller ID"),
)  # fmt: skip
ADVISED = ("request_id", "timestamp")  # without these support cannot look anything up
EXCERPTS = 50  # failed calls whose text is searched for the signs of a client


@dataclass(frozen=True, slots=True)
class Missing:
    """Shares (0 to 1) of the failed calls that have each item, the client recipe, and advice in plain sentences."""

    errors: int
    shares: tuple[tuple[str, float], ...]
    client: ClientRecipe | None
    advice: tuple[str, ...]


def describe_missing(log: Log) -> Missing:
    """What the failed calls of a log lack. Without failed calls the shares are empty and the advice says so."""
    events = log.events[is_failed(log.events)]
    count = len(events)
    if not count:
        return Missing(0, (), None, ("The log holds no failed call.",))
    shares = tuple((name, float(events[name].notna().mean())) for name, _ in ASKED)
    client = _client(log)
    advice = [
        f"{count - round(share * count):,} of {count:,} failed calls lack {label}."
        for (name, share), (_, label) in zip(shares, ASKED, strict=True)
        if share < 1 and name in ADVISED
    ]
    if advice and client:
        advice.append(f"{client.library}: {client.recipe}")
    elif advice:
        advice.append("Log the response headers x-amzn-RequestId and Date of every failed call, and paste them too.")
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
