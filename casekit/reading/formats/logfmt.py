"""Names and values: time=2026-11-02T08:00:00Z level=error method=GET path=/x status=503 request_id=..."""

import re
from collections.abc import Sequence

from casekit.reading.error_keys import error_facts
from casekit.reading.fields import LATE, Name, find_name, squeeze
from casekit.reading.form import Block, Form, Piece
from casekit.reading.formats.cells import message_facts
from casekit.reading.found import Fact, checked
from casekit.reading.records import read_stamp, trace_end

SAMPLES = (
    'time=2026-11-02T08:00:00Z level=error method=GET path="/orders/v0/orders" status=503 request_id=req-0001-aaaa msg="no answer"',  # noqa: E501 a pattern or a table row
    '2026-11-02T08:00:00+00:00 app[web.1]: at=error code=H12 desc="Request timeout" method=GET path=/x status=503',
)
PAIR = re.compile(r"(?:^|(?<=[\s,;|]))([A-Za-z_@][\w.\-@]*)=(\"(?:[^\"\\]|\\.)*\"|'[^']*'|[^\s\"',;]*)")
BEHIND = 20  # rank of what stands before a row's pairs or in a stack trace below: it only fills gaps
PARTED = re.compile(r"(?:^|(?<=; ))([A-Za-z_@][\w.\-@]*)=([^;]*)")  # with a semicolon between them
FEWEST = 4  # pairs, of which two speak of a call; fewer is a sentence with an equals sign
ROW_FACTS = frozenset({"status", "method", "path", "url", "request_id", "operation", "error_code"})


def read(lines: Sequence[str], at: int) -> Block | None:
    """One row, or None when the line is not mostly name=value."""
    line = lines[at]
    if line.count("=") < FEWEST or line[0].isspace() or "{" in line:
        return None
    pairs = PAIR.findall(line)
    parted = PARTED.findall(line) if ";" in line else []
    pairs = parted if len(parted) == len(pairs) else pairs
    named = [(key, value.strip("\"'"), find_name(key)) for key, value in pairs]
    if len(pairs) < FEWEST or len({n.fact for _, _, n in named if n} & ROW_FACTS) < 2:  # noqa: PLR2004
        return None
    facts: list[Fact] = []
    named[-1] = _to_the_end(line, *named[-1])
    for key, value, name in named:
        if name and value:
            plain = key.lower() in ("msg", "message") or squeeze(key) in LATE
            fact_name = "log_message" if name.fact == "error_message" and plain else name.fact
            fact = checked(fact_name, value, name.rank + (key == "t"), key=key)
            facts += [fact] if fact else []
            if fact_name in ("log_message", "error_message"):
                facts += [f._replace(rank=f.rank + 2) for f in message_facts(value)]
        elif key.lower() in ("error", "exception") and value:
            facts += [fact._replace(rank=fact.rank + 1) for fact in error_facts(value)]
    head = line[: line.index(f"{pairs[0][0]}=")]
    facts += [fact._replace(rank=fact.rank + BEHIND) for fact in (message_facts(head) if head.strip() else ())]
    stamp = read_stamp(line)
    if stamp:
        facts.append(Fact("stamp", stamp.instant.isoformat() if stamp.instant else str(stamp.wall), -1))
    last = trace_end(lines, at)
    told = message_facts("\n".join(lines[at + 1 : last + 1])) if last > at else []
    facts += [fact._replace(rank=fact.rank + BEHIND) for fact in told]
    return Block((Piece(at, last, tuple(facts)),), last + 1)


def _to_the_end(line: str, key: str, value: str, name: Name | None) -> tuple[str, str, Name | None]:
    """The last pair, its value up to the end of the line where it is a message that nobody quoted."""
    rest = line[line.rindex(f"{key}=") + len(key) + 1 :].strip()
    told = name and name.fact == "error_message" and rest[:1] not in ("'", '"', "")
    return key, rest if told else value, name


FORM = Form("logfmt", SAMPLES, read)
