"""`workbook lint` as it is typed: what it prints, what it returns, which lessons it looks at."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from good_lesson import SOURCE, TOML, course

from grading import lint
from grading.cli import main
from grading.lint.draft import RULES


def test_a_good_lesson(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    course(tmp_path)
    assert lint.verb(["21"], tmp_path) == 0
    assert capsys.readouterr().out == "1 lesson looked at, 0 to mend.\n"


def test_what_is_to_be_mended_is_printed_in_the_order_of_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    course(tmp_path, SOURCE.replace("# Nothing equals", "# Obviously nothing equals").replace("default_rng(3)", "default_rng()"))
    assert lint.verb([], tmp_path) == 1
    first, second, last = capsys.readouterr().out.splitlines()
    assert first.startswith("solutions/21_rain.py:")
    assert "[filler]" in first
    assert "[seeds]" in second
    assert last == "1 lesson looked at, 2 to mend."


def test_what_waits_is_no_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    course(tmp_path, SOURCE.replace("    return count", "    return max(count, 0)"))
    assert lint.verb([], tmp_path) == 0
    out = capsys.readouterr().out
    assert "Waiting for planned lessons (1):" in out
    assert "needs `max()`, which 12_planned may teach" in out


def test_a_source_that_cannot_be_read_is_one_finding(tmp_path: Path) -> None:
    path = course(tmp_path, SOURCE.replace("points=4", "points=four", 1))
    [finding] = lint.check(path, tmp_path)
    assert (finding.rule, finding.path) == ("source", path)
    assert "points=four" in str(finding)


def test_a_lessons_toml_that_cannot_be_read_is_one_finding(tmp_path: Path) -> None:
    [finding] = lint.check(course(tmp_path, toml=TOML.replace("minutes = 60", "minutes = ")), tmp_path)
    assert str(finding).startswith("lessons.toml:1 [syllabus] lessons.toml cannot be read")


def test_a_lesson_that_is_listed_and_has_no_source(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    course(tmp_path).unlink()
    assert lint.verb([], tmp_path) == 1
    assert "workbook new 21_rain" in capsys.readouterr().out


def test_a_lesson_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    course(tmp_path)
    assert lint.verb(["77"], tmp_path) == 1
    assert "There is no lesson '77'. Lessons: 21_rain" in capsys.readouterr().err


def test_all_that_is_wrong_with_a_bank_is_said_at_once(tmp_path: Path) -> None:
    bank = '# %% right="divided"\ndivided = 1\n\n# %% left="divided"\n\n# %% wrong="divided" why="a" says="b" hint="c"\ndivided = (\n'
    found = [f for f in lint.check(course(tmp_path, bank=bank), tmp_path) if f.rule == "bank-cells"]
    assert [(f.line, f.cell) for f in found] == [(1, 1), (4, 2), (6, 3), (7, 3)]
    assert ["how" in found[0].message, "none of right" in found[1].message, "`hint` means nothing" in found[2].message,
            "not Python" in found[3].message] == [True] * 4


def test_rules_are_listed() -> None:
    result = CliRunner().invoke(main, ["lint", "--rules"])
    assert result.exit_code == 0
    assert [line.split()[0] for line in result.output.splitlines()] == list(RULES)


def test_from_a_shell() -> None:
    done = subprocess.run([sys.executable, "-m", "grading.cli", "lint", "77"], capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 1
    assert "There is no lesson '77'" in done.stderr
    assert "Traceback" not in done.stderr
