"""The answer bank of every lesson: right accepted, wrong refused with its message, stub not attempted."""

from __future__ import annotations

import pytest
from stage import answers, everything, outcome

from grading.answers import Answer
from grading.lesson import Exercise, Lesson
from grading.stub import stub


def graded() -> list[tuple[Lesson, Exercise]]:
    return [(lesson, e) for lesson in everything()[1] for e in lesson.exercises if not e.manual]


def params(verdict: str) -> list[object]:
    out: list[object] = []
    for lesson, exercise in graded():
        chosen = [a for a in answers(lesson.name) if a.exercise == exercise.name and a.verdict == verdict]
        for number, answer in enumerate(chosen, 1):
            out.append(pytest.param(lesson, exercise, answer, id=f"{lesson.name}-{exercise.name}-{number}",
                                    marks=pytest.mark.lesson(lesson.name)))
    return out


def each_exercise() -> list[object]:
    return [pytest.param(lesson, e, id=f"{lesson.name}-{e.name}",
                         marks=pytest.mark.lesson(lesson.name))
            for lesson, e in graded()]


@pytest.mark.parametrize(("lesson", "exercise", "answer"), params("right"))
def test_right_answer_is_accepted(lesson: Lesson, exercise: Exercise, answer: Answer) -> None:
    assert outcome(lesson, exercise, answer.code) == [], f"refused, though right: {answer.why} (line {answer.line})"


@pytest.mark.parametrize(("lesson", "exercise", "answer"), params("wrong"))
def test_wrong_answer_is_refused_with_its_message(lesson: Lesson, exercise: Exercise, answer: Answer) -> None:
    messages = outcome(lesson, exercise, answer.code)
    assert messages, f"accepted, though wrong: {answer.why} (line {answer.line})"
    assert any(answer.says in message for message in messages), "\n".join(messages)


@pytest.mark.parametrize(("lesson", "exercise"), each_exercise())
def test_solution_is_accepted(lesson: Lesson, exercise: Exercise) -> None:
    assert outcome(lesson, exercise, exercise.solution.source) == []


@pytest.mark.parametrize(("lesson", "exercise"), each_exercise())
def test_untouched_stub_is_not_attempted(lesson: Lesson, exercise: Exercise) -> None:
    messages = outcome(lesson, exercise, stub(exercise, lesson.path))
    assert len(messages) == len(exercise.tests)
    for message in messages:
        assert f"Exercise {exercise.number}" in message
        assert "not attempted" in message, message


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
