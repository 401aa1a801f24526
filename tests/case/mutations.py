"""Each mutation takes one fact out of a complete case, or puts one wrong, and names the rule that must say so.

`python -m tests.case.mutations` prints how many there are and how many are caught by exactly their rule.
"""

import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from casekit.case.checks import RULES
from casekit.case.checks.finding import Look
from casekit.case.fields import Field, fields
from casekit.wording import Said
from tests.case.complete import CASES, LAST, NOW, OTHER_SELLER, Whole

OTHER_ID = LAST.replace("-8000-", "-9000-")
ENGLISH = ("refused", "throttled", "server")
EVERY = tuple(CASES)


@dataclass(frozen=True)
class Mutation:
    """What is done to which cases, and the one rule that must speak about which field."""

    name: str
    rule: str
    field: str
    change: Callable[[Whole], Whole]
    of: tuple[str, ...] = EVERY


def answer(name: str, text: str, rule: str, *of: str) -> Mutation:
    """One answer replaced."""
    return Mutation(f"{name} = {text[:40]!r}", rule, name, lambda whole: whole.with_answer(name, text), of or EVERY)


def words(name: str, old: str, new: str, rule: str, *of: str) -> Mutation:
    """Some words of one answer replaced."""
    change = lambda whole: whole.with_words(name, old, new)  # noqa: E731  one line per mutation
    field = "issue_type" if rule == "G40" else name
    return Mutation(f"{name}: {old[:30]!r} -> {new[:30]!r}", rule, field, change, of or EVERY)


def attempt(name: str, rule: str, **parts: str) -> Mutation:
    """The one attempt changed."""
    change = lambda whole: whole.with_attempts(replace(whole.case.attempts[0], **parts))  # noqa: E731
    return Mutation(f"attempt: {name}", rule, "attempts", change)


def evidence(name: str, rule: str, field: str, change: Callable[[Whole], Whole], *of: str) -> Mutation:
    """The evidence changed."""
    return Mutation(f"evidence: {name}", rule, field, change, of or EVERY)


def _other_group(whole: Whole, kind: str) -> Whole:
    first = whole.case.evidence.groups[0]
    return whole.with_evidence(groups=(first, replace(first, key="other", kind=kind)))


def _many_groups(whole: Whole) -> Whole:
    first = whole.case.evidence.groups[0]
    return whole.with_evidence(groups=tuple(replace(first, key=str(number)) for number in range(4)))


def _client_side(whole: Whole) -> Whole:
    return whole.with_evidence(groups=tuple(replace(each, kind="client side") for each in whole.case.evidence.groups))


def _two_sellers(whole: Whole) -> Whole:
    first = whole.case.evidence.picks[0]
    return whole.with_evidence(picks=(first, replace(whole.case.evidence.picks[1], seller_id=OTHER_SELLER)))


def _stopped_log(whole: Whole) -> Whole:
    return whole.with_evidence(state="stopped").with_answer("state", "stopped")


def _other_day(whole: Whole) -> Whole:
    without_id = whole.with_words("what_happened", LAST, "of ours")
    return without_id.with_words("what_happened", "2026-03-02T09:59", "2026-03-03T09:59")


def _unnamed(whole: Whole, *named: str) -> Whole:
    for name in ("title", "question", "what_happened"):
        text = whole.case.text(name)
        for word in named:
            text = text.replace(word, "it")
        whole = whole.with_answer(name, text)
    return whole


def _no_error(whole: Whole) -> Whole:
    group = whole.case.evidence.groups[0]
    return _unnamed(whole, f"{group.status} {group.error_code}", str(group.status), group.title)


def _other_works(whole: Whole) -> Whole:
    names = whole.log.events["operation"].where(whole.log.events.index > 4, "getOrder")
    whole = replace(whole, log=replace(whole.log, events=whole.log.events.assign(operation=names)))
    return whole.with_words("question", "getOrders", "getOrder")


def _no_seller_known(whole: Whole, text: str) -> Whole:
    picks = tuple(replace(each, seller_id="") for each in whole.case.evidence.picks)
    return whole.with_evidence(picks=picks).with_answer("seller_id", text)


def _no_place(whole: Whole) -> Whole:
    return whole.with_answer("called_in", "").with_answer("reproduction", "Again the same")


def _sandbox(whole: Whole) -> Whole:
    hosts = whole.log.events["host"].where(whole.log.events.index < 45, "sandbox.sellingpartnerapi-na.amazon.com")
    return replace(whole, log=replace(whole.log, events=whole.log.events.assign(host=hosts)))


def _need(field: Field) -> tuple[str, ...]:
    """The cases that must answer this field."""
    return tuple(name for name, make in CASES.items() if field.is_needed(make().case.text("issue_type")))


MASKED = Said("left_out.masked", share=Said("share.failed", part=3, whole=30, percent=10))
NEEDED = [each for each in fields() if each.is_needed("API errors")]

MUTATIONS: tuple[Mutation, ...] = (
    # one fact out
    *(answer(each.name, "", each.rule, *_need(each)) for each in NEEDED),
    *(
        Mutation(
            f"{each.name} not available, no reason",
            "G12",
            each.name,
            lambda whole, name=each.name: whole.with_answer(name, "n/a", "unavailable"),
            _need(each),
        )
        for each in NEEDED
        if each.name not in ("issue_type", "when")
    ),
    Mutation("no attempt", "G5", "nothing_tried", lambda whole: whole.with_attempts()),
    evidence("no pick", "G11", "picks", lambda whole: whole.with_evidence(picks=())),
    words("question", "?", ".", "G8", *ENGLISH),
    words("question", "？", "。", "G8", "chinese"),
    words("when", " UTC", "", "G14"),
    answer("environment", "requests on Python, Linux", "G4"),
    Mutation("no place", "G3", "reproduction", _no_place),
    answer("what_happened", "getOrders fails.", "G2", *ENGLISH),
    attempt("not judged", "G7", judged=""),
    attempt("neither page, step nor error", "G6", url="", step="", error=""),
    # one fact wrong: the form
    answer("issue_type", "Throttling", "G23", "refused", "server", "chinese"),
    answer("issue_type", "API errors", "G23", "throttled"),
    answer("issue_type", "Bug", "G23"),
    answer("api_type", "MWS", "G22"),
    answer("api_type", "REST", "G22"),
    answer("api_section", "Orders", "G24"),
    answer("operations", "getOrder", "G28"),
    answer("operations", "createFeed", "G28"),
    answer("operations", "getOrderz", "G28"),
    answer("marketplaces", "A1PA6795UKMFR9", "G27"),
    answer("marketplaces", "ATVPDKIKX0DEX", "G27"),
    answer("seller_id", "ATVPDKIKX0DER", "G26"),
    answer("seller_id", OTHER_SELLER, "G35"),
    answer("seller_id", f"A1MADEUPSELLER, {OTHER_SELLER}", "G34"),
    answer("application_id", "amzn1.application-oa2-client.0123456789abcdef", "G29"),
    answer("application_id", "my application", "G29"),
    answer("application_id", "amzn1.sp.solution.00000000-0000-4000-8000-000000000001", "G29"),
    answer("called_in", "sandbox", "G3"),
    answer("called_in", "staging", "G3"),
    answer("state", "stopped", "G15"),
    answer("state", "perhaps", "G15"),
    answer("resource_exists", "maybe", "G33"),
    answer("resource_exists", "no", "G33"),
    # one fact wrong: the question
    words("question", "What must we change so that it succeeds again?", "Why does it fail?", "G37", *ENGLISH),
    words("question", "我们应修改什么才能使调用成功", "它为什么失败", "G37", "chinese"),
    words("question", "What must we change so that it succeeds again?", "How fast is it in general?", "G38", *ENGLISH),
    words("question", "我们应修改什么才能使调用成功", "一般的响应时间是多少", "G38", "chinese"),
    words(
        "question",
        "What must we change",
        "Is our developer registration the cause, or what must we change",
        "G39",
        *ENGLISH,
    ),
    words("question", "我们应修改什么才能使调用成功", "我们的开发者注册何时通过", "G39", "chinese"),
    words("question", "again?", "again? And who can help us with it?", "G30", *ENGLISH),
    words("question", "成功？", "成功？谁可以帮助我们？", "G30", "chinese"),
    words("question", "What must we change", "Could you add a filter", "G40", *ENGLISH),
    words("question", "answers", "and createFeed answer", "G8", *ENGLISH),
    words("question", "getOrders", "getOrders 和 createFeed", "G8", "chinese"),
    # one fact wrong: text against log
    Mutation("no error is named", "G8", "question", _no_error),
    Mutation("no operation is named", "G8", "question", lambda whole: _unnamed(whole, "getOrders")),
    Mutation("an operation that works", "G8", "question", _other_works),
    Mutation("an account of no failed call", "G26", "seller_id", lambda whole: _no_seller_known(whole, OTHER_SELLER)),
    Mutation("no account at all", "G26", "seller_id", lambda whole: _no_seller_known(whole, "our shop")),
    words("title", "09:30", "09:20", "G14"),
    words("title", "09:30", "09:50", "G14"),
    words("title", "403", "404", "G8", "refused", "chinese"),
    words("title", "403 Unauthorized", "403 QuotaExceeded", "G8", "refused", "chinese"),
    words("title", "429", "400", "G8", "throttled"),
    words("title", "500", "503", "G8", "server"),
    words("what_happened", "30 of 60", "31 of 60", "G2", *ENGLISH),
    words("what_happened", "30 of 60", "30 of 70", "G2", *ENGLISH),
    words("what_happened", "30 of 60 calls failed", "29 errors came", "G2", *ENGLISH),
    words("what_happened", "有 30 次失败", "有 40 次失败", "G2", "chinese"),
    words("what_happened", "09:30 UTC", "09:10 UTC", "G14"),
    words("what_happened", "09:30 UTC", "09:40 UTC", "G14"),
    words("what_happened", LAST, OTHER_ID, "G11"),
    words("what_happened", "09:59:00Z", "09:58:00Z", "G11"),
    Mutation("what_happened: a day outside the log", "G14", "what_happened", _other_day),
    words("what_happened", "status", "HTTP 418 and status", "G8", *ENGLISH),
    words("what_happened", "状态码 403", "状态码 418", "G8", "chinese"),
    words("what_happened", "still occurs", "is resolved now", "G15", *ENGLISH),
    words("what_happened", "该问题仍在发生", "问题现在已经解决", "G15", "chinese"),
    words(
        "what_happened",
        "Access to requested resource is denied",
        "Access to this resource is denied",
        "G10",
        "refused",
        "chinese",
    ),
    words("what_happened", "You exceeded your quota for", "You have exceeded the quota of", "G10", "throttled"),
    words("goal", "The import", "See screen.png. The import", "G20", *ENGLISH),
    words("goal", "目前", "见 screen.png，目前", "G20", "chinese"),
    words("goal", "The import", "See the screenshot. The import", "G18", *ENGLISH),
    words("goal", "目前", "请看截图，目前", "G18", "chinese"),
    words("goal", "Import the orders", "createFeed and import the orders", "G8", *ENGLISH),
    words("when", "2026-03-02 09:30", "2026-03-02 09:20", "G14"),
    words("when", "2026-03-02 09:30", "2026-03-02 09:40", "G14"),
    words("when", "2026-03-02 09:59", "2026-03-02 09:50", "G14"),
    words("when", "2026-03-02 09:59", "2026-03-02 12:59", "G14"),
    # one fact wrong: attempts
    attempt("vague", "G6", what="We tried many things"),
    attempt("vague in Chinese", "G6", what="我们正在尝试很多方法"),
    attempt("vague in Japanese", "G6", what="いろいろ試しました"),
    attempt("judged in words that say nothing", "G7", judged="Nothing worked"),
    attempt("judged so in Chinese", "G7", judged="没有奏效"),
    # one fact wrong: the evidence
    evidence("ID of no call", "G11", "picks", lambda whole: whole.with_pick(request_id=OTHER_ID)),
    evidence("time of another call", "G11", "picks", lambda whole: whole.with_pick(timestamp="2026-03-02T09:58:30Z")),
    evidence("masked IDs", "G21", "log_notes", lambda whole: whole.with_evidence(pick_notes=(MASKED,))),
    evidence("two accounts", "G34", "seller_id", _two_sellers),
    evidence("two kinds", "G31", "groups", lambda whole: _other_group(whole, "not found")),
    evidence("four groups", "G31", "groups", _many_groups),
    evidence("client side", "G19", "groups", _client_side, "refused", "server", "chinese"),
    evidence("over plan", "G13", "groups", lambda whole: whole.with_evidence(over_plan=True)),
    evidence("sandbox and production", "G3", "picks", _sandbox),
    evidence("old", "G17", "picks", lambda whole: replace(whole, now=NOW + timedelta(days=30))),
    evidence("stopped, but the text says still", "G15", "what_happened", _stopped_log),
)

PAIRS = tuple((case, mutation) for mutation in MUTATIONS for case in mutation.of)


def found(case: str, mutation: Mutation) -> set[tuple[str, str]]:
    """The rule and the field of every problem of this case after the mutation."""
    return {(each.id, each.field) for each in mutation.change(CASES[case]()).problems()}


def fired(case: str, mutation: Mutation) -> set[tuple[str, str]]:
    """The rule and the name of every finding of this case after the mutation."""
    whole = mutation.change(CASES[case]())
    look = Look(whole.case, whole.log.events, whole.now)
    return {(each.rule, each.name) for rule in RULES for each in rule(look)}


def main() -> None:
    """Write the figures, and what is not caught by exactly its rule."""
    outcomes = [(case, mutation, found(case, mutation)) for case, mutation in PAIRS]
    exact = Counter(case for case, mutation, seen in outcomes if seen == {(mutation.rule, mutation.field)})
    whole = Counter(case for case, _ in PAIRS)
    lines = [f"{case}: {exact[case]} of {whole[case]} caught by exactly their rule" for case in CASES]
    lines.append(f"all: {sum(exact.values())} of {len(PAIRS)}, {len({each.rule for each in MUTATIONS})} rules")
    lines += [
        f"  {case}: {mutation.name} -> {mutation.rule} {mutation.field}, found {sorted(seen)}"
        for case, mutation, seen in outcomes
        if seen != {(mutation.rule, mutation.field)}
    ]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
