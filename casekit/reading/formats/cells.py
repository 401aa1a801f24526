"""Facts of a message that stands in a cell, a string or a record of an export."""

import re

from casekit.reading.formats.sentences import SENTENCES
from casekit.reading.found import Fact
from casekit.reading.loose import read_object
from casekit.reading.records import LEVEL_WORD, read_stamp
from casekit.reading.scan import facts_in
from casekit.reading.walk import walk

OBJECT = re.compile(r"\{|\[\s*[{\"']")  # not [INFO]


def message_facts(text: str) -> list[Fact]:
    """The facts of one message."""
    return facts_in(text, SENTENCES)


def embedded_facts(text: str) -> list[Fact]:
    """The facts of a cell that is an object, or else a message with its own log head."""
    found = read_object(text, 0) if OBJECT.match(text) else None
    return list(walk(found[0], cell_facts)) if found else cell_facts(text)


def cell_facts(text: str) -> list[Fact]:
    """The facts of a message with its own log head: level and, behind all others, its time."""
    facts = message_facts(text)
    level = LEVEL_WORD.search(text[:120])
    stamp = read_stamp(text.split("\n", 1)[0])
    if level:
        facts.append(Fact("level", level[1], 5))
    if stamp and stamp.instant:
        facts.append(Fact("stamp", stamp.instant.isoformat(), 6))
    return facts
