"""Which messages are the same once the words that vary are known: told from the whole set, whatever its order."""

import re
from collections import defaultdict
from collections.abc import Iterable

from casekit.analysis.signature import LIST_STAR, NAMED, NOUNS, STAR
from casekit.analysis.unwrap import CUT
from casekit.facts.message_table import message_words

MANY = 5
"""Distinct words in one place, all else equal, from which that place holds a value and not a name."""
FEWEST = 2
"""Words that must stand around such a place: one word alone says too little."""
ROUNDS = 4
"""Places that may vary in one message apart from those that a mask finds."""
SHORT = 4
"""Chinese and Japanese words longer than this are rather half a sentence than a value."""

Problem = tuple[str, str, tuple[str, ...]]
"""Status, code without case and punctuation, and the words of the message."""
_Place = tuple[str, str, tuple[str, ...], int]
_STARS = (STAR, LIST_STAR)
_REQUIRED = frozenset(message_words("required"))
_COMPOUND = re.compile(r"[a-z]+\w*[A-Z_]\w*|(?:[A-Z][a-z]+){2,}")
_WEAK_NAME = re.compile(r"'(?:[A-Z][a-z]+){2,}")
_WIDE = re.compile("[\u3005-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def merge_values(problems: Iterable[Problem]) -> dict[Problem, Problem]:
    """Each problem with the one that stands for it: without its values, casefolded.

    A word is a value when MANY others occur in its place with all else equal, or when another problem has a changing
    part there. Nouns, names in quotes and compound names are none, unless a list stands there elsewhere. A truncated
    message goes to the one problem that begins so.
    """
    current = {problem: problem for problem in problems}
    for _ in range(ROUNDS):
        emptied = _empty_once(set(current.values()))
        if all(one == other for one, other in emptied.items()):
            break
        current = {problem: emptied[now] for problem, now in current.items()}
    plain = {problem: _plain(now) for problem, now in current.items()}
    whole = _complete(set(plain.values()))
    return {problem: whole[now] for problem, now in plain.items()}


def _plain(problem: Problem) -> Problem:
    status, code, words = problem
    return status, code, tuple(word.casefold() for word in words if word not in _STARS)


def _places(problem: Problem) -> list[tuple[int, str, _Place]]:
    """For each word: where it stands, the word, and what stands around it (stars count nothing)."""
    status, code, plain = _plain(problem)
    found, seen = [], 0
    for position, word in enumerate(problem[2]):
        star = word in _STARS
        around = plain if star else plain[:seen] + plain[seen + 1 :]
        found.append((position, word, (status, code, around, seen)))
        seen += not star
    return found


def _empty_once(problems: set[Problem]) -> dict[Problem, Problem]:
    """Each problem with the first word that proves to be a value replaced by STAR."""
    places = {problem: _places(problem) for problem in problems}
    words: dict[_Place, set[str]] = defaultdict(set)
    stars: dict[_Place, str] = {}
    for found in places.values():
        for _, word, place in found:
            if word in _STARS:
                stars[place] = max(word, stars.get(place, ""))
            else:
                words[place].add(word.casefold())
    return {problem: _emptied(problem, found, words, stars) for problem, found in places.items()}


def _emptied(
    problem: Problem, found: list[tuple[int, str, _Place]], words: dict[_Place, set[str]], stars: dict[_Place, str]
) -> Problem:
    for position, word, place in found:
        if word in _STARS or word == CUT:
            continue
        around = place[2]
        # what is required or missing is a field, however many there are
        many = len(words[place]) >= MANY and len(around) >= FEWEST and _REQUIRED.isdisjoint(around)
        star = stars.get(place, "")
        if _is_value(word, star, many=many):
            status, code, whole = problem
            return status, code, (*whole[:position], STAR, *whole[position + 1 :])
    return problem


def _is_value(word: str, star: str, *, many: bool) -> bool:
    if star == LIST_STAR:
        return True
    if star and _WEAK_NAME.fullmatch(word):
        return True
    if word.startswith(NAMED) or word.casefold() in NOUNS or _COMPOUND.fullmatch(word):
        return False
    if _WIDE.search(word):
        return bool(star) and len(word) <= SHORT
    if word.islower():
        return bool(star) and many
    return bool(star) or many


def _complete(plain: set[Problem]) -> dict[Problem, Problem]:
    """Each problem, a truncated one as the only whole one that begins with its words, if there is such."""
    blocks: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    for problem in plain:
        if CUT not in problem[2]:
            blocks[problem[:2]].append(problem)
    return {problem: _only_longer(problem, blocks[problem[:2]]) for problem in plain}


def _only_longer(problem: Problem, whole: list[Problem]) -> Problem:
    if not problem[2] or problem[2][-1] != CUT:
        return problem
    start = problem[2][:-1]
    longer = [each for each in whole if len(start) >= FEWEST and each[2][: len(start)] == start]
    return longer[0] if len(longer) == 1 else problem
