"""What reading lines gives, before it becomes a Log."""

from dataclasses import dataclass, field

from casekit.reading.frame import Event, Reject
from casekit.reading.log import Ledger


@dataclass(frozen=True, slots=True)
class Part:
    """The outcome of reading some lines of one source.

    events and rejects are in line order; the ledger counts every line once. A note is a plain sentence with its source
    and count, such as "orders.log: 12 lines were longer than 64,000 characters; only their beginning was searched."
    """

    events: tuple[Event, ...] = ()
    rejects: tuple[Reject, ...] = ()
    ledger: Ledger = field(default_factory=Ledger)
    notes: tuple[str, ...] = ()
