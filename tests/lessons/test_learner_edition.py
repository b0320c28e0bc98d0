"""The learner edition in a real kernel: untouched, and with the answers filled in."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from stage import answers, everything

from grading import build
from grading.course import link
from grading.lesson import Lesson
from grading.notebook import grade_id
from grading.syllabus import ROOT


def lessons() -> list[object]:
    return [pytest.param(lesson, id=lesson.name, marks=pytest.mark.lesson(lesson.name)) for lesson in everything()[1]]


@cache
def built(name: str) -> str:
    """The learner edition of the lesson `name`, built once."""
    return build.editions([name])[f"notebooks/{name}/{name}.ipynb"].decode()


def learner_edition(lesson: Lesson) -> nbformat.NotebookNode:
    return nbformat.reads(built(lesson.name), as_version=4)


def executed(notebook: nbformat.NotebookNode, tmp_path: Path, name: str) -> nbformat.NotebookNode:
    """Run every cell, stopping at no error, from a folder two levels below a link to the data."""
    link(ROOT / "data", tmp_path / "data")
    folder = tmp_path / "notebooks" / name
    folder.mkdir(parents=True)
    NotebookClient(notebook, timeout=120, allow_errors=True, resources={"metadata": {"path": str(folder)}}).execute()
    return notebook


def errors(notebook: nbformat.NotebookNode) -> dict[str, str]:
    """Cell → what a learner sees in red below it."""
    return {cell.id: "\n".join(output.traceback) for cell in notebook.cells if cell.cell_type == "code"
            for output in cell.outputs if output.output_type == "error"}


@pytest.mark.parametrize("lesson", lessons())
def test_untouched_only_the_exercises_raise_and_name_themselves(lesson: Lesson, tmp_path: Path) -> None:
    raised = errors(executed(learner_edition(lesson), tmp_path, lesson.name))
    expected = {grade_id(e, cell): f"Exercise {e.number}" for e in lesson.exercises for cell in e.tests}
    assert set(raised) == set(expected)
    for cell, message in raised.items():
        assert message.startswith(f"{expected[cell]} is not attempted yet"), "the message alone, no traceback"


@pytest.mark.parametrize("lesson", lessons())
def test_filled_in_it_runs_clean_from_top_to_bottom(lesson: Lesson, tmp_path: Path) -> None:
    notebook = learner_edition(lesson)
    right = {a.exercise: a.code for a in reversed(answers(lesson.name)) if a.verdict == "right"}
    for cell in notebook.cells:
        if cell.id in right:
            cell.source = right[cell.id]
    notebook = executed(notebook, tmp_path, lesson.name)
    assert errors(notebook) == {}
    on_stderr = [cell.id for cell in notebook.cells if cell.cell_type == "code"
                 for output in cell.outputs if output.output_type == "stream" and output.name == "stderr"]
    assert on_stderr == [], "nbgrader gives no points to a cell that writes to stderr"
