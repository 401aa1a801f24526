"""Lines without what terminals, mail, Markdown and containers put around them; one tidy line for each written one."""

import re
from collections.abc import Callable, Iterator, Sequence
from html import unescape
from string import ascii_letters, digits

from casekit.limits import SCAN_LIMIT
from casekit.reading.records import is_head
from casekit.reading.stamped import join_stamped

COLOURS = re.compile(
    r"(?:\x1b|#033|\\x1b|\\u001b|\\033|\\e|\^\[|␛|\x9b)\[?[0-9;?]*[A-Za-ln-z]?m?(?<=[A-Za-z])|(?<![\w\]])\[(?:\d{1,2};)*\d{1,2}m|\[(?:0|22|39)m"
)
COLOUR_BRACKET = re.compile(r"\[[\d;]+m")
RAW_HTTP = re.compile(r"HTTP/\d(?:\.\d)?(?: \d{3}[^\\]*)?\\r\\n")  # headers in one text, their line ends escaped
HIDDEN = re.compile("[\x00\ufeff\u200b-\u200f\u202a-\u202e\u2060-\u2069]")
LOOKALIKES = str.maketrans(
    {
        "：": ":",
        "＝": "=",
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        "\xa0": " ",
        "\u3000": " ",
        **dict.fromkeys("│┃├┤┼┌┐└┘┬┴║", "|"),
        **dict.fromkeys("─━", "-"),
        **{chr(ord(each) + 0xFEE0): each for each in digits + ascii_letters},  # as wide as other characters of Asia
    }
)
CURL = re.compile(r"[<>*{}] |[<>]$|[{}] \[\d+ bytes")
CURL_MARK = re.compile(r"(?:< HTTP/|> (?:GET|POST|PUT|DELETE|PATCH|HEAD) \S|\* (?:Connected to|Trying|ALPN|Connection #|SSL|upload|Mark bundle|Could not|Closing))", re.IGNORECASE)  # fmt: skip  # noqa: E501 a pattern or a table row
QUOTED = re.compile(r"(?:> ?)+")
WRAPPERS = re.compile(
    r"(?:(?!(?:GET|POST|PUT|PATCH|DELETE) )[\w.-]{1,60} +\| |\[pod/[^\]]+\] |(?:std(?:out|err) [FP] )|(?:\S+@\S+:\S*|PS [A-Z]:\\\S*>?|)[$#%] (?=\S)|__?(?=[A-Z(]))"  # noqa: E501 a pattern or a table row
)
CRI = re.compile(r"(?<=Z )std(?:out|err) [FP] |(?<=\d\d:\d\d )std(?:out|err) [FP] ")
BOLD = re.compile(r"(?<![\w*/])\*\*(?=[^\s*])([^*\n]{1,200}?)(?<=\S)\*\*(?![\w*])|^\*\*(?=[A-Z(])")
FENCE = re.compile(r"\s*(?:`{3,}|~{3,})\s*[\w+-]*\s*$")
TO_DO = re.compile(r"\s*[-*] \[[ xX]\] ")  # what is to be done, or was
QUOTED_SHARE = 0.6  # of the lines: then the whole text is a mail quote
WRAP_WIDTHS = range(70, 260)  # columns at which consoles cut lines
TICK = 4096  # lines between two ticks: some hundredths of a second
WRAP_LINES = 3  # lines of exactly that width, at least


def tidy_lines(lines: Sequence[str], tick: Callable[[], None] = lambda: None) -> list[str]:
    """The lines, as many and in the same order, fit for searching; fences become empty. `tick`: called now and then."""
    bare = [_bare(line) for line in _ticking(lines, tick)]
    filled = [line for line in bare if line.strip()]
    if any(CURL_MARK.match(line) for line in filled):
        return [_curl(line) for line in bare]
    if filled and sum(line.startswith(">") for line in filled) >= QUOTED_SHARE * len(filled):
        bare = [QUOTED.sub("", line, count=1) if line.startswith(">") else line for line in bare]
    return join_stamped([_unwrap(line) for line in _ticking(bare, tick)])


def _ticking(lines: Sequence[str], tick: Callable[[], None]) -> Iterator[str]:
    for at in range(0, len(lines), TICK):
        tick()
        yield from lines[at : at + TICK]


def wrap_width(lines: Sequence[str]) -> int | None:
    """The column at which a console cut the lines, or None when they were not cut."""
    width = max(map(len, lines), default=0)
    if width not in WRAP_WIDTHS or len({line for line in lines if line}) > 200:  # noqa: PLR2004 a window's worth
        return None
    full = [index for index, line in enumerate(lines[:-1]) if len(line) == width]
    broken = [index for index in full if _runs_on(lines[index], lines[index + 1])]
    return width if len(full) >= WRAP_LINES and 3 * len(broken) >= 2 * len(full) else None


def _runs_on(line: str, after: str) -> bool:
    """True when `after` can be the rest of `line`: it begins in the middle of a word, and not as that line does."""
    return bool(
        re.match(r"[a-z:;,.)\]]|[A-Za-z]+[a-z]{3}", after)
        and re.search(r"[^\s}]$", line)
        and after[:4] != line[:4]
        and not is_head(after)
    )


def _bare(line: str) -> str:
    if ("&quot;" in line and '"' not in line) or ("&lt;" in line and "<" not in line):
        line = unescape(line)
    if "\\r\\n" in line and RAW_HTTP.search(line):
        line = line.replace("\\r\\n", "    ")
    plain = line.isascii() and line.isprintable() and "#033" not in line and "\\" not in line and "^[" not in line
    if plain and not ("[" in line and COLOUR_BRACKET.search(line)):
        return line
    return HIDDEN.sub("", COLOURS.sub("", line)).translate(LOOKALIKES)


def _curl(line: str) -> str:
    if line.startswith("* "):
        return "" if "curl: (" not in line and "Could not" not in line else line[2:]
    return CURL.sub("", line, count=1) if CURL.match(line) and not line.startswith(("{", "}")) else line


def _unwrap(line: str) -> str:
    if len(line) > SCAN_LIMIT:
        return _unwrap(line[:SCAN_LIMIT]) + line[SCAN_LIMIT:]
    if (("`" in line or "~" in line) and FENCE.match(line)) or TO_DO.match(line):
        return ""
    line = CRI.sub("", line) if "std" in line else line
    line = BOLD.sub(r"\1", line) if "**" in line else line
    line = line.replace("||", "|") if line.startswith("||") else line  # around the titles of Jira's tables
    found = WRAPPERS.match(line)
    line = line[found.end() :] if found else line
    return line.strip("`") if line.startswith("`") or (line.endswith("`") and line.count("`") == 1) else line
