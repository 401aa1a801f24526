"""The facts of a case as tables: form fields and figures, error groups, representative requests, their twins."""

from casekit.case.model import Pick
from casekit.export.answers import Reader
from casekit.export.blocks import Block, Literal, Table, Words, full_columns
from casekit.facts import find_marketplace
from casekit.limits import MESSAGE_LIMIT
from casekit.redaction import cut
from casekit.wording import Said, join

FORM_FIELDS = ("api_type", "issue_type", "api_section", "seller_id", "marketplaces", "operations", "application_id")
"""The fields of the contact form in its order, but for the description, which is the page itself."""
PICK_COLUMNS = ("request_id", "time", "operation", "marketplace", "seller", "status", "code", "why")
GROUP_COLUMNS = ("status", "code", "group", "errors", "first", "last")
TWIN_COLUMNS = ("failed_id", "good_id", "time", "field", "in_failed", "in_good")


def fact_table(reader: Reader) -> tuple[Block, ...]:
    """The form fields in the order of the form, then when, whether it goes on, and what the log covers.

    What the first paragraph says already, being the kit's own sentence, is not said again.
    """
    rows = ((name, value) for name, value in (*form_rows(reader), *_log_rows(reader)) if value)
    return (Table((reader.say("fact"), reader.say("value")), tuple(rows)),)


def form_rows(reader: Reader) -> tuple[tuple[str, str], ...]:
    """Label and answer of each form field, marketplaces with their country."""
    said = {name: reader.answer(name) or reader.say("missing") for name in FORM_FIELDS}
    said["marketplaces"] = ", ".join(map(_country, said["marketplaces"].split(", ")))
    return tuple((reader.label(name), said[name]) for name in FORM_FIELDS)


def _country(marketplace_id: str) -> str:
    known = find_marketplace(marketplace_id)
    return f"{marketplace_id} ({known.country_code})" if known else marketplace_id


def _log_rows(reader: Reader) -> tuple[tuple[str, str], ...]:
    evidence = reader.case.evidence
    told = bool(reader.case.answer("what_happened").key)
    span = reader.say("span", start=evidence.log_start, end=evidence.log_end) if evidence.log_start else ""
    return (
        (reader.label("when"), "" if told and reader.case.answer("when").key else reader.answer("when")),
        (reader.say("errors"), "" if told else counted(reader)),
        (reader.label("state"), reader.answer("state")),
        (reader.say("log_says"), reader.tell(evidence.state_reason)),
        (reader.say("onset"), reader.tell(evidence.onset)),
        (reader.say("log_span"), span),
    )


def counted(reader: Reader) -> str:
    """Failed calls, of how many; empty when there are none."""
    evidence = reader.case.evidence
    if evidence.errors and evidence.requests:
        return reader.say("of_calls", errors=f"{evidence.errors:,}", requests=f"{evidence.requests:,}")
    return f"{evidence.errors:,}" if evidence.errors else ""


def group_table(reader: Reader) -> tuple[Block, ...]:
    """The error groups, when the case is about more than one."""
    groups = reader.case.evidence.groups
    rows = tuple(
        (_status(each.status), each.error_code, each.title, f"{each.count:,}", each.first, each.last) for each in groups
    )
    head = tuple(reader.say(name) for name in GROUP_COLUMNS)
    return (full_columns(head, rows, code=(1,)),) if len(groups) > 1 else ()


def pick_table(reader: Reader) -> tuple[Block, ...]:
    """The representative requests, and what is to be known about the choice."""
    evidence = reader.case.evidence
    if not evidence.picks:
        return (Words(reader.say("no_picks")),) if evidence.errors else ()
    rows = tuple((*_pick(each), reader.tell(each.why)) for each in evidence.picks)
    head = tuple(reader.say(name) for name in PICK_COLUMNS)
    return (full_columns(head, rows, code=(0, 2, 3, 4, 6)), *reader.bullets(evidence.pick_notes))


def _pick(pick: Pick) -> tuple[str, ...]:
    place = (pick.operation or pick.path, pick.marketplace_id, pick.seller_id)
    return (pick.request_id, pick.timestamp, *place, _status(pick.status), pick.error_code)


def _status(status: int | None) -> str:
    return "" if status is None else str(status)


def twin_table(reader: Reader) -> tuple[Block, ...]:
    """The nearest calls that succeeded, a row per difference."""
    rows = [
        (twin.failed_id, twin.request_id, twin.timestamp, *difference)
        for twin in reader.case.evidence.twins
        for difference in twin.differences or ((reader.say("nothing"), "", ""),)
    ]
    head = tuple(reader.say(name) for name in TWIN_COLUMNS)
    return (Table(head, tuple(rows), code=(0, 1, 4, 5)),) if rows else ()


def without_advice(reason: str) -> str:
    """Why calls were throttled, without the advice to the analyst, which is not for support."""
    if not isinstance(reason, Said):
        return reason
    return join("sentences", (part for _, part in reason.facts if getattr(part, "key", "") != "quota.over_advice"))


def quoted_messages(reader: Reader) -> tuple[Block, ...]:
    """Each error message with its details, once, as in the log."""
    said = ("\n".join(filter(None, (pick.error_message, pick.error_details))) for pick in reader.case.evidence.picks)
    return tuple(Literal(_cut(message, reader)) for message in dict.fromkeys(said) if message)


def _cut(text: str, reader: Reader) -> str:
    if len(text) <= MESSAGE_LIMIT:
        return text
    return reader.say("cut", text=cut(text, MESSAGE_LIMIT), count=f"{len(text):,}")
