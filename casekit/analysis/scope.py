"""How wide: which seller, marketplace, operation, application, host and client the errors lie in, and which not."""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from casekit.analysis.onset import Onset, find_onset, share
from casekit.facts import find_marketplace
from casekit.reading.frame import need
from casekit.wording import Said, count, join

COUNTED = {"seller_id": "seller", "marketplace_id": "marketplace", "operation": "operation"}
"""Dimensions that `log.traffic` counts for every call, in the order the API's troubleshooting page asks."""
SEEN = {"application_id": "application", "host": "host", "client": "client"}
"""Dimensions that only events hold: shares of calls are known where the frame holds every call."""
_WORDS = {*COUNTED.values(), *SEEN.values()}
NEARLY_ALL = 0.8
"""From this share of the values on, "all" are hit."""
FEW = 3
"""Values named in a sentence or held together by a combination."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One answer about the scope.

    dimension: combination, seller, marketplace, operation, application, host, client, environment or region.
    verdict: "one", "some", "all", "only one in the log", "unknown"; for environment also "sandbox", "production",
    "both"; for region "wrong region" or "right region". values: the values hit. errors_inside of errors lie in them;
    calls_inside (None where unknown) is how many calls do. sentence: all of it in words.
    """

    dimension: str
    verdict: str
    sentence: Said
    values: tuple[str, ...] = ()
    errors_inside: int = 0
    errors: int = 0
    calls_inside: int | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """findings: the smallest combination that holds all errors first, then one per dimension; since: the onset."""

    findings: tuple[Finding, ...]
    since: Onset

    def find(self, dimension: str) -> Finding | None:
        """The finding on this dimension, if there is one."""
        return next((each for each in self.findings if each.dimension == dimension), None)


ALONE = "only one in the log"


def tell_scope(findings: Iterable[Finding]) -> tuple[Said, ...]:
    """The sentences of these findings; what the log has one value of, or does not say, in one sentence each.

    A combination of one dimension is left out: the finding on that dimension says the same.
    """
    findings = tuple(findings)
    single = {_key(each) for each in findings if each.dimension != "combination"}
    findings = tuple(each for each in findings if each.dimension != "combination" or _key(each) not in single)
    alone = [each for each in findings if each.verdict == ALONE and each.errors_inside == each.errors]
    unknown = [each for each in findings if each.verdict == "unknown" and each.dimension in _WORDS]
    said: dict[str, Said] = {}
    for each in findings:
        if each in alone:
            said.pop("alone", None)  # said where the last of them stands
            said["alone"] = Said("scope.alone", parts=join("list", map(_say_alone, alone)))
        elif each in unknown:
            said["unknown"] = Said("scope.unknown", word=_say_words([one.dimension for one in unknown]))
        else:
            said[each.sentence] = each.sentence
    return tuple(said.values())


def _key(finding: Finding) -> tuple[tuple[str, ...], int]:
    return finding.values, finding.errors_inside  # noqa: PD011  no array


def _say_words(dimensions: list[str]) -> Said:
    *first, last = (Said(f"scope.word.{each}") for each in dimensions)
    return Said("scope.last", list=join("list", first), last=last) if first else last


def _say_alone(finding: Finding) -> Said:
    (value,) = finding.values  # noqa: PD011  no array
    return Said("scope.alone_part", count=count(f"scope.count.{finding.dimension}", 1), value=value)


def find_scope(failed: pd.DataFrame, events: pd.DataFrame, traffic: pd.DataFrame) -> Scope:
    """Where these failed calls lie, with counts both ways: share of errors inside, share of calls inside that fail.

    `failed`: rows of `events`. `traffic`: `log.traffic`, the calls that did not fail included. No failed call: empty.
    """
    need(failed, "timestamp", *COUNTED, *SEEN)
    since = find_onset(failed, traffic)
    if failed.empty:
        return Scope((), since)
    whole = _all_calls(events, traffic)
    findings = [_combine(failed, whole)]
    findings += [_ask(failed, _peers(failed, whole, name), name, word) for name, word in COUNTED.items()]
    findings += [_ask(failed, _peers(failed, whole, name), name, word) for name, word in SEEN.items()]
    findings += [_environment(failed), *_regions(failed)]
    return Scope(tuple(each for each in findings if each is not None), since)


def _all_calls(events: pd.DataFrame, traffic: pd.DataFrame) -> pd.DataFrame:
    """Calls with as many dimensions as are complete: all from events where they hold every call, else traffic's."""
    if len(events) != int(traffic["calls"].sum()):
        return _as_text(traffic[[*COUNTED, "calls"]], list(COUNTED))
    table = _as_text(events, [*COUNTED, *SEEN])
    return table.groupby([*COUNTED, *SEEN], dropna=False, as_index=False).size().rename(columns={"size": "calls"})


def _as_text(frame: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    return frame.astype(dict.fromkeys(names, "string"))


def _peers(failed: pd.DataFrame, whole: pd.DataFrame, name: str) -> pd.DataFrame:
    """The calls to compare with: the same operations, or for the operation itself the same sellers."""
    by = "seller_id" if name == "operation" else "operation"
    known = failed[by].dropna().unique()
    return whole[whole[by].isin(known)] if len(known) and failed[by].notna().all() else whole


def _ask(failed: pd.DataFrame, peers: pd.DataFrame, name: str, word: str) -> Finding | None:
    hit = _values(failed[name])
    if not hit:
        unsaid = Said("scope.unknown", word=Said(f"scope.word.{word}"))
        return Finding(word, "unknown", unsaid, errors=len(failed))
    inside = int(failed[name].notna().sum())
    counts = peers.groupby(name)["calls"].sum() if name in peers else pd.Series(dtype="Int64")
    calls = int(counts.reindex(hit).fillna(0).sum()) if name in peers else None
    others = counts.drop(hit, errors="ignore")
    verdict = _verdict(len(hit), len(hit) + len(others), known=name in peers)
    said = [_tell(word, hit, verdict, (inside, len(failed), calls))]
    if name not in peers:
        said.append(Said("scope.too_few"))
    elif len(others):
        key = "scope.others" if name == "operation" else "scope.others_same"
        said.append(Said(key, others=count(f"scope.other.{word}", len(others)), calls=f"{int(others.sum()):,}"))
    return Finding(word, verdict, join("sentences", said), tuple(hit), inside, len(failed), calls)


def _verdict(hit: int, there: int, *, known: bool) -> str:
    if known and there == 1:
        return ALONE
    if known and hit >= NEARLY_ALL * there:
        return "all"
    return "one" if hit == 1 else "some"


def _tell(word: str, hit: list[str], verdict: str, counts: tuple[int, int, int | None]) -> Said:
    inside, errors, calls = counts
    held = count("scope.all_errors", errors) if inside == errors else share(inside, errors, "errors")
    facts = {"word": Said(f"scope.word.{word}"), "count": count(f"scope.count.{word}", len(hit)), "values": _list(hit)}
    start = Said(f"scope.start.{verdict.replace(' ', '_')}", **facts)
    if not calls or verdict == ALONE:
        return Said("scope.told", start=start, held=held)
    key = "scope.told_rate.one" if len(hit) == 1 else "scope.told_rate.many"
    return Said(key, start=start, held=held, share=share(inside, calls))


def _combine(failed: pd.DataFrame, whole: pd.DataFrame) -> Finding | None:
    """The smallest combination of values that holds all errors, without the dimensions that narrow nothing."""
    sets = {name: _values(failed[name]) for name in whole if name != "calls" and failed[name].notna().all()}
    sets = {name: values for name, values in sets.items() if len(values) <= FEW}
    everything = int(whole["calls"].sum())
    for name in reversed(list(sets)):
        rest = {key: values for key, values in sets.items() if key != name}
        if _calls_in(whole, rest) == _calls_in(whole, sets):
            sets = rest
    if not sets:
        return None
    calls, errors = _calls_in(whole, sets), len(failed)
    words = {**COUNTED, **SEEN}
    parts = [
        Said("scope.part", word=Said(f"scope.word.{words[name]}"), values=_list(values, "or"))
        for name, values in sets.items()
    ]
    facts = {"parts": join("list", parts), "share": share(errors, calls), "outside": f"{everything - calls:,}"}
    text = Said("scope.combination", errors=f"{errors:,}", **facts)
    flat = tuple(value for values in sets.values() for value in values)
    return Finding("combination", "one", text, flat, errors, errors, calls)


def _calls_in(whole: pd.DataFrame, sets: dict[str, list[str]]) -> int:
    inside = pd.Series(data=True, index=whole.index)
    for name, values in sets.items():
        inside &= whole[name].isin(values)
    return int(whole.loc[inside, "calls"].sum())


def _environment(failed: pd.DataFrame) -> Finding:
    hosts = failed["host"].dropna()
    sandbox = int(hosts.str.contains("sandbox", case=False, regex=False).sum())
    verdict = "unknown"
    if len(hosts):
        verdict = "sandbox" if sandbox == len(hosts) else "both" if sandbox else "production"
    text = Said(f"scope.environment.{verdict}", share=share(sandbox, len(hosts), "errors"))
    return Finding("environment", verdict, text, tuple(_values(hosts)[:FEW]), len(hosts), len(failed))


def _regions(failed: pd.DataFrame) -> list[Finding]:
    """Marketplaces asked for on the host of another region."""
    pairs = failed[["marketplace_id", "host"]].dropna()
    pairs = pairs.assign(marketplace_id=pairs["marketplace_id"].str.findall(r"[A-Z0-9]{8,}")).explode("marketplace_id")
    table = pairs.dropna().value_counts().rename("count").reset_index()
    table = table.sort_values(["count", "marketplace_id", "host"], ascending=[False, True, True])
    known = checked = 0
    wrong = []
    for name, host, calls in table.itertuples(index=False):
        place = find_marketplace(name)
        if place is None or "sellingpartnerapi" not in host.lower():
            continue
        known += 1
        checked += int(calls)
        if host.lower() not in {place.endpoint_host, place.sandbox_host}:
            facts = {"marketplace": name, "country": place.country, "region": place.region, "host": host}
            text = count("scope.wrong_region", int(calls), **facts, right=place.endpoint_host)
            wrong.append(Finding("region", "wrong region", text, (name, host), int(calls), len(failed)))
    if wrong or not known:
        return wrong
    return [Finding("region", "right region", Said("scope.right_region"), (), checked, len(failed))]


def _values(column: pd.Series) -> list[str]:
    """The distinct known values, most frequent first."""
    counts = column.dropna().astype(str).value_counts()
    return sorted(counts.index, key=lambda value: (-int(counts[value]), value))


def _list(values: list[str], joint: str = "list") -> Said:
    named, more = join(joint, values[:FEW]), len(values) - FEW
    return Said("scope.and_more", named=named, n=f"{more:,}") if more > 0 else named
