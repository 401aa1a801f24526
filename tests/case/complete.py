"""Complete, correct cases of several kinds, made from logs that say the same; each is right in every word."""

import json
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache

from casekit.analysis import assign_groups
from casekit.case import Answer, Attempt, Draft, draft_case
from casekit.case.checks import check_case
from casekit.case.model import Case
from casekit.reading import read_text
from casekit.reading.log import Log
from tests.samples import START, call, request_id

OTHER_SELLER = "A2MADEUPSELLER"
APPLICATION = "amzn1.sp.solution.00000000-0000-4000-8000-000000000000"
LAST = request_id(59)
"""The last call of the log; it failed at 09:59 UTC."""
NOW = START + timedelta(hours=2)


@dataclass(frozen=True)
class Whole:
    """A case, the log it is from, and the moment of the check."""

    case: Case
    log: Log
    now: object = NOW

    def with_answer(self, name: str, text: str, origin: str = "typed") -> "Whole":
        """The same with one answer changed."""
        answers = dict(self.case.answers) | {name: Answer(text, origin)}
        return replace(self, case=replace(self.case, answers=tuple(answers.items())))

    def with_words(self, name: str, old: str, new: str) -> "Whole":
        """The same with some words of an answer changed; they must be there."""
        text = self.case.text(name)
        assert old in text, (name, old, text)
        return self.with_answer(name, text.replace(old, new))

    def with_evidence(self, **parts: object) -> "Whole":
        """The same with parts of its evidence changed."""
        return replace(self, case=replace(self.case, evidence=replace(self.case.evidence, **parts)))

    def with_pick(self, **parts: object) -> "Whole":
        """The same with its first pick changed."""
        first, *others = self.case.evidence.picks
        return self.with_evidence(picks=(replace(first, **parts), *others))

    def with_attempts(self, *attempts: Attempt) -> "Whole":
        """The same with these attempts."""
        return replace(self, case=replace(self.case, attempts=attempts))

    def problems(self):
        """What the checks find."""
        return check_case(self.case, self.log, now=self.now)


def make_log(status: int, code: str, message: str, **more: object) -> Log:
    """An hour of calls, one a minute; from 09:30 UTC on all fail."""
    records = []
    for number in range(60):
        record = call(number, failed=number >= 30) | {"applicationId": APPLICATION} | more
        if number >= 30:
            record |= {"status": status, "errors": [{"code": code, "message": message, "details": ""}]}
        records.append(json.dumps(record) + "\n")
    return read_text("".join(records), source="orders.log")


def complete(log: Log, answers: dict[str, str], attempts: tuple[Attempt, ...]) -> Whole:
    """The case of the largest group with these answers; everything the log knows is typed again by hand."""
    key = assign_groups(log.events).iloc[0]
    drafted = draft_case(log, [key])
    draft = Draft(groups=(key,), attempts=attempts)
    for name, answer in drafted.answers:
        draft = draft.with_answer(name, Answer(answers.get(name, answer.words()), "typed"))
    return Whole(draft_case(log, draft=draft), log).with_answer("resource_exists", "not about a resource")


def english(status: int, code: str, message: str, issue_type: str = "API errors") -> Whole:
    """A case in English about getOrders."""
    error = f"{status} {code}"
    answers = {
        "title": f"getOrders: {error} since 2026-03-02 09:30 UTC",
        "question": f"getOrders answers {error} for one seller. What must we change so that it succeeds again?",
        "what_happened": (
            f'We call getOrders every minute. Since 09:30 UTC each call is answered "{message}". '
            f"30 of 60 calls failed. Request {LAST} failed at 2026-03-02T09:59:00Z with status {status}. "
            "The problem still occurs."
        ),
        "goal": "Import the orders of the seller every five minutes. The import stands still.",
        "when": "2026-03-02 09:30 UTC to 2026-03-02 09:59 UTC",
        "state": "still occurring",
        "reproduction": "Called by hand with curl in production: the same answer.",
        "environment": "requests 2.33 on Python 3.12, Linux",
        "issue_type": issue_type,
        "api_section": "Orders API v0",
        "application_id": APPLICATION,
    }
    tried = Attempt("2026-03-02T09:45:00Z", "Waited ten minutes", "", "The next call", error, f"It was {error} again")
    return complete(make_log(status, code, message), answers, (tried,))


def chinese() -> Whole:
    """A case in Chinese about a refused call."""
    answers = {
        "title": "getOrders：自 2026-03-02 09:30 UTC 起返回 403 Unauthorized",
        "question": "一个卖家的 getOrders 返回 403 Unauthorized。我们应修改什么才能使调用成功？",
        "what_happened": (
            "我们每分钟调用一次 getOrders。自 09:30 UTC 起每次都返回“Access to requested resource is denied.”。"
            f"60 次调用中有 30 次失败。请求 {LAST} 在 2026-03-02T09:59:00Z 失败，状态码 403。该问题仍在发生。"
        ),
        "goal": "每五分钟导入一次该卖家的订单。目前导入停止。",
        "when": "2026-03-02 09:30 UTC 至 2026-03-02 09:59 UTC",
        "state": "still occurring",
        "reproduction": "在生产环境中用 curl 手动调用：返回相同的错误。",
        "environment": "requests 2.33，Python 3.12，Linux",
        "api_section": "Orders API v0",
        "application_id": APPLICATION,
    }
    tried = Attempt(
        "2026-03-02T09:45:00Z", "更换了刷新令牌", "", "下一次调用", "403 Unauthorized", "09:46 UTC 仍返回 403"
    )
    return complete(make_log(403, "Unauthorized", "Access to requested resource is denied."), answers, (tried,))


QUOTA = "You exceeded your quota for the requested resource."
CASES = {
    "refused": cache(lambda: english(403, "Unauthorized", "Access to requested resource is denied.")),
    "throttled": cache(lambda: english(429, "QuotaExceeded", QUOTA, "Throttling")),
    "server": cache(lambda: english(500, "InternalFailure", "We encountered an internal error. Please try again.")),
    "chinese": cache(chinese),
}
