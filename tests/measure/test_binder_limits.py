"""Every lesson's worked edition run on one core within Binder's memory, and costing what measured.toml says."""

from __future__ import annotations

import pytest

from grading import build, measure, notebook
from grading.lesson import Lesson
from grading.syllabus import ROOT

SYLLABUS, LESSONS = build.lessons(None)
# Machines differ, and so do two runs on one of them; a lesson that has become another one differs more.
FACTOR, SECONDS = 3, 3.0


@pytest.mark.parametrize("lesson", [pytest.param(lesson, id=lesson.name, marks=pytest.mark.lesson(lesson.name))
                                    for lesson in LESSONS])
def test_the_lesson_runs_within_binders_limits_and_costs_what_is_written_down(lesson: Lesson) -> None:
    worked = notebook.worked(lesson, SYLLABUS)
    cost = measure.measure(worked, lesson.name, ROOT, measure.BINDER_MB - measure.SERVER_MB)
    assert not cost.failed
    written = SYLLABUS.measured[lesson.name]
    remedy = f"run `workbook measure {lesson.name[:2]}`, then `workbook build {lesson.name[:2]}`"
    assert cost.cpu_seconds < FACTOR * written.cpu_seconds + SECONDS, remedy
    assert cost.memory_mb < 1.5 * written.memory_mb, remedy
