"""A message with its changing parts as typed slots for the eye, and as nothing at all for its identity."""

import re
import unicodedata
from collections.abc import Callable

from casekit import facts
from casekit.analysis.unwrap import CUT
from casekit.facts.message_table import message_masks, message_words

STAR = "*"
"""A word that stands for a changing part."""
LIST_STAR = "**"
"""One that stands for a list: what stands alone in its place elsewhere is a list of one."""
NAMED = "'"
"""First letter of a word that was a name in quotes."""
SENTENCE = 4
"""Lower-case words from which a quotation is something said, such as another error, and neither name nor value."""
NOUNS = frozenset(message_words("noun"))

_CJK = "\u3005-\u30ff\u3400-\u9fff\uac00-\ud7af"
_SINGLE = str.maketrans("‘’‚‹›`", "''''''")
_DOUBLE = str.maketrans("“”„«»「」『』《》＂", '"' * 12)
_BORDER = re.compile(rf"(?<=[{_CJK}])(?=[\w'\"\[])(?![{_CJK}])|(?<=[\w'\"\]])(?<![{_CJK}])(?=[{_CJK}])")
_GLUED = re.compile(r"\b(ASIN|M?SKU|GTIN|UPC|EAN)(?=[A-Z0-9-]*\d)(?=[A-Z0-9-]{3})")
_OPEN, _SHUT, _NAME_OPEN, _NAME_SHUT = "\u0001", "\u0002", "\u0003", "\u0004"
_STASH = "\ue000"
"""First of the letters that stand for a name in quotes while the rest is masked."""
_CONTROL = re.compile(f"[{_OPEN}-{_NAME_SHUT}{_STASH}-\uf8ff]")
_STASHED = re.compile(f"[{_STASH}-\uf8ff]")


def _any(role: str) -> str:
    return "|".join(re.escape(word) for word in message_words(role))


# Values that need more than a pattern of their own
_HARD = r"[^\s,;:()\[\]\"'\u0001-\u0004]*\d[^\s,;:()\[\]\"'\u0001-\u0004]*(?<![.!?])"
_RUN = (
    rf"(?:(?:[A-Z][\w/-]* ){{0,3}}{_HARD}(?: (?:{_HARD}|[A-Z]{{1,3}}\b))*"
    r"|[A-Z][A-Z_/-]+(?: [A-Z][A-Z_/-]+)*|[a-z]+(?:[-_][a-z]+)+)\b"
)
_SKU = re.compile(rf"\b((?i:(?:m|fn|seller[ _]?|merchant[ _]?)?skus?)(?:: ?|[ =#(]+))({_RUN}(?:, ?{_RUN})*)")
_FILE = re.compile(
    rf"\b((?i:{_any('file')})[ :]+)([^\"',;:\u0001]{{1,80}}?\.[a-z]{{2,4}}\b)"
    r"|(?<![\w-])()([\w-]++(?: ?\(\d+\))?\.(?:csv|txt|tsv|xml|json|xlsx?|pdf|zip|gz|jpe?g|png)\b)"
)
_OPTION = re.compile(rf"\b((?i:{_any('option')})[ :]+)(\w+=[\w.-]+)")
_T = rf"(?:[A-ZÀ-Þ][\w.'-]*|[{_CJK}]+)"
_CALLED = re.compile(
    rf"\b((?i:{_any('title')})(?: name| code)?[ :]+)(?!(?:Name|ID|Id|Code|Type|Owner|Number)\b)"
    rf"{_T}(?: (?:(?:&|and|of|de|la) )?{_T})*(?= [a-z]|[,;:)]|\.?$)"
)
_PAIR = re.compile(r"(\b[A-Za-z]\w*=)([^\s,;&)\]'\"\u0001]+)")
_MARKETPLACE = re.compile(
    rf"\b(?:{'|'.join(each.marketplace_id for each in facts.marketplaces())})\b(?: ?\([A-Z]{{2}}\))?"
)
_SELLER = re.compile(r"\bA(?=[A-Z]*\d)[A-Z0-9]{9,15}\b")
_TYPE = re.compile(r"\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b")
_TROUBLE = re.compile(
    r"(?:^|_)(?:EAI|ERR|ERROR|SSL|TLS|CERT|NOT|IN|INVALID|MISSING|FAILED|DENIED|EXPIRED|UNABLE|SELF)(?:_|$)"
)
_CODED = re.compile(
    r"(?<![\w.])(?:(?=[\w/.-]*\d)(?=[\w/.-]*[A-Za-z])[A-Za-z0-9]+(?:[-_/.][A-Za-z0-9]+)+"
    r"|(?=[A-Z0-9]*[A-Z])(?=[A-Z0-9]*\d)[A-Z0-9]{8,}|(?=\d*[A-Za-z])(?:[A-Za-z]*\d){2}[A-Za-z0-9]*)(?!\w)"
)
_NUMBER = re.compile(r"(?<![\w.])[-+]?\d[\d.,]*(?: ?(?:kg|g|ms|s|cm|mm|MB|KB|%))?(?!\w)")
_CAPS = rf"(?:[A-Z]{{2,}} ){{0,3}}{_HARD}(?: [A-Z]{{1,3}}\b)?"
_LAST = re.compile(rf"(?<=: )(?:{_RUN}(?:, ?{_RUN})+|{_CAPS})(?=\.?$)")
_TAIL = re.compile(r"(?<=: )(\w[\w.-]*(?:, ?\w[\w.-]*)+)$")
_REPEATED = re.compile(r"\b\w++((?: [a-z]+){2,8})(?:, \w+\1\b)+")
_MARKED = re.compile("\u0001([A-Z0-9]+)\u0002")
_RUNS = re.compile("(\u0001[A-Z0-9]+\u0002)(?:(?:\\s|,|/|x|&|;)+\u0001[A-Z0-9]+\u0002)+")

# Quoted text: a name or a value
_QUOTED = re.compile(r"(?<!\w)'([^']*(?:'\w[^']*)?)'(?!\w)|\"([^\"]*)\"")
_IDENTIFIER = re.compile(r"[a-z][\w.]*(?:\[\d*\][\w.]*)*|(?:[A-Z][a-z]+){2,}|[a-z]+(?:-[a-z]+)+")
_LOWER = re.compile(r"(?<![\w<])[a-z]{2,}(?![\w>])")
_LONG_NUMBER = re.compile(r"\d\d")
_TITLED = re.compile(rf"[A-Z][\w /()-]*|[{_CJK}\w ]+")
_AFTER_VALUE = re.compile(rf"(?:^|[^\w])(?:{_any('value')})\W*$|[{_CJK}](?:{_any('value')})\W*$", re.IGNORECASE)
_AFTER_FIELD = re.compile(rf"(?:^|[^\w{_CJK}]|[{_CJK}'])(?:{_any('field')})\W*$", re.IGNORECASE)
_BEFORE_REQUIRED = re.compile(rf"\W*(?:[\w']+ ){{0,3}}\w*?(?:{_any('required')})", re.IGNORECASE)
_KEPT_NUMBER = re.compile(rf"(?:^|\b|[{_CJK}])(?:{_any('number')})s?[\s:=#(]{{1,3}}$", re.IGNORECASE)

_WORD = re.compile(
    "\u0001[A-Z0-9]+\u0002|\u0003[^\u0004]*\u0004"
    r"|[A-Z](?:/[A-Z])+\b"
    r"|(?<=[a-z,:] )[A-ZÀ-Þ][\w.'-]*(?: (?:&|and|of|de|la|von) [A-ZÀ-Þ][\w.'-]*| [A-ZÀ-Þ][\w.'-]*)+"
    r"|[^\W_][\w'.]*(?:-[\w'.]+)*"
)


def show_template(text: str) -> str:
    """The unwrapped message with its changing parts as `<ASIN>`, `<ORDER>`, `<TIME>` and the like."""
    shown = _MARKED.sub(r"<\1>", mask_parts(text))
    return shown.replace(_NAME_OPEN, "'").replace(_NAME_SHUT, "'")


def locate_values(text: str) -> tuple[tuple[str, str], ...]:
    """(slot, value) for each changing part, in order; none where the template cannot be laid over the text."""
    plain, place, name, found = _one_quote(_tidy(text)), 0, "", []
    for number, piece in enumerate(_MARKED.split(_one_quote(mask_parts(text)))):
        if number % 2:
            name = piece
            continue
        start = plain.find(piece, place) if piece or not name else len(plain)
        if start < 0 or (not name and start):
            return ()
        if name:
            found.append((name, plain[place:start]))
        place = start + len(piece)
    return tuple(found)


def _one_quote(text: str) -> str:
    return re.sub(f'["{_NAME_OPEN}{_NAME_SHUT}]', "'", text)


def read_words(text: str) -> tuple[str, ...]:
    """The words that name the problem, in order and as written.

    STAR or LIST_STAR where a changing part stood, NAMED before a name in quotes, CUT at the end of a truncated text.
    """
    cut = text.endswith(CUT)
    words = tuple(_as_word(word) for word in _WORD.findall(mask_parts(text.removesuffix(CUT))))
    return (*words[:-1], CUT) if cut else words


def read_family(text: str) -> tuple[str, ...]:
    """The words that name the problem without the field it names: what rolls up "twelve attributes are missing"."""
    return tuple(word.casefold() for word in read_words(text) if word[0] not in (NAMED, STAR))


def _as_word(text: str) -> str:
    if text[0] == _OPEN:
        return LIST_STAR if text == _mark("LIST") else STAR
    if text[0] == _NAME_OPEN:
        return NAMED + text[1:-1]
    return text.rstrip(".")


def mask_parts(text: str) -> str:
    """The text with each changing part as a mark that names its slot, and each name in quotes between two marks."""
    text = _tidy(text)
    for mask in message_masks():
        text = mask.pattern.sub(_mark(mask.name), text)
    text = _SKU.sub(_sku, text)
    names: list[str] = []
    text = _QUOTED.sub(lambda match: _quoted(match, names), text)
    for pattern, replacement in _STEPS:
        text = pattern.sub(replacement, text)
    text = _STASHED.sub(lambda match: f"{_NAME_OPEN}{names[ord(match[0]) - ord(_STASH)]}{_NAME_SHUT}", text)
    return _RUNS.sub(_join, text)


def _tidy(text: str) -> str:
    """One kind of quotes, width and blank, and a blank where Chinese or Japanese meets anything else."""
    text = _CONTROL.sub(" ", text)
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKC", text.translate(_SINGLE).translate(_DOUBLE))
    return _BORDER.sub(" ", _GLUED.sub(r"\1 ", text))


def _mark(name: str) -> str:
    return f"{_OPEN}{name}{_SHUT}"


def _join(match: re.Match[str]) -> str:
    return match[1]


def _sku(match: re.Match[str]) -> str:
    whole = match[2]
    if not any(letter.isdigit() for letter in whole) and NOUNS & set(whole.casefold().split()):
        return match[0]
    return match[1] + _mark("LIST" if ", " in whole else "SKU")


def _quoted(match: re.Match[str], names: list[str]) -> str:
    inner = (match[2] if match[1] is None else match[1]).strip()
    if len(_LOWER.findall(inner)) >= SENTENCE:
        return inner
    if not inner or _OPEN in inner or not _is_name(inner, match):
        return _mark("VALUE")
    names.append(inner)
    return chr(ord(_STASH) + len(names) - 1)


def _is_name(inner: str, match: re.Match[str]) -> bool:
    before, after = match.string[max(0, match.start() - 30) : match.start()], match.string[match.end() :][:60]
    if _AFTER_VALUE.search(before):
        return False
    if _AFTER_FIELD.search(before):
        return True
    if _IDENTIFIER.fullmatch(inner):
        return not _LONG_NUMBER.search(inner)
    if not _TITLED.fullmatch(inner) or any(letter.isdigit() for letter in inner):
        return False
    opening = match[1] is not None and not match.string[: match.start()].strip()
    return opening or _BEFORE_REQUIRED.match(after) is not None


def is_kept(match: re.Match[str]) -> bool:
    """True for a number that says which error it is."""
    before = match.string[max(0, match.start() - 14) : match.start()]
    return not before[-1:].isalnum() and before[-1:] not in "-.," and bool(_KEPT_NUMBER.search(before))


def _unless_kept(name: str) -> Callable[[re.Match[str]], str]:
    def replace(match: re.Match[str]) -> str:
        return match[0] if is_kept(match) else _mark(name)

    return replace


def _file(match: re.Match[str]) -> str:
    return (match[1] or "") + _mark("FILE")


def _called(match: re.Match[str]) -> str:
    after = match.string[match.end() :]
    heading = match[0][0].isupper() and not after.startswith(" ")
    named = NOUNS & set(match[0][len(match[1]) :].casefold().split())
    return match[0] if heading or named or _BEFORE_REQUIRED.match(after[:60]) else match[1] + _mark("VALUE")


def _type(match: re.Match[str]) -> str:
    return match[0] if _TROUBLE.search(match[0]) else _mark("TYPE")


def _operation(match: re.Match[str]) -> str:
    return _mark("OPERATION") if match[0].casefold() in facts.named_operations() else match[0]


_STEPS: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (_FILE, _file),
    (_OPTION, r"\1" + _mark("VALUE")),
    (_CALLED, _called),
    (_MARKETPLACE, _mark("MARKETPLACE")),
    (_SELLER, _mark("SELLER")),
    (_TYPE, _type),
    (re.compile(r"\b[A-Za-z]+[A-Z][A-Za-z]+\b"), _operation),
    (_PAIR, r"\1" + _mark("VALUE")),
    (_LAST, _unless_kept("LIST")),
    (_CODED, _unless_kept("ID")),
    (_NUMBER, _unless_kept("NUM")),
    (_TAIL, _mark("LIST")),
    (_REPEATED, _mark("VALUE") + r"\1"),
)
