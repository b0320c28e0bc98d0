"""Marks of parts that are still to be written: what `workbook new` puts into a fresh lesson."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from grading.lint.draft import Draft, Finding, rule

RULE = "fill-in"
MARK = re.compile(r"…fill in: ([^…]+)…")
NAME = re.compile(r"fill_in_\d+")
_REMEDY = "Write it, and take the mark out."


@rule(RULE)
def fill_in(draft: Draft) -> Iterator[Finding]:
    """Nothing is left to fill in: no `…fill in: …` mark and no exercise called fill_in_1."""
    lines = draft.lesson.path.read_text(encoding="utf-8").splitlines()
    cells = draft.lesson.cells
    for number, line in enumerate(lines, 1):
        cell = sum(1 for c in cells if c.line <= number)
        for mark in MARK.finditer(line):
            found = Finding(draft.lesson.path, number, "", f"still to fill in: {mark[1].strip()}.", _REMEDY)
            yield replace(found, cell=cell)
    for exercise in draft.lesson.exercises:
        if NAME.fullmatch(exercise.name):
            yield draft.at(exercise.solution, f"exercise {exercise.number} is still called {exercise.name}.",
                           "Give it the name learners will bind, here, in its tests and in the answer bank.")
    yield from _entry(draft)
    yield from _bank(draft)


def _entry(draft: Draft) -> Iterator[Finding]:
    if draft.info:
        for key in ("title", "question", "objectives", "covers"):
            for mark in MARK.finditer(str(getattr(draft.info, key))):
                yield draft.entry(f"still to fill in: {mark[1].strip()} ({key}).", _REMEDY)


def _bank(draft: Draft) -> Iterator[Finding]:
    if draft.bank.exists():
        for number, line in enumerate(draft.bank.read_text(encoding="utf-8").splitlines(), 1):
            for mark in MARK.finditer(line):
                yield Finding(draft.bank, number, "", f"still to fill in: {mark[1].strip()}.", _REMEDY)
