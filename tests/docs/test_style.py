"""The code is as CONTRIBUTING promises: ruff finds nothing, and mypy finds every type right."""

from __future__ import annotations

import subprocess
import sys

import pytest

from grading.syllabus import ROOT


@pytest.mark.parametrize("tool", [["ruff", "check", "--no-cache", "."], ["mypy", "--no-incremental"]], ids=lambda tool: tool[0])
def test_a_tool_finds_nothing(tool: list[str]) -> None:
    done = subprocess.run([sys.executable, "-m", *tool], cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, f"python -m {' '.join(tool)} says:\n{done.stdout}{done.stderr}"
