"""What is run, in which order: the learner's cells in the release's order, with the release's own test cells."""

from __future__ import annotations

from grading.check.matching import Matched
from grading.check.reading import LearnerCell
from grading.release import Release, ReleaseCell, same
from grading.runner.steps import Step


def steps(release: Release, matched: Matched) -> list[Step]:
    """The code cells to run, in order."""
    made = [_own(one) for one in matched.own.get("", []) if one.kind == "code"]
    for cell in release.cells:
        if cell.kind == "code":
            exercise = release.exercises.get(cell.exercise or "")
            made += _released(cell, matched.cells.get(cell.id), exercise.number if exercise else "")
        made += [_own(one) for one in matched.own.get(cell.id, []) if one.kind == "code"]
    return made


def _released(cell: ReleaseCell, mine: LearnerCell | None, number: str) -> list[Step]:
    if cell.role == "test":
        return [Step("test", cell.source, cell.id, cell.exercise, cell.points, number=number)]
    if cell.role == "solution":
        answer = [mine] if mine is not None else []
        return [Step("solution", one.source, f"cell {one.place}", cell.exercise, number=number) for one in answer]
    if mine is None or not mine.source.strip() or same(mine.source, cell.given):
        return [Step("lesson", cell.source, f"cell {mine.place}" if mine is not None else "a cell of the lesson")]
    return [Step("changed", mine.source, f"cell {mine.place}", instead=cell.source)]


def _own(one: LearnerCell) -> Step:
    return Step("own", one.source, f"cell {one.place}")
