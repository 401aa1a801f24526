"""Onset, state, picks and throttling on simulated logs whose truth is known.

    python benchmarks/onset.py [RUNS] [onset|state|picks|throttling|cost ...]

Onset: share of series without a change in which one is found; hits within 2 bins, and the middle error in bins, where
there is one; against a segmentation of the counts alone, and `ruptures` when it is installed (pip install ruptures).
State: share of wrong "stopped". Picks: against the first, the latest and random ones. Throttling: verdict by scenario.
Cost: seconds for one log of a million calls.
"""

import sys
import time
from collections import Counter
from itertools import pairwise

import numpy as np
import pandas as pd

from casekit.analysis import (
    error_timeline,
    find_onset,
    find_scope,
    find_twin,
    group_errors,
    judge_state,
    measure_latency,
    pick_requests,
    replay_quota,
)
from casekit.analysis.segments import split_series
from casekit.reading.frame import TRAFFIC_COLUMNS, conform, count_traffic

try:
    import ruptures
except ImportError:
    ruptures = None

BINS = 288
START = pd.Timestamp("2026-03-01T00:00Z")
SELLER, OPERATION = "A1EXAMPLE00000", "getOrders"
NULLS = {
    **{
        f"{calls} calls a bin, {rate:.1%}": {"calls": calls, "low": rate}
        for calls in (5, 50, 500)
        for rate in (0.002, 0.02, 0.2)
    },
    "volume x4 half-way": {"calls": 50, "low": 0.02, "growth": 4},
    "gap of a tenth": {"calls": 50, "low": 0.02, "gap": 1},
    "over-dispersed .05": {"calls": 50, "low": 0.05, "rho": 0.05},
    "over-dispersed .05, 500": {"calls": 500, "low": 0.02, "rho": 0.05},
    "bursts of retries": {"calls": 50, "low": 0.01, "retries": 6},
    "bursts over 3 bins": {"calls": 50, "low": 0.01, "retries": 6, "smear": 3},
}
CHANGES = {
    "50 calls, .2 -> 5 %": {"calls": 50, "low": 0.002, "high": 0.05},
    "500 calls, 2 -> 5 %": {"calls": 500, "low": 0.02, "high": 0.05},
    "5 calls, 2 -> 30 %": {"calls": 5, "low": 0.02, "high": 0.3},
    "500, over-dispersed 2 -> 20 %": {"calls": 500, "low": 0.02, "high": 0.2, "rho": 0.05},
    "bursts of retries, 1 -> 10 %": {"calls": 50, "low": 0.01, "high": 0.1, "retries": 6},
    "12 bins, 1 -> 30 %": {"calls": 50, "low": 0.01, "high": 0.3, "length": 12},
    "1 bin, 1 -> 60 %": {"calls": 50, "low": 0.01, "high": 0.6, "length": 1},
    "1 -> 6 % and volume x4": {"calls": 50, "low": 0.01, "high": 0.06, "growth": 4},
    "0 -> 2 %": {"calls": 50, "low": 0.0, "high": 0.02},
}


def simulate(  # noqa: PLR0917  the parameters of one scenario
    seed, calls, low, high=None, at=None, length=None, growth=1, rho=0.0, retries=1, smear=1, gap=0
):
    """Errors and requests of BINS minutes; retries repeat an error at once, or over `smear` minutes."""
    random = np.random.default_rng(seed)
    requests = random.poisson(calls, BINS)
    requests[BINS // 2 :] = random.poisson(calls * growth, BINS - BINS // 2)
    rate = np.full(BINS, float(low))
    if at is not None:
        rate[at : at + (length or BINS)] = high
    if rho:
        rate = random.beta(np.maximum(rate * (1 / rho - 1), 1e-9), (1 - rate) * (1 / rho - 1))
    errors = random.binomial(requests, rate)
    for place in np.repeat(np.arange(BINS), errors) if retries > 1 else ():
        more = random.geometric(1 / retries) - 1
        for other in place + random.integers(0, smear, more):
            if other < BINS:
                errors[other] += 1
                requests[other] += 1
    if gap:
        first = int(random.integers(BINS // 10, BINS - BINS // 5))
        requests[first : first + BINS // 10] = errors[first : first + BINS // 10] = 0
    return errors, requests


def frames(errors, requests):
    """The series as failed calls at the start of each minute, and as traffic."""
    minutes = START + pd.to_timedelta(np.arange(len(errors)), unit="min")
    failed = pd.DataFrame({"timestamp": minutes.repeat(errors), "operation": OPERATION, "seller_id": SELLER})
    rows = [
        pd.DataFrame({"minute": minutes, "outcome": outcome, "calls": calls})
        for outcome, calls in (("ok", requests - errors), ("api_error", errors))
    ]
    traffic = pd.concat(rows).assign(operation=OPERATION, seller_id=SELLER, marketplace_id=None)
    traffic = traffic[traffic["calls"] > 0][list(TRAFFIC_COLUMNS)]
    return failed, traffic.astype({"outcome": "category"})


def by_casekit(errors, requests):
    found = find_onset(*frames(errors, requests))
    return None if found.verdict != "onset" else int((found.at - START) / pd.Timedelta(minutes=1))


def by_counts(errors, requests):
    """The same segmentation with every bin taken for equally busy: what counting errors alone gives."""
    del requests
    segments = split_series(errors.astype(float), np.full(BINS, 1e6))
    rises = [(b.rate * (b.last - b.first + 1), b.first) for a, b in pairwise(segments) if b.rate >= 2 * a.rate]
    return max(rises)[1] if rises else None


def by_ruptures(errors, requests):
    """PELT with the usual squared error and a robust penalty, on the counts."""
    del requests
    spread = np.median(np.abs(np.diff(errors))) / 0.954 or 1.0
    search = ruptures.Pelt(model="l2", min_size=1, jump=1).fit(errors.astype(float))
    ends = search.predict(pen=3 * np.log(BINS) * spread**2)
    starts = [0, *ends[:-1]]
    means = [errors[start:end].mean() for start, end in zip(starts, ends, strict=True)]
    rises = [
        (high - low, start) for (low, high), start in zip(pairwise(means), starts[1:], strict=True) if high >= 2 * low
    ]
    return max(rises)[1] if rises else None


METHODS = {"casekit": by_casekit, "counts only": by_counts} | ({"ruptures": by_ruptures} if ruptures else {})


def show_onset(runs):
    print(f"{'no change: share with an onset':34}" + "".join(f"{name:>14}" for name in METHODS))
    for name, kind in NULLS.items():
        false = [
            np.mean([find(*simulate(seed, **kind)) is not None for seed in range(runs)]) for find in METHODS.values()
        ]
        print(f"{name:34}" + "".join(f"{share:14.3f}" for share in false))
    print(f"{'a change: hit within 2 / middle':34}" + "".join(f"{name:>14}" for name in METHODS))
    for name, kind in CHANGES.items():
        cells = []
        for find in METHODS.values():
            missed = []
            for seed in range(runs):
                at = 60 + seed * 7 % 160
                found = find(*simulate(seed, at=at, **kind))
                missed.append(np.inf if found is None else abs(found - at))
            cells.append(f"{np.mean(np.array(missed) <= 2):.2f} / {np.median(missed):.0f}")
        print(f"{name:34}" + "".join(f"{cell:>14}" for cell in cells))


def show_state(runs):
    print(f"{'state':34}{'stopped':>9}{'still':>9}{'unclear':>9}{'not exer.':>10}")
    going = {f"goes on: {name}": {"at": 100, **CHANGES[name], "length": None} for name in CHANGES}
    going |= {f"goes on: {name}": kind for name, kind in NULLS.items()}
    ended = {
        f"ended {clean} calls x rate ago, {calls}/bin": {"calls": calls, "clean": clean}
        for clean in (2, 5, 20)
        for calls in (5, 50, 500)
    }
    for name, kind in (going | ended).items():
        said = Counter()
        for seed in range(runs):
            errors, requests = simulate_end(seed, **kind) if "clean" in kind else simulate(seed, **kind)
            if errors.sum():
                said[judge_state(*frames(errors, requests)).verdict] += 1
        words = ("stopped", "still occurring", "unclear", "not exercised since")
        print(f"{name:34}" + "".join(f"{said[word] / max(said.total(), 1):9.3f}" for word in words))


def simulate_end(seed, calls, clean):
    """A problem of 20 % that ends `clean` / rate good calls before the log does."""
    last = BINS - max(int(np.ceil(clean / 0.2 / calls)), 1) - 1
    return simulate(seed, calls, 0.0, 0.2, at=100, length=last - 100)


def show_picks(runs):
    print(f"{'picks, k = 4':34}{'valid':>8}{'newest':>8}{'onset':>8}{'cover':>8}")
    scores = {name: [] for name in ("casekit", "first 4", "latest 4", "random 4")}
    for seed in range(runs):
        events, start = simulate_group(seed)
        traffic = count_traffic(events)
        failed = events[events["outcome"].eq("api_error")]
        timed = failed.sort_values("timestamp", na_position="first", kind="stable")
        choices = {
            "casekit": failed[failed["request_id"].isin(pick_requests(events, traffic=traffic)["request_id"])],
            "first 4": failed.sort_values("line_start").head(4),
            "latest 4": timed.tail(4),
            "random 4": failed.sample(4, random_state=seed),
        }
        for name, chosen in choices.items():
            scores[name].append(score_picks(chosen, failed, start))
    for name, rows in scores.items():
        print(f"{name:34}" + "".join(f"{value:8.2f}" for value in np.mean(rows, axis=0)))


def simulate_group(seed):
    """400 failures among good calls, a quarter without ID, 3 % without time, in file order unlike time order."""
    random = np.random.default_rng(seed)
    size, start = 2_000, 0.6
    place = np.sort(random.random(size))
    bad = random.random(size) < np.where(place < start, 0.01, 0.48)
    operations = random.choice(["getOrders", "getOrderItems", "getOrderBuyerInfo"], size, p=[0.8, 0.15, 0.05])
    table = pd.DataFrame({"timestamp": START + pd.to_timedelta(place * 86_400, unit="s"), "operation": operations})
    table["seller_id"] = random.choice(["A1EXAMPLE", "A2EXAMPLE", "A3EXAMPLE"], size, p=[0.7, 0.2, 0.1])
    table["marketplace_id"] = random.choice(
        ["ATVPDKIKX0DER", "A1PA6795UKMFR9", "A1VC38T7YXB528"], size, p=[0.8, 0.15, 0.05]
    )
    table["status"] = np.where(bad, random.choice([500, 503], size, p=[0.9, 0.1]), 200)
    table["error_message"] = np.where(bad, "We encountered an internal error", None)
    table["outcome"] = np.where(bad, "api_error", "ok")
    table["request_id"] = [f"{seed:08x}-0000-4000-8000-{number:012x}" for number in range(size)]
    table.loc[random.random(size) < 0.25, "request_id"] = None
    table.loc[random.random(size) < 0.03, "timestamp"] = pd.NaT
    table = table.sample(frac=1, random_state=seed).assign(source="app.log", line_start=range(1, size + 1))
    return conform(table.reset_index(drop=True)), START + pd.Timedelta(days=start)


def score_picks(chosen, failed, start):
    """Share valid; is one in the newest 1 %; is one near the onset; share of values covered."""
    valid = chosen[chosen["request_id"].notna() & chosen["timestamp"].notna()]
    fit = failed[failed["request_id"].notna() & failed["timestamp"].notna()]["timestamp"].sort_values()
    since = fit[fit >= start]
    newest = bool((valid["timestamp"] >= fit.iloc[-max(len(fit) // 100, 1)]).any())
    early = bool(
        valid["timestamp"].between(start - pd.Timedelta(minutes=15), since.iloc[max(len(since) // 20, 1)]).any()
    )
    names = ["operation", "seller_id", "marketplace_id", "status"]
    covered = np.mean([failed[name].isin(valid[name]).mean() for name in names])
    return len(valid) / 4, newest, early, covered


def show_throttling(runs):
    print("throttling: verdicts per scenario")
    for name, (rate, burst, demand, seconds, kind, wanted) in SCENARIOS.items():
        said = Counter()
        for seed in range(runs):
            table = replay_quota(simulate_quota(seed, rate, burst, demand, seconds, kind))
            said[table["verdict"].iloc[0] if len(table) else "none throttled"] += 1
        print(f"  {name:36}{said[wanted] / runs:6.2f} {wanted}" + ("" if said[wanted] == runs else f"   {dict(said)}"))


OVER, WITHIN = "over plan", "within plan or shared with calls not in this log"
SCENARIOS = {
    "steady overload": (0.5, 30, 0.8, 3600, "", OVER),
    "bursts of 60": (0.5, 30, 60, 7200, "bursts", OVER),
    "clock off by up to 1 s": (0.5, 30, 0.8, 3600, "jitter", OVER),
    "half the rate": (0.25, 15, 0.4, 3600, "", WITHIN),
    "burst of 5, not 30": (0.5, 5, 20, 7200, "bursts", WITHIN),
    "a second process, not in the log": (0.5, 30, 0.9, 3600, "hidden", WITHIN),
    "double the rate": (1.0, 60, 1.6, 3600, "", "another plan in force"),
    "overload through the named limit": (1.0, 30, 1.6, 3600, "named", OVER),
    "nothing throttled": (0.5, 30, 0.3, 3600, "", "none throttled"),
}


def simulate_quota(  # noqa: PLR0917  likewise
    seed, rate, burst, demand, seconds, kind
):
    """Calls of getOrderItems (published: 0.5 a second, burst 30) against a service with this bucket."""
    random = np.random.default_rng(seed)
    if kind == "bursts":
        starts = np.arange(0, seconds, 600)
        times = np.sort(np.concatenate([start + np.sort(random.random(int(demand)) * 5) for start in starts]))
    else:
        times = np.sort(random.random(int(demand * seconds)) * seconds)
    mine = random.random(len(times)) < (0.4 if kind == "hidden" else 1.0)
    tokens, before, refused = float(burst), 0.0, []
    for moment in times:
        tokens = min(burst, tokens + rate * (moment - before))
        before = moment
        refused.append(tokens < 1)
        tokens -= 0 if tokens < 1 else 1
    shown = times + (random.uniform(-1, 1, len(times)) if kind == "jitter" else 0)
    bad = np.array(refused)
    table = pd.DataFrame({"timestamp": START + pd.to_timedelta(shown, unit="s"), "status": np.where(bad, 429, 200)})
    table = table.assign(outcome=np.where(bad, "api_error", "ok"), operation="getOrderItems", seller_id=SELLER)
    table["rate_limit"] = np.where(bad, np.nan, rate) if kind == "named" else np.nan
    return conform(
        table.assign(line_start=range(1, len(table) + 1), api_section="Orders API v0")[mine].reset_index(drop=True)
    )


def show_cost(_runs):
    size = 1_000_000
    random = np.random.default_rng(1)
    place = np.sort(random.random(size)) * 86_400
    bad = random.random(size) < np.where(place < 50_000, 0.02, 0.1)
    words = [f"Order {number} is not in a state to be changed" for number in range(1_000)]
    table = pd.DataFrame({"timestamp": START + pd.to_timedelta(place, unit="s")})
    table["operation"] = random.choice(["getOrders", "getOrderItems", "searchCatalogItems"], size)
    table["seller_id"] = random.choice([f"A{number}EXAMPLE" for number in range(20)], size)
    table["marketplace_id"] = random.choice(["ATVPDKIKX0DER", "A1PA6795UKMFR9"], size)
    table["status"] = np.where(bad, random.choice([429, 500, 403], size), 200)
    table["error_code"] = pd.Series(table["status"]).map(
        {429: "QuotaExceeded", 500: "InternalFailure", 403: "Unauthorized"}
    )
    table["error_message"] = np.where(bad, random.choice(words, size), None)
    table["request_id"] = [f"{number:08x}-0000-4000-8000-{number:012x}" for number in range(size)]
    table["duration_ms"] = random.lognormal(5, 0.5, size)
    table["outcome"] = np.where(bad, "api_error", "ok")
    events = conform(table.assign(source="a.log", line_start=range(1, size + 1), line_end=range(1, size + 1)))
    traffic = count_traffic(events)
    failed = events[events["outcome"].eq("api_error")]
    steps = {
        "group_errors": lambda: group_errors(events, traffic),
        "error_timeline": lambda: error_timeline(events, traffic=traffic, keys=failed["error_code"]),
        "find_onset": lambda: find_onset(failed, traffic),
        "judge_state": lambda: judge_state(failed, traffic),
        "pick_requests": lambda: pick_requests(events, traffic=traffic),
        "find_twin": lambda: find_twin(events, pick_requests(failed.head(1_000)).iloc[0]),
        "find_scope": lambda: find_scope(failed, events, traffic),
        "replay_quota": lambda: replay_quota(events, traffic),
        "measure_latency": lambda: measure_latency(events),
    }
    whole = 0.0
    print(f"cost: {size:,} calls, {len(failed):,} failed, {len(traffic):,} rows of traffic")
    for name, step in steps.items():
        start = time.perf_counter()
        step()
        took = time.perf_counter() - start
        whole += took
        print(f"  {name:20}{took:8.2f} s")
    print(f"  {'together':20}{whole:8.2f} s")


PARTS = {
    "onset": show_onset,
    "state": show_state,
    "picks": show_picks,
    "throttling": show_throttling,
    "cost": show_cost,
}


if __name__ == "__main__":
    given = sys.argv[1:]
    runs = int(given.pop(0)) if given and given[0].isdigit() else 40
    for part in given or PARTS:
        PARTS[part](runs)
