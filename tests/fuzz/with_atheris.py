"""The long search, by libFuzzer: python -m tests.fuzz.with_atheris reading|redaction|page FOLDER [-max_total_time=600].

FOLDER keeps what was found to reach new code, so that the next run goes on from there. Needs the group `fuzz`.
"""

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["casekit"]):
    from tests.fuzz.mutate import MOST, SAMPLES
    from tests.fuzz.targets import TARGETS


def main() -> None:
    name, folder, *options = sys.argv[1:]
    Path(folder).mkdir(parents=True, exist_ok=True)
    for path in SAMPLES:
        (Path(folder) / path.name).write_bytes(path.read_bytes()[:MOST])
    atheris.Setup([sys.argv[0], folder, f"-max_len={MOST}", "-timeout=20", *options], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
