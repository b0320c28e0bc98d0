"""Marks of parts that are still to be written: what `workbook new` puts into a fresh lesson."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from grading.lint.draft import Draft, Finding, rule

RULE = "fill-in"
MARK = re.compile(r"…fill in: ([^…]+)…")
NAME = re.compile(r"fill_in_\d+")
_REMEDY = "Write it, and take the mark out."


@rule(RULE)
def fill_in(draft: Draft) -> Iterator[Finding]:
    """Nothing is left to fill in: no `…fill in: …` mark and no exercise called fill_in_1."""
    yield from _marks(draft.lesson.path)
    for exercise in draft.lesson.exercises:
        if NAME.fullmatch(exercise.name):
            yield draft.at(exercise.solution, f"exercise {exercise.number} is still called {exercise.name}.",
                           "Give it the name learners will bind, here, in its tests and in the answer bank.")
    for number, line in draft.entry_lines():
        if told := _told(line):
            yield Finding(draft.root / "lessons.toml", number, "", told, _REMEDY)
    if draft.bank.exists():
        yield from _marks(draft.bank)


def _marks(path: Path) -> Iterator[Finding]:
    """A finding for every cell of a file that holds marks, at the first of them."""
    cell = 0
    first: dict[int, int] = {}
    lines: dict[int, list[str]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        cell += line.startswith("# %%")
        if MARK.search(line):
            first.setdefault(cell, number)
            lines.setdefault(cell, []).append(line)
    for cell, number in first.items():
        yield Finding(path, number, "", _told("\n".join(lines[cell])), _REMEDY, cell=cell)


def _told(text: str) -> str:
    marks = dict.fromkeys(mark.strip() for mark in MARK.findall(text))
    return f"still to fill in: {'; '.join(marks)}." if marks else ""
