"""Verdicts: what came of a learner's notebook, exercise by exercise; a record that goes into JSON and back."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """How an exercise, or one of its test cells, came out."""

    NOT_ATTEMPTED = "not attempted"
    CORRECT = "correct"
    WRONG = "wrong"
    TIMED_OUT = "timed out"
    CRASHED = "crashed"
    ERROR = "error"  # the lesson or the checker broke; never the learner's fault
    WRITTEN = "written"  # a written answer is there, and waits for a person


# When the test cells of an exercise differ, the first of these that occurs is the exercise's state.
_WORST_FIRST = (State.CRASHED, State.TIMED_OUT, State.WRONG, State.ERROR, State.NOT_ATTEMPTED, State.CORRECT)


@dataclass(frozen=True)
class CellVerdict:
    """One test cell: points given and possible, what it said, and how long it ran."""

    grade_id: str
    state: State
    points: int
    possible: int
    message: str = ""
    seconds: float = 0.0


@dataclass(frozen=True)
class ExerciseVerdict:
    """One exercise; a written answer has no test cells and gets its points from a person."""

    name: str
    number: str
    title: str
    state: State
    message: str = ""
    cells: tuple[CellVerdict, ...] = ()
    by_hand: int = 0

    @property
    def points(self) -> int:
        """Points given by test cells."""
        return sum(cell.points for cell in self.cells)

    @property
    def possible(self) -> int:
        """Points that test cells can give."""
        return sum(cell.possible for cell in self.cells)


@dataclass(frozen=True)
class LessonVerdict:
    """A learner's notebook of one lesson: its exercises, and what was made of what was not as released."""

    lesson: str
    exercises: tuple[ExerciseVerdict, ...]
    hidden: bool
    repairs: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def points(self) -> int:
        """Points given automatically."""
        return sum(exercise.points for exercise in self.exercises)

    @property
    def possible(self) -> int:
        """Points that can be given automatically."""
        return sum(exercise.possible for exercise in self.exercises)

    @property
    def by_hand(self) -> int:
        """Points that a person gives."""
        return sum(exercise.by_hand for exercise in self.exercises)

    def to_json(self) -> str:
        """The record as JSON text."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)


def overall(cells: tuple[CellVerdict, ...]) -> State:
    """The state of an exercise whose test cells came out like this; correct only when all of them are."""
    states = {cell.state for cell in cells}
    return next((state for state in _WORST_FIRST if state in states), State.CORRECT)


def from_json(text: str) -> LessonVerdict:
    """The record in JSON text written by `to_json`; ValueError when it is none."""
    try:
        record: dict[str, Any] = json.loads(text)
        exercises = tuple(_exercise(entry) for entry in record.pop("exercises"))
        return LessonVerdict(str(record["lesson"]), exercises, bool(record["hidden"]),
                             tuple(record["repairs"]), tuple(record["remarks"]))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"this is no verdict: {error}") from None


def _exercise(entry: dict[str, Any]) -> ExerciseVerdict:
    cells = tuple(CellVerdict(**{**cell, "state": State(cell["state"])}) for cell in entry.pop("cells"))
    return ExerciseVerdict(cells=cells, **{**entry, "state": State(entry["state"])})
