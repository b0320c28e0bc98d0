"""Runs a lesson's cells in this process, up to any exercise, and an answer with its tests from there."""

from __future__ import annotations

import linecache
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from grading import build, notebook
from grading.answers import Answer, bank
from grading.lesson import Cell, Exercise, Lesson
from grading.syllabus import ROOT, Syllabus

os.environ["MPLBACKEND"] = "Agg"


@cache
def everything() -> tuple[Syllabus, list[Lesson]]:
    """The syllabus and every lesson of the repository, parsed once a process."""
    return build.lessons(None)


@cache
def answers(name: str) -> list[Answer]:
    """The answer bank of the lesson `name`."""
    return bank(ROOT / "tests" / "answers" / f"{name}.py")


@cache
def worked(name: str) -> list[tuple[Cell, str, str]]:
    """The cells of the lesson's worked edition: the parsed cell, its source as built, its id."""
    syllabus, lessons = everything()
    lesson = next(lesson for lesson in lessons if lesson.name == name)
    built = notebook.worked(lesson, syllabus).cells
    return [(cell, node.source, node.id) for cell, node in zip(lesson.cells, built, strict=True)]


@cache
def checkpoints(name: str) -> dict[str, dict[str, Any]] | Exception:
    """For every exercise of the lesson: the names that exist just before its solution cell; or what stopped a cell.

    A failure is kept as well: nobody wants to wait for it once more with every answer.
    """
    namespace: dict[str, Any] = {"__name__": "__main__"}
    kept: dict[str, dict[str, Any]] = {}
    with place(name):
        for cell, source, at in worked(name):
            if cell.role == "solution":
                kept[str(cell.exercise)] = dict(namespace)
            if cell.kind == "code":
                try:
                    run(source, namespace, at)
                except Exception as error:
                    error.add_note(f"in the worked edition of {name}, cell {at} (line {cell.line} of the source)")
                    return error
    return kept


def before(lesson: Lesson, exercise: Exercise) -> dict[str, Any]:
    """The names that exist just before the exercise's solution cell; what stopped the worked edition, if it stopped."""
    known = checkpoints(lesson.name)
    if isinstance(known, Exception):
        raise known
    return dict(known[exercise.name])


def outcome(lesson: Lesson, exercise: Exercise, code: str, begin: bool = True) -> list[str]:
    """The messages of the exercise's test cells for the answer `code`; none when it is right.

    Without `begin` the tests judge an untouched stub as if it were an answer.
    """
    start = before(lesson, exercise)
    messages: list[str] = []
    with place(lesson.name):
        try:
            run(code, start, exercise.name)
        except Exception as error:
            messages.append(f"{type(error).__name__}: {error}")
        for cell, source, at in worked(lesson.name):
            if cell.role != "test" or cell.exercise != exercise.name:
                continue
            try:
                run(source if begin else "from grading import expect\n" + source.partition("\n")[2], start, at)
            except Exception as error:
                messages.append(f"{error}")
    return messages


def run(code: str, namespace: dict[str, Any], name: str) -> None:
    """Execute `code` as the cell `name`, so that its lines can be shown in messages."""
    where = f"<cell {name} {hash(code)}>"
    linecache.cache[where] = (len(code), None, code.splitlines(keepends=True), where)
    exec(compile(code, where, "exec"), namespace)


@contextmanager
def place(name: str) -> Iterator[None]:
    """Work in a folder from which `../../data` is the data, as it is for a learner's notebook."""
    before = Path.cwd()
    folder = ROOT / "notebooks" / name
    folder.mkdir(parents=True, exist_ok=True)
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
