"""Large uniform logs: shapes of records learned from what the exact path reads, and applied to whole columns.

The exact path (`reading.lines`) is the truth. A record is taken here only when it wholly matches a shape that was
learned from records read there, and each of its changing words is vouched for by one of those; all else is read there.
"""

from casekit.reading.bulk.read import read_bulk
from casekit.reading.bulk.stream import file_input, text_input

__all__ = ["file_input", "read_bulk", "text_input"]
