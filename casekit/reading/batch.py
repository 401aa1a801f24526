"""Answers to a batch of requests, several of which may have failed."""

from collections.abc import Mapping
from typing import Any

from casekit.reading.found import FAILED_STATUS


def split_batch(tree: object) -> list[Any]:
    """The answer to a batch once for each of its items that failed; anything else as it is."""
    if isinstance(tree, list):
        items = [each for each in tree if isinstance(each, dict)]
        failed = [each for each in items if any(_holds_error(*pair) for pair in each.items())]
        bodies = [each for each in items if "body" in each and (item_status(each) or 0) >= FAILED_STATUS]
        parts = failed if len(failed) > 1 else [{"responses": [each]} for each in bodies]
        return parts if len(parts) > 1 else [tree]
    if not isinstance(tree, dict) or not isinstance(tree.get("responses"), list):
        return [tree]
    items = [each for each in tree["responses"] if isinstance(each, dict)]
    failed = [each for each in items if (item_status(each) or 0) >= FAILED_STATUS]
    return [{**tree, "responses": [each]} for each in failed] if len(failed) > 1 else [tree]


def _holds_error(key: object, value: object) -> bool:
    return bool(value) and isinstance(value, dict | list) and str(key).lower() in ("error", "errors")


def item_status(item: Mapping[str, Any]) -> int | None:
    """The status of one item of a batch."""
    status = item.get("status")
    number = status.get("statusCode") if isinstance(status, dict) else status
    return number if isinstance(number, int) else None
