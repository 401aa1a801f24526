"""What the app remembers: the log, what was typed and chosen, and all that follows from both. No widgets."""

from casekit.session.session import Change, Session

__all__ = ["Change", "Session"]
