"""One load, to be run now or in a thread of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from inspect import signature

from casekit.reading.load import Watch
from casekit.reading.log import Log


@dataclass(frozen=True, slots=True)
class Job:
    """What is read, and how; to read the same again in another way, `replace` what differs.

    read: read_text, read_files or read_bytes with what it is to read. zone: IANA name, empty for none. forms: names of
    FORMATS to keep to, empty for all. encoding: of bytes whose own is guessed wrong, empty for none; a pasted text has
    none.
    """

    read: Callable[..., Log]
    zone: str = ""
    forms: tuple[str, ...] = ()
    encoding: str = ""

    @property
    def of_bytes(self) -> bool:
        """True when what is read has an encoding."""
        return "encoding" in signature(self.read).parameters

    def run(self, watch: Watch | None = None) -> Log:
        """The Log; errors are those of `read`, and `Cancelled` when `watch` raises it."""
        more = {"encoding": self.encoding} if self.encoding else {}
        return self.read(zone=self.zone or None, forms=self.forms or None, watch=watch, **more)
