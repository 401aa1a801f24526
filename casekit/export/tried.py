"""What was tried, and how to try it again."""

from itertools import zip_longest

from casekit.analysis import Around
from casekit.case.model import Attempt
from casekit.case.tried import say_rate
from casekit.export import packets, postman
from casekit.export.answers import Reader
from casekit.export.blocks import Block, Literal, Words, full_columns
from casekit.export.reproduce import read_call, render_curl
from casekit.wording import say

ATTEMPT_COLUMNS = ("when", "what", "url", "step", "error", "judged", "before", "after")


def attempt_table(reader: Reader) -> tuple[Block, ...]:
    """A row per attempt, or why there is none yet."""
    case = reader.case
    pairs = zip_longest(case.attempts, case.rates[: len(case.attempts)])
    tried = tuple((*_attempt(each), *_rates(reader, rates)) for each, rates in pairs if each.what.strip())
    if tried:
        head = tuple(say(reader.language, f"attempt.{name}") for name in ATTEMPT_COLUMNS)
        notes = (Words(say(reader.language, "attempt.rates")),) if any(case.rates) else ()
        return (full_columns(head, tried), *notes)
    reason = reader.case.answer("nothing_tried").words(reader.language)
    return (Words(reader.say("nothing_tried", reason=reason) if reason else reader.say("missing")),)


def _attempt(attempt: Attempt) -> tuple[str, ...]:
    return (attempt.when, attempt.what, attempt.url, attempt.step, attempt.error, attempt.judged)


def _rates(reader: Reader, rates: Around | None) -> tuple[str, ...]:
    return tuple(reader.tell(say_rate(side)) for side in (rates.before, rates.after)) if rates else ("", "")


def show_again(reader: Reader) -> tuple[Block, ...]:
    """The first picked call that can be made again, as a command, and where all of them are."""
    calls = (read_call(pick) for pick in reader.case.evidence.picks)
    call, curl = next(((call, curl) for call in calls if (curl := render_curl(call))), (None, ""))
    if not call:
        return ()
    lacks = (Words(packets.missing(call, reader.language)),) if call.missing else ()
    where = reader.say("again", folder=packets.FOLDER, name=postman.NAME)
    return (Words(where), Literal(curl), *lacks)
