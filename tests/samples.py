"""Small logs made for one test; every value is made up."""

import json
from datetime import UTC, datetime, timedelta

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SELLER = "A1MADEUPSELLER"
MARKETPLACE = "ATVPDKIKX0DER"


def request_id(number):
    return f"00000000-0000-4000-8000-{number:012d}"


def ndjson(calls=60, failing=range(30, 60), operation="getOrders", **more):
    """One call a minute from START; those in `failing` are refused with 403."""
    return "".join(
        json.dumps(call(number, operation, failed=number in failing) | more) + "\n" for number in range(calls)
    )


def call(number, operation="getOrders", *, failed):
    record = {
        "timestamp": (START + timedelta(minutes=number)).isoformat().replace("+00:00", "Z"),
        "method": "GET",
        "url": "https://sellingpartnerapi-na.amazon.com/orders/v0/orders?MarketplaceIds=" + MARKETPLACE,
        "operation": operation,
        "status": 403 if failed else 200,
        "x-amzn-RequestId": request_id(number),
        "sellerId": SELLER,
        "marketplaceId": MARKETPLACE,
        "userAgent": "made-up-client/1.0 (Language=Python)",
    }
    if failed:
        message = "Access to requested resource is denied."
        record["errors"] = [{"code": "Unauthorized", "message": message, "details": ""}]
    return record
