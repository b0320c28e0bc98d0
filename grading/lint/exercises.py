"""The set of exercises: how many, which kinds, what they exercise, and how each is put to the learner."""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Iterator

from grading.lesson import KINDS, Exercise
from grading.lint import markdown, python
from grading.lint.draft import Draft, Finding, rule

_EXAMPLE = re.compile(r"\b(?:examples?|form|e\.g\.|for instance)\b|→|>>>|"
                      r"`\s*(?:is|are|gives?|returns?|becomes?|makes?|means?|turns? into)\b", re.I)


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
            yield draft.at(exercise.solution,
                           f"{exercise.name!r} exercises objective {exercise.objective} of {len(stated)}.",
                           f"Put a number from 1 to {len(stated)}.")
    used = {exercise.objective for exercise in draft.lesson.exercises}
    for number, text in enumerate(stated, 1):
        if number not in used:
            yield draft.entry(f"no exercise exercises objective {number} ({text!r}).",
                              f"Add an exercise with objective={number}, or take the objective out.")


@rule("minutes")
def minutes(draft: Draft) -> Iterator[Finding]:
    """The minutes in lessons.toml leave time to read: they are more than those of all exercises together."""
    total = sum(exercise.minutes for exercise in draft.lesson.exercises)
    if draft.info and draft.info.minutes <= total:
        yield draft.entry(f"{draft.lesson.name} takes {draft.info.minutes} minutes, and its exercises alone {total}.",
                          "Raise minutes here, or lower minutes= on the exercises.")


@rule("task-lines")
def task_lines(draft: Draft) -> Iterator[Finding]:
    """A task has at most five lines of text, of 120 signs (headings, hints, tables, code blocks are not counted)."""
    for cell in draft.cells("task"):
        lines = sum(math.ceil(len(line.rstrip()) / 120) for line in markdown.sentences(cell.source).split("\n")
                    if not line.startswith("#"))
        if lines > 5:
            yield draft.at(cell, f"the task of {cell.exercise!r} has {lines} lines of text, five is the most.",
                           "Move the idea to a cell before it, or the help into a hint.")


@rule("task-example")
def task_example(draft: Draft) -> Iterator[Finding]:
    """The task of a build, query or bug exercise shows a worked input and output."""
    for exercise in draft.graded:
        text = markdown.without_hints("\n".join(cell.source for cell in exercise.tasks))
        if exercise.kind in ("build", "query", "bug") and not _EXAMPLE.search(text):
            yield draft.at(exercise.tasks[0], f"the task of {exercise.name!r} shows no example.",
                           "Add one line: `*Example:* …`, an input and what it gives.")


@rule("hints")
def hints(draft: Draft) -> Iterator[Finding]:
    """Every graded exercise offers two hints at least, numbered from 1, none empty; tests point to hints there are."""
    for exercise in draft.graded:
        task = exercise.tasks[0]
        numbers = markdown.hints(task.source)
        count = len(numbers)
        if count < 2:
            yield draft.at(task, f"{exercise.name!r} offers {count} hint{'s' * (count != 1)}, two is the least.",
                           "Add `<details><summary>Hint 1: a nudge</summary>`, an empty line, the hint, `</details>`.")
        elif numbers != list(range(1, count + 1)):
            yield draft.at(task, f"the hints of {exercise.name!r} are numbered {', '.join(map(str, numbers))}.",
                           "Number them 1, 2, 3: tests point to them by number.")
        for text, line in markdown.folds(task.source):
            if not text:
                yield draft.at(task, f"a hint of {exercise.name!r} is empty.", "Write it, or take it out.", line=line)
        if task.source.count("<details") != task.source.count("</details>"):
            yield draft.at(task, f"a hint of {exercise.name!r} is never closed.", "Put `</details>` below it.")
        yield from _pointers(draft, exercise, count)


def _pointers(draft: Draft, exercise: Exercise, count: int) -> Iterator[Finding]:
    """Tests that point to a hint which is not there."""
    for test in exercise.tests:
        for _, call in python.expectations(python.tree(test.source)):
            for word in (word for word in call.keywords if word.arg == "hint"):
                asked = [n.value for n in ast.walk(word.value) if isinstance(n, ast.Constant) and type(n.value) is int]
                if isinstance(word.value, ast.Constant) and asked and not 1 <= asked[0] <= count:
                    yield draft.at(test, f"the test points to hint {asked[0]}, and there are {count}.",
                                   "Correct the number, or write that hint.", line=word.value.lineno)
