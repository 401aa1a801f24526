"""How much the kit reads and exports, and what becomes of the rest: tables, folded away."""

from collections.abc import Sequence

import ipywidgets as widgets

from casekit import limits
from casekit.ui.markup import show, table
from casekit.ui.panel import Panel, fold

MB = 1_000_000
READ = (
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
EXPORTED = (
    ("pick", limits.PICK_LIMIT),
    ("message", limits.MESSAGE_LIMIT),
    ("cell", limits.CELL_LIMIT),
    ("errors", limits.ERRORS_LIMIT),
    ("calls", limits.CALLS_LIMIT),
    ("picture", limits.PICTURE_LIMIT // MB),
    ("part", limits.PART_LIMIT // MB),
)


def limits_fold(panel: Panel, shown: Sequence[tuple[str, int]]) -> widgets.VBox:
    """What each limit holds for, how large it is, and what is done with what lies beyond; the words are the panel's."""
    rows = [(panel.say(f"limit_{name}"), f"{size:,}", panel.say(f"beyond_{name}")) for name, size in shown]
    head, caption = [panel.say(name) for name in ("limit_of", "limit", "beyond")], panel.say("limits")
    return fold(caption, show(table(head, rows, caption, seen=False)))
