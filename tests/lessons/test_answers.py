"""The answer bank of every lesson: right accepted, wrong refused with its message, stub not attempted."""

from __future__ import annotations

import ast
import re
from typing import Any

import pytest
from stage import answers, before, everything, outcome, place, run

from grading.answers import Answer
from grading.lesson import Exercise, Lesson
from grading.stub import stub


def graded() -> list[tuple[Lesson, Exercise]]:
    return [(lesson, e) for lesson in everything()[1] for e in lesson.exercises if not e.manual]


def params(verdict: str) -> list[Any]:
    out: list[Any] = []
    for lesson, exercise in graded():
        chosen = [a for a in answers(lesson.name) if a.exercise == exercise.name and a.verdict == verdict]
        for number, answer in enumerate(chosen, 1):
            out.append(pytest.param(lesson, exercise, answer, id=f"{lesson.name}-{exercise.name}-{number}",
                                    marks=pytest.mark.lesson(lesson.name)))
    return out


def each_exercise() -> list[Any]:
    return [pytest.param(lesson, e, id=f"{lesson.name}-{e.name}",
                         marks=pytest.mark.lesson(lesson.name))
            for lesson, e in graded()]


@pytest.mark.parametrize(("lesson", "exercise", "answer"), params("right"))
def test_right_answer_is_accepted(lesson: Lesson, exercise: Exercise, answer: Answer) -> None:
    assert outcome(lesson, exercise, answer.code) == [], f"refused, though right: {answer.why} (line {answer.line})"


@pytest.mark.parametrize(("lesson", "exercise", "answer"), params("wrong"))
def test_wrong_answer_is_refused_with_its_message(lesson: Lesson, exercise: Exercise, answer: Answer) -> None:
    messages = outcome(lesson, exercise, answer.code)
    where = f"tests/answers/{lesson.name}.py:{answer.line}"
    assert messages, f"{where}: accepted, though wrong: {answer.why}"
    # A reason gets a capital letter when it begins a sentence.
    held = any(answer.says.casefold() in message.casefold() for message in messages)
    assert held, f"{where}: no message holds {answer.says!r}. They were:\n" + "\n\n".join(messages)


@pytest.mark.parametrize(("lesson", "exercise"), each_exercise())
def test_solution_is_accepted(lesson: Lesson, exercise: Exercise) -> None:
    assert outcome(lesson, exercise, exercise.solution.source) == []


@pytest.mark.parametrize(("lesson", "exercise"), [p for p in each_exercise() if p.values[1].kind == "bug"])
def test_what_learners_are_given_to_mend_is_wrong(lesson: Lesson, exercise: Exercise) -> None:
    assert outcome(lesson, exercise, stub(exercise, lesson.path), begin=False), "the tests find no bug in the stub"


@pytest.mark.parametrize(("lesson", "exercise"), each_exercise())
def test_examples_in_the_task_are_true(lesson: Lesson, exercise: Exercise) -> None:
    start = before(lesson, exercise)
    examples = [pair for task in exercise.tasks for pair in re.findall(r"`([^`]+)` is `([^`]+)`", task.source)]
    with place(lesson.name):
        run(exercise.solution.source, start, exercise.name)
        for call, said in examples:
            if call.startswith(f"{exercise.name}(") and (want := literal(said)) is not Ellipsis:
                assert eval(call, start) == pytest.approx(want), f"the task says `{call}` is `{said}`"


def literal(text: str) -> object:
    """The value that the text writes out; Ellipsis when it is no literal, such as 0.333…"""
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return Ellipsis


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
