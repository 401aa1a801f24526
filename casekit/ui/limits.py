"""How much the kit reads, and what becomes of the rest: a table, folded away."""

import ipywidgets as widgets

from casekit.reading import limits
from casekit.ui.markup import show, table
from casekit.ui.panel import Panel, fold

MB = 1_000_000
SHOWN = (
    ("paste", limits.PASTE_LIMIT // MB),
    ("upload", limits.UPLOAD_LIMIT // MB),
    ("file", limits.FILE_LIMIT // MB),
    ("inflated", limits.INFLATED_LIMIT // MB),
    ("members", limits.MEMBER_LIMIT),
    ("lines", limits.LINES_LIMIT),
    ("scan", limits.SCAN_LIMIT),
    ("depth", limits.DEPTH_LIMIT),
    ("success", limits.SUCCESS_LIMIT),
)


def limits_fold(panel: Panel) -> widgets.VBox:
    """What each limit holds for, how large it is, and what is done with what lies beyond."""
    rows = [(panel.say(f"limit_{name}"), f"{size:,}", panel.say(f"beyond_{name}")) for name, size in SHOWN]
    head, caption = [panel.say(name) for name in ("limit_of", "limit", "beyond")], panel.say("limits")
    return fold(caption, show(table(head, rows, caption, seen=False)))
