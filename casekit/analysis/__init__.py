"""From the events frame to evidence: groups, timeline, onset, state, picks, scope, throttling, splitting."""

from casekit.analysis.groups import assign_groups, group_errors
from casekit.analysis.onset import Onset, find_onset
from casekit.analysis.picks import coverage_lost, pick_requests
from casekit.analysis.scope import Finding, Scope, find_scope
from casekit.analysis.state import State, judge_state
from casekit.analysis.timeline import error_timeline

__all__ = [
    "Finding",
    "Onset",
    "Scope",
    "State",
    "assign_groups",
    "coverage_lost",
    "error_timeline",
    "find_onset",
    "find_scope",
    "group_errors",
    "judge_state",
    "pick_requests",
]
