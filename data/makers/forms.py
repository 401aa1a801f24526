"""Calls written down in the forms that logs have."""

import json
from datetime import UTC, datetime, timedelta

from makers.calls import APPLICATION, Call
from makers.service import Failure


def zulu(at: datetime) -> str:
    """The instant as `2026-03-02T09:00:00.123Z`."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def http_date(at: datetime) -> str:
    """The instant as a Date header has it, always GMT."""
    return at.astimezone(UTC).strftime("%a, %d %b %Y %H:%M:%S GMT")


def amz_date(at: datetime) -> str:
    """The instant as an X-Amz-Date header has it, always UTC."""
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def error_body(failure: Failure, indent: int | None = None) -> str:
    """The JSON body of an error answer."""
    error = {"code": failure.code, "message": failure.message, "details": failure.details}
    return json.dumps({"errors": [error]}, indent=indent, ensure_ascii=False)


def headers(call: Call) -> dict[str, str]:
    """The answer's headers. The limit comes with good answers only, as it does in life."""
    found = {"Date": http_date(call.at + timedelta(milliseconds=call.duration_ms)), "Content-Type": "application/json"}
    found["x-amzn-RequestId"] = call.request_id
    if call.failure:
        return found | {"x-amzn-ErrorType": call.failure.error_type}
    return found | ({"x-amzn-RateLimit-Limit": str(call.operation.rate)} if call.operation.rate else {})


def flat_json(call: Call, client: str) -> str:
    """One line of JSON, names in camelCase, everything at the top."""
    record = {
        "timestamp": zulu(call.at), "method": call.operation.method, "url": call.url,
        "operation": call.operation.name, "status": call.status, "durationMs": call.duration_ms,
        "requestId": call.request_id, "sellerId": call.seller, "marketplaceId": call.marketplace,
        "applicationId": APPLICATION, "userAgent": client,
    }  # fmt: skip
    if call.failure:
        record["errorType"] = call.failure.error_type
        record["responseBody"] = error_body(call.failure)
    elif call.operation.rate:
        record["rateLimit"] = call.operation.rate
    return json.dumps(record, separators=(",", ":"))


def nested_json(call: Call, client: str) -> str:
    """One line of JSON, names in snake_case, request and response as objects; a lost call has no response."""
    level = "error" if call.failure or call.lost else "info"
    request = {"method": call.operation.method, "host": call.host, "path": call.path, "query": call.query}
    record = {
        "ts": zulu(call.at), "level": level, "logger": "spapi.client", "seller_id": call.seller,
        "marketplace_id": call.marketplace, "application_id": APPLICATION,
        "request": request | {"headers": {"user-agent": client}},
    }  # fmt: skip
    if call.lost:
        record["error"] = f"ReadTimeout: no response from {call.host} within 30 s"
        return json.dumps(record)
    response = {"status_code": call.status, "headers": headers(call)}
    if call.failure:
        error = {"code": call.failure.code, "message": call.failure.message, "details": call.failure.details}
        response["body"] = {"errors": [error]}
    return json.dumps(record | {"response": response, "elapsed_ms": call.duration_ms})


def logfmt(call: Call) -> str:
    """One line of key=value pairs."""
    line = f"ts={zulu(call.at)} level={'warn' if call.failure else 'info'} op={call.operation.name} "
    line += f"method={call.operation.method} path={call.path} status={call.status} dur_ms={call.duration_ms} "
    line += f"seller_id={call.seller} marketplace_id={call.marketplace} x-amzn-requestid={call.request_id}"
    if call.failure:
        return f'{line} error_code={call.failure.code} error="{call.failure.message}"'
    return f"{line} x-amzn-ratelimit-limit={call.operation.rate}"


def access_line(call: Call, client: str) -> str:
    """One line as a forwarding proxy writes it: the combined log format, with no request ID."""
    stamp = call.at.astimezone(UTC).strftime("%d/%b/%Y:%H:%M:%S +0000")
    target = f"{call.path}?{call.query}" if call.query else call.path
    size = 143 if call.failure else 1200 + call.duration_ms * 7
    return f'192.0.2.17 - - [{stamp}] "{call.operation.method} {target} HTTP/1.1" {call.status} {size} "-" "{client}"'


def lines(texts: list[str]) -> str:
    """The lines as one text that ends in a newline."""
    return "".join(f"{text}\n" for text in texts)
