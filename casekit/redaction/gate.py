"""The last gate: what a file of the export still holds, by rule and place."""

from dataclasses import dataclass

from casekit.redaction.redact import detect


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that must not leave: the rule that knows it and where it is; never the value."""

    rule: str
    place: str


def find_secrets(data: bytes | str, unmask: tuple[str, ...] = ()) -> tuple[Hit, ...]:
    """What is still to be masked in the final bytes of a file, in order; empty when it may leave."""
    text = data.decode("utf-8", "replace") if isinstance(data, bytes) else data
    return tuple(Hit(span.rule, f"line {text.count(chr(10), 0, span.start) + 1}") for span in detect(text, unmask))
