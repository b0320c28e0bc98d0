"""The answer bank of every lesson: deep enough to tell, and about exercises that there are."""

from __future__ import annotations

from typing import Any

import pytest
from stage import answers, everything

from grading.lesson import Exercise, Lesson


def each_exercise() -> list[Any]:
    return [pytest.param(lesson, e, id=f"{lesson.name}-{e.name}", marks=pytest.mark.lesson(lesson.name))
            for lesson in everything()[1] for e in lesson.exercises if not e.manual]


@pytest.mark.parametrize(("lesson", "exercise"), each_exercise())
def test_bank_is_deep_enough(lesson: Lesson, exercise: Exercise) -> None:
    mine = [a for a in answers(lesson.name) if a.exercise == exercise.name]
    right = {a.code for a in mine if a.verdict == "right"}
    wrong = {a.code for a in mine if a.verdict == "wrong"}
    assert len(right) >= 2, "a lesson's bank holds two different right answers for every exercise"
    assert len(wrong) >= 3, "a lesson's bank holds three different wrong answers for every exercise"


def test_banks_name_exercises_that_exist() -> None:
    for lesson in everything()[1]:
        names = {exercise.name for exercise in lesson.exercises}
        unknown = [f"{lesson.name}.py:{a.line}: {a.exercise}" for a in answers(lesson.name) if a.exercise not in names]
        assert not unknown
