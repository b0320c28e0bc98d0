"""environment.yml is what Binder can use, and says the same as constraints.txt and pyproject.toml."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pins
import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from grading.syllabus import ROOT


@pytest.fixture(scope="module")
def environment() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def pip(environment: dict[str, Any]) -> list[str]:
    return list(environment["dependencies"][-1]["pip"])


def test_the_pins_are_those_of_constraints_txt(pip: list[str]) -> None:
    remedy = "`python tests/binder/pins.py` writes them anew"
    assert set(pip) - set(pins.expected()) == set(), f"not what constraints.txt says: {remedy}"
    assert set(pins.expected()) - set(pip) == set(), f"missing: {remedy}"
    assert pip == pins.expected(), f"another order: {remedy}"


def test_the_pins_hold_all_that_learners_need_and_no_test_tool(pip: list[str]) -> None:
    names = {Requirement(line).name for line in pip}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    tools = {Requirement(line).name for line in project["optional-dependencies"]["test"]}
    assert {Requirement(line).name for line in project["dependencies"]} <= names
    assert names & (tools | {"torch", "triton"}) == set()
    assert [name for name in names if name.startswith("nvidia")] == []


@pytest.mark.parametrize(("pattern", "drift"), [
    (r"numpy==\S+", "numpy==1.0"),
    (r"      - jedi==\S+\n", ""),
    (r"  - pip:\n", "  - pip:\n      - pytest==9.0\n"),
])
def test_a_pin_that_has_drifted_is_written_anew(pattern: str, drift: str) -> None:
    text = (ROOT / "environment.yml").read_text(encoding="utf-8")
    drifted = re.sub(pattern, drift, text, count=1)
    assert drifted != text
    assert pins.rewritten(drifted) == text


def test_python_is_one_version_that_pyproject_allows(environment: dict[str, Any]) -> None:
    python = [line for line in environment["dependencies"] if isinstance(line, str) and line.startswith("python")]
    assert len(python) == 1
    exact = re.fullmatch(r"python=(3\.\d+)", python[0])
    assert exact, "a range or a bare name makes Binder's builder take a Python of its own choice"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"{exact[1]}.0" in SpecifierSet(project["requires-python"])
    assert exact[1] == pins.PYTHON


def test_torch_is_the_cpu_build_of_the_pinned_version_or_the_one_before(environment: dict[str, Any]) -> None:
    """conda-forge follows the package index by weeks, so the range has room for one minor version behind."""
    line = next(line for line in environment["dependencies"] if isinstance(line, str) and "torch" in line)
    name, _, limits = line.partition(">")
    allowed = SpecifierSet(">" + limits)
    pinned = next(r for r in map(Requirement, constraints()) if r.name == "torch")
    major, minor = next(iter(pinned.specifier)).version.split(".")[:2]
    assert name == "pytorch-cpu"
    assert f"{major}.{minor}.0" in allowed and f"{major}.{int(minor) - 1}.0" in allowed
    assert f"{major}.{int(minor) + 1}.0" not in allowed and f"{major}.{int(minor) - 2}.0" not in allowed


def test_nothing_makes_binder_build_anew_at_each_commit(pip: list[str]) -> None:
    assert [line for line in pip if line.startswith("-") or "/" in line or line.startswith(".")] == []


def test_no_folder_or_file_overrides_the_ones_at_the_root() -> None:
    others = ["binder", ".binder", "Dockerfile", "requirements.txt", "runtime.txt", "Pipfile", "setup.py", "start",
              "environment.yaml"]
    assert [name for name in others if (ROOT / name).exists()] == []


def constraints() -> list[str]:
    return (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
