r"""Access logs of web servers: 192.0.2.7 - - [02/Nov/2026:08:00:00 +0000] "GET /orders/v0/orders HTTP/1.1" 429 120."""

import re
from collections.abc import Sequence

from casekit.reading.form import Block, Form, Piece
from casekit.reading.found import Fact, checked

SAMPLES = ('192.0.2.7 - - [02/Nov/2026:08:00:00 +0000] "GET /orders/v0/orders?x=1 HTTP/1.1" 429 120 "-" "agent/1.0"',)
LINE = re.compile(r"^(?P<lead>(?:\S+ ){3,4})\[(?P<stamp>\d\d/\w{3}/\d{4}:\d\d:\d\d:\d\d(?: [+-]\d{4})?|\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d))\] \"(?P<method>[A-Z]{3,7}) (?P<url>\S+)(?: HTTP/[\d.]+)?\" (?P<status>\d{3}|-) (?P<size>\d+|-)(?P<rest>.*)$")  # fmt: skip  # noqa: E501 a pattern or a table row
AGENT = re.compile(r" \"(?P<referrer>[^\"]*)\" \"(?P<client>[^\"]*)\"")
NAMED = re.compile(r"(?<![\w-])(?:request_?id|rid|x-amzn-requestid)[=:]\"?(?P<request_id>[\w-]+)", re.IGNORECASE)


def read(lines: Sequence[str], at: int) -> Block | None:
    """One request, or None when the line is not of this form."""
    found = LINE.match(lines[at])
    if not found:
        return None
    facts = [checked(name, found[name]) for name in ("stamp", "method", "url", "status")]
    for pattern in (AGENT, NAMED):
        more = pattern.search(found["rest"])
        facts += [
            checked(name, value) for name, value in (more.groupdict() if more else {}).items() if name != "referrer"
        ]
    return Block((Piece(at, at, tuple(fact for fact in facts if isinstance(fact, Fact))),), at + 1)


FORM = Form("access", SAMPLES, read)
