"""A small repository with two lessons, and `workbook test` run on it as a user would."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path

from grading.syllabus import ROOT

LESSON = '''
[lessons.{name}]
title = "{name}"
question = "How small can a lesson be?"
minutes = 5
prerequisites = []
objectives = ["count"]
'''
SOURCE = '''# %% [markdown]
# A lesson as small as it gets.

# %%
from grading import expect

# %%
assert 2 * 2 == {product}

# %% [markdown]
# Double a number. `double(2)` is 4.

# %% solution="double" kind="build" title="Twice" minutes=2 objective=1
def double(x: int) -> int:
    """Return twice `x`."""
    return {factor} * x

# %% test="double" points=2
expect.equal(double(2), 4, because="twice two")
'''
TESTS = '''
import pytest

@pytest.mark.lesson("21_small")
def test_of_21():
    assert {truth}

@pytest.mark.parametrize("name", ["21_small", "22_other"])
def test_of_each(name):
    pass

@pytest.mark.lesson("22_other")
def test_of_22():
    pass

def test_of_none():
    pass

@pytest.mark.lesson("21_small")
def test_with_a_tool():
    pytest.skip("no such tool here")
'''


@dataclass(frozen=True)
class Run:
    """One `workbook test`: its exit code, what it printed, and what became of every test."""

    code: int
    output: str
    outcomes: dict[str, str]

    @property
    def last_line(self) -> str:
        """The verdict."""
        return self.output.strip().splitlines()[-1]

    @property
    def order(self) -> list[str]:
        """The tests in the order in which they ended."""
        return re.findall(r"^\[gw\d+\].*\] [A-Z]+ (\S+)", self.output, re.MULTILINE)

    def workers(self, part: str) -> set[str]:
        """The workers on which the tests ran whose ids contain `part`."""
        return set(re.findall(rf"^\[(gw\d+)\].* \S*{re.escape(part)}", self.output, re.MULTILINE))


def repository(root: Path, *, product: int = 4, factor: int = 2, truth: bool = True) -> None:
    """A repository with the lessons 21_small and 22_other; the numbers break the first one's worked edition."""
    shutil.copytree(ROOT / "grading", root / "grading", ignore=shutil.ignore_patterns("__pycache__"))
    (root / "tests" / "stock").mkdir(parents=True)
    (root / "solutions").mkdir()
    (root / "data").mkdir()
    for name in ("pyproject.toml", "tests/conftest.py"):
        shutil.copy(ROOT / name, root / name)
    (root / "tests" / "stock" / "test_slow.py").write_text("def test_that_takes_long():\n    pass\n",
                                                             encoding="utf-8")
    (root / "lessons.toml").write_text("".join(LESSON.format(name=name) for name in ("21_small", "22_other")), encoding="utf-8")
    (root / "solutions" / "21_small.py").write_text(SOURCE.format(product=product, factor=factor), encoding="utf-8")
    (root / "solutions" / "22_other.py").write_text(SOURCE.format(product=4, factor=2), encoding="utf-8")
    (root / "tests" / "test_small.py").write_text(TESTS.format(truth=truth), encoding="utf-8")


def workbook_test(root: Path, *words: str, ci: bool = False) -> Run:
    """Run `workbook test` with these words in the repository at `root`."""
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST_") and key != "CI"}
    report = root / "report.xml"
    report.unlink(missing_ok=True)
    done = subprocess.run(
        [sys.executable, "-m", "grading.cli", "test", *words, "-v", f"--junitxml={report}"], cwd=root, text=True,
        encoding="utf-8", env=inherited | ({"CI": "true"} if ci else {}), stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300, check=False,
    )
    return Run(done.returncode, done.stdout, _outcomes(report))


def _outcomes(report: Path) -> dict[str, str]:
    """Test → passed, failed or skipped, from a JUnit report; a notebook's cells as `path::ipynb::Cell 0`."""
    if not report.exists():
        return {}
    found = {}
    for case in ElementTree.parse(report).iter("testcase"):
        bad = [part.tag for part in case if part.tag in ("failure", "error", "skipped")]
        name = f"{case.get('classname')}::{case.get('name')}".split("@")[0]
        found[name] = "passed" if not bad else "skipped" if bad == ["skipped"] else "failed"
    return found
