"""Masking what must not leave: credentials and personal data, in texts and in the bytes of an export."""

from casekit.redaction.gate import Hit, find_lost, find_secrets
from casekit.redaction.placeholders import Placeholders, cut, find_placeholders
from casekit.redaction.policy import Policy, advice, policy
from casekit.redaction.redact import Place, Redacted, redact, redact_all
from casekit.redaction.spans import CREDENTIAL
from casekit.redaction.suspicion import Doubt

__all__ = [
    "CREDENTIAL",
    "Doubt",
    "Hit",
    "Place",
    "Placeholders",
    "Policy",
    "Redacted",
    "advice",
    "cut",
    "find_lost",
    "find_placeholders",
    "find_secrets",
    "policy",
    "redact",
    "redact_all",
]
