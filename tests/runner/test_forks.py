"""Forks: what they share and what they don't, and that a fork that hangs, or none at all, changes no verdict."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from learner import RIGHT, answer, change, code, start

from grading.audit.trunk import Trunk, TrunkError
from grading.check.judge import judge
from grading.check.matching import match
from grading.check.plan import steps
from grading.check.process import run
from grading.check.reading import load as load_notebook
from grading.release import released
from grading.runner import session
from grading.runner.stage import stage
from grading.runner.steps import Limits, Result, Step
from grading.syllabus import load
from grading.verdict import LessonVerdict

ROOT = Path(__file__).resolve().parents[2]
LIMITS = Limits(seconds=60)


def cell(source: str, role: str = "lesson") -> Step:
    return Step(role, source, "cell", "ex")


def branch(trunk: Trunk, *sources: str, limits: Limits = LIMITS) -> tuple[list[Result], bool]:
    return trunk.branch([cell(source, "solution") for source in sources], limits, lambda step, result: False)


def test_a_fork_knows_what_was_there_and_changes_nothing_outside_itself(tmp_path: Path) -> None:
    lesson = [cell("rows = [1, 2]\nopen('beside.txt', 'w').write('lesson')"), cell("rows.append(3)")]
    with Trunk("21_x", lesson, tmp_path, ROOT / "data") as trunk:
        trunk.advance(1)
        for _ in range(2):
            (first, second), again = branch(
                trunk, "rows.clear()\nassert open('beside.txt').read() == 'lesson'\nopen('beside.txt', 'w').write('x')\n"
                       "import os\nos.environ['LEFT'] = 'x'\nlen = None", "assert rows == []")
            assert (first.state, second.state, again) == ("ok", "ok", False), first.message
        trunk.advance(2)
        (last,), _ = branch(trunk, "import os\nassert rows == [1, 2, 3] and 'LEFT' not in os.environ and len(rows) == 3\n"
                                   "assert open('beside.txt').read() == 'lesson'")
        assert last.state == "ok", last.message


def test_a_failing_cell_of_the_lesson_is_named(tmp_path: Path) -> None:
    with Trunk("21_x", [cell("1 / 0")], tmp_path, ROOT / "data") as trunk, pytest.raises(TrunkError, match="ZeroDivision"):
        trunk.advance(1)


HANGS = """
import threading
lock, asked, done = threading.Lock(), threading.Event(), threading.Event()
def work():
    while True:
        asked.wait()
        asked.clear()
        done.set()
threading.Thread(target=work, daemon=True).start()
def ask():
    # A fork has no such thread: it waits for ever.
    asked.set()
    done.wait()
    done.clear()
    return 42
"""


def test_a_fork_that_waits_for_a_lost_thread_runs_again_in_a_fresh_process(tmp_path: Path) -> None:
    with Trunk("21_x", [cell(HANGS), cell("assert ask() == 42")], tmp_path, ROOT / "data") as trunk:
        trunk.advance(2)
        results, again = branch(trunk, "answer = ask()", "assert answer == 42", limits=Limits(seconds=2))
        assert ([result.state for result in results], again) == (["ok", "ok"], True)
        results, again = branch(trunk, "answer = 42", "assert answer == 42")
        assert ([result.state for result in results], again) == (["ok", "ok"], False)


def test_an_endless_loop_is_no_hung_fork(tmp_path: Path) -> None:
    with Trunk("21_x", [cell("x = 1")], tmp_path, ROOT / "data") as trunk:
        trunk.advance(1)
        (result,), again = branch(trunk, "while True:\n    pass", limits=Limits(seconds=2))
        assert (result.state, again) == ("timed out", False)


def test_a_candidate_that_kills_the_trunk_costs_the_others_nothing(tmp_path: Path) -> None:
    with Trunk("21_x", [cell("x = 1")], tmp_path, ROOT / "data") as trunk:
        trunk.advance(1)
        branch(trunk, "import os\nos.kill(os.getppid(), 9)")
        (result,), again = branch(trunk, "assert x == 1")
        assert (result.state, again) == ("ok", True)


def hostile(notebook: Path) -> None:
    """One answer of each sort, and own cells that do damage."""
    answer(notebook, double="import os\ndef double(x):\n    os._exit(3)", count_query=RIGHT["count_query"],
           guess="guess = 'a'", chosen="while True:\n    pass")
    change(notebook, lambda cells: cells.append(code("1 / 0")))
    change(notebook, lambda cells: cells.insert(3, code("import time\ntime.sleep(60)")))


def judged(root: Path, notebook: Path, forks: bool) -> LessonVerdict:
    release = released(notebook.stem, load(root), root)
    matched = match(release, load_notebook(notebook).cells)
    plan = steps(release, matched)
    results = run(plan, release.name, notebook.parent, root / "data", Limits(seconds=2), forks=forks)
    return judge(release, matched, list(zip(plan, [untimed(result) for result in results], strict=True)), 2)


def untimed(result: Result) -> Result:
    return Result(result.state, result.message)


@pytest.mark.parametrize("how", [hostile, lambda notebook: None, lambda notebook: answer(notebook, **RIGHT)],
                         ids=["hostile", "untouched", "right"])
def test_verdicts_are_the_same_without_forks(tmp_path: Path, how: object) -> None:
    notebook = start(tmp_path)
    how(notebook)  # type: ignore[operator]
    assert judged(tmp_path, notebook, forks=True) == judged(tmp_path, notebook, forks=False)


def test_a_learner_who_kills_the_warm_process_is_judged_all_the_same(tmp_path: Path) -> None:
    notebook = start(tmp_path)
    answer(notebook, **RIGHT)
    change(notebook, lambda cells: cells.insert(1, code("import os\nos.kill(os.getppid(), 9)\nos._exit(1)")))
    verdict = judged(tmp_path, notebook, forks=True)
    assert verdict.points == verdict.possible


def test_a_module_of_the_learners_covers_up_a_library_as_in_jupyter(tmp_path: Path) -> None:
    notebook = start(tmp_path)
    (notebook.parent / "duckdb.py").write_text("MINE = 7\n", encoding="utf-8")
    answer(notebook, chosen="import duckdb\nchosen = duckdb.MINE")
    states = {forks: {one.name: one.state.value for one in judged(tmp_path, notebook, forks).exercises}
              for forks in (True, False)}
    assert states[True]["chosen"] == states[False]["chosen"] == "correct"


def test_forks_share_one_thread_and_no_line_to_each_other(tmp_path: Path) -> None:
    with stage("21_x", None, ROOT / "data") as folder, session.start(folder, folder / "out") as first, \
            first.fork(folder, folder / "a") as one, first.fork(folder, folder / "b") as two:
        assert len({os.getpid(), first.pid, one.pid, two.pid}) == 4
        run_in = "import os\nopen('{}', 'w').write(os.environ['OMP_NUM_THREADS'])\nprint('{}')"
        one.run(cell(run_in.format("x", "in one")), LIMITS)
        two.run(cell(run_in.format("y", "in two")), LIMITS)
        assert (folder / "x").read_text(encoding="utf-8") == (folder / "y").read_text(encoding="utf-8") == "1"
        assert "in one" in (folder / "a").read_text(encoding="utf-8")
        assert "in two" not in (folder / "a").read_text(encoding="utf-8")
