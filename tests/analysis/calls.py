"""Made-up calls for the tests of the evidence."""

import pandas as pd

from casekit.reading.frame import CATEGORIES, COLUMNS, count_traffic

START = pd.Timestamp("2026-03-01T00:00Z")
US, DE = "ATVPDKIKX0DER", "A1PA6795UKMFR9"


def calls(times, **columns):
    """One call per time (seconds since START, None for an unknown time); failed where status is 400 or more."""
    size = len(times)
    stamps = [pd.NaT if each is None else START + pd.Timedelta(seconds=each) for each in times]
    given = {
        "operation": "getOrders",
        "seller_id": "A1EXAMPLE",
        "marketplace_id": US,
        "status": 500,
        "error_code": None,
        "request_id": [f"{number:08x}-1111-4000-8000-00000000000a" for number in range(1, size + 1)],
        "source": "app.log",
        "line_start": range(1, size + 1),
        "line_end": range(1, size + 1),
        "host": "sellingpartnerapi-na.amazon.com",
        "method": "GET",
        "path": "/orders/v0/orders",
    } | columns
    table = pd.DataFrame({"timestamp": stamps, **given})
    if "outcome" not in table:
        table["outcome"] = table["status"].ge(400).map({True: "api_error", False: "ok"})
    table["timestamp"] = pd.to_datetime(table["timestamp"], utc=True)
    fixed = {name: pd.CategoricalDtype(values) for name, values in CATEGORIES.items()}
    return table.reindex(columns=list(COLUMNS)).astype(COLUMNS | fixed)


def since(start, size=600, every=60, share=3, **columns):
    """A call every minute; from call `start` on every `share`-th fails."""
    status = [500 if place >= start and place % share == 0 else 200 for place in range(size)]
    return calls([place * every for place in range(size)], status=status, **columns)


def parts(events):
    """The failed calls and the traffic of these events."""
    return events[events["outcome"].isin(["api_error", "client_error"])], count_traffic(events)


def shuffled(events, seed=3):
    """The same calls read in another order."""
    return events.sample(frac=1, random_state=seed)
