"""A learner of the small course: gets the notebook, writes into it, breaks it, has it checked."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from mini import SOURCE, TOML, course

from grading import build
from grading.check import check
from grading.release import released
from grading.runner.steps import Limits
from grading.syllabus import load
from grading.verdict import ExerciseVerdict, LessonVerdict

NAME = "21_mini"
RIGHT = {
    "double": "def double(x):\n    return x + x",
    "count_query": 'count_query = "SELECT count(*) FROM flights"',
    "mended": 'mended = "SELECT n FROM flights WHERE n IS NULL"',
    "guess": 'guess = {"a": 1, "b": "no", "c": None}',
    "chosen": "chosen = 7",
    "memo": "Seven it is.",
}


@cache
def editions(source: str, toml: str, name: str) -> dict[str, bytes]:
    """Both editions of the course, built once a process."""
    with TemporaryDirectory() as folder:
        course(Path(folder), source, toml, name)
        return build.editions(root=Path(folder))


def start(root: Path, source: str = SOURCE, toml: str = TOML, name: str = NAME) -> Path:
    """The course under `root`, as a clone of it holds it; the path of the learner's notebook."""
    course(root, source, toml, name)
    for path, content in editions(source, toml, name).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    return root / "notebooks" / name / f"{name}.ipynb"


def change(notebook: Path, how: Callable[[list[dict[str, Any]]], object]) -> None:
    """Let `how` change the list of cells in the file."""
    content = json.loads(notebook.read_text(encoding="utf-8"))
    how(content["cells"])
    notebook.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def answer(notebook: Path, **answers: str) -> None:
    """Write answers into the cells of exercises."""
    def write(cells: list[dict[str, Any]]) -> None:
        for name, source in answers.items():
            cells[at(cells, name)]["source"] = source

    change(notebook, write)


def at(cells: list[dict[str, Any]], id_: str) -> int:
    """The place of the cell with this id."""
    return next(i for i, cell in enumerate(cells) if cell.get("id") == id_)


def source(cell: dict[str, Any]) -> str:
    """The text of a cell, in one piece."""
    return "".join(cell["source"])


def code(text: str, **more: Any) -> dict[str, Any]:
    """A code cell of the learner's own."""
    return {"cell_type": "code", "source": text, "metadata": {}, "outputs": [], "execution_count": None, **more}


def judged(root: Path, notebook: Path, seconds: float = 60, memory_mb: int = 4096) -> LessonVerdict:
    """The verdict on a notebook."""
    release = released(notebook.stem, load(root), root)
    return check(release, notebook, root, limits=Limits(seconds, memory_mb))


def states(verdict: LessonVerdict) -> dict[str, str]:
    """The state of every exercise by its name."""
    return {exercise.name: exercise.state.value for exercise in verdict.exercises}


def of(verdict: LessonVerdict, name: str) -> ExerciseVerdict:
    """The verdict on one exercise."""
    return next(exercise for exercise in verdict.exercises if exercise.name == name)
