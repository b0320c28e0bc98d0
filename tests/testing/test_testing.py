"""`workbook test`, run for real on a small repository: what it chooses, what it counts, what it says, how it ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from small import Run, repository, workbook_test

from grading.testing import Tally, split, unit, verdict, workers


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("sound")
    repository(root)
    return root


@pytest.fixture(scope="module")
def everything(sound: Path) -> Run:
    return workbook_test(sound, "-n2")


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Lesson 21 alone: a wrong figure in a teaching cell, a worked answer that its check refuses, a failing test."""
    root = tmp_path_factory.mktemp("broken")
    repository(root, product=5, factor=3, truth=False)
    return workbook_test(root, "21", "-n0", ci=True)


def notebook(side: str, lesson: str) -> str:
    return f"build/proof/{side}/{lesson}/{lesson}"


def cells(run: Run, side: str, lesson: str) -> list[str]:
    """What became of a notebook's cells, in their order."""
    path = notebook(side, lesson).replace("/", ".")
    return [outcome for name, outcome in sorted(run.outcomes.items()) if name.startswith(path)]


def ran(run: Run) -> set[str]:
    return {name.split("::")[-1] for name in run.outcomes if name.startswith("tests.")}


def test_everything_runs_every_test_and_every_cell_of_both_editions(everything: Run) -> None:
    assert everything.code == 0, everything.output
    for lesson in ("21_small", "22_other"):
        for side in ("solutions", "notebooks"):
            assert cells(everything, side, lesson) == ["passed"] * 4
    assert ran(everything) == {"test_of_21", "test_of_each[21_small]", "test_of_each[22_other]", "test_of_22",
                               "test_of_none", "test_with_a_tool", "test_that_takes_long"}


def test_a_skip_is_counted_and_its_reason_shown(everything: Run) -> None:
    assert everything.last_line.startswith("Proved (")
    assert everything.last_line.endswith(
        "2 lessons run from top to bottom in both editions, 22 checks passed; 1 test skipped, the reasons are above.")
    assert "no such tool here" in everything.output


def test_progress_is_shown_while_it_runs(everything: Run) -> None:
    assert "[  4%]" in everything.output
    assert "[100%]" in everything.output


def test_a_notebook_stays_on_one_worker_and_all_workers_are_used(everything: Run) -> None:
    for side in ("solutions", "notebooks"):
        for lesson in ("21_small", "22_other"):
            assert len(everything.workers(notebook(side, lesson))) == 1
    assert everything.workers("") == {"gw0", "gw1"}


def test_what_takes_long_starts_first(everything: Run) -> None:
    slow = everything.order.index("tests/stock/test_slow.py::test_that_takes_long")
    assert slow < everything.order.index("tests/test_small.py::test_of_none")


def test_one_lesson_runs_its_tests_and_its_notebooks_only(broken: Run) -> None:
    assert ran(broken) == {"test_of_21", "test_of_each[21_small]", "test_with_a_tool"}
    assert not any("22_other" in name or "index" in name for name in broken.outcomes)


def test_a_broken_cell_of_the_worked_edition_fails(broken: Run) -> None:
    assert broken.code == 1
    # Import, the wrong figure, the answer (which only defines a function), its check.
    assert cells(broken, "solutions", "21_small") == ["passed", "failed", "passed", "failed"]


def test_in_the_learner_edition_only_a_teaching_cell_can_fail(broken: Run) -> None:
    assert cells(broken, "notebooks", "21_small") == ["passed", "failed", "passed", "passed"]


def test_a_failure_is_named_in_the_last_line(broken: Run) -> None:
    assert broken.last_line.startswith("Not proved (")
    assert "5 tests failed, first build/proof/solutions/21_small/21_small.ipynb::Cell 1, " in broken.last_line
    assert "@" not in broken.last_line, "the name must be one that pytest takes"


def test_a_skip_fails_on_ci(broken: Run) -> None:
    assert broken.outcomes[next(name for name in broken.outcomes if "with_a_tool" in name)] == "failed"
    assert "counts as failure when CI is set: Skipped: no such tool here" in broken.output


def test_an_unknown_lesson_is_refused_before_anything_runs(tmp_path: Path) -> None:
    repository(tmp_path)
    refused = workbook_test(tmp_path, "99")
    assert refused.code == 2
    assert "99" in refused.last_line
    assert "21" in refused.last_line, "the lessons that there are"
    assert "Traceback" not in refused.output
    assert refused.outcomes == {}


def test_a_source_that_cannot_be_built_is_refused_with_its_place(tmp_path: Path) -> None:
    repository(tmp_path)
    source = tmp_path / "solutions" / "21_small.py"
    source.write_text(source.read_text(encoding="utf-8").replace("### ", "") + "\n### BEGIN HIDDEN TESTS\n", encoding="utf-8")
    refused = workbook_test(tmp_path, "21")
    assert refused.code == 2
    assert "21_small.py" in refused.output
    assert "Traceback" not in refused.output
    assert refused.outcomes == {}


def test_a_choice_of_tests_claims_no_lesson(everything: Run, sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(sound)
    tally = Tally()
    tally.passed = 3
    tally.cells["build/proof/solutions/21_small/21_small.ipynb"] = 3
    assert verdict(0, tally, ["21_small"], 65.0) == "Proved (1 min 05 s): 3 checks passed."
    assert "its reason is above" in verdict(5, Tally(), [], 1.0), "pytest's code for: nothing was chosen"


@pytest.mark.parametrize(("nodeid", "expected"), [
    ("build/proof/notebooks/21_a/21_a.ipynb::Cell 3", "build/proof/notebooks/21_a/21_a.ipynb"),
    ("tests/lessons/test_answers.py::test_right[21_a-late_share-1]", "tests/lessons/test_answers.py 21_a"),
    ("tests/lessons/test_answers.py::test_right[kind-21_a]", "tests/lessons/test_answers.py 21_a"),
    ("tests/data/test_data.py::test_rows[2013_flights-x_21_a]", "tests/data/test_data.py"),
    ("tests/data/test_data.py::TestRows::test_one", "tests/data/test_data.py"),
])
def test_what_stays_on_one_worker(nodeid: str, expected: str) -> None:
    assert unit(nodeid) == expected


def test_words_before_the_first_option_are_lessons() -> None:
    assert split(["21", "22_other", "-k", "word", "-x"]) == (["21", "22_other"], ["-k", "word", "-x"])


def test_workers_are_as_many_as_the_cores_that_may_be_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    quota = tmp_path / "cpu.max"
    assert workers(quota) >= 1
    quota.write_text("max 100000\n", encoding="utf-8")
    unlimited = workers(quota)
    quota.write_text("100000 100000\n", encoding="utf-8")
    assert workers(quota) == 1
    assert unlimited == workers(tmp_path / "nowhere")


def test_a_failing_setup_and_its_failing_teardown_count_as_one_test() -> None:
    class Report:
        def __init__(self, when: str, outcome: str) -> None:
            self.when, self.outcome, self.nodeid = when, outcome, "tests/a.py::test@group"

    tally = Tally()
    for when, outcome in (("setup", "failed"), ("teardown", "failed")):
        tally.pytest_runtest_logreport(Report(when, outcome))
    assert tally.failed == ["tests/a.py::test"]
