"""What sort of failure it is: that decides whom to ask, and whether to ask at all."""

import re

import pandas as pd

KINDS = (
    "authorization",
    "throttling",
    "request rejected",
    "not found",
    "server fault",
    "processing result",
    "client side",
)
_THROTTLED = re.compile(r"quota|throttl|toomanyrequests|ratelimit|limitexceeded", re.IGNORECASE)
_REFUSED = re.compile(
    r"unauthori|accessdenied|forbidden|invalid_grant|invalid_client|invalidsignature|expiredtoken", re.IGNORECASE
)
_PROCESSED = re.compile(r"FATAL|CANCELLED|\d{4,8}")


def judge_kind(failed: pd.DataFrame) -> str:
    """One of KINDS for the rows of a group, by outcome, code and status; empty when nothing tells."""
    if "outcome" in failed and (failed["outcome"] == "client_error").all():
        return "client side"
    first = failed.iloc[0]  # status and code are the same for all rows of a group
    status = 0 if pd.isna(first["status"]) else int(first["status"])
    code = "" if pd.isna(first["error_code"]) else str(first["error_code"])
    for kind, applies in (
        ("throttling", status == 429 or _THROTTLED.search(code)),  # noqa: PLR2004  an HTTP status
        ("authorization", status in (401, 403) or _REFUSED.search(code)),
        ("processing result", status in (0, 200, 207) and _PROCESSED.fullmatch(code)),
        ("not found", status in (404, 410) or code.casefold() in ("notfound", "not_found")),
        ("server fault", status >= 500 or "internal" in code.casefold()),  # noqa: PLR2004  an HTTP status
        ("request rejected", 400 <= status < 500 or code),  # noqa: PLR2004  an HTTP status
    ):
        if applies:
            return kind
    return ""
