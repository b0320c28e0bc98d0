"""`python workbook.py` with every Python on this machine: those it supports install, others are told what to do."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import pythons
from mini_repository import make


@pytest.mark.parametrize("version", pythons.supported(), ids=lambda version: ".".join(map(str, version)))
def test_a_supported_python_installs_once_and_runs_the_verb(version: pythons.Version, tmp_path: Path) -> None:
    mini = make(tmp_path / "mon dossier été", pythons.supported()[version])
    code, output = mini.run("hello", "é")
    assert code == 0, output
    assert "Installed in" in output and "verb: ['hello', 'é']" in output
    assert "with {}.{}".format(*version) in output and "UTF-8 mode: 1" in output
    mini.log.unlink()
    code, output = mini.run("exit", "7")
    assert code == 7 and output.startswith("verb:")
    assert not mini.log.exists(), "a second start runs no pip"


def test_any_other_python_says_what_it_needs_and_installs_nothing(tmp_path: Path) -> None:
    for (major, minor), path in pythons.unsupported().items():
        mini = make(tmp_path / f"{major}.{minor}", path)
        code, output = mini.run("lab")
        assert code == 2, output
        assert f"needs Python 3.11, 3.12 or 3.13; this is Python {major}.{minor}" in output
        assert "Traceback" not in output and len(output.splitlines()) == 2
        assert not (mini.root / ".venv").exists()


def test_the_running_python_is_among_those_tested() -> None:
    assert sys.version_info[:2] in pythons.supported()
