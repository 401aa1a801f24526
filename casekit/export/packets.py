"""The unit of evidence: one text per representative request, as the log has it, masked."""

from casekit.case.model import Case, Pick
from casekit.export.markdown_text import visible
from casekit.reading.log import Log
from casekit.redaction import Placeholders, redact


def packet_name(number: int, pick: Pick) -> str:
    """The file name of a packet: its number and its request ID, of safe characters only."""
    safe = "".join(char if char.isascii() and (char.isalnum() or char in "-_.") else "_" for char in pick.request_id)
    return f"requests/{number:02d}-{safe[:80]}.txt"


def render_packet(pick: Pick, case: Case, log: Log, memory: Placeholders) -> str:
    """ID, UTC time, marketplace, seller, operation, and then the log's own lines on the request and its response."""
    facts = (
        ("Request ID", pick.request_id),
        ("Time (UTC)", pick.timestamp),
        ("Operation", pick.operation),
        ("Method and path", f"{pick.method} {pick.path}".strip()),
        ("Status", "" if pick.status is None else str(pick.status)),
        ("Error code", pick.error_code),
        ("Marketplace", pick.marketplace_id),
        ("Seller", pick.seller_id),
        ("Why picked", pick.why),
        ("From", f"{pick.source}, lines {pick.line_start} to {pick.line_end}"),
    )
    head = "\n".join(f"{name}: {value}" for name, value in facts if value)
    lines = log.excerpt(pick.source, pick.line_start, pick.line_end)
    text = f"{head}\n\nAs the log has it (masked):\n\n{lines}\n"
    return visible(redact(text, memory=memory, unmask=case.unmask, mask=case.mask).text)
