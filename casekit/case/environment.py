"""What calls, and where it runs: read from the user agents of the log, and nothing that they do not say."""

import re
from collections.abc import Sequence

CLIENTS = 3
"""User agents told; a case of more is not about one program."""
_PRODUCT = re.compile(r"([A-Za-z][\w.@+-]*(?:/[A-Za-z][\w.@+-]*)*)/v?(\d[\w.+-]*)")
_COMMENT = re.compile(r"\(([^()]*)\)")
_PAIR = re.compile(r"\b(Language|Platform|Lang|OS)\s*=\s*([^;,()]+)", re.IGNORECASE)
_SYSTEM = re.compile(r"\b(Windows(?: NT)?|Linux|Mac OS X|macOS|Darwin|FreeBSD|Android|iOS)\b(?:[ /]([\d._]+))?")


def describe_environment(clients: Sequence[str]) -> str:
    """Program or library with version, language and system, as far as these user agents say; empty for none.

    `clients` come most frequent first; the first CLIENTS are told.
    """
    return " / ".join(dict.fromkeys("; ".join(_parts(each)) for each in clients[:CLIENTS]))


def _parts(client: str) -> list[str]:
    """`OrderSync/4.2 (Language=Python/3.12; Platform=Linux)` gives OrderSync 4.2, Python 3.12 and Linux."""
    comments = " ".join(_COMMENT.findall(client))
    plain = _COMMENT.sub(" ", client).strip()
    products = [f"{name} {version}" for name, version in _PRODUCT.findall(plain)] or [plain]
    said = [value.strip().replace("/", " ", 1) for _, value in _PAIR.findall(comments)]
    if not any(_SYSTEM.search(each) for each in said):
        said += [" ".join(filter(None, found)) for found in _SYSTEM.findall(client)[:1]]
    return list(dict.fromkeys(each for each in (*products, *said) if each))
