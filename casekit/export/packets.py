"""The unit of evidence: one text per representative request, masked: facts, request, response, and the log's lines."""

from collections.abc import Iterator

from casekit.case.model import Pick
from casekit.export.exchange import Headers
from casekit.export.markdown_text import visible
from casekit.export.reproduce import HOST, Call, has_placeholder, read_call, render_curl
from casekit.wording import say, translate

FOLDER = "requests/"
"""Where the packets are, in a bundle."""


def packet_name(number: int, pick: Pick) -> str:
    """The file name of a packet: its number and its request ID, of safe characters only."""
    safe = "".join(char if char.isascii() and (char.isalnum() or char in "-_.") else "_" for char in pick.request_id)
    return f"{FOLDER}{number:02d}-{safe[:80]}.txt"


def render_packet(pick: Pick, language: str = "en") -> str:
    """ID, UTC time and its original writing, account and operation; then both sides in full, curl, and the log's lines.

    The pick is masked already. What the log does not hold is named, and nothing is put in its place.
    """
    call = read_call(pick)
    parts = [
        "\n".join(_facts(pick, language)),
        *_sides(pick, call, language),
        *reproduction(call, language),
        f"{_where(pick, language)}\n\n{pick.lines}",
    ]
    return visible("\n\n".join(part.strip("\n") for part in parts) + "\n")


def reproduction(call: Call, language: str) -> Iterator[str]:
    """The curl command under its heading, with what is left to fill in and what the log does not hold."""
    curl = render_curl(call)
    yield "\n".join((say(language, "packet.curl"), curl or say(language, "packet.no_curl")))
    notes = [say(language, "packet.fill_in")] if has_placeholder(call) else []
    hidden = say(language, "packet.comma").join(call.hidden)
    notes += [say(language, "packet.hidden", names=hidden)] if hidden else []
    notes += [missing(call, language)] if call.missing else []
    if notes:
        yield "\n".join(notes)


def missing(call: Call, language: str) -> str:
    """One sentence on what the log does not hold of this call."""
    names = say(language, "packet.comma").join(say(language, f"packet.missing.{name}") for name in call.missing)
    return say(language, "packet.not_in_log", names=names)


def time_said(pick: Pick, language: str) -> str:
    """The time as the log writes it, and how its zone is known."""
    known = say(language, f"time_source.{pick.time_source}") if pick.time_source else ""
    return say(language, "packet.time_said", text=pick.time_text, known=known) if pick.time_text else known


def _facts(pick: Pick, language: str) -> Iterator[str]:
    named = {
        "request_id": pick.request_id,
        "time": pick.timestamp,
        "time_text": time_said(pick, language),
        "marketplace": pick.marketplace_id,
        "seller": pick.seller_id,
        "application": pick.application_id,
        "operation": pick.operation,
        "status": "" if pick.status is None else str(pick.status),
        "error_type": pick.error_type,
        "code": pick.error_code,
        "message": pick.error_message,
        "details": pick.error_details,
        "client": pick.client,
        "why": translate(pick.why, language),
    }
    for name, text in named.items():
        if text:
            yield say(language, "case.labelled", label=say(language, f"packet.{name}"), text=text)


def _sides(pick: Pick, call: Call, language: str) -> Iterator[str]:
    said = call.exchange
    asked = said.request_line or f"{call.method} {call.url.removeprefix(f'https://${HOST}')}".strip()
    answered = said.status_line or ("" if pick.status is None else str(pick.status))
    for name, first, headers, body in (
        ("request", asked, said.request_headers, said.request_body),
        ("response", answered, said.response_headers, said.response_body),
    ):
        if first or headers or body:
            yield f"{say(language, f'packet.{name}')}\n\n{_message(first, headers, body)}"


def _where(pick: Pick, language: str) -> str:
    key = "packet.line" if pick.line_start == pick.line_end else "packet.lines"
    return say(language, key, source=pick.source, first=pick.line_start, last=pick.line_end)


def _message(first: str, headers: Headers, body: str) -> str:
    head = "\n".join((first, *(f"{name}: {value}" for name, value in headers))).strip("\n")
    return f"{head}\n\n{body}" if body else head
