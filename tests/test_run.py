"""The start-up script: what it installs, when it installs again, and what it says when it cannot."""

import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture
def run(tmp_path, monkeypatch):
    """run.py in a folder of its own, with the installing command written down instead of run."""
    for name in ("run.py", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path / name)
    shutil.copytree(ROOT / "etc", tmp_path / "etc")
    spec = importlib.util.spec_from_file_location("casekit_run", tmp_path / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.commands = []
    monkeypatch.setattr(module.shutil, "which", lambda _: None)
    monkeypatch.setattr(module.subprocess, "run", lambda command, **_: module.commands.append(command))

    def make(_place, **_):
        module.PYTHON.parent.mkdir(parents=True, exist_ok=True)
        module.PYTHON.touch()

    monkeypatch.setattr(module.venv, "create", make)
    return module


def installs(run):
    return [command for command in run.commands if "install" in command]


def test_the_first_run_installs_and_compiles_and_the_second_does_not(run):
    run.set_up(())
    run.set_up(())
    assert run.commands == [*installs(run), [str(run.PYTHON), "-c", run.COMPILE]]
    assert len(installs(run)) == 1
    assert {"--editable", "--constraint", "constraints.txt"} <= set(installs(run)[0])


def test_it_installs_again_when_pyproject_changes(run):
    run.set_up(())
    with (run.ROOT / "pyproject.toml").open("a") as file:
        file.write("\n# changed\n")
    run.set_up(())
    assert len(installs(run)) == 2


def test_testing_after_a_plain_start_adds_the_test_tools_only_then(run):
    run.set_up(())
    run.set_up(("test",))
    run.set_up(())
    plain, testing = installs(run)
    assert any(part.startswith("playwright") for part in testing)
    assert not any(part.startswith("playwright") for part in plain)


def test_uv_is_used_where_it_is(run):
    command = run.install_command("/somewhere/uv", [])
    assert command[:3] == ["/somewhere/uv", "pip", "install"]
    assert str(run.PYTHON) in command


def test_an_old_python_is_told_so(run, monkeypatch, capsys):
    monkeypatch.setattr(run.sys, "version_info", (3, 9))
    assert run.main(["lab"]) == 2
    assert "3.11 or newer" in capsys.readouterr().err


def test_a_failed_installation_says_the_next_step(run, monkeypatch, capsys):
    def fail(command, **_):
        raise subprocess.CalledProcessError(1, command)

    monkeypatch.setattr(run.subprocess, "run", fail)
    assert run.main(["lab"]) == 2
    assert "python3-venv" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["labb"], ["--help"]])
def test_without_a_known_command_it_shows_the_usage(arguments):
    done = subprocess.run([sys.executable, ROOT / "run.py", *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "python run.py lab | test | check" in done.stderr


def test_every_step_runs_and_the_first_bad_code_counts(run, monkeypatch):
    codes = iter([0, 3, 0])
    monkeypatch.setattr(run, "run_step", lambda _: next(codes))
    assert run.run_steps([["a"], ["b"], ["c"]]) == 3
    assert next(codes, "all were run") == "all were run"


CHILD = """
import signal, sys, time
signal.signal(signal.SIGTERM, lambda *_: sys.exit(open("stopped", "w").close()))
open("up", "w").close()
time.sleep(60)
"""


@pytest.mark.skipif(os.name == "nt", reason="no such signal")
def test_stopping_the_script_stops_what_it_runs(run, tmp_path):
    script = f"import run, sys; run.run_steps([[sys.executable, '-c', {CHILD!r}]])"
    with subprocess.Popen([sys.executable, "-c", script], cwd=run.ROOT, stderr=subprocess.DEVNULL) as process:
        while not (tmp_path / "up").exists():
            time.sleep(0.05)
        process.terminate()
        process.wait(10)
    assert (tmp_path / "stopped").exists()


@pytest.mark.skipif(not shutil.which("make"), reason="no make here")
def test_make_runs_the_same_command():
    said = subprocess.run(["make", "-n", "test"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert said.strip().endswith("run.py test")


def test_the_machine_of_the_tests_runs_the_same_command():
    assert (ROOT / ".ci" / "run").read_text(encoding="utf-8").rstrip().endswith("python3 run.py test")
