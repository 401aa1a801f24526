"""What casekit raises: one root error whose message says what was seen and what to do next."""

from casekit.wording import both


class CasekitError(Exception):
    """Something the analyst can mend.

    `what` says what was seen and where (file, line); `next_step` says what to do.
    Neither may quote log text that has not passed `casekit.redact`.
    """

    def __init__(self, what: str, next_step: str) -> None:
        """Join both sentences into the message."""
        super().__init__(f"{what} {next_step}")
        self.what = what
        self.next_step = next_step


class UnreadableInput(CasekitError):
    """A file or paste that cannot be read at all."""


class UnknownZone(CasekitError):
    """A zone name that the time zone database does not know."""


class MissingColumn(CasekitError):
    """A frame without a column that the function needs."""


class SecretLeft(CasekitError):
    """An export that still holds a credential or personal data."""


class Cancelled(CasekitError):
    """Work that the analyst stopped; a `watch` raises it."""

    def __init__(self) -> None:
        """Say that nothing was changed."""
        super().__init__(*both("error.stopped"))
