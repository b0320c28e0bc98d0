"""Every lesson has been measured, and costs no more than a lesson may."""

from __future__ import annotations

import pytest

from grading.measure import over
from grading.syllabus import load

SYLLABUS = load()


@pytest.mark.parametrize("name", [pytest.param(name, marks=pytest.mark.lesson(name)) for name in SYLLABUS.lessons])
def test_the_lesson_is_within_its_budget(name: str) -> None:
    assert name in SYLLABUS.measured, f"run `workbook measure {name[:2]}`, then `workbook build {name[:2]}`"
    assert not (what := over(SYLLABUS.measured[name])), f"{name} costs {what}"


def test_only_lessons_are_in_measured_toml() -> None:
    assert set(SYLLABUS.measured) <= set(SYLLABUS.lessons), "run `workbook measure`: it drops what is no lesson"
