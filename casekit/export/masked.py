"""What was masked and where it stands in the files as they will leave: by placeholder, never by value."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from casekit.case.model import Case
from casekit.export.excerpt import NAME, slice_log
from casekit.export.markdown import render_markdown
from casekit.export.masking import mask_case
from casekit.export.packets import packet_name, render_packet
from casekit.reading.log import Log
from casekit.redaction import Placeholders, find_placeholders


@dataclass(frozen=True, slots=True)
class Masked:
    """One placeholder: the rule behind it, of which kind, and where it stands as (file, line from 1).

    `literals` are the texts it stands for, in every spelling met; they are kept out of the representation.
    """

    placeholder: str
    rule: str
    kind: str
    places: tuple[tuple[str, int], ...]
    literals: tuple[str, ...] = field(default=(), repr=False)


def mask_with_log(case: Case, log: Log | None, language: str = "en", memory: Placeholders | None = None) -> Case:
    """The case as it may leave: masked, and what the log's lines around its requests know as personal masked too."""
    memory = memory or Placeholders()
    if log is not None:
        slice_log(case, log, language, memory)
    return mask_case(case, memory)


def list_masked(case: Case, log: Log | None, language: str) -> tuple[Masked, ...]:
    """Every placeholder of the case, its packets and the slice of the log; credentials first, then by rule."""
    memory = Placeholders()
    places: dict[str, list[tuple[str, int]]] = {}
    for file, text in _texts(case, log, language, memory).items():
        for line, content in enumerate(text.split("\n"), 1):
            for placeholder in dict.fromkeys(find_placeholders(content)):
                places.setdefault(placeholder, []).append((file, line))
    return tuple(sorted(_describe(places, memory), key=lambda each: (each.kind, each.rule)))


def _texts(case: Case, log: Log | None, language: str, memory: Placeholders) -> Mapping[str, str]:
    masked = mask_with_log(case, log, language, memory)
    packets = {
        packet_name(number, pick): render_packet(pick, language) for number, pick in enumerate(masked.evidence.picks, 1)
    }
    piece = {} if log is None else {NAME: slice_log(case, log, language, memory)}
    return {"case.md": render_markdown(masked, language), **piece, **packets}


def _describe(places: dict[str, list[tuple[str, int]]], memory: Placeholders) -> Iterator[Masked]:
    """The placeholders that this masking made; one that was in the log already stands for nothing we know."""
    for placeholder, found in places.items():
        if known := memory.meaning(placeholder):
            rule, kind, literals = known
            yield Masked(placeholder, rule, kind, tuple(found), literals)
