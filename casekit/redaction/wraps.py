"""Where a token ends that goes on over wrapped, continued or cut lines."""

import re

_WRAP = re.compile(
    r"(?:[ \t]{0,4}(?:\\|=|[\"'][ \t]{0,4}[+.]?|\+)?[ \t]{0,4}\r?\n"
    r"(?:\S{10,40} std(?:out|err) [PF] |[>|#*][ \t]|[\"']|[ \t]{0,60}(?:[+.][ \t]{0,4})?[\"']?[ \t]{0,60})?)"
    r"([A-Za-z0-9_+/=|-]{3,400})(?=[\s\"'\\,&;)\]}<]|\Z)",
)
_EVIDENCE = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-|[0-9]{3}-[0-9]{7}|[0-9]{4}-[0-9]{2}-[0-9]{2}|amzn1|x-amz|-----|At[a-z]{1,3}[.|]"
)
_HEX = re.compile(r"[0-9a-f]{6,}\Z")
_CLOSERS = ("", "\n", "\r", '"', "'", "\\", ",", ")", "}", "&")
_MAX_WRAPS = 200
_SURE = 16  # characters of a further line that make it part of the token by their look alone


def follow_wraps(text: str, end: int) -> int:
    """The end of the token whose first line ends at this offset of the text."""
    for _ in range(_MAX_WRAPS):
        match = _WRAP.match(text, end)
        if match is None or not _continues(text, match):
            return end
        end = match.end(1)
    return end


def _continues(text: str, match: re.Match[str]) -> bool:
    """Whether a further line is of the same stuff: lower case among it, digits or capitals too, and no ID or time."""
    chunk = match[1]
    if _EVIDENCE.match(chunk) or "=" in chunk.rstrip("=") or not any(map(str.islower, chunk)):
        return False
    digits, capitals = any(map(str.isdigit, chunk)), any(map(str.isupper, chunk))
    alone = text[match.end() : match.end() + 1] in _CLOSERS
    if digits and capitals:
        return alone or len(chunk) >= _SURE
    return alone and (_HEX.match(chunk) is not None or (len(chunk) >= _SURE and (digits or capitals)))
