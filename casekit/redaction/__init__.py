"""Masking what must not leave: credentials and personal data, in texts and in the bytes of an export."""

from casekit.redaction.gate import Hit, find_secrets
from casekit.redaction.placeholders import Placeholders
from casekit.redaction.redact import Place, Redacted, redact

__all__ = ["Hit", "Place", "Placeholders", "Redacted", "find_secrets", "redact"]
