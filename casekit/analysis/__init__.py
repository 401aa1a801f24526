"""From the events frame to evidence: groups, timeline, onset, state, picks, scope, throttling, splitting."""

from casekit.analysis.around import Around, Rate, count_minutes, rates_around
from casekit.analysis.compare import compare_logs, count_since
from casekit.analysis.groups import assign_groups, group_errors
from casekit.analysis.groups_choices import GroupChoices, apply_choices
from casekit.analysis.groups_detail import GroupDetail, describe_group
from casekit.analysis.kinds import explain_group
from casekit.analysis.latency import measure_latency
from casekit.analysis.onset import Onset, find_onset
from casekit.analysis.picks import coverage_lost, pick_requests
from casekit.analysis.scope import Finding, Scope, find_scope, tell_scope
from casekit.analysis.splitting import ProposedCase, propose_cases, take_parts
from casekit.analysis.state import State, judge_state
from casekit.analysis.throttling import replay_quota
from casekit.analysis.timeline import error_timeline
from casekit.analysis.twin import Difference, Twin, find_twin
from casekit.analysis.window import narrow_log

__all__ = [
    "Around",
    "Difference",
    "Finding",
    "GroupChoices",
    "GroupDetail",
    "Onset",
    "ProposedCase",
    "Rate",
    "Scope",
    "State",
    "Twin",
    "apply_choices",
    "assign_groups",
    "compare_logs",
    "count_minutes",
    "count_since",
    "coverage_lost",
    "describe_group",
    "error_timeline",
    "explain_group",
    "find_onset",
    "find_scope",
    "find_twin",
    "group_errors",
    "judge_state",
    "measure_latency",
    "narrow_log",
    "pick_requests",
    "propose_cases",
    "rates_around",
    "replay_quota",
    "take_parts",
    "tell_scope",
]
