"""What each click on the page costs with a large log: `python benchmarks/actions.py [CALLS]`.

The clicks are made on the real widgets without a browser. The last column is the cost against the whole of one plain
`json.loads` per line of the same log in the same run; the page shows "Working" for an action of more than 0.3 seconds.
"""

import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from casekit.session import Session
from casekit.ui import Triage

FAILURES = (403, "Unauthorized"), (429, "QuotaExceeded"), (500, "InternalFailure")
OPERATIONS = "getOrders", "getOrderItems", "getFeed", "searchCatalogItems"
START = datetime(2026, 3, 2, tzinfo=UTC)


def make_log(calls: int) -> str:
    """Made-up calls, one every seven seconds; after the first third one in twelve fails, in one of three ways."""
    dice = random.Random(1)
    return "".join(json.dumps(make_call(number, calls, dice)) + "\n" for number in range(calls))


def make_call(number: int, calls: int, dice: random.Random) -> dict[str, Any]:
    failed = number > calls / 3 and dice.random() < 1 / 12
    status, code = dice.choice(FAILURES) if failed else (200, "")
    operation = dice.choice(OPERATIONS)
    call = {
        "timestamp": (START + timedelta(seconds=7 * number)).isoformat(),
        "method": "GET",
        "url": f"https://sellingpartnerapi-na.amazon.com/made/up/{operation}?MarketplaceIds=ATVPDKIKX0DER&page={number}",
        "operation": operation,
        "status": status,
        "x-amzn-RequestId": f"00000000-0000-4000-8000-{number:012d}",
        "sellerId": "A1MADEUPSELLER",
        "marketplaceId": "ATVPDKIKX0DER",
        "durationMs": dice.randrange(80, 900),
    }
    return call | ({"errors": [{"code": code, "message": f"Call {number} was not answered."}]} if failed else {})


def walk(widget: Any) -> Iterator[Any]:
    yield widget
    for each in getattr(widget, "children", ()):
        yield from walk(each)


def main(calls: int) -> None:
    """Print the seconds of every action, and its ratio."""
    log = make_log(calls)
    app = Triage(Session(tempfile.mkdtemp()))
    pages = (app.head, app.load, app.see, app.choose, app.describe, app.check, app.export)

    def find(name: str) -> Any:
        return next(each for page in pages for each in walk(page) if name in getattr(each, "_dom_classes", ()))

    def click(name: str) -> Callable[[], None]:
        return lambda: find(name).click()

    def put(name: str, value: object) -> Callable[[], None]:
        return lambda: setattr(find(name), "value", value)

    def tick() -> None:
        box = find("ck-groups").children[1].children[0]
        box.value = not box.value

    def narrow() -> None:
        find("ck-window").children[0].value = (START + timedelta(hours=1)).isoformat()
        find("ck-see-apply").click()

    plain = seconds(lambda: [json.loads(line) for line in log.splitlines()])
    find("ck-paste").value = log
    actions = {
        "read the first paste": click("ck-load-read"),
        "read a paste": click("ck-load-read"),
        "tick a group": tick,
        "leave a request out": click("ck-drop"),
        "pick again": click("ck-choose-reset"),
        "type a word": put("ck-field-question", "getOrders answers 403. What must we change?"),
        "type another": put("ck-field-goal", "Import the orders every hour."),
        "add an attempt": click("ck-describe-add-attempt"),
        "preview": click("ck-export-look"),
        "export": click("ck-export-export"),
        "narrow the time": narrow,
        "change the language": put("ck-language", "zh-CN"),
        "new case": click("ck-draft-new"),
    }
    print(f"{calls:,} calls, {len(log) / 1e6:.1f} MB; json.loads of every line: {plain:.3f} s")
    for name, action in actions.items():
        cost = seconds(action)
        print(f"{name:24} {cost:7.3f} s {cost / plain:8.2f}")


def seconds(action: Callable[[], object]) -> float:
    """Seconds of processor time, which other work on the machine changes less than the clock's."""
    start = time.process_time()
    action()
    return time.process_time() - start


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
