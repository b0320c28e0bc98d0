"""A lesson as it was released: what a learner started from, and the test cells that judge the answers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from grading import build, notebook
from grading.regions import cut
from grading.syllabus import Syllabus

# A cohort's handout has neither sources nor history: it keeps what was released here.
PRISTINE = ".release"
_HEADING = re.compile(r"^### Exercise (?P<number>\S+): (?P<title>.*) \((?P<minutes>\d+) min, ", re.MULTILINE)
_HINT = re.compile(r"<summary>\s*(?:<[a-z]+>)?\s*Hint (\d+):?\s*(.*?)\s*(?:</[a-z]+>)?\s*</summary>")


class ReleaseError(Exception):
    """There is no release of a lesson to compare with; the message says what to do."""


@dataclass(frozen=True)
class ReleaseCell:
    """One cell: `given` is what learners start from, `role` one of teaching, task, solution, test, manual."""

    id: str
    kind: str
    role: str
    source: str
    given: str
    exercise: str = ""
    points: int = 0


@dataclass
class ReleaseExercise:
    """One exercise: how the notebook calls it, its hints as {number: title}, and its test cells."""

    name: str
    number: str
    title: str
    minutes: int
    manual: bool
    given: str
    points: int = 0
    hints: dict[int, str] = field(default_factory=dict)
    tests: list[ReleaseCell] = field(default_factory=list)


@dataclass(frozen=True)
class Release:
    """A released lesson: its cells in order, its exercises in order, and whether hidden tests are among them."""

    name: str
    cells: list[ReleaseCell]
    exercises: dict[str, ReleaseExercise]
    hidden: bool


def released(name: str, syllabus: Syllabus, root: Path) -> Release:
    """The lesson `name` with hidden tests where its source is at hand, else as learners got it; ReleaseError."""
    if (root / "solutions" / f"{name}.py").exists():
        from grading.lesson import parse

        worked = notebook.worked(parse(root / "solutions" / f"{name}.py"), syllabus)
        return read(name, worked.cells, hidden=True)
    return read(name, nbformat.reads(pristine(name, root).decode(), as_version=4).cells, hidden=False)


def pristine(name: str, root: Path) -> bytes:
    """The bytes of the notebook that learners get: git's last commit, the handout's copy, or a fresh build."""
    path = f"notebooks/{name}/{name}.ipynb"
    try:
        found = build.committed(path, root)
    except FileNotFoundError:
        found = None
    if found is not None:
        return found
    if (root / PRISTINE / path).exists():
        return (root / PRISTINE / path).read_bytes()
    if (root / "solutions" / f"{name}.py").exists():
        return build.editions([name], root)[path]
    raise ReleaseError(f"Nothing here says how {name} looked when you got it: there is no git, no {PRISTINE}/ and no "
                       "solutions/.\nGet the workbook afresh into another folder and copy your notebooks/ into it.")


def read(name: str, cells: Iterable[NotebookNode], hidden: bool) -> Release:
    """The release in the cells of either edition of the lesson `name`."""
    all_cells = [_cell(cell) for cell in cells]
    exercises: dict[str, ReleaseExercise] = {}
    for index, cell in enumerate(all_cells):
        if cell.role in ("solution", "manual"):
            before = all_cells[index - 1] if index else None
            exercise = _exercise(cell, before, f"{name[:2]}.{len(exercises) + 1}")
            exercises[exercise.name] = exercise
        elif cell.role == "test":
            exercises[cell.exercise].tests.append(cell)
            exercises[cell.exercise].points += cell.points
    return Release(name, all_cells, exercises, hidden)


def _cell(cell: NotebookNode) -> ReleaseCell:
    marks = cell.metadata.get("nbgrader", {})
    source = str(cell.source)
    role = "task" if cell.cell_type == "markdown" and _HEADING.search(source) else "teaching"
    exercise, given = "", source
    if marks.get("solution"):
        role = "manual" if marks.get("grade") else "solution"
        exercise = str(marks["grade_id"])
        given = str(cell.metadata.get("workbook", {}).get("stub", source))
    elif marks.get("grade"):
        role = "test"
        named = re.match(r'.*?expect\.begin\("(\w+)"', source)
        exercise = named[1] if named else str(marks["grade_id"]).removeprefix("test_")
        given = "\n".join(cut(source, "HIDDEN TESTS")[0])
    return ReleaseCell(str(cell.id), cell.cell_type, role, source, given, exercise, int(marks.get("points", 0)))


def _exercise(cell: ReleaseCell, before: ReleaseCell | None, number: str) -> ReleaseExercise:
    task = before.source if before is not None and before.role == "task" else ""
    manual = cell.role == "manual"
    exercise = ReleaseExercise(cell.exercise, number, cell.exercise, 0, manual, cell.given, cell.points)
    if heading := _HEADING.search(task):
        exercise.number, exercise.title = heading["number"], heading["title"]
        exercise.minutes = int(heading["minutes"])
    exercise.hints = {int(number): re.sub(r"<[^>]+>", "", title) for number, title in _HINT.findall(task)}
    return exercise


def same(one: str, other: str) -> bool:
    """Whether two cells have the same text; spaces at line ends and blank lines at the edges don't count."""
    return _plain(one) == _plain(other)


def _plain(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def where(name: str, root: Path) -> Path:
    """The path of the notebook that a learner of `root` works in."""
    return root / "notebooks" / name / f"{name}.ipynb"
