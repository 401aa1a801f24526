"""The command line: the same steps as the notebook. Exit 0 good, 1 problems found, 2 unusable input."""

import argparse
import sys
import tomllib
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from casekit.case import Answer, Attempt, Draft, draft_case, find_field
from casekit.case.checks import Problem, check_case
from casekit.case.model import Case
from casekit.case.stored import parse_case
from casekit.errors import CasekitError, UnreadableInput
from casekit.export import chosen_zone, export_bundle, verify_bundle
from casekit.export.markdown_text import visible
from casekit.export.tables import guard_cell
from casekit.limits import PART_LIMIT
from casekit.reading import read_files
from casekit.reading.log import Log
from casekit.redaction import advice, redact
from casekit.wording import LANGUAGES, Said, both, say, translate

GOOD, PROBLEMS, UNUSABLE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; what it says goes to stderr, what it makes to stdout or into files."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except CasekitError as error:
        language = options.language
        _tell(f"casekit: {translate(error.what, language)}\n  {say(language, 'cli.next', text=error.next_step)}")
        return UNUSABLE
    except BrokenPipeError:
        return GOOD
    return code


def _draft(options: argparse.Namespace) -> int:
    log = _load(options)
    draft = _answers(options.answers, options.language)
    case = draft_case(log, draft=draft)
    problems = check_case(case, log, options.language, datetime.now(UTC))
    _tell_problems(problems)
    pictures = [(Path(name).name, _read_bytes(name)) for name in options.screenshot]
    limit = int(options.part_limit * 1_000_000)
    bundle = export_bundle(case, log, options.output, options.language, screenshots=pictures, part_limit=limit)
    print(bundle.folder)
    return PROBLEMS if problems else GOOD


def _events(options: argparse.Namespace) -> int:
    log = _load(options)
    events = log.events
    for name in events.select_dtypes(["string", "category"]):
        clean = {value: redact(str(value)).text for value in events[name].dropna().unique()}
        events = events.assign(**{name: events[name].astype("string").map(clean)})
    target = Path(options.output)
    if target.suffix == ".csv":
        events.map(lambda value: value if value is None else guard_cell(value)).to_csv(target, index=False)
    elif target.suffix == ".jsonl":
        events.to_json(target, orient="records", lines=True, date_format="iso", date_unit="us")
    elif target.suffix == ".parquet":
        events.to_parquet(target, index=False)
    else:
        known = both("error.no_table", ending=target.suffix) if target.suffix else both("error.no_ending", name=target)
        raise CasekitError(*known)
    _tell(say(options.language, "cli.written", count=f"{len(events):,}", file=target))
    return PROBLEMS if len(log.rejects) else GOOD


def _check(options: argparse.Namespace) -> int:
    problems = check_case(_read_case(Path(options.case)), None, options.language, datetime.now(UTC))
    _tell_problems(problems)
    return PROBLEMS if problems else GOOD


def _redact(options: argparse.Namespace) -> int:
    text = sys.stdin.buffer.read().decode("utf-8", "backslashreplace")
    clean = redact(text)
    sys.stdout.buffer.write(visible(clean.text).encode("utf-8", "backslashreplace"))
    for rule, count in sorted(dict(clean.found).items()):
        _tell(say(options.language, "cli.masked", rule=rule, count=f"{count:,}"))
    for each in advice(clean.found):
        _tell(each.words(options.language))
    return GOOD


def _verify(options: argparse.Namespace) -> int:
    bundle = Path(options.bundle)
    log = read_files(options.logs, zone=chosen_zone(bundle)) if options.logs else None
    report = verify_bundle(bundle, log)
    for fault in (*report.faults, *report.notes):
        _tell(fault.words(options.language))
    _tell(say(options.language, "cli.checked", count=report.checked, faults=len(report.faults)))
    return GOOD if report.ok else PROBLEMS


def _load(options: argparse.Namespace) -> Log:
    log = read_files(options.logs, zone=options.zone)
    for note in log.notes:
        _tell(say(options.language, "cli.note", text=note))
    if len(log.rejects):
        unread = Said("cli.unread", count=f"{len(log.rejects):,}")
        _tell(say(options.language, "cli.note", text=unread))
    if log.events.empty:
        raise UnreadableInput(*both("error.no_call"))
    return log


def _answers(path: str | None, language: str) -> Draft:
    if path is None:
        return Draft(language=language)
    try:
        raw = tomllib.loads(Path(path).read_text(encoding="utf-8"))
        attempts = tuple(Attempt(**row) for row in raw.pop("attempts", []))
        answers = tuple((find_field(name).name, Answer(str(text), "typed")) for name, text in sorted(raw.items()))
    except (OSError, ValueError, TypeError) as error:
        raise UnreadableInput(*both("error.no_answers", name=path)) from error
    except KeyError as error:
        raise UnreadableInput(*both("error.no_field", name=path, field=error)) from error
    return Draft(answers=answers, attempts=attempts, language=language)


def _read_bytes(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise UnreadableInput(*both("error.unopened", name=name)) from error


def _read_case(path: Path) -> Case:
    try:
        if path.is_dir():
            return parse_case((path / "case.json").read_text(encoding="utf-8"))
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                return parse_case(archive.read("case.json").decode())
        return parse_case(path.read_text(encoding="utf-8"))
    except (OSError, KeyError, UnicodeDecodeError) as error:
        raise UnreadableInput(*both("error.no_case_file", name=path)) from error


def _tell_problems(problems: Sequence[Problem]) -> None:
    for problem in problems:
        _tell(f"{problem.level} {problem.id}: {problem.message} {problem.next_step}")
        for row in problem.rows:
            _tell(f"  {row}")


def _tell(text: str) -> None:
    print("\n".join(visible(line) for line in text.split("\n")), file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="casekit", description="Turn API logs into a support case.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    draft = commands.add_parser("draft", help="draft a case from logs and export it")
    _add_logs(draft)
    draft.add_argument("--answers", metavar="FILE.toml", help='typed answers: field = "text", [[attempts]]')
    draft.add_argument("-o", "--output", default="cases", metavar="DIR", help="where the bundle goes (default: cases)")
    draft.add_argument("--screenshot", action="append", default=[], metavar="FILE", help="a PNG or JPEG to attach")
    size = f"largest zip; the kit's own default is {PART_LIMIT // 1_000_000}"
    draft.add_argument("--part-limit", type=float, default=PART_LIMIT / 1_000_000, metavar="MB", help=size)
    _add_language(draft)
    draft.set_defaults(run=_draft)
    events = commands.add_parser("events", help="write the events as a table, masked")
    _add_logs(events)
    events.add_argument("-o", "--output", required=True, metavar="FILE", help="FILE.csv, FILE.jsonl or FILE.parquet")
    _add_language(events)
    events.set_defaults(run=_events)
    check = commands.add_parser("check", help="check an exported case against the guide")
    check.add_argument("case", metavar="CASE", help="a bundle, its zip, or its case.json")
    _add_language(check)
    check.set_defaults(run=_check)
    clean = commands.add_parser("redact", help="mask secrets: text in, text out")
    _add_language(clean)
    clean.set_defaults(run=_redact)
    verify = commands.add_parser("verify", help="work out every figure of a bundle again")
    verify.add_argument("bundle", metavar="BUNDLE", help="a bundle or its zip")
    verify.add_argument("logs", nargs="*", metavar="LOG", help="the log it was made of, to count that again too")
    _add_language(verify)
    verify.set_defaults(run=_verify)
    return parser


def _add_logs(command: argparse.ArgumentParser) -> None:
    command.add_argument("logs", nargs="+", metavar="LOG", help="log files, also .gz and .zip")
    command.add_argument("--zone", metavar="Z", help="time zone (such as Asia/Tokyo) of times that carry none")


def _add_language(command: argparse.ArgumentParser) -> None:
    command.add_argument("--language", choices=LANGUAGES, default="en", help="of what it says (default: en)")
