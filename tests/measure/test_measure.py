"""`workbook measure`: what it sees of a notebook's cost, what it writes, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import nbformat
import psutil
import pytest
from learner import NAME
from mini import SOURCE, course

from grading.measure import BUDGET, Cost, is_off, measure, over, verb
from grading.syllabus import Measured, load

SMALL = SOURCE.replace("from grading import expect\n", "from grading import expect\nspent = sum(range(10**6))\n")


def notebook(*cells: str) -> nbformat.NotebookNode:
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text) for text in cells])


def test_time_and_memory_of_the_kernel_and_its_children_are_seen(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    burn = "import time\nend = time.process_time() + 1.5\nwhile time.process_time() < end: pass"
    grow = "kept = bytearray(200_000_000)\nimport time\ntime.sleep(0.5)"
    idle = measure(notebook("1"), "21_x", tmp_path)
    busy = measure(notebook(burn, f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {burn!r}])", grow,
                            "del kept"), "21_x", tmp_path)
    assert idle.failed == busy.failed == ""
    assert 2.9 < busy.cpu_seconds - idle.cpu_seconds < 4.5
    assert 180 < busy.memory_mb - idle.memory_mb < 260


ONE_CORE = """
import os
if hasattr(os, "sched_getaffinity"):
    assert len(os.sched_getaffinity(0)) == 1
"""


def test_the_kernel_runs_on_one_core_where_there_is_a_way_with_the_data_two_levels_up(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "x").write_text("7", encoding="utf-8")
    cost = measure(notebook(ONE_CORE, "from pathlib import Path\nassert Path('../../data/x').read_text() == '7'"),
                   "21_x", tmp_path)
    assert cost.failed == ""
    assert cost.one_core == hasattr(psutil.Process, "cpu_affinity"), "macOS knows no binding, the others do"


@pytest.mark.parametrize(("cell", "says"), [("1 / 0", "ZeroDivisionError"), ("import os\nos._exit(1)", "died")])
def test_a_run_that_fails_says_why(tmp_path: Path, cell: str, says: str) -> None:
    (tmp_path / "data").mkdir()
    assert says in measure(notebook(cell), "21_x", tmp_path).failed


def test_more_memory_than_the_limit_ends_the_run(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    cost = measure(notebook("rows = []\nwhile True: rows.append(bytearray(10_000_000))"), "21_x", tmp_path, most_mb=400)
    assert cost.failed == "it needed more than 400 MB of memory"


def test_figures_are_written_once_and_again_only_when_off(
        tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    course(tmp_path, SMALL)
    assert verb(["21"], root=tmp_path) == 0
    assert "run `workbook build`" in capsys.readouterr().out
    first = load(tmp_path).measured[NAME]
    assert 0.5 <= first.cpu_seconds <= 10
    written = (tmp_path / "measured.toml").read_bytes()
    assert verb([], root=tmp_path) == 0
    assert (tmp_path / "measured.toml").read_bytes() == written
    assert "rewritten" not in capsys.readouterr().out


def test_limits_say_whether_it_ran_and_write_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    course(tmp_path, SMALL)
    assert verb(["21"], limits=True, root=tmp_path) == 0
    assert "It ran within Binder's 2048 MB" in capsys.readouterr().out
    assert not (tmp_path / "measured.toml").exists()


def test_a_worked_edition_that_fails_is_no_figure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    course(tmp_path, SMALL.replace("chosen = 3 + 4", "chosen = 3"))
    assert verb(["21"], root=tmp_path) == 1
    assert "did not run to its end" in capsys.readouterr().out
    assert not (tmp_path / "measured.toml").exists()


@pytest.mark.parametrize(("old", "new", "off"), [
    (None, Measured(5, 300), True), (Measured(20, 300), Measured(24, 300), False),
    (Measured(20, 300), Measured(26, 300), True), (Measured(20, 300), Measured(20, 380), True),
    (Measured(1, 300), Measured(2, 300), False), (Measured(1, 300), Measured(2.5, 300), True),
])
def test_off_by_a_quarter(old: Measured | None, new: Measured, off: bool) -> None:
    assert is_off(old, new) is off


@pytest.mark.parametrize(("seconds", "memory", "rounded"), [
    (0.2, 101, Measured(0.5, 110)), (3.3, 240, Measured(3.5, 240)), (14.6, 241.2, Measured(15, 250)),
])
def test_rounding(seconds: float, memory: float, rounded: Measured) -> None:
    assert Cost(seconds, memory, True).rounded == rounded


def test_over_the_budget_in_words() -> None:
    assert over(BUDGET) == ""
    assert over(Measured(61, 1200)) == "61 s of processor time (at most 60)"
    assert over(Measured(61, 1210)).endswith("and 1210 MB of memory (at most 1200)")
