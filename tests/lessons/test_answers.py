"""Every lesson's tests, tested: the audit finds nothing, and the answer bank is deep enough to tell."""

from __future__ import annotations

from typing import Any

import pytest
from stage import answers, everything

from grading import audit as audits
from grading.audit import report
from grading.audit.gate import REMEDIES
from grading.audit.lesson import audit
from grading.lesson import Exercise, Lesson
from grading.syllabus import ROOT


def lessons() -> list[Any]:
    return [pytest.param(lesson, id=lesson.name, marks=pytest.mark.lesson(lesson.name)) for lesson in everything()[1]]


def each_exercise() -> list[Any]:
    return [pytest.param(lesson, e, id=f"{lesson.name}-{e.name}", marks=pytest.mark.lesson(lesson.name))
            for lesson in everything()[1] for e in lesson.exercises if not e.manual]


@pytest.mark.parametrize("lesson", lessons())
def test_the_audit_finds_nothing(lesson: Lesson) -> None:
    syllabus = everything()[0]
    done = audit(lesson, syllabus, ROOT)
    report.write([done], ROOT / audits.FOLDER, list(syllabus.lessons), remedies=REMEDIES)
    found = "\n\n".join(f"{finding}\n  {REMEDIES[finding.rule]}" for finding in done.all_findings)
    assert not found, f"`workbook audit {lesson.name[:2]}` shows it too.\n{found}"
    assert done.candidates > 10 * len(done.exercises), "an audit of so few candidates proves nothing"


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
