"""How the log was read: names, derived values, times converted, and what was masked (G21)."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from casekit.case.model import Pick
from casekit.export.answers import Reader
from casekit.export.blocks import Block, Bullets, Words
from casekit.reading.fields import find_name, squeeze
from casekit.redaction.placeholders import PLACEHOLDER
from casekit.wording import say

RENAMED = ("request_id", "seller_id", "marketplace_id", "application_id", "operation", "error_code", "client")
_KEY = r"[\"']?(?<![\w.@&?-])([\w.@-]{{2,40}})[\"']?\s?[:=]\s?[\"']?{value}(?![\w-])"


def describe_log(reader: Reader) -> tuple[Block, ...]:
    """What the analyst changed in the log, and what the kit did: read, renamed, derived, converted, masked."""
    typed = reader.answer("log_notes")
    case = reader.case
    lines = (*map(reader.tell, case.evidence.log_notes), *_names(reader), *_derived(reader), *_times(reader))
    listed = Bullets((*lines, *_masked(reader)))
    return (Words(typed), listed) if typed else (listed,)


def _names(reader: Reader) -> Iterator[str]:
    """The log's own names of what is shown under another."""
    found = {name: _own_name(name, reader.case.evidence.picks) for name in RENAMED}
    said = [reader.say("renamed_as", ours=say(reader.language, f"packet.{_LABELS[name]}"), theirs=own)
            for name, own in found.items() if own]  # fmt: skip
    if said:
        yield reader.say("renamed", names=say(reader.language, "packet.comma").join(said))


_LABELS = {
    "request_id": "request_id", "seller_id": "seller", "marketplace_id": "marketplace", "operation": "operation",
    "application_id": "application", "error_code": "code", "client": "client",
}  # fmt: skip


def _own_name(name: str, picks: tuple[Pick, ...]) -> str:
    for pick in picks[:1]:
        value = getattr(pick, name)
        found = re.findall(_KEY.format(value=re.escape(value)), pick.lines) if value else []
        own = next((key for key in found if _may_be(name, key)), "")
        return "" if squeeze(own) in (squeeze(name), name.removesuffix("_id")) else own
    return ""


def _may_be(name: str, key: str) -> bool:
    """False when the key is known to stand for something else."""
    known = find_name(key)
    return known is None or known.fact == name


def _derived(reader: Reader) -> Iterator[str]:
    picks = reader.case.evidence.picks
    if any(pick.operation_source == "path" for pick in picks):
        yield reader.say("derived_operation")


def _times(reader: Reader) -> Iterator[str]:
    for source in sorted({pick.time_source for pick in reader.case.evidence.picks if pick.time_source}):
        known = say(reader.language, f"time_source.{source}")
        example = next(pick for pick in reader.case.evidence.picks if pick.time_source == source)
        if example.time_text and example.time_text != example.timestamp:
            yield reader.say("converted", written=example.time_text, time=example.timestamp, known=known)
        else:
            yield reader.say("time_known", known=known)
    if zone := dict(reader.case.evidence.options).get("zone"):
        yield reader.say("zone_chosen", zone=zone)


def _masked(reader: Reader) -> Iterator[str]:
    """How many values each rule masked in the case, by the placeholders it shows."""
    rules = Counter(each[1:-1].split("#")[0] for each in dict.fromkeys(_placeholders(reader.case)))
    if not rules:
        yield reader.say("nothing_masked")
        return
    counts = [reader.say("redacted_count", rule=rule, count=count) for rule, count in sorted(rules.items())]
    yield reader.say("masked", counts=say(reader.language, "packet.comma").join(counts))


def _placeholders(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield from PLACEHOLDER.findall(value)
    elif isinstance(value, tuple):
        for each in value:
            yield from _placeholders(each)
    elif is_dataclass(value):
        for each in fields(value):
            yield from _placeholders(getattr(value, each.name))
