"""How to make a picked call again: a curl command of what the log says, secrets as variables, and what it lacks."""

import re
import shlex
from dataclasses import dataclass

from casekit.case.model import Pick
from casekit.export.exchange import Exchange, Headers, read_exchange
from casekit.redaction.placeholders import PLACEHOLDER

TOKEN_HEADER, TOKEN = "x-amz-access-token", "LWA_ACCESS_TOKEN"
"""Every call of the Selling Partner API bears this header; its value is for whoever makes the call again to fill in."""
HOST = "SP_API_HOST"
WITH_BODY = ("POST", "PUT", "PATCH")
OWN = frozenset({"host", "content-length", "connection", "accept-encoding", "transfer-encoding", "x-amz-date", "date"})
"""Headers that the client sets by itself on each call."""
HIDDEN = re.compile(r"\[[a-z_]+#\d+\]|REMOVED|REDACTED|\*{3}|<[^>]*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Call:
    """A picked call as it can be made again.

    `url` begins with https:// and the host, or with `$SP_API_HOST` where the log names none. `headers` are those of the
    log whose value is not hidden; `hidden` names the others. `missing` are keys of `reproduce.missing`.
    """

    method: str
    url: str
    headers: Headers
    body: str
    hidden: tuple[str, ...]
    missing: tuple[str, ...]
    exchange: Exchange


def read_call(pick: Pick) -> Call:
    """The call of a pick that is masked already."""
    said = read_exchange(pick.lines)
    query = f"?{pick.query.lstrip('?')}" if pick.query else ""
    shown = tuple((name, value) for name, value in said.request_headers if name.lower() not in OWN)
    return Call(
        method=pick.method,
        url=f"https://{pick.host or f'${HOST}'}{pick.path}{query}" if pick.path else "",
        headers=tuple(pair for pair in shown if not _is_secret(*pair)),
        body=said.request_body,
        hidden=tuple(name for name, value in shown if _is_secret(name, value) and name.lower() != TOKEN_HEADER),
        missing=_missing(pick, said),
        exchange=said,
    )


def render_curl(call: Call) -> str:
    """The call as a curl command for a POSIX shell; empty when the log names no method or no path."""
    if not call.method or not call.url:
        return ""
    parts = [f"curl --globoff --include --request {call.method}", f'--header "{TOKEN_HEADER}: ${TOKEN}"']
    parts += [f"--header {_quote(f'{name}: {value}')}" for name, value in call.headers]
    parts += [f"--data-raw {_quote(call.body)}"] if call.body else []
    own = call.url.startswith(f"https://${HOST}")
    rest = _quote(call.url.removeprefix(f"https://${HOST}"))
    parts.append(f'"https://${HOST}"{rest}' if own else _quote(call.url))
    return " \\\n  ".join(parts)


def has_placeholder(call: Call) -> bool:
    """True when something masked stands in the command, to be filled in before it runs."""
    return bool(PLACEHOLDER.search(render_curl(call)))


def _is_secret(name: str, value: str) -> bool:
    return name.lower() == TOKEN_HEADER or bool(HIDDEN.search(value))


def _quote(text: str) -> str:
    return f"'{text}'" if "'" not in text else shlex.quote(text)


def _missing(pick: Pick, said: Exchange) -> tuple[str, ...]:
    held = {
        "method": pick.method,
        "host": pick.host,
        "path": pick.path,
        "request_headers": said.request_headers,
        "request_body": said.request_body or pick.method not in WITH_BODY,
        "response_headers": said.response_headers,
        "response_body": said.response_body,
    }
    return tuple(name for name, value in held.items() if not value)
