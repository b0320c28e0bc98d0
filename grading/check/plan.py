"""What is run, in which order: the learner's cells in the release's order, with the release's own test cells."""

from __future__ import annotations

from dataclasses import dataclass

from grading.check.matching import Matched
from grading.check.reading import LearnerCell
from grading.release import Release, ReleaseCell, same


@dataclass(frozen=True)
class Step:
    """One cell to run. `instead` runs when `source` fails: the lesson's cell that a learner has changed.

    `role` is lesson (as released), changed (a lesson's cell, edited), own (the learner's), solution or test.
    """

    role: str
    source: str
    name: str
    exercise: str = ""
    points: int = 0
    instead: str = ""


def steps(release: Release, matched: Matched) -> list[Step]:
    """The code cells to run, in order."""
    made = [_own(one) for one in matched.own.get("", []) if one.kind == "code"]
    for cell in release.cells:
        if cell.kind == "code":
            made += _released(cell, matched.cells.get(cell.id))
        made += [_own(one) for one in matched.own.get(cell.id, []) if one.kind == "code"]
    return made


def _released(cell: ReleaseCell, mine: LearnerCell | None) -> list[Step]:
    if cell.role == "test":
        return [Step("test", cell.source, cell.id, cell.exercise, cell.points)]
    if cell.role == "solution":
        return [Step("solution", mine.source, f"cell {mine.place}", cell.exercise)] if mine is not None else []
    if mine is None or not mine.source.strip() or same(mine.source, cell.given):
        return [Step("lesson", cell.source, f"cell {mine.place}" if mine is not None else "a cell of the lesson")]
    return [Step("changed", mine.source, f"cell {mine.place}", instead=cell.source)]


def _own(one: LearnerCell) -> Step:
    return Step("own", one.source, f"cell {one.place}")
