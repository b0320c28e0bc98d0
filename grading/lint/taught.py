"""Nothing used before it is taught: what a solution needs stands before it, or in an earlier lesson."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from grading.lesson import Cell, Exercise, Lesson, SourceError, parse
from grading.lint import constructs, markdown, python, sql
from grading.lint.draft import Draft, Finding, rule
from grading.regions import cut
from grading.stub import stub
from grading.syllabus import Syllabus


@rule("taught")
def taught(draft: Draft) -> Iterator[Finding]:
    """An exercise needs only what this lesson, its prerequisites or its own text showed before it."""
    known, planned = _before(draft.lesson.name, draft.syllabus, draft.root)
    with_sql = _speaks_sql(draft.lesson)
    for cell in draft.lesson.cells:
        if cell.role == "solution":
            exercise = next(e for e in draft.lesson.exercises if e.name == cell.exercise)
            yield from _missing(draft, exercise, known | _own_text(exercise, draft.lesson.path, with_sql), planned)
        known |= _shown(cell, with_sql)


def _missing(draft: Draft, exercise: Exercise, known: set[str], planned: set[str]) -> Iterator[Finding]:
    source = "\n".join(cut(exercise.solution.source, "STUB")[0])
    needs = [(what, line, False) for what, line in constructs.needs(source).items()]
    for text, first in python.queries(python.tree(source)):
        needs += [(what, first + line - 1, True) for what, line in sql.needs(text).items()]
    for what, line, is_sql in needs:
        if what in known:
            continue
        later = sorted(name for name in planned if _may_teach(name, is_sql))
        where = f"`{what}`" + (" (SQL)" if is_sql and not what.startswith("SQL") else "")
        if later:
            yield draft.at(exercise.solution, f"{exercise.name!r} needs {where}, which {', '.join(later)} may teach.",
                           "Nothing to do if that lesson will.", line=line, waiting=True)
        else:
            yield draft.at(exercise.solution, f"{exercise.name!r} needs {where}, which nothing before it shows.",
                           "Show it in a teaching cell before, name it in the task, or solve it without.", line=line)


def _may_teach(name: str, is_sql: bool) -> bool:
    """True where a planned lesson, or one it will build on, may show such a thing: modules 0 and 1 have no SQL."""
    return not is_sql or name[0] not in "01"


def _speaks_sql(lesson: Lesson) -> bool:
    """True where words in the prose may be SQL: somewhere in the lesson there is a query."""
    return any(cell.kind == "code" and any(python.queries(python.tree(cell.source))) for cell in lesson.cells)


def _before(name: str, syllabus: Syllabus, root: Path) -> tuple[set[str], set[str]]:
    """(what all prerequisites show, the prerequisites that are only planned)."""
    known: set[str] = set()
    planned: set[str] = set()
    seen = {name}
    queue = list(syllabus.lessons[name].prerequisites) if name in syllabus.lessons else []
    while queue:
        other = queue.pop()
        if other in seen:
            continue
        seen.add(other)
        lesson = _lesson(root / "solutions" / f"{other}.py") if other in syllabus.lessons else None
        if lesson is None:
            planned.add(other)
        else:
            with_sql = _speaks_sql(lesson)
            known |= {what for cell in lesson.cells for what in _shown(cell, with_sql)}
        if other in syllabus.lessons:
            queue += syllabus.lessons[other].prerequisites
    return known, planned


def _lesson(path: Path) -> Lesson | None:
    try:
        return parse(path)
    except SourceError:
        return None  # its own lint reports it


def _shown(cell: Cell, with_sql: bool) -> set[str]:
    """What everybody has seen who has read this cell; hints of other exercises do not count."""
    if cell.role == "teaching" and cell.kind == "code":
        return constructs.taught_by_python(cell.source)
    if cell.role in ("teaching", "task"):
        text = cell.source if cell.role == "teaching" else markdown.without_hints(cell.source)
        return {what for piece in markdown.code(text) for what in constructs.taught_by_words(piece, with_sql)}
    return set()


def _own_text(exercise: Exercise, path: Path, with_sql: bool) -> set[str]:
    """What the exercise itself shows: its task, its hints, and the code learners start from."""
    shown = {what for task in exercise.tasks for piece in markdown.code(task.source)
             for what in constructs.taught_by_words(piece, with_sql)}
    try:
        given = stub(exercise, path)
    except SourceError:
        return shown
    # The line that says "not done yet" is the builder's, and teaches nobody `raise`.
    return shown | constructs.taught_by_python(re.sub(r"raise NotImplementedError\(.*\)", "pass", given))
