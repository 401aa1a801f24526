"""Named values in plain text: the key, what parts it from its value, and the value.

The keys are looked for in lower-case text: a pattern that ignores case takes three times as long.
"""

import re
from collections.abc import Iterator
from functools import cache
from string import ascii_lowercase, ascii_uppercase

from casekit.reading.fields import find_name, names
from casekit.reading.found import TAKEN, Place, checked, in_zone

LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)
HEADER_DATE = r"[a-z]{3}, \d\d [a-z]{3} \d{4} "
UUID_START = r"[0-9a-f]{8}-[0-9a-f]{4}-"
COOKIE = re.compile(r"(?i)[< ]*(?:set-)?cookie")
VERBS = ("is", "was")
TWO_CELLS = 3  # bars around a name and its value
CERTAIN = frozenset({"request_id", "date", "amz_date", "status", "error_type", "rate_limit", "marketplace_id", "seller_id", "other"})  # fmt: skip  # noqa: E501 a pattern or a table row


def read_named(text: str) -> Iterator[Place]:
    """The facts behind the keys of `fields.NAMES` in plain text, as `key: value`, `key = value`, `| key | value |`."""
    found_keys = list(_pattern().finditer(text.lower() if text.isascii() else text.translate(LOWER)))
    for index, found in enumerate(found_keys):
        key = text[slice(*found.span("free" if found["free"] else "bound"))]
        name = find_name(key)
        if not name or name.fact in ("level", "log_message") or not _is_marked(found, name.fact):
            continue
        behind = found_keys[index + 1 :]
        if name.fact == "error_message":  # which may say what a seller or a status is
            behind = [each for each in behind if each["mark"].strip(" :") not in VERBS]
        after = behind[0].start() if behind else len(text)
        start = found.end()
        raw = text[start : min(after, start + 2000)].split("\n", 1)[0].split(TAKEN, 1)[0]
        value = _value(name.fact, raw, found["open"])
        if (
            name.fact in ("error_message", "error_code", "operation", "path", "method")
            and found["bound"]
            and not _worthy(found, value)
        ):
            continue
        if name.fact == "error_code" and found["mark"].strip(" :") in VERBS and value.islower() and value.isalpha():
            continue
        kind = "log_message" if name.fact == "error_message" and found["bound"] else name.fact
        if kind == "error_code" and re.fullmatch(r"[45]\d\d", value):
            kind = "status"
        if name.fact == "amz_date" and text[max(0, found.start() - 1) : found.start()] in ("?", "&"):
            continue  # of a signed address, when it was made
        if name.fact == "path" and COOKIE.match(text, text.rfind("\n", 0, found.start()) + 1):
            continue
        value = in_zone(f"{key} {found['zone'] or ''}", value) if kind == "stamp" else value
        fact = checked(kind, value, name.rank + (0 if found["free"] else 1), key=key)
        if fact:
            yield found.start(), start + len(value), fact


def _is_marked(found: re.Match[str], fact: str) -> bool:
    """True when what parts name and value is enough for this fact: a bare line end, bar or dash is for few."""
    mark = found["mark"]
    if found["bound"] == "http":  # whose numbers are those of anything
        return bool(set(mark) & set(":="))
    if "\n" in mark:
        alone = found.string[found.start() - 1 : found.start()] in ("", "\n") and not found["close"].strip("'\"]")
        return fact in ("request_id", "date", "amz_date") and (alone or "]" in found["close"])
    if ":" in mark or "=" in mark or not mark.strip(" ") or mark.strip(" ").rstrip(":") in ("is", "was"):
        return True
    row = found.string[found.start() - 2 : (found.string + "\n").index("\n", found.end())]
    if "|" in mark and found["bound"] and row.startswith("| "):
        return fact in ("status", "method", "stamp") or row.count("|") == TWO_CELLS
    return fact in (CERTAIN if found["free"] else ("status", "method"))


def _worthy(found: re.Match[str], value: str) -> bool:
    """True where a word so common in prose is a name: its value in quotes or behind =, or itself first or listed."""
    before = found.string[max(0, found.start() - 2) : found.start()]
    listed = before in (", ", "; ") and ":" in found["mark"] and found["bound"] == "message"
    first = before[-1:] in ("", "\n") or (before == "| " and "|" in found["mark"])
    return bool(value.strip()) and (
        '"' in found["close"] or "'" in found["close"] or "=" in found["mark"] or first or listed
    )


def _value(fact: str, raw: str, opened: str) -> str:
    quote = opened[-1:] if opened[-1:] in ("'", '"') else ""
    if quote and quote in raw:
        return raw[: raw.index(quote)]
    if fact in ("error_message", "error_details", "client"):
        return raw.strip().rstrip(",;")
    if fact in ("date", "amz_date", "stamp"):
        return raw.strip(" ,;})]\"'")
    return (raw.strip().split() or [""])[0].rstrip(",;)}]") if fact != "error_type" else raw.strip()


@cache
def _pattern() -> re.Pattern[str]:
    """Finds every key of `names` in lower-case text, with what stands between it and its value."""
    ordered = sorted(names().values(), key=lambda each: -len(each.words))
    free = _any_of([each.words for each in ordered if each.anywhere])
    bound = _any_of([each.words for each in ordered if not each.anywhere])
    opener = r"(?:\(\s{0,20}\n\s{0,20})?(?:array\s*\(\s*\[0\]\s*=>\s*|array\(\d+\)\s*\{\s*\[0\]\s*=>\s*|array:\d+ \[\s*0 => )?(?:string\(\d+\)\s*|(?:int|str|slice)\()?[\[(]?(?:b(?=[\"']))?[\"'\\]{0,3}"  # noqa: E501 a pattern or a table row
    hidden = r"(?:[\"']?:(?:[\"']?[\w\\]+[\"']?:)?(?:private|protected)(?=\]))?"  # a member that PHP prints
    tail = rf"{hidden}(?: ?\((?P<zone>utc|gmt)\))?(?P<close>[\"'\]\\*)]{{0,3}})(?P<mark>[ \t]*=>[ \t]*|[ \t]*(?:\||\t)[ \t]*|[ \t]+->?[ \t]+|[ \t]*\n\t?(?=[^\s=:>]{{8}}|{HEADER_DATE})|[ \t]+(?={HEADER_DATE})|(?<=\]),? ?\n(?=[\"'])|,[ ]?(?=[^\s,][^\n]{{0,80}}[\])}}])|[ \t]+(?={UUID_START})|\s?[ \t]{{0,12}}(?:::?|:?=(?!=))[ \t]*|[ \t]+(?:is|was):?[ \t]+|[ \t]+(?=\d{{3}}\b))(?P<open>(?:\n(?![ \t]*[a-z_][\w-]*:(?!//))[ \t]*(?:- )?|[ \t]*){opener})"  # noqa: E501 a pattern or a table row
    start = r"(?:^[ \t>*\-\[\"'(\\{:]*|(?<=^\d[.)] )|(?<=[,;{(\[&?|] )|(?<=[,;{(\[&?|\"'])|(?<=\s)(?=[\w@.-]+=))"
    heads = re.escape("".join(sorted({each.words[0] for each in ordered})))
    gate = rf"(?=[{heads} \t>*\-\[\"'(\\{{:])(?:(?<![a-z-])|(?<= -)|(?=x-))"  # at most letters no key can begin
    return re.compile(rf"{gate}(?:(?P<free>(?:(?<![A-Za-z-])|(?<=[ ]-))(?:{free})|(?:x-amzn?|x-mws)[\w-]{{3,40}})|{start}(?P<bound>{bound}))(?![A-Za-z0-9]|://){tail}", re.MULTILINE)  # fmt: skip  # noqa: E501 a pattern or a table row


def _any_of(names: list[str]) -> str:
    """One of the names, tried in this order; those of one first letter stand together, so that few are tried at all."""
    letters = dict.fromkeys(name[0] for name in names)
    same = (_spelled_all([name[1:] for name in names if name[0] == letter], letter) for letter in letters)
    return "|".join(same)


def _spelled_all(ends: list[str], letter: str) -> str:
    return f"{re.escape(letter)}(?:{'|'.join(map(_spelled, ends))})"


def _spelled(words: str) -> str:
    return r"[-_ .']?".join(map(re.escape, words.split("-")))
