"""Stock nbgrader, used as the README says, grades a cohort of six: every mark, every feedback page, the export."""

from __future__ import annotations

import csv
import html
import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from cohort import (
    COHORT,
    LESSON,
    Learner,
    all_wrong,
    broken,
    course,
    half_done,
    lesson,
    sayings,
    submit,
    untouched,
)

from grading.course import COURSE_ID
from grading.notebook import grade_id
from grading.syllabus import ROOT

pytestmark = pytest.mark.lesson(LESSON)
POSSIBLE = {grade_id(exercise, cell): cell.points for exercise in lesson().exercises for cell in exercise.tests}


def commands() -> list[list[str]]:
    """What the README tells an instructor to type, word by word, without the comments."""
    chapter = (ROOT / "README.md").read_text(encoding="utf-8").split("**Grade a cohort.**")[1]
    block = re.search(r"```\n(.*?)```", chapter, re.DOTALL)
    assert block, "the README shows no commands for grading"
    return [shlex.split(line, comments=True) for line in block[1].splitlines()]


def typed(words: list[str], root: Path) -> subprocess.CompletedProcess[str]:
    """Run a command as if the environment of these tests had been activated."""
    tools = str(Path(sys.executable).parent)
    if words[:2] == ["python", "workbook.py"]:
        # workbook.py would make an environment of its own; this is what it forwards to. One lesson is enough.
        words = [sys.executable, "-m", "grading.cli", *words[2:], LESSON]
    return subprocess.run(words, cwd=root, text=True, encoding="utf-8", check=False, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=600,
                          env={**os.environ, "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}"})


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course in which the README's commands have run; submissions arrive after its first one, which builds."""
    root = tmp_path_factory.mktemp("course")
    course(root)
    first, *rest = commands()
    for words in (first, *rest):
        done = typed(words, root)
        assert done.returncode == 0, f"{shlex.join(words)}\n{done.stdout}"
        if words is first:
            for learner in COHORT:
                submit(root, learner)
    return root


@dataclass(frozen=True)
class Mark:
    """What the gradebook holds about one test cell of one learner."""

    points: float
    possible: float
    for_a_person: bool = False


@pytest.fixture(scope="module")
def marks(graded: Path) -> dict[str, dict[str, Mark]]:
    """Learner → test cell → mark."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{(graded / 'cohort' / 'gradebook.db').as_posix()}", COURSE_ID) as gradebook:
        return {
            submission.student.id: {grade.name: Mark(grade.score, grade.max_score, grade.needs_manual_grade)
                                    for notebook in submission.notebooks for grade in notebook.grades}
            for submission in gradebook.assignment_submissions(LESSON)
        }


def deserved(learner: Learner) -> dict[str, Mark]:
    return {cell: Mark(float(points) if cell.removeprefix("test_") in learner.solved else 0.0, points,
                       cell in learner.doubtful) for cell, points in POSSIBLE.items()}


def total(learner: Learner) -> float:
    return sum(mark.points for mark in deserved(learner).values())


def one(learner: Learner) -> str:
    return learner.how


def test_the_readme_names_the_commands_that_are_proved_here() -> None:
    assert [words[0:2] for words in commands()] == [
        ["python", "workbook.py"], ["nbgrader", "autograde"], ["nbgrader", "generate_feedback"], ["nbgrader", "export"],
    ]


def test_everybody_is_in_the_gradebook_and_nobody_else(marks: dict[str, dict[str, Mark]]) -> None:
    assert sorted(marks) == [learner.name for learner in COHORT]


@pytest.mark.parametrize("learner", COHORT, ids=one)
def test_every_cell_gets_the_mark_it_deserves(learner: Learner, marks: dict[str, dict[str, Mark]]) -> None:
    assert marks[learner.name] == deserved(learner)


@pytest.mark.parametrize("learner", COHORT, ids=one)
def test_feedback_page_shows_the_score_and_the_messages(learner: Learner, graded: Path) -> None:
    page = (graded / "cohort" / "feedback" / learner.name / LESSON / f"{LESSON}.html").read_text(encoding="utf-8")
    assert re.search(rf"Score: {total(learner)}\s*/\s*{float(sum(POSSIBLE.values()))}", page)
    assert ("not attempted" in page) == (learner.change in (half_done, broken, untouched))
    # Only what a learner's own cell raises has a traceback; a check gives its message alone.
    assert ("Traceback (most recent call last)" in page) == (learner.change is broken)
    said = sayings() if learner.change is all_wrong else []
    assert [words for words in said if html.escape(words) not in page] == []


def test_export_holds_every_total(graded: Path) -> None:
    with (graded / "grades.csv").open(encoding="utf-8", newline="") as file:
        exported = [(row["student_id"], (row["assignment"], float(row["score"]), float(row["max_score"])))
                    for row in csv.DictReader(file)]
    rows = {learner: entry for learner, entry in exported if entry[0] == LESSON}
    assert sum(entry[0] == LESSON for _, entry in exported) == len(rows), "a learner's total stands there once"
    assert all(score == 0 for _, (lesson, score, _) in exported if lesson != LESSON), "nobody has handed in another lesson"
    assert rows == {learner.name: (LESSON, total(learner), sum(POSSIBLE.values())) for learner in COHORT}


def test_data_is_reached_by_the_link_and_is_no_learner(graded: Path, marks: dict[str, dict[str, Mark]]) -> None:
    link = graded / "cohort" / "autograded" / "data"
    assert link.resolve() == (ROOT / "data").resolve()
    assert "data" not in marks


def test_grading_leaves_the_release_and_the_submissions_alone(graded: Path) -> None:
    released = (graded / "notebooks" / LESSON / f"{LESSON}.ipynb").read_bytes()
    assert [path.name for path in (graded / "notebooks" / LESSON).iterdir()] == [f"{LESSON}.ipynb"]
    assert b"HIDDEN" not in released
    for learner in COHORT:
        folder = graded / "cohort" / "submitted" / learner.name / LESSON
        assert [path.name for path in folder.iterdir()] == [f"{LESSON}.ipynb"]
