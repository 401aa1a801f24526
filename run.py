"""Sets casekit up in .venv and starts it: `python run.py lab`, `python run.py test` or `python run.py check`.

Needs nothing but Python itself. The first run installs, later runs start at once; it installs again when
pyproject.toml, constraints.txt or the shipped settings have changed.
"""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENV = ROOT / ".venv"
PYTHON = ENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = ENV / "casekit-installed"
COMPILE = "import casekit.reading.bulk.kernel"  # some seconds now, so that the first large log need not wait for them
OLDEST = (3, 11)
GROUPS = {"lab": (), "test": ("test",), "check": ("test", "check")}
STEPS = {
    "lab": (("-m", "jupyterlab", "--ServerApp.ip=127.0.0.1", "notebooks/triage.ipynb"),),
    "test": (
        ("-m", "pytest", "-q", "-n", "auto", "--dist", "worksteal", "-m", "not browser", "tests"),
        ("-m", "pytest", "-q", "--nbval-lax", "--nbval-current-env", "--nbval-cell-timeout=120", "notebooks"),
        ("-m", "pytest", "-q", "-m", "browser", "tests"),
    ),
    "check": (("-m", "ruff", "format", "--check"), ("-m", "ruff", "check"), ("-m", "mypy")),
}


def main(arguments: list[str]) -> int:
    """Set up what the command needs, run its steps, and give the first bad exit code."""
    if sys.version_info < OLDEST:
        return tell(
            f"casekit needs Python 3.11 or newer; this is {sys.version.split()[0]}.", "Run it with a newer one."
        )
    if not arguments or arguments[0] not in STEPS:
        return tell("Usage: python run.py lab | test | check", "`lab` opens the notebook in your browser.")
    command, extra = arguments[0], arguments[1:]
    try:
        set_up(GROUPS[command])
        return run_steps([[str(PYTHON), *step, *extra] for step in STEPS[command]])
    except subprocess.CalledProcessError as error:
        return tell(f"The set-up stopped at: {' '.join(map(str, error.cmd))}", NEXT_STEP)
    except OSError as error:
        return tell(f"The set-up stopped: {error}", NEXT_STEP)
    except KeyboardInterrupt:
        return 130


NEXT_STEP = (
    "Read the lines above. Usual causes: no network or a proxy that pip does not know; on Debian and Ubuntu "
    "`apt-get install python3-venv` is needed once. If in doubt, delete the folder .venv and start again."
)


def set_up(groups: tuple[str, ...]) -> None:
    """Make .venv and install casekit with these groups, unless exactly that was done before."""
    wanted = fingerprint()
    done = STAMP.read_text(encoding="utf-8").split() if STAMP.exists() else []
    if PYTHON.exists() and wanted in done and set(groups) <= set(done):
        return
    uv = shutil.which("uv")
    if not PYTHON.exists():
        print("Making .venv ...", flush=True)
        make_environment(uv)
    print("Installing casekit (once; a minute or so) ...", flush=True)
    subprocess.run(install_command(uv, requirements(groups)), cwd=ROOT, check=True)
    subprocess.run([str(PYTHON), "-c", COMPILE], cwd=ROOT, check=True)
    STAMP.write_text("\n".join([wanted, *groups]), encoding="utf-8")


def make_environment(uv: str | None) -> None:
    """An empty environment in .venv, by uv where there is one."""
    if uv:
        subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, str(ENV)], cwd=ROOT, check=True)
    else:
        venv.create(ENV, with_pip=True)


def install_command(uv: str | None, names: list[str]) -> list[str]:
    """The command that puts casekit and these requirements into .venv, in the versions of constraints.txt."""
    pip = (
        [uv, "pip", "install", "--compile-bytecode", "--python", str(PYTHON)]
        if uv
        else [str(PYTHON), "-m", "pip", "install"]
    )
    return [*pip, "--quiet", "--constraint", "constraints.txt", "--editable", ".", *names]


def requirements(groups: tuple[str, ...]) -> list[str]:
    """What pyproject.toml asks for in these groups; read here, since older pips know no groups."""
    import tomllib  # noqa: PLC0415  not there on a Python that is too old, which has to be told first

    listed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
    return [name for group in groups for name in listed[group]]


def fingerprint() -> str:
    """A hash of everything that decides what is installed."""
    files = [ROOT / "pyproject.toml", ROOT / "constraints.txt", *sorted((ROOT / "etc").rglob("*.json"))]
    content = b"\0".join(path.read_bytes() for path in files)
    return hashlib.sha256(content + sys.version.encode()).hexdigest()


def run_steps(commands: list[list[str]]) -> int:
    """Run every command, also after one failed, so that one run shows all; the first bad exit code."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    codes = [run_step(command) for command in commands]
    return next((code for code in codes if code), 0)


def run_step(command: list[str]) -> int:
    """Run one command; when this script is stopped, so is the command, which then stops what it started."""
    with subprocess.Popen(command, cwd=ROOT) as process:
        try:
            return process.wait()
        except KeyboardInterrupt:
            process.terminate()
            raise


def tell(what: str, next_step: str) -> int:
    """Say what is wrong and what to do; 2, the exit code for unusable input."""
    print(f"{what}\n{next_step}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
