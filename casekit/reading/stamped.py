"""Objects printed over several lines, each of which a collector of logs put its own time before."""

import re
from collections.abc import Sequence

from casekit.reading.records import is_head

LEAD = r"[^{}\"]{8,160}?\s"  # a time, and what names the program
MEMBER = r"(?:\s*\"[\w.$@-]{1,60}\"\s*:|\s*[}\]],?\s*$)"  # what the second line of an object holds behind it
CONTINUED = rf"^{LEAD}{MEMBER}"
_CONTINUED = re.compile(rf"({LEAD})(?={MEMBER})")
_OPENED = re.compile(r"[{\[]\s*$")
_WIRED = re.compile(r".{8,200}? - (?P<wire>http-outgoing-\d+) [<>]{2} \"?(?P<said>.*?)(?:\[\\r\])?(?:\[\\n\])?\"?$")
_ASKED = re.compile(r"(?:GET|POST|PUT|PATCH|DELETE|HEAD) ")
_DIGITS = re.compile(r"[0-9]+")
MOST = 400  # lines of one object


def join_stamped(lines: Sequence[str]) -> list[str]:
    """The lines, as many, those inside an object or an exchange without what its first line begins with too."""
    joined = _unwire(lines)
    at = 0
    while at < len(joined) - 1:
        at = _join(joined, at) if _OPENED.search(joined[at][-80:]) else at + 1
    return joined


def _unwire(lines: Sequence[str]) -> list[str]:
    """The lines, those that Apache's client logged of one exchange without their heads but for the first."""
    told: list[str] = []
    wire = None
    for line in lines:
        found = _WIRED.match(line) if "http-outgoing-" in line else None
        if found and found["wire"] == wire and not _ASKED.match(found["said"]):
            told.append(found["said"])
        else:
            told.append(line)
        wire = found["wire"] if found else None
    return told


def _join(lines: list[str], at: int) -> int:
    """Strip the lines of the object that opens on this line; the index of the line behind it."""
    found = _CONTINUED.match(lines[at + 1])
    size = found.end() if found else 0
    lead = _DIGITS.sub("0", lines[at + 1][:size])
    if not found or not is_head(lines[at + 1]) or not _DIGITS.sub("0", lines[at]).startswith(lead):
        return at + 1
    open_, last = _depth(lines[at]), at
    while open_ > 0 and last + 1 < len(lines) and last - at < MOST:
        rest = _without(lines[last + 1], lead, size)
        if rest is None:
            break
        last += 1
        open_ += _depth(rest)
        lines[last] = rest
    return last + 1


def _without(line: str, lead: str, size: int) -> str | None:
    """The line without its lead, which may have some digits more or less; None where it has another."""
    for end in range(max(1, size - 9), size + 10):
        if _DIGITS.sub("0", line[:end]) == lead and line[end - 1 : end].isspace():
            return line[end:]
    return None


def _depth(text: str) -> int:
    return sum(text.count(mark) for mark in "{[") - sum(text.count(mark) for mark in "}]")
