"""casekit: turn Selling Partner API logs into a support case that is solved at the first reply."""

from importlib import import_module
from typing import Any

_HOMES = {
    "read_files": "casekit.reading",
    "read_text": "casekit.reading",
    "merge_logs": "casekit.reading",
    "assign_groups": "casekit.analysis",
    "group_errors": "casekit.analysis",
    "error_timeline": "casekit.analysis",
    "pick_requests": "casekit.analysis",
    "plot_timeline": "casekit.export.chart",
    "draft_case": "casekit.case",
    "check_case": "casekit.case.checks",
    "render_markdown": "casekit.export",
    "export_bundle": "casekit.export",
    "verify_bundle": "casekit.export",
    "redact": "casekit.redaction",
    "CasekitError": "casekit.errors",
}

__version__ = "0.1.0"
__all__ = [*_HOMES, "__version__"]  # noqa: PLE0604  the names are strings


def __getattr__(name: str) -> Any:  # noqa: ANN401
    """Import a public name at its first use, so that `import casekit` stays quick."""
    if name in _HOMES:
        found = globals()[name] = getattr(import_module(_HOMES[name]), name)
        return found
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    return sorted(__all__)
