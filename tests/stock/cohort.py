"""A course on disk, and six learners' notebooks of lesson 21 made from its release, each with the marks it deserves."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import nbformat

from grading import build
from grading.answers import Answer, bank
from grading.course import link
from grading.lesson import Lesson
from grading.syllabus import ROOT

LESSON = "21_sql_basics"
NEEDED = ("grading", "solutions", "lessons.toml", "measured.toml", "nbgrader_config.py")
Notebook = nbformat.NotebookNode
Answers = dict[str, str]

# A right answer that warns, prints and logs, while it is defined and whenever a check calls it.
LOUD = '''
import logging, sys, warnings
warnings.warn("a library will change one day")
logging.warning("a warning that goes to stderr")
print("some progress")
print("some trouble", file=sys.stderr)
'''
LOUD_SHARE = LOUD + '''
def late_share(delays):
    warnings.warn("a library will change one day")
    logging.warning("a warning that goes to stderr")
    print("some progress")
    print("some trouble", file=sys.stderr)
    arrived = [delay for delay in delays if delay is not None]
    return sum(delay > 15 for delay in arrived) / len(arrived) if arrived else None
'''


@dataclass(frozen=True)
class Learner:
    """A submission: what was done to the release, which exercises deserve their points, what a person must look at."""

    name: str
    how: str
    change: Callable[[Notebook, Answers, Answers], None]
    solved: frozenset[str]
    doubtful: frozenset[str] = frozenset()


def course(root: Path) -> None:
    """Copy to `root` what a clone holds and grading needs; nothing is built there yet."""
    for name in NEEDED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("*.ipynb", "__pycache__"))
        elif (ROOT / name).exists():
            shutil.copy(ROOT / name, root / name)
    link(ROOT / "data", root / "data")


def lesson() -> Lesson:
    """Lesson 21, parsed."""
    return build.lessons([LESSON])[1][0]


def chosen(verdict: str) -> dict[str, Answer]:
    """Exercise → the first answer with this verdict in the lesson's answer bank."""
    known = reversed(bank(ROOT / "tests" / "answers" / f"{LESSON}.py"))
    return {answer.exercise: answer for answer in known if answer.verdict == verdict}


def sayings() -> list[str]:
    """A phrase of the message that each of the chosen wrong answers must get."""
    return [answer.says for answer in chosen("wrong").values()]


def submit(root: Path, learner: Learner) -> None:
    """Put the learner's notebook where the README says that submissions go."""
    release = root / "notebooks" / LESSON / f"{LESSON}.ipynb"
    notebook = nbformat.read(release, as_version=4)
    right, wrong = ({name: answer.code for name, answer in chosen(verdict).items()} for verdict in ("right", "wrong"))
    learner.change(notebook, right, wrong)
    at = root / "cohort" / "submitted" / learner.name / LESSON / f"{LESSON}.ipynb"
    at.parent.mkdir(parents=True)
    nbformat.write(notebook, at)


def fill(notebook: Notebook, codes: Answers) -> None:
    """Put each code in place of the cell whose grade id it is under."""
    for cell in notebook.cells:
        if (name := grade_id(cell)) in codes:
            cell.source = codes[name]


def remove(notebook: Notebook, *names: str) -> None:
    """Delete the cells with these grade ids."""
    notebook.cells = [cell for cell in notebook.cells if grade_id(cell) not in names]


def grade_id(cell: Notebook) -> str:
    """nbgrader's id of a cell, "" for a teaching cell."""
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def perfect(notebook: Notebook, right: Answers, wrong: Answers) -> None:
    fill(notebook, right)


def half_done(notebook: Notebook, right: Answers, wrong: Answers) -> None:
    fill(notebook, {name: right[name] for name in HALF})


def all_wrong(notebook: Notebook, right: Answers, wrong: Answers) -> None:
    fill(notebook, wrong)


def broken(notebook: Notebook, right: Answers, wrong: Answers) -> None:
    """Accidents of every kind; the right answers among them must keep their points, where their check is still there."""
    fill(notebook, right | {
        "late_share": "def late_share(delays)\n    return 0.5",
        "long_waits": 'long_waits = "SELEC carrier FROM flights"',
        "kept_rows": "",
        "unequal_votes": "raise RuntimeError('this cell is broken')",
        "origin_report": wrong["origin_report"],
        "test_origin_report": "pass  # the check was taken out",
        "warn_hours": "warn_hours = 1 / 0",
    })
    remove(notebook, "idle_planes", "test_late_destinations")


def untouched(notebook: Notebook, right: Answers, wrong: Answers) -> None:
    """Nothing: the release as it is."""


def loud(notebook: Notebook, right: Answers, wrong: Answers) -> None:
    fill(notebook, {name: LOUD + code for name, code in right.items()} | {"late_share": LOUD_SHARE})


EXERCISES = tuple(exercise.name for exercise in lesson().exercises)
HALF = EXERCISES[: len(EXERCISES) // 2]
COHORT = (
    Learner("learner-01", "all right", perfect, frozenset(EXERCISES)),
    Learner("learner-02", "the first half right, the rest untouched", half_done, frozenset(HALF)),
    Learner("learner-03", "all wrong", all_wrong, frozenset()),
    Learner("learner-04", "broken cells among right ones", broken,
            frozenset({"python_first", "sharp_test"}), frozenset({"test_late_destinations"})),
    Learner("learner-05", "untouched", untouched, frozenset()),
    Learner("learner-06", "all right, with warnings and prints", loud, frozenset(EXERCISES)),
)
