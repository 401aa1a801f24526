"""A log of a million calls from file to picks, beside other readers: `python benchmarks/reading.py [FORM:CALLS ...]`.

Each job is a process of its own, one after the other in one run. Two times are told: of the whole process with its
imports, and of the job alone with everything imported; what the comparison with the truth takes is in neither. Take the
ratios, not the seconds. FORM is one of `large_logs.WRITERS`; without arguments: ndjson:1000000 text:1000000. What
casekit found is compared with what the generator told: time, ID and code of every failed call, the number of good ones,
and the ledger. DuckDB and lnav take part when they are there.
"""

import importlib
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from large_logs import NOISE, Truth, write

SECTIONS = ("read", "groups", "timeline", "picks")
FORMAT = {
    "$schema": "https://lnav.org/schemas/format-v1.schema.json",
    "made_up": {
        "title": "made up", "json": True, "hide-extra": True, "file-pattern": r"\.ndjson$",
        "timestamp-field": "time", "level-field": "level", "body-field": "operation",
        "value": {"status": {"kind": "integer"}, "operation": {"kind": "string"}},
        "line-format": [{"field": "time"}, " ", {"field": "operation"}, " ", {"field": "status"}],
    },
}  # fmt: skip
COUNTED = "select strftime('%Y-%m-%dT%H:%M', log_time), status, count(*) from made_up where status >= 400 group by 1, 2"
TEXT_LINE = re.compile(
    r"^\[?(?P<stamp>.+?)\]? (?P<level>INFO|ERROR) \[(?P<worker>[\w-]+)\] (?P<logger>[\w.]+): (?P<method>[A-Z]+) "
    r"(?P<url>\S+) (?P<status>\d{3}) in (?P<took>\d+) ms, requestId: (?P<id>[\w-]+), sellerId: (?P<seller>\w+), "
    r"marketplaceId: (?P<market>\w+)(?:, errorCode: (?P<code>\w+), errorMessage: \"(?P<message>[^\"]*)\")?$"
)


IMPORTS = {
    "casekit": ("casekit.analysis", "casekit.reading", "casekit.reading.bulk.kernel"),
    "pandas.read_json": ("pandas",),
    "DuckDB to pandas": ("pandas", "duckdb"),
}


def run_casekit(path: str) -> dict[str, object]:
    import casekit
    from casekit.analysis import assign_groups, error_timeline, group_errors, pick_requests
    from casekit.reading.frame import is_failed

    times = [time.process_time()]
    started = time.perf_counter()
    log = casekit.read_files([path])
    times.append(time.process_time())
    keys = assign_groups(log.events)
    group_errors(log.events, log.traffic, keys)
    times.append(time.process_time())
    error_timeline(log.events, traffic=log.traffic, keys=keys)
    times.append(time.process_time())
    pick_requests(log.events, keys.value_counts().index[0], traffic=log.traffic, keys=keys)
    times.append(time.process_time())
    alone, behind = time.perf_counter() - started, time.process_time()
    failed = log.events[is_failed(log.events)]
    rows = zip(
        failed["timestamp"], failed["request_id"], failed["status"], failed["error_code"].fillna(""), strict=True
    )
    found = sorted((at.isoformat(), rid, int(status), code) for at, rid, status, code in rows)
    return {
        "failed": found,
        "good": int(log.traffic["calls"].sum()) - len(failed),
        "lines": log.ledger.lines,
        "adds_up": log.ledger.adds_up,
        "rejected": log.ledger.rejected + log.ledger.context,
        "steps": {name: round(b - a, 2) for name, a, b in zip(SECTIONS, times, times[1:], strict=False)},
        "alone": alone,
        "compared": time.process_time() - behind,
    }


def run_pandas(path: str) -> dict[str, object]:
    import pandas as pd

    return {"rows": len(pd.read_json(path, lines=True))}


def run_duckdb(path: str) -> dict[str, object]:
    import duckdb

    names = "time,level,method,url,operation,status,requestId,sellerId,marketplaceId,duration_ms,userAgent"
    fields = ",".join(f"{name}:'VARCHAR'" for name in names.split(",")) + ",errors:'JSON'"
    frame = duckdb.sql(
        f"select * from read_json('{path}', format='newline_delimited', ignore_errors=true, columns={{{fields}}})"
    ).df()
    return {"rows": len(frame)}


def run_loop(path: str) -> dict[str, object]:
    with Path(path).open(encoding="utf-8") as file:
        rows = [found.groupdict() for line in file if (found := TEXT_LINE.match(line))]
    return {"rows": len(rows)}


def run_wc(path: str) -> dict[str, object]:
    subprocess.run(["wc", "-l", path], check=True, stdout=subprocess.DEVNULL)
    return {}


def run_lnav(path: str) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "formats" / "made_up"
        place.mkdir(parents=True)
        (place / "format.json").write_text(json.dumps(FORMAT), encoding="utf-8")
        command = ["lnav", "-I", folder, "-n", "-c", f";{COUNTED}", "-c", ":write-csv-to -", path]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return {"rows": told.count("\n") - 1}


JOBS = {
    "casekit": run_casekit,
    "pandas.read_json": run_pandas,
    "DuckDB to pandas": run_duckdb,
    "lnav, errors per minute": run_lnav,
    "re loop over lines": run_loop,
    "wc -l": run_wc,
}
PEERS = {
    "ndjson": ("pandas.read_json", "DuckDB to pandas", "lnav, errors per minute", "wc -l"),
    "varied": ("pandas.read_json", "wc -l"),
    "text": ("re loop over lines", "wc -l"),
}


def measure(job: str, path: Path) -> dict[str, object] | None:
    """Wall and processor seconds, peak memory (MB) and answer of a job in a process of its own."""
    before = time.perf_counter()
    with tempfile.TemporaryFile("w+") as out:
        child = subprocess.Popen([sys.executable, __file__, "--job", job, str(path)], stdout=out)
        _, status, used = os.wait4(child.pid, 0)
        wall = time.perf_counter() - before
        if status:
            return None
        out.seek(0)
        answer = json.loads(out.read())
    compared = answer.get("compared", 0) + answer["told"]
    cpu = used.ru_utime + used.ru_stime - compared
    return {"alone": wall, **answer, "wall": wall - compared, "cpu": cpu, "rss": answer["rss"] / 1e3}


def compare(form: str, count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"calls.{form}"
        truth = write(form, count, path)
        print(f"\n{form}, {count:,} calls, {path.stat().st_size / 1e6:,.0f} MB")
        ours = measure("casekit", path)
        assert ours, "casekit failed"
        print(f"  casekit: {_figures(ours)}; processor seconds: {ours['steps']}")
        print(f"  against the truth: {check(ours, truth)}")
        for job in PEERS.get(form, ("wc -l",)):
            clean = _without_noise(path) if job.startswith("pandas") else path
            theirs = measure(job, clean) if job[:4] != "lnav" or shutil.which("lnav") else None
            if theirs is None:
                print(f"  {job}: not there")
                continue
            whole, alone, memory = (theirs[name] / ours[name] for name in ("wall", "alone", "rss"))
            ratios = f"{whole:.2f} times our time, {alone:.2f} alone, {memory:.2f} times our memory"
            print(f"  {job}: {_figures(theirs)}; {ratios}")


def _figures(found: dict[str, object]) -> str:
    whole = f"{found['wall']:.2f} s wall, {found['cpu']:.2f} s processor"
    return f"{whole}, {found['alone']:.2f} s alone, {found['rss']:.0f} MB"


def _without_noise(path: Path) -> Path:
    """A copy for a reader that stops at the first line that is not whole."""
    clean = path.with_suffix(".clean")
    with path.open(encoding="utf-8") as lines, clean.open("w", encoding="utf-8") as file:
        file.writelines(line for line in lines if line.strip() != NOISE["ndjson"])
    return clean


def check(ours: dict[str, object], truth: Truth) -> str:
    """What casekit missed or invented; `exact` when nothing."""
    told = sorted((at.isoformat(), rid, status, code) for at, rid, status, code in truth.failed)
    told = [(at.replace("+00:00", ""), *rest) for at, *rest in told]
    found = [(at.replace("+00:00", ""), *rest) for at, *rest in ours["failed"]]
    faults = []
    if sorted(map(_key, told)) != sorted(map(_key, found)):
        faults.append(f"{len(set(map(_key, told)) ^ set(map(_key, found)))} failed calls differ")
    if (ours["good"], ours["lines"], ours["adds_up"]) != (truth.good, truth.lines, True):
        faults.append(f"{ours['good']} good calls for {truth.good}, {ours['lines']} lines for {truth.lines}")
    return "; ".join(faults) or f"exact ({len(told):,} failed calls, {ours['rejected']} lines without a call)"


def _key(row: tuple[str, ...]) -> tuple[object, ...]:
    at, *rest = row
    return (at.rstrip("0").rstrip(".") if "." in at else at, *rest)


def peak() -> int:
    """Kilobytes of memory that this process or one it started held at most."""
    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--job"]:
        for module in IMPORTS.get(sys.argv[2], ()):
            importlib.import_module(module)
        started = time.perf_counter()
        answer = JOBS[sys.argv[2]](sys.argv[3])
        alone = time.perf_counter() - started
        behind = time.process_time()
        told = json.dumps({"alone": alone, **answer, "rss": peak()})
        print(f'{told[:-1]}, "told": {time.process_time() - behind}}}')
    else:
        for wanted in sys.argv[1:] or ("ndjson:1000000", "text:1000000"):
            name, _, size = wanted.partition(":")
            compare(name, int(size or 1_000_000))
