"""The workflow runs the README's test command on every system with every Python, and calls only what there is."""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Iterator
from typing import Any

import click
import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from grading.cli import main
from grading.syllabus import ROOT

TEXT = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def workflow() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(TEXT)
    return loaded


@pytest.fixture(scope="module")
def matrix(workflow: dict[str, Any]) -> dict[str, list[str]]:
    return dict(workflow["jobs"]["test"]["strategy"]["matrix"])


def steps(workflow: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for job in workflow["jobs"].values():
        yield from job["steps"]


def commands(text: str) -> list[list[str]]:
    """Every command of a workflow's `run` lines, as words."""
    lines = [line for step in steps(yaml.safe_load(text)) for line in step.get("run", "").splitlines()]
    return [shlex.split(part) for line in lines for part in line.split(" | ")]


def unknown_verbs(text: str) -> list[str]:
    """What a workflow asks of `workbook` that it cannot do."""
    verbs = main.commands
    called = [(words[1:] if "workbook.py" in words[:2] else words) for words in map(after_run, commands(text))]
    asked = [words[1:] for words in called if words and words[0] in ("workbook.py", "workbook")]
    wrong = [words[0] for words in asked if words[0] not in verbs]
    flags = {verb: {option for parameter in verbs[verb].params for option in parameter.opts} for verb in verbs}
    return wrong + [f"{words[0]} {word}" for words in asked if words[0] in verbs
                    for word in words[1:] if word.startswith("-") and word not in flags[words[0]]]


def after_run(words: list[str]) -> list[str]:
    """The command that `conda run --name NAME` runs; other commands as they are."""
    return words[4:] if words[1:3] == ["run", "--name"] else words


def test_the_pythons_are_those_of_pyproject(matrix: dict[str, list[str]]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    allowed = [f"3.{minor}" for minor in range(40) if f"3.{minor}.0" in SpecifierSet(project["requires-python"])]
    assert matrix["python"] == allowed


def test_the_systems_are_linux_macos_and_windows_and_none_is_left_out(matrix: dict[str, list[str]]) -> None:
    assert [re.split("-", system)[0] for system in matrix["system"]] == ["ubuntu", "macos", "windows"]
    assert matrix.keys() == {"system", "python"}, "no include and no exclude: every pair runs"


def test_every_pair_runs_the_test_command_of_the_readme(workflow: dict[str, Any]) -> None:
    (everything,) = (step for step in workflow["jobs"]["test"]["steps"] if step.get("name") == "Everything")
    assert everything["run"] == "python workbook.py test" and "if" not in everything
    assert "`python workbook.py test`" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert workflow["env"]["CI"] == "true", "a skip counts as a failure"
    assert "continue-on-error" not in TEXT


def test_each_system_is_told_where_its_browser_is(workflow: dict[str, Any]) -> None:
    setting = [step["if"] for step in workflow["jobs"]["test"]["steps"] if "CHROMIUM=" in step.get("run", "")]
    assert setting == [f"runner.os == '{system}'" for system in ("Linux", "macOS", "Windows")]


def test_the_workflow_calls_only_verbs_and_options_that_exist() -> None:
    assert unknown_verbs(TEXT) == []
    assert isinstance(main, click.Group)
    assert unknown_verbs(TEXT.replace("workbook.py test", "workbook.py prove")) == ["prove"]
    assert unknown_verbs(TEXT.replace("build --check", "build --chekc")) == ["build --chekc"]


def test_the_files_it_names_exist() -> None:
    named = {"pyproject.toml", "constraints.txt", ".ci/apt.txt", "workbook.py", "environment.yml", "postBuild"}
    assert {name for name in named if name not in TEXT} == set()
    assert {name for name in named if not (ROOT / name).exists()} == set()


def test_what_it_installs_by_pip_is_what_tests_use_at_the_pinned_version() -> None:
    installed = [words for words in commands(TEXT) if words[:4] == ["python", "-m", "pip", "install"]]
    pinned = {Requirement(line).name for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()}
    for words in installed:
        if words[-1] != "uv":  # only fetches torch, and its version decides nothing
            assert words[4:6] == ["--constraint", "constraints.txt"] and words[-1] in pinned


def test_actions_are_pinned_and_may_only_read(workflow: dict[str, Any]) -> None:
    used = [step["uses"] for step in steps(workflow) if "uses" in step]
    assert used and [action for action in used if not re.fullmatch(r"actions/[\w-]+@v\d+\.\d+\.\d+", action)] == []
    assert workflow["permissions"] == {"contents": "read"}
    assert [name for name, job in workflow["jobs"].items() if "permissions" in job] == []


def test_no_job_runs_for_ever_and_a_newer_commit_stops_an_older_run(workflow: dict[str, Any]) -> None:
    assert {job["timeout-minutes"] for job in workflow["jobs"].values()} == {90}
    assert workflow["concurrency"]["cancel-in-progress"] is True
