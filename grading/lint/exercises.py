"""The set of exercises: how many, which kinds, what they exercise, and how each is put to the learner."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grading.lesson import KINDS
from grading.lint import markdown, python
from grading.lint.draft import Draft, Finding, rule


@rule("exercise-count")
def exercise_count(draft: Draft) -> Iterator[Finding]:
    """There are 6 to 10 graded exercises."""
    if not 6 <= (count := len(draft.graded)) <= 10:
        yield draft.whole(f"the lesson has {count} graded exercises.", "Have 6 to 10.")


@rule("points")
def points(draft: Draft) -> Iterator[Finding]:
    """The points add up to about 20: 18 to 22."""
    if not 18 <= (total := sum(e.points for e in draft.lesson.exercises)) <= 22:
        yield draft.whole(f"the points add up to {total}.", "Make them 18 to 22: change `points=` on test cells.")


@rule("kinds")
def kinds(draft: Draft) -> Iterator[Finding]:
    """There are five kinds of exercise at least, with a predict, a bug and a decide among them."""
    have = {exercise.kind for exercise in draft.lesson.exercises}
    if len(have) < 5:
        yield draft.whole(f"the exercises are of {len(have)} kinds: {', '.join(sorted(have)) or 'none'}.",
                          "Have five kinds at least: build alone is drill.")
    for kind in ("predict", "bug", "decide"):
        if kind not in have:
            yield draft.whole(f"no exercise is of the kind {kind}.", f'Add one, or turn one into kind="{kind}".')


@rule("last-exercise")
def last_exercise(draft: Draft) -> Iterator[Finding]:
    """The exercises rise: the last one decides, improves, reproduces, draws or reads."""
    late = KINDS[KINDS.index("decide"):]
    if draft.graded and draft.graded[-1].kind not in late:
        last = draft.graded[-1]
        yield draft.at(last.solution, f"the last exercise is of the kind {last.kind}.",
                       f"End with one of: {', '.join(late)}.")


@rule("one-slow")
def one_slow(draft: Draft) -> Iterator[Finding]:
    """At most one exercise is slow."""
    for exercise in [e for e in draft.graded if e.slow][1:]:
        yield draft.at(exercise.solution, f"{exercise.name!r} is the second slow exercise.",
                       "Make its data smaller and take `slow=true` out.")


@rule("objectives")
def objectives(draft: Draft) -> Iterator[Finding]:
    """The lesson has 3 to 5 objectives, and each is exercised."""
    if draft.info is None:
        return
    stated = draft.info.objectives
    if not 3 <= len(stated) <= 5:
        yield draft.entry(f"{draft.lesson.name} has {len(stated)} objectives.", "State 3 to 5, each with a verb.")
    for exercise in draft.lesson.exercises:
        if stated and exercise.objective > len(stated):
            yield draft.at(exercise.solution, f"{exercise.name!r} exercises objective {exercise.objective} of {len(stated)}.",
                           f"Put a number from 1 to {len(stated)}.")
    used = {exercise.objective for exercise in draft.lesson.exercises}
    for number, text in enumerate(stated, 1):
        if number not in used:
            yield draft.entry(f"no exercise exercises objective {number} ({text!r}).",
                              f"Add an exercise with objective={number}, or take the objective out.")


@rule("task-lines")
def task_lines(draft: Draft) -> Iterator[Finding]:
    """A task has at most five lines of text (headings, hints, tables and code blocks are not counted)."""
    for cell in draft.cells("task"):
        lines = [line for line in markdown.sentences(cell.source).split("\n")
                 if line.strip() and not line.startswith("#")]
        if len(lines) > 5:
            yield draft.at(cell, f"the task of {cell.exercise!r} has {len(lines)} lines of text, five is the most.",
                           "Move the idea to a cell before it, or the help into a hint.")


@rule("hints")
def hints(draft: Draft) -> Iterator[Finding]:
    """Every graded exercise offers two hints at least, and tests point only to hints that are there."""
    for exercise in draft.graded:
        task = exercise.tasks[0]
        count = sum(markdown.hints(cell.source) for cell in exercise.tasks)
        if count < 2:
            yield draft.at(task, f"{exercise.name!r} offers {count} hint{'s' * (count != 1)}, two is the least.",
                           "Add `<details><summary>Hint 1: a nudge</summary> … </details>` below the task.")
        for test in exercise.tests:
            for _, call in python.expectations(python.tree(test.source)):
                for word in call.keywords:
                    asked = word.value.value if isinstance(word.value, ast.Constant) else None
                    if word.arg == "hint" and isinstance(asked, int) and not 1 <= asked <= count:
                        yield draft.at(test, f"the test points to hint {asked}, and there are {count}.",
                                       "Correct the number, or write that hint.", line=call.lineno)
