"""Writes docs/sample-case anew, the finished case of the first sample log: `python docs/make_sample_case.py`."""

import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from casekit.case import Answer, Attempt, Draft, draft_case  # noqa: E402  the checkout's own, installed or not
from casekit.export.bundle import build_contents  # noqa: E402
from casekit.reading import read_files  # noqa: E402
from casekit.sample_logs import sample_path  # noqa: E402

HOME = ROOT / "docs" / "sample-case"
SHOWN = ("case.md", "timeline.png")


def make_case() -> dict[str, bytes]:
    """Every file of the bundle, by name."""
    log = read_files([sample_path()])
    return build_contents(draft_case(log, draft=read_answers()), log)


def read_answers() -> Draft:
    """What the analyst typed."""
    typed = tomllib.loads((HOME / "answers.toml").read_text(encoding="utf-8"))
    attempts = tuple(Attempt(**row) for row in typed.pop("attempts"))
    answers = tuple((name, Answer(text, "typed")) for name, text in sorted(typed.items()))
    return Draft(answers=answers, attempts=attempts)


if __name__ == "__main__":
    made = make_case()
    for name in SHOWN:
        (HOME / name).write_bytes(made[name])
