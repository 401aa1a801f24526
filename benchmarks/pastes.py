"""From a paste of 1,000 lines to all that is shown, per form: `python benchmarks/pastes.py [FORM ...]`.

Read, grouped (groups, timeline, picks) and drawn (figure and PNG), in processor seconds: the lowest of ROUNDS pastes of
other calls, after one that imports everything. The last line draws 1,000 bins of 8 groups. FIXED, a loop of additions
in the same run, tells how fast the machine was.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd
from large_logs import HEADERS, PHRASES, WRITERS, Call, make_calls

import casekit
from casekit.export.chart import plot_timeline, png_bytes

LINES, ROUNDS, FIXED = 1_000, 3, 3_000_000


def body(call: Call) -> dict[str, object]:
    told = {"code": call.code, "message": call.message.replace('\\"', "'"), "details": ""}
    return {"errors": [told]} if call.code else {"payload": {}}


def http_date(call: Call) -> str:
    return f"{call.at:%a, %d %b %Y %H:%M:%S} GMT"


def curl(call: Call, _number: int) -> str:
    return "\n".join((
        f"> {call.method} {call.path}?marketplaceIds={call.market} HTTP/1.1",
        f"> Host: {call.host}",
        f"> x-amz-date: {call.at:%Y%m%dT%H%M%SZ}",
        ">",
        f"< HTTP/1.1 {call.status} {PHRASES[call.status]}",
        f"< Date: {http_date(call)}",
        f"< x-amzn-RequestId: {call.request_id}",
        "<",
        json.dumps(body(call)),
    ))  # fmt: skip


def headers(call: Call, _number: int) -> str:
    return "\n".join((
        f"{call.method} https://{call.host}{call.path}?marketplaceIds={call.market}",
        f"HTTP/1.1 {call.status} {PHRASES[call.status]}",
        f"Date: {http_date(call)}",
        f"x-amzn-RequestId: {call.request_id}",
        "x-amzn-RateLimit-Limit: 0.5",
        "",
        json.dumps(body(call), indent=2),
        "",
    ))  # fmt: skip


def python(call: Call, _number: int) -> str:
    answer = {
        "status": call.status,
        "headers": {"Date": http_date(call), "x-amzn-RequestId": call.request_id},
        "body": body(call),
        "path": call.path,
        "method": call.method,
        "sellerId": call.seller,
        "retry": None,
    }
    return f"{call.at:%Y-%m-%d %H:%M:%S},120 INFO worker {call.operation} -> {answer!r}"


def node(call: Call, _number: int) -> str:
    said = f"[ {{ code: '{call.code}', message: 'It was refused', details: '' }} ]" if call.code else "undefined"
    return (
        f"{call.at:%Y-%m-%dT%H:%M:%S.000Z} {call.operation} {{\n  status: {call.status},\n  method: '{call.method}',\n"
        f"  url: 'https://{call.host}{call.path}',\n  headers: {{\n    date: '{http_date(call)}',\n"
        f"    'x-amzn-requestid': '{call.request_id}'\n  }},\n  data: {{ errors: {said} }}\n}}"
    )


def php(call: Call, _number: int) -> str:
    said = f"    [code] => {call.code}\n    [message] => It was refused\n" if call.code else ""
    return (
        f"[{call.at:%Y-%m-%d %H:%M:%S} UTC] {call.operation} Array\n(\n    [status] => {call.status}\n"
        f"    [method] => {call.method}\n    [url] => https://{call.host}{call.path}\n"
        f"    [requestId] => {call.request_id}\n{said})\n"
    )


def logfmt(call: Call, _number: int) -> str:
    said = f' error_code={call.code} error_message="It was refused"' if call.code else ""
    return (
        f"time={call.at:%Y-%m-%dT%H:%M:%S}Z method={call.method} path={call.path} status={call.status} "
        f"request_id={call.request_id} seller_id={call.seller} duration_ms={call.took}{said}"
    )


FORMS: dict[str, Callable[[Call, int], str]] = {
    **WRITERS, "curl": curl, "headers": headers, "python": python, "node": node, "php": php, "logfmt": logfmt,
}  # fmt: skip


def make_paste(form: str, seed: int) -> str:
    """LINES lines of calls in this form."""
    lines = HEADERS.get(form, "").splitlines()
    for number, call in enumerate(make_calls(LINES, seed)):
        lines += FORMS[form](call, number).split("\n")
    return "\n".join(lines[:LINES]) + "\n"


def take(text: str) -> Iterator[float]:
    """The processor time after each of the three steps, from the start on."""
    yield time.process_time()
    log = casekit.read_text(text)
    yield time.process_time()
    keys = casekit.assign_groups(log.events)
    groups = casekit.group_errors(log.events, log.traffic, keys)
    timeline = casekit.error_timeline(log.events, traffic=log.traffic, keys=keys)
    picks = casekit.pick_requests(log.events, groups["key"].head(1), traffic=log.traffic, keys=keys)
    yield time.process_time()
    png_bytes(casekit.plot_timeline(timeline, dict(zip(groups["key"], groups["title"], strict=True)), picks))
    yield time.process_time()


def many_bins(bins: int = 1_000, groups: int = 8) -> pd.DataFrame:
    """A timeline as `error_timeline` gives it."""
    chance = np.random.default_rng(1)
    edges = pd.date_range("2026-03-01", periods=bins, freq="1min", tz="UTC")
    return pd.DataFrame(
        {
            "bin": np.repeat(edges, groups),
            "group": pd.array(np.tile([f"group {number}" for number in range(groups)], bins), dtype="string"),
            "errors": pd.array(chance.poisson(3, bins * groups), dtype="Int64"),
            "requests": pd.array(np.repeat(chance.poisson(300, bins), groups), dtype="Int64"),
        }
    )


def lowest(run: Callable[[int], list[float]]) -> list[float]:
    """The seconds of each step in the round with the lowest sum."""
    rounds = (np.diff(run(number)) for number in range(ROUNDS))
    return [float(each) for each in min(rounds, key=sum)]


def draw(_round: int) -> list[float]:
    timeline = many_bins()
    before = time.process_time()
    png_bytes(plot_timeline(timeline))
    return [before, time.process_time()]


def main(forms: list[str]) -> None:
    """Print a line per form."""
    for number in range(2):
        list(take(make_paste("text", 100 + number)))
    before = time.process_time()
    sum(range(FIXED))
    print(f"a loop of {FIXED:,} additions: {time.process_time() - before:.3f} s")
    print(f"{'form':10}{'read':>8}{'group':>8}{'draw':>8}{'sum':>8}")
    for form in forms:
        steps = lowest(lambda number, form=form: list(take(make_paste(form, number))))
        print(f"{form:10}" + "".join(f"{each:8.3f}" for each in (*steps, sum(steps))))
    print(f"1,000 bins of 8 groups, drawn: {lowest(draw)[0]:.3f} s")


if __name__ == "__main__":
    main(sys.argv[1:] or list(FORMS))
