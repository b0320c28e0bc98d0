"""Every lesson's source: lint finds nothing, and jupytext reads it as the same cells."""

from __future__ import annotations

import jupytext
import pytest
from stage import everything

from grading import lint
from grading.lesson import Lesson


def lessons() -> list[object]:
    marks = pytest.mark.lesson
    return [pytest.param(lesson, id=lesson.name, marks=marks(lesson.name)) for lesson in everything()[1]]


@pytest.mark.parametrize("lesson", lessons())
def test_lint_finds_nothing(lesson: Lesson) -> None:
    found = [str(finding) for finding in lint.check(lesson.path) if not finding.waiting]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("lesson", lessons())
def test_jupytext_reads_the_same_cells(lesson: Lesson) -> None:
    read = jupytext.read(lesson.path, fmt="py:percent").cells
    assert [(cell.cell_type, cell.source.strip("\n")) for cell in read] == [
        (cell.kind, cell.source.strip("\n")) for cell in lesson.cells
    ]


@pytest.mark.parametrize("lesson", lessons())
def test_jupytext_reads_the_same_markers(lesson: Lesson) -> None:
    read = jupytext.read(lesson.path, fmt="py:percent").cells
    for theirs, ours in zip(read, lesson.cells, strict=True):
        for key, value in ours.attrs.items():
            assert str(theirs.metadata[key]).lower() == value.lower()
