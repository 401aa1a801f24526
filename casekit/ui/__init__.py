"""The notebook's page: a thin shell of widgets around a session."""

from casekit.ui.app import Triage, open_triage

__all__ = ["Triage", "open_triage"]
