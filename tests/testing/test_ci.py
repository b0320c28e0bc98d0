"""`.ci/run`: installs what is missing, then runs the README's test command, with CI set, and ends as it ends."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from grading.syllabus import ROOT

PACKAGES = (ROOT / ".ci" / "apt.txt").read_text(encoding="utf-8").split()
PYTHONS = ("python3", "python3.11", "python3.12", "python3.13")


@dataclass
class Machine:
    """A repository with nothing but `.ci/`, and a PATH whose package and Python commands write down how they are run."""

    root: Path

    def command(self, name: str, script: str) -> None:
        path = self.root / "bin" / name
        path.write_text(f'#!/bin/sh\necho "{name} $*" >>"$LOG"\n{script}\n', encoding="utf-8")
        path.chmod(0o755)

    def run(self) -> tuple[int, str, list[str]]:
        """Exit code, what was printed, and the commands that ran."""
        log = self.root / "log"
        log.touch()
        done = subprocess.run([self.root / ".ci" / "run"], cwd="/", text=True, check=False, timeout=60,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              encoding="utf-8",
                              env={"PATH": f"{self.root / 'bin'}{os.pathsep}{os.defpath}", "LOG": str(log)})
        return done.returncode, done.stdout, log.read_text(encoding="utf-8").splitlines()


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """Every package installed but Chromium, a root user, a Python that may be used and ends with 7."""
    shutil.copytree(ROOT / ".ci", tmp_path / ".ci")
    (tmp_path / "bin").mkdir()
    machine = Machine(tmp_path)
    machine.command("dpkg-query", 'case "$*" in *chromium) exit 1;; *) echo "install ok installed";; esac')
    machine.command("apt-get", "")
    machine.command("id", "echo 0")
    for name in PYTHONS:
        machine.command(name, 'if [ "$1" = -c ]; then exit 0; fi; echo "CI=$CI in $(pwd)"; exit 7')
    return machine


def test_what_is_missing_is_installed_then_the_tests_run(machine: Machine) -> None:
    code, output, ran = machine.run()
    assert code == 7, "the tests' exit code is CI's"
    assert [line for line in ran if line.startswith("apt-get")] == [
        "apt-get update", "apt-get install --yes --no-install-recommends chromium"]
    assert ran[-1] == "python3 workbook.py test"
    assert output.splitlines()[-1] == f"CI=true in {machine.root}"


def test_where_nothing_is_missing_nothing_is_installed(machine: Machine) -> None:
    machine.command("dpkg-query", 'echo "install ok installed"')
    _, _, ran = machine.run()
    assert [line.split()[-1] for line in ran if line.startswith("dpkg-query")] == PACKAGES
    assert not any(line.startswith("apt-get") for line in ran)


def test_a_failing_installation_stops(machine: Machine) -> None:
    machine.command("apt-get", "exit 100")
    code, _, ran = machine.run()
    assert code == 100
    assert not any("workbook.py" in line for line in ran)


def test_an_ordinary_user_is_told_and_the_tests_run(machine: Machine) -> None:
    machine.command("id", "echo 1000")
    code, output, ran = machine.run()
    assert code == 7
    assert "only root can install them: chromium" in output
    assert not any(line.startswith("apt-get") for line in ran)


def test_another_python_is_used_where_the_first_is_not_supported(machine: Machine) -> None:
    machine.command("python3", "exit 1")
    assert machine.run()[2][-1] == "python3.12 workbook.py test"


def test_without_a_python_it_says_which_ones_would_do(machine: Machine) -> None:
    for name in PYTHONS:
        machine.command(name, "exit 1")
    code, output, _ = machine.run()
    assert code == 1
    assert "No Python 3.11, 3.12 or 3.13" in output
