"""Reading: any paste or file -> a Log of API calls, complete and accounted for line by line."""

from casekit.reading.job import Job
from casekit.reading.load import Watch, merge_logs, read_bytes, read_files, read_text
from casekit.reading.missing import Missing, describe_missing
from casekit.reading.zone_proof import ZoneProposal, propose_zones

__all__ = [
    "Job",
    "Missing",
    "Watch",
    "ZoneProposal",
    "describe_missing",
    "merge_logs",
    "propose_zones",
    "read_bytes",
    "read_files",
    "read_text",
]
