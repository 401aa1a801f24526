"""Secrets inside base64 and hex dumps: decoded, searched, and masked whole when something is found."""

import binascii
import re
from collections.abc import Callable, Iterator

from casekit.redaction.spans import CREDENTIAL, Span

_BASE64 = re.compile(
    r"(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{24,}"
    r"(?:[ \t]{0,2}\r?\n[ \t>]{0,12}[A-Za-z0-9+/_-]{4,120}(?=[\s=\"'\\<]|\Z)){0,2000}={0,2}",
)
_DUMP = re.compile(
    r"(?m)^[^\n]{0,40}?(?<![0-9a-fA-F])(?:0x)?[0-9a-fA-F]{4,8}:?[ \t]{1,4}"
    r"((?:[0-9a-fA-F]{2}(?:[0-9a-fA-F]{2})?[ \t]{1,3}){3,16}"
    r"(?:[0-9a-fA-F]{2,4})?)[ \t]{0,40}(\|?[^\n]{0,20})$",
)
_DUMPED = re.compile(r"[ \t](?:[0-9a-fA-F]{2}(?:[0-9a-fA-F]{2})?[ \t]{1,3}){3}")  # in every line of a dump
_BREAKS = re.compile(r"[\s>]+")
_HEX = re.compile(r"[0-9a-fA-F]{2}")
_UNWRITTEN = re.compile("[\ufffd\x00-\x08\x0b\x0c\x0e-\x1f]")  # not in a text
_TOO_LONG = 40_000  # characters; a longer run is masked unseen, no ID has such a length
_SAMPLE = 64  # characters that must decode to text before the whole is tried
_DUMP_LINES = 4000

Detect = Callable[[str], tuple[Span, ...]]


def find_encoded(text: str, detect: Detect) -> Iterator[Span]:
    """Spans of base64 runs and of lines of hex dumps in whose decoded text `detect` finds something."""
    for match in _BASE64.finditer(text):
        if match.end() - match.start() > _TOO_LONG:
            yield Span(match.start(), match.end(), "base64", CREDENTIAL)
        elif decoded := _decode(match[0]):
            hits = detect(decoded)
            if hits:
                yield Span(match.start(), match.end(), "base64", _strongest(hits))
    yield from _find_dumps(text, detect)


def _strongest(hits: tuple[Span, ...]) -> str:
    return min(hit.kind for hit in hits)


def _decode(run: str) -> str:
    """The text a run of base64 stands for, or nothing when it stands for bytes."""
    if not _to_text(_pack(run[: 2 * _SAMPLE])[:_SAMPLE]):
        return ""
    return _to_text(_pack(run))


def _pack(run: str) -> str:
    """The run in the letters of standard base64, without line ends and padding."""
    whole = _BREAKS.sub("", run) if "\n" in run else run
    return whole.rstrip("=").replace("-", "+").replace("_", "/")


def _to_text(packed: str) -> str:
    whole = packed[: len(packed) // 4 * 4]
    tail = packed[len(whole) :]
    try:
        raw = binascii.a2b_base64(whole + (tail.ljust(4, "=") if len(tail) > 1 else ""))
    except (binascii.Error, ValueError):
        return ""
    text = raw.replace(b"\0", b"").decode("utf-8", "replace")
    if text.count("\ufffd") > 1:
        return ""
    return text if len(_UNWRITTEN.findall(text)) <= 1 else ""


def _find_dumps(text: str, detect: Detect) -> Iterator[Span]:
    if not _DUMPED.search(text):
        return
    lines: list[re.Match[str]] = []
    for match in _DUMP.finditer(text):
        if lines and (match.start() - lines[-1].end() > len("\r\n") or len(lines) >= _DUMP_LINES):
            yield from _judge_dump(lines, detect)
            lines = []
        lines.append(match)
    yield from _judge_dump(lines, detect)


def _judge_dump(lines: list[re.Match[str]], detect: Detect) -> Iterator[Span]:
    """The hex and the letters of each dumped line that holds a part of a secret."""
    raw, owners = bytearray(), []
    for line in lines:
        dumped = bytes(int(pair, 16) for pair in _HEX.findall(line[1]))
        raw += dumped
        owners += [line] * len(dumped)
    hits = detect(raw.decode("latin-1")) if raw else ()
    touched = dict.fromkeys(owner for hit in hits for owner in owners[hit.start : hit.end])
    for line in touched:
        yield Span(line.start(1), line.end(2) if line[2].strip() else line.end(1), "hex_dump", CREDENTIAL)
