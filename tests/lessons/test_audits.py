"""Every lesson's tests, tested: right answers accepted, wrong ones refused with their message, fakes and mutants caught."""

from __future__ import annotations

from typing import Any

import pytest
from stage import everything

from grading import audit as audits
from grading.audit import report
from grading.audit.gate import REMEDIES
from grading.audit.lesson import audit
from grading.lesson import Lesson
from grading.syllabus import ROOT


def lessons() -> list[Any]:
    return [pytest.param(lesson, id=lesson.name, marks=pytest.mark.lesson(lesson.name)) for lesson in everything()[1]]


@pytest.mark.parametrize("lesson", lessons())
def test_the_audit_finds_nothing(lesson: Lesson) -> None:
    syllabus = everything()[0]
    done = audit(lesson, syllabus, ROOT)
    report.write([done], ROOT / audits.FOLDER, list(syllabus.lessons), remedies=REMEDIES)
    found = "\n\n".join(f"{finding}\n  {REMEDIES[finding.rule]}" for finding in done.all_findings)
    assert not found, f"`workbook audit {lesson.name[:2]}` shows it too.\n{found}"
    assert done.candidates > 10 * len(done.exercises), "an audit of so few candidates proves nothing"
