"""The second half of a double click on a row that goes: it would meet the row that has moved up."""

from time import time

from IPython import get_ipython

HALVES = 0.4  # seconds between the two at most, near enough
WORK = 2.0  # seconds that the kernel may be at work on the first
LATE = 5.0  # seconds that a press may wait for the kernel; one that seems older comes from a clock that goes wrong


class Presses:
    """The presses on the buttons of one list, a row each."""

    def __init__(self) -> None:
        """None so far."""
        self._last, self._pressed, self._changed = -1, 0.0, 0.0

    def rows_change(self) -> None:
        """Note that what the rows say is changing now."""
        self._changed = time()

    def mean(self, number: int) -> bool:
        """Whether the press under way means the row of this number as it is.

        It does not when the same place was pressed just before and no one could have seen what the row says since.
        """
        now = time()
        sent = _sent() or now
        again = number == self._last and sent - self._pressed < HALVES + WORK
        second = again and sent < self._changed + HALVES and now - sent < LATE
        self._last, self._pressed = number, sent
        return not second


def _sent() -> float | None:
    """When the browser sent the message that the kernel is at; None where there is no kernel."""
    kernel = getattr(get_ipython(), "kernel", None)
    date = kernel.get_parent().get("header", {}).get("date") if kernel else None
    return date.timestamp() if date else None
