"""The look of things: IDs and times that support needs and no rule may take, secrets, full names."""

import re

_UUID = r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
KEPT = re.compile(
    rf"(?<![\w-])(?:{_UUID}(?![\w-])"
    r"|(?:[A-Z][0-9]{2}|[0-9]{3})-[0-9]{7}-[0-9]{7}(?![\w-])"
    r"|amzn1\.(?!oa2-cs)[a-z][\w.-]{8,120}"
    r"|Root=1-[0-9a-f]{8}-[0-9a-f]{24}"
    r"|[0-9]{4}-[01][0-9]-[0-3][0-9]"
    r"(?:[T ][0-2][0-9]:[0-5][0-9](?::[0-9]{2})?(?:[.,][0-9]{1,9})?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?(?![\w])"
    r"|[0-9]{8}T[0-9]{6}Z)",
)
"""UUIDs, order IDs, amzn1 IDs, trace IDs and times."""

STREET = re.compile(r"(?=.*\d)(?=.*[^\W\d_]).*[ \u3040-\u9fff\uac00-\ud7af]|.*[\u3040-\u9fff\uac00-\ud7af]{4}")
"""A number and letters with a blank, or some ideographs in a row."""

FULL_NAME = re.compile(
    r"[A-Z\u00c0-\u017e][^\W\d_]*[.'’-]?(?:[ '’.-]{1,2}[^\W\d_]+){1,4}\Z"
    r"|[\u3040-\u9fff\uac00-\ud7af]{2,8}(?: [\u3040-\u9fff\uac00-\ud7af]{1,6})?\Z"
)
"""Two capitalised words or more, or a few ideographs."""

_SHAPED = re.compile(r"(?=.*[0-9])(?=.*[A-Za-z])[A-Za-z0-9+/=_.~|:%-]+\Z")
_MIN_SHAPED = 12
_LONG_LETTERS = 24


def is_kept(value: str) -> bool:
    """Whether the whole value is an ID or a time that must survive."""
    return KEPT.fullmatch(value.strip()) is not None


def looks_random(value: str) -> bool:
    """Whether the value has the look of a secret: long, without blanks, letters mixed with digits."""
    if len(value) < _MIN_SHAPED or is_kept(value):
        return False
    mixed = _SHAPED.match(value) is not None
    return mixed or (len(value) >= _LONG_LETTERS and value.isalnum() and not value.islower() and not value.isupper())
