"""What the keys of an error tell: its code, its message, its status, or nothing of it."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from casekit.reading.fields import LATE, Name, find_name
from casekit.reading.found import CUT_OFF, FAILED_STATUS, GOOD_CODES, NOTHING, Fact, checked

ERROR_MARKS = frozenset(["statuscode", "requestid", "message", "details", "errordescription", "errormessage", "description", "type", "severity", "errorlevel", "name", "param", "errors", "detail", "msg", "reason"])  # fmt: skip  # noqa: E501 a pattern or a table row
MESSAGE_MARKS = frozenset(["code", "errorcode", "details", "errors", "error", "type", "documentationurl", "moreinfo", "status", "statuscode", "severity", "requestid", "detail", "errno"])  # fmt: skip  # noqa: E501 a pattern or a table row
NAMED_ERROR = re.compile(
    r"((?:[A-Z][a-z]+){2,6}|Unauthorized|Forbidden)(?<!Error)(?<!Exception): (\S.*)", re.DOTALL
)  # InvalidInput: why
CODE_NAME = {"type": re.compile(r"[a-z]+(?:_[a-z]+)+|[A-Z]+(?:_[A-Z]+)+"), "name": re.compile(r"[A-Z]+(?:_[A-Z]+)+")}
NO_KEYS: Mapping[str, Any] = MappingProxyType({})
MARKS_OF_LOG = frozenset({"level", "levelname", "loglevel", "severity", "logger", "timestamp", "ts", "time"})


def error_facts(text: str, keys: Mapping[str, Any] = NO_KEYS) -> Iterator[Fact]:
    """The facts of a text under the name `error`: a code and its message, one of them, or none beside others."""
    cut = text.endswith(CUT_OFF)
    text = text.removesuffix(CUT_OFF).rstrip()
    named = NAMED_ERROR.fullmatch(text)
    if text.strip().lower() in NOTHING | GOOD_CODES:
        return
    if named:
        yield Fact("error_code", named[1], 2)
        yield Fact("error_message", named[2], 4)
    elif re.fullmatch(r"[\w.]+", text) and not cut:
        of_client = text.endswith(("Error", "Exception"))  # behind the code of the answer
        yield Fact("error_code", text, 3 if of_client else 0)
    elif "error_description" not in keys:
        yield Fact("error_message", text, 4)


def code_or_status(fact: str, bare: str, value: object, keys: Mapping[str, Any], place: str) -> Fact | None:
    """The fact of a key that names a code or a status; None where it is neither here."""
    text, rank = str(value), {"errors": 0, "answer": 1}.get(place, 2)
    rank += 5 * text.startswith("ERR_")  # of the client, behind that of the answer
    if fact == "status":
        if "code" in keys and re.fullmatch(r"[A-Z]+(?:_[A-Z]+)+", text):
            return Fact("error_code", text, rank)
        numbered = isinstance(value, int) or re.match(r"\d{3}\b", text)
        return checked(fact, text, 4 if place == "errors" else 0) if numbered and place != "data" else None
    if bare in ("code", "errorcode") and isinstance(value, int) and 100 <= value < 600:  # noqa: PLR2004 an HTTP status
        return None if isinstance(keys.get("status"), int) else Fact("status", text, 3)
    return checked(fact, text, rank) if bare != "code" or place == "errors" or ERROR_MARKS & keys.keys() else None


def is_code(bare: str, text: str, keys: Mapping[str, Any], place: str) -> bool:
    """True for the type or name of an error that has a message and no other code: overloaded_error, INVALID_REQUEST."""
    alone = "message" in keys and not (keys.get("code") or MARKS_OF_LOG & keys.keys())
    return alone and bool(CODE_NAME[bare].fullmatch(text)) and (place == "errors" or (bare, place) == ("name", "top"))


def is_error(bare: str, keys: Mapping[str, Any]) -> bool:
    """True for a key of an object that is an error, wherever it stands."""
    severity = str(keys.get("severity", "")).upper()
    return severity in ("ERROR", "FATAL") or (
        "code" in keys and "message" in keys and isinstance(keys["message"], str) and severity != "WARNING"
        and len(keys) <= 8 and bare in ("code", "message", "details")  # noqa: PLR2004 an error object is small
    )  # fmt: skip


def _explains(keys: Mapping[str, Any], place: str) -> bool:
    """True where a title or description is that of an error: products have them too."""
    status = checked("status", str(keys.get("status", keys.get("statuscode", ""))))
    if status:
        return int(status.value) >= FAILED_STATUS
    row = place == "top" and MARKS_OF_LOG & keys.keys()
    others = (
        {"code", "error"} if row else {"code", "error", "type"} if place == "errors" else {"code", "error", "detail"}
    )
    return bool(keys.keys() & others)


def _went_well(keys: Mapping[str, Any]) -> bool:
    """True beside the code of an answer without an error: 0, success."""
    told = (str(keys[key]).lower() for key in keys if (name := find_name(key)) and name.fact == "error_code")
    return any(code in GOOD_CODES for code in told)


def message_fact(bare: str, name: Name, text: str, keys: Mapping[str, Any], place: str) -> Fact | None:
    """The message or the details that a key of this name gives; the log line's own where no error is told."""
    text = text.removesuffix(CUT_OFF).rstrip()
    late = bare in LATE
    if (late and not _explains(keys, place)) or not text.strip() or _went_well(keys):
        return None
    instead = "code" in keys and "message" not in keys and " " in text
    if name.fact == "error_details" and not instead:
        return Fact(name.fact, text)
    log_line = bool(MARKS_OF_LOG & keys.keys() - {"severity"}) and place == "top"
    marked = MESSAGE_MARKS & keys.keys() or (bare == "message" and len(keys) == 1)
    if place in ("top", "data") and bare in ("message", "msg", "err") and (log_line or not marked):
        return Fact("log_message", text, name.rank)
    rank = {"errors": 0, "answer": 1}.get(place, 2) + name.rank + 2 * late + (bare == "title")
    return Fact("error_message", text, rank + 6 * (name.fact == "error_details"))
