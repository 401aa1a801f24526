"""What was tried, and how to try it again."""

from casekit.case.model import Attempt
from casekit.export import packets, postman
from casekit.export.answers import Reader
from casekit.export.blocks import Block, Literal, Words, full_columns
from casekit.export.reproduce import read_call, render_curl
from casekit.wording import say

ATTEMPT_COLUMNS = ("when", "what", "url", "step", "error", "judged")


def attempt_table(reader: Reader) -> tuple[Block, ...]:
    """A row per attempt, or why there is none yet."""
    tried = tuple(_attempt(each) for each in reader.case.attempts if each.what.strip())
    if tried:
        return (full_columns(tuple(say(reader.language, f"attempt.{name}") for name in ATTEMPT_COLUMNS), tried),)
    reason = reader.case.answer("nothing_tried").words(reader.language)
    return (Words(reader.say("nothing_tried", reason=reason) if reason else reader.say("missing")),)


def _attempt(attempt: Attempt) -> tuple[str, ...]:
    return (attempt.when, attempt.what, attempt.url, attempt.step, attempt.error, attempt.judged)


def show_again(reader: Reader) -> tuple[Block, ...]:
    """The first picked call that can be made again, as a command, and where all of them are."""
    calls = (read_call(pick) for pick in reader.case.evidence.picks)
    call, curl = next(((call, curl) for call in calls if (curl := render_curl(call))), (None, ""))
    if not call:
        return ()
    lacks = (Words(packets.missing(call, reader.language)),) if call.missing else ()
    where = reader.say("again", folder=packets.FOLDER, name=postman.NAME)
    return (Words(where), Literal(curl), *lacks)
