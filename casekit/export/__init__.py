"""From a case to what leaves the house: Markdown, packets, tables, chart, and the bundle that proves itself."""

from casekit.export.bundle import Bundle, export_bundle
from casekit.export.markdown import render_markdown
from casekit.export.plain import render_text
from casekit.export.verify import Report, chosen_zone, verify_bundle

__all__ = ["Bundle", "Report", "chosen_zone", "export_bundle", "render_markdown", "render_text", "verify_bundle"]
