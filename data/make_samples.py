"""Writes data/samples anew: `python data/make_samples.py [ROOT]`. The same bytes every time; nothing in them is real.

A story function makes the calls and says the right answer; makers/forms.py writes them down. The table in
data/samples/README.md and the right counts in tests/data come from the same answers.
"""

import csv
import gzip
import io
import sys
from pathlib import Path

sys.dont_write_bytecode = True  # data/ is where analysts look for their logs: leave nothing behind

from makers import stories_json, stories_secrets, stories_tables, stories_text  # noqa: E402  after the line above
from makers.sample import Sample  # noqa: E402

ROOT = Path(__file__).parents[1]
HEAD = """# Sample logs

Small logs of our own making: every seller, ID, name, token and call in them is invented. One folder per form.
`python data/make_samples.py` writes them and this table anew, with the same bytes.
The right counts stand in `tests/data/truth.csv`.

| file | lines | calls | failed | what it shows |
|---|---|---|---|---|
"""
TRUTH = ("name", "lines", "calls", "failed", "with_id", "with_time", "problems")


def make_samples() -> list[Sample]:
    """Every sample, by name."""
    stories = (*stories_json.SAMPLES, *stories_text.SAMPLES, *stories_secrets.SAMPLES, *stories_tables.SAMPLES)
    return sorted((story() for story in stories), key=lambda sample: sample.name)


def describe(samples: list[Sample]) -> str:
    """The README with a row per sample."""
    rows = [
        f"| `{each.name}` | {each.text.count(chr(10))} | {each.calls} | {each.failed} | {each.shows} |\n"
        for each in samples
    ]
    return HEAD + "".join(rows)


def tabulate(samples: list[Sample]) -> str:
    """truth.csv: the right counts of every sample."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(TRUTH)
    for each in samples:
        counts = (each.calls, each.failed, each.with_id, each.with_time, each.problems)
        table.writerow((each.name, each.text.count("\n"), *counts))
    return out.getvalue()


def write(path: Path, text: str) -> None:
    """Write the text, compressed where the name says so; a file that holds the text already is left alone."""
    content = text.encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix != ".gz":
        path.write_bytes(content)
    elif not path.exists() or gzip.decompress(path.read_bytes()) != content:
        path.write_bytes(gzip.compress(content, mtime=0))


def main(root: Path) -> None:
    """Write all samples with their README, and the right answers, below `root`."""
    samples = make_samples()
    home, answers = root / "data" / "samples", root / "tests" / "data"
    for each in samples:
        write(home / each.name, each.text)
    write(home / "README.md", describe(samples))
    write(answers / "truth.csv", tabulate(samples))
    planted = [f"{kind},{value}\n" for kind, value in stories_secrets.PLANTED]
    write(answers / "planted.csv", "kind,value\n" + "".join(planted))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT)
