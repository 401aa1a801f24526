"""Rules that know personal data by its own look: e-mail, phone, card, tax number, IP address, position."""

import ipaddress
import re
from collections.abc import Callable, Iterator

from casekit.redaction.evidence import KEPT
from casekit.redaction.spans import PERSONAL, Span

_LOCAL = re.compile(r"[A-Za-z0-9\u00c0-\u024f._%+'-]+")
_DOMAIN = re.compile(r"[A-Za-z0-9\u00c0-\u024f](?:[A-Za-z0-9\u00c0-\u024f-]{0,62}\.){1,8}[A-Za-z]{2,24}(?![A-Za-z0-9])")
_LOCAL_LIMIT = 64  # RFC 5321
_IN_URL = re.compile(r"://[^\s/\"'<>?#]{0,280}\Z")  # the name and password of a URL, not an address
_RELAY = re.compile(r"(?i)@(?:[a-z0-9-]+\.)?marketplace\.amazon\.")
_MACHINES = frozenset({"git", "hg", "svn"})  # git@host: is a login, not a person

_PHONE = re.compile(
    r"(?<![\w./+#=&-])(?<!\d )(?:"
    r"\+\d{1,3}[ .-]?\(?\d{1,5}\)?(?:[ .-]?\d{2,5}){1,5}"
    r"|(?:\+?1[ .-])?\(\d{3}\) ?\d{3}[ .-]\d{4}"
    r"|(?:\+?1[ .-])?\d{3}([.-])\d{3}\1\d{4}"
    r"|0\d{1,4}-\d{1,4}-\d{3,4}"
    r"|\(0\d{1,4}\) ?\d{1,4}-?\d{4}"
    r"|1[3-9]\d([ -])\d{4}\2\d{4}"
    r"|\(?0\d{2,4}\)?[ /]\d{3,8}(?:[ -]?\d{2,5}){0,2}"
    r"|0\d(?:[ .]\d{2}){4}"
    r")(?![\w]|[-.:]\d)",
)
_PHONE_DIGITS = range(8, 16)  # E.164 has 15 at most
_CARD = re.compile(r"(?<![\w.,:/=+-])(?:\d[ -]?){12,18}\d(?![\w]|[-.]\d)")
_CARD_GROUPS = re.compile(r"\d{4}([ -])\d{4}\1\d{4}\1\d{1,7}|\d{4}([ -])\d{6}\2\d{4,5}|\d{15,19}")
_ISSUERS = (
    ("4", (16,)), ("34", (15,)), ("37", (15,)), ("36", (14,)), ("38", (14,)), ("6011", (16, 19)), ("65", (16, 19)),
    ("62", (16, 17, 18, 19)), *((str(each), (16,)) for each in (*range(51, 56), *range(644, 650), *range(3528, 3590))),
    *((str(each), (16,)) for each in range(2221, 2721)), *((str(each), (14,)) for each in range(300, 306)),
)  # fmt: skip
_IDS_BEFORE = re.compile(
    r"(?i)(?:\bid|[a-z]Id|tracking|report|feed|item|epoch|time|stamp|ms|isbn|ean|upc|gtin|sku|number)\W{0,4}\Z"
)
_ITALIAN_TAX = re.compile(r"[A-Z](?<![\w./-].)[A-Z]{5}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z](?!\w)")
_INDIAN_TAX = re.compile(r"\d(?<![\w./-].)\d[A-Z]{5}\d{4}[A-Z][1-9A-Z]Z[0-9A-Z](?!\w)")
_TAX = re.compile(
    r"(?<![\w./-])(?:(?P<cpf>\d{3}\.\d{3}\.\d{3}-\d{2})|(?P<cnpj>\d{2}\.\d{3}\.\d{3}/\d{4}-\d{2})"
    r"|(?P<ssn>(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4})|(?P<cn>[1-9]\d{5}(?:19|20)\d{2}[01]\d[0-3]\d\d{3}[\dX])"
    r")(?![\w]|[-.]\d)",
)
_CN_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643
_IBAN = re.compile(r"[A-Z](?<![\w-].)[A-Z]\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?(?![\w-])")
_IPV4 = re.compile(r"(?<![\d.-])\d{1,3}(?:\.\d{1,3}){3}(?![\w]|[.-]\w)")
_IPV6 = re.compile(r"[23](?<![\w:.].)[0-9A-Fa-f]{3}(?:::?[0-9A-Fa-f]{1,4}){2,7}(?:::)?(?![\w:])")
_VERSION_BEFORE = re.compile(
    r"(?i)(?:version|(?<![a-z])ver|(?<![a-z])v|release|build|python|java|node|chrome|safari|firefox|sdk|==|>=|\^|~)"
    r"[ :=\"'/\\]{0,6}\Z"
)
_HOST_BEFORE = re.compile(r"(?:\A|[^\w/]|:/|(\.[A-Za-z]{2,12}))/\Z")  # `host.example/`, as Java writes an address
_IP_BEFORE = re.compile(
    r"(?i)(?:\bip|addr(?:ess)?|client|remote|from|host|peer|forwarded[-_]?for|real[-_]?ip|source|src|[\[(])\W{0,4}\Z"
)
_IP_BEHIND = re.compile(r":\d{2,5}(?![\d.])| - \S{1,60} \[")  # a port, or the rest of an access log's line
_SHORT_IP = 8  # digits; 3.12.4.0 is more often a version
_DOCUMENTATION = tuple(
    map(ipaddress.ip_network, ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32"))
)
_POSITION = re.compile(r"(?<![\w.])-?\d{1,2}\.\d{4,12}[, ]{1,3}-?\d{1,3}\.\d{4,12}(?![\w.])")


_RUN = re.compile(r"\d[\d ().,/+-]{5,200}[\dX]")  # where digits are dense; all patterns of digits lie in one
_BARE_RUN = 13  # digits without anything between them that may be a card or an identity number
_LETTERED_CODE = re.compile(r"[A-Z]{5}\d\d")
_TAX_CODE = 16  # characters of the longest tax number with letters
_KNOWN_RUN = re.compile(r"(?:\d{4}-\d\d-\d\d[ ]?\d{0,2}|\d{3}-\d{7}-\d{7}|[\d-]{7,8})\Z")  # date, order, too short
_Rule = tuple[re.Pattern[str], str, Callable[[str, re.Match[str]], bool]]


def find_personal(text: str) -> Iterator[Span]:
    """Spans of personal data of a known shape."""
    if "@" in text:
        yield from _find_emails(text)
    for run in _RUN.finditer(text):
        start = max(0, run.start() - 1)  # a sign or a bracket may stand before it
        if _may_be_personal(run[0], text[start]):
            yield from _check(text, _rules_for(run[0], text[start]), start, min(len(text), run.end() + 2))
    yield from _check(text, _LETTERED, 0, len(text))
    if not text.isascii():
        yield from _check(text, _MARKED, 0, len(text))
    for code in _LETTERED_CODE.finditer(text):
        yield from _check(text, _TAX_CODES, max(0, code.start() - 2), code.end() + _TAX_CODE)


def _may_be_personal(run: str, before: str) -> bool:
    """Whether a run of digits is more than a date, an order or a count, which are too common to be searched."""
    if before in "+(":
        return True
    return len(run) >= _BARE_RUN if run.isdigit() else _KNOWN_RUN.match(run) is None


def _rules_for(run: str, before: str) -> tuple[_Rule, ...]:
    """The rules that can match such a run: addresses and positions have dots, phone numbers are parted or have a +."""
    if "." in run:
        return (*_DIGITAL, *_DOTTED)
    return _DIGITAL[1:] if run.isdigit() and before not in "+(" else _DIGITAL


def _check(text: str, rules: tuple[_Rule, ...], start: int, end: int) -> Iterator[Span]:
    for pattern, rule, check in rules:
        for match in pattern.finditer(text, start, end):
            if check(text, match) and not _touches_kept(text, match):
                group = "v" if "v" in pattern.groupindex else 0
                yield Span(match.start(group), match.end(group), rule, PERSONAL)


def _touches_kept(text: str, match: re.Match[str]) -> bool:
    """Whether the match overlaps an ID or a time."""
    first = max(0, match.start() - 60)
    near = KEPT.finditer(text[first : match.end() + 60])
    return any(first + kept.start() < match.end() and match.start() < first + kept.end() for kept in near)


def _find_emails(text: str) -> Iterator[Span]:
    at, urls = text.find("@"), "://" in text
    while at >= 0:
        domain = _DOMAIN.match(text, at + 1)
        local = _LOCAL.match(text[max(0, at - _LOCAL_LIMIT) : at][::-1]) if domain else None
        if domain and local:
            name = local[0][::-1].lstrip(".'-%")
            start = at - len(name)
            if name and name not in _MACHINES and not (urls and _IN_URL.search(text[max(0, at - 300) : at])):
                rule = "buyer_email" if _RELAY.match(text, at) else "email"
                yield Span(start, domain.end(), rule, PERSONAL)
        at = text.find("@", domain.end() if domain else at + 1)


def _is_phone(_text: str, match: re.Match[str]) -> bool:
    return sum(map(str.isdigit, match[0])) in _PHONE_DIGITS


def _is_card(text: str, match: re.Match[str]) -> bool:
    digits = re.sub(r"\D", "", match[0])
    if not _CARD_GROUPS.fullmatch(match[0]) or not _is_issued(digits) or not _passes_luhn(digits):
        return False
    return not (match[0].isdigit() and _IDS_BEFORE.search(text[max(0, match.start() - 24) : match.start()]))


def _is_issued(digits: str) -> bool:
    return any(digits.startswith(prefix) and len(digits) in lengths for prefix, lengths in _ISSUERS)


def _passes_luhn(digits: str) -> bool:
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + sum(doubled)) % 10 == 0


def _is_tax_id(_text: str, match: re.Match[str]) -> bool:
    if match["cn"] is None:
        return True
    total = sum(weight * int(digit) for weight, digit in zip(_CN_WEIGHTS, match[0], strict=False))
    return "10X98765432"[total % 11] == match[0][-1]


def _is_iban(_text: str, match: re.Match[str]) -> bool:
    code = match[0].replace(" ", "")
    return int("".join(str(int(char, 36)) for char in code[4:] + code[:4])) % 97 == 1


def is_public(address: str) -> bool:
    """Whether this is a valid IP address that is not private, local or reserved."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    return parsed.is_global or _is_documentation(address)


def _is_documentation(address: str) -> bool:
    """Whether this valid address is of a range for examples: it stands for anyone's, and is no version."""
    parsed = ipaddress.ip_address(address)
    return any(parsed in network for network in _DOCUMENTATION if network.version == parsed.version)


def _is_public_v4(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 24) : match.start()]
    if not is_public(match[0]) or _VERSION_BEFORE.search(before) or _is_in_path(text, match.end(), before):
        return False
    if sum(map(str.isdigit, match[0])) >= _SHORT_IP or _is_documentation(match[0]):
        return True
    glued = before[-1:].isalnum() or before[-1:] == "_"
    return not glued and bool(_IP_BEFORE.search(before) or _IP_BEHIND.match(text, match.end()))


def _is_in_path(text: str, end: int, before: str) -> bool:
    """Whether this is the version of a program or a part of a path: `Browser/120.0.60.109`, `.example/1.2.3.4/`."""
    if not before.endswith("/"):
        return False
    host = _HOST_BEFORE.search(before)
    return host is None or (host[1] is not None and text[end : end + 1] == "/")


def _is_public_v6(_text: str, match: re.Match[str]) -> bool:
    return match[0][0] in "23" and is_public(match[0])


def _always(_text: str, _match: re.Match[str]) -> bool:
    return True


_DIGITAL: tuple[_Rule, ...] = (
    (_PHONE, "phone", _is_phone),
    (_CARD, "card", _is_card),
    (_TAX, "tax_id", _is_tax_id),
)
_DOTTED: tuple[_Rule, ...] = (
    (_IPV4, "ip_address", _is_public_v4),
    (_POSITION, "geo", _always),
)
_TAX_WORD = re.compile(
    r"[VvTtIiGg][AaVvIiSs][TtAaNnXx](?i:[- ]?(?:id|number|no|nr|reg)\.?){0,2}[ :#]{1,3}"
    r"(?P<v>[A-Z]{2}[0-9A-Z]{8,12}|\d{2}-\d{7})(?!\w)",
)
_POSTCODE = re.compile(r"〒\s?(?P<v>\d{3}-\d{4})")
_MOBILE = re.compile(r"[\u4e00-\u9fff](?P<v>1[3-9]\d{9})(?!\d)")
_TAX_CODES: tuple[_Rule, ...] = ((_ITALIAN_TAX, "tax_id", _always), (_INDIAN_TAX, "tax_id", _always))
_MARKED: tuple[_Rule, ...] = ((_POSTCODE, "postal_code", _always), (_MOBILE, "phone", _always))
_LETTERED: tuple[_Rule, ...] = (
    (_TAX_WORD, "tax_id", _always),
    (_IBAN, "bank_account", _is_iban),
    (_IPV6, "ip_address", _is_public_v6),
)
