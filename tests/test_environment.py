"""environment.yml and constraints.txt say the same as pyproject.toml."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONDA = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
CONDA_NAMES = {"matplotlib": "matplotlib-base", "tzdata": "python-tzdata", "playwright": "playwright-python"}
EXTRA_OF_CONDA = {"python", "pip"}


def of_pyproject():
    listed = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["test"]]
    wanted = [Requirement(text) for text in listed]
    return {CONDA_NAMES.get(one.name, one.name): one.specifier for one in wanted}


def of_conda():
    listed = [*CONDA["dependencies"][:-1], *CONDA["dependencies"][-1]["pip"][:-1]]
    found = [re.match(r"([A-Za-z0-9_.-]+)(.*)", text) for text in listed]
    return {one[1]: SpecifierSet(one[2]) for one in found}


def test_conda_and_pip_install_the_same_ranges():
    conda = {name: range_ for name, range_ in of_conda().items() if name not in EXTRA_OF_CONDA}
    assert conda == of_pyproject()


def test_conda_uses_the_same_python_and_only_conda_forge():
    assert of_conda()["python"] == SpecifierSet(PROJECT["project"]["requires-python"])
    assert CONDA["channels"] == ["conda-forge", "nodefaults"]


def test_conda_installs_casekit_itself_with_its_jupyter_settings():
    assert CONDA["dependencies"][-1]["pip"][-1] == "-e ."


def pins():
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return [Requirement(line) for line in lines if not line.startswith("#")]


def test_every_pin_is_one_plain_version_without_an_address():
    for pin in pins():
        assert [part.operator for part in pin.specifier] == ["=="], pin
        assert pin.url is None


@pytest.mark.parametrize("group", ["dependencies", "test", "check"])
def test_every_requirement_has_a_pin_within_its_range(group):
    listed = PROJECT["project"].get(group) or PROJECT["dependency-groups"][group]
    pinned = {pin.name.lower(): next(iter(pin.specifier)).version for pin in pins()}
    for requirement in map(Requirement, listed):
        assert requirement.specifier.contains(pinned[requirement.name.lower()]), requirement
