"""The lessons of the repository and their answer banks, read once a process."""

from __future__ import annotations

from functools import cache

from grading import build
from grading.answers import Answer, bank
from grading.lesson import Lesson
from grading.syllabus import ROOT, Syllabus


@cache
def everything() -> tuple[Syllabus, list[Lesson]]:
    """The syllabus and every lesson of the repository, parsed once a process."""
    return build.lessons(None)


@cache
def answers(name: str) -> list[Answer]:
    """The answer bank of the lesson `name`."""
    return bank(ROOT / "tests" / "answers" / f"{name}.py")
