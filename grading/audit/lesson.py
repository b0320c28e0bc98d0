"""The audit of one lesson: its cells run once, and at every exercise all candidates branch off."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from grading import notebook
from grading.answers import Answer, bank
from grading.audit import examples
from grading.audit.candidates import Candidate, candidates, untouched
from grading.audit.gate import findings
from grading.audit.record import ExerciseAudit, Finding, LessonAudit, Outcome
from grading.audit.spent import Spent
from grading.audit.trial import Tests, trial
from grading.audit.trunk import Trunk, TrunkError
from grading.lesson import Exercise, Lesson
from grading.regions import cut
from grading.runner.session import FORKS
from grading.runner.steps import Limits, Step
from grading.syllabus import Syllabus

# A mutant may run for ever; one that takes so many times the solution's time has been caught.
PATIENCE = 10
MEMORY_MB = 3072
Advance = Callable[[Exercise | None, int], None]


def audit(lesson: Lesson, syllabus: Syllabus, root: Path, jobs: int = 1, forks: bool = FORKS,
          advance: Advance = lambda exercise, count: None) -> LessonAudit:
    """The audit of a lesson, `jobs` candidates at a time; `advance` hears of exercises begun and candidates done."""
    begun, spent = time.monotonic(), Spent()
    steps = lesson_steps(lesson, syllabus)
    answers = bank(root / "tests" / "answers" / f"{lesson.name}.py")
    broken: tuple[Finding, ...] = ()
    done: list[ExerciseAudit] = []
    with Trunk(lesson.name, steps, root / "notebooks" / lesson.name, root / "data", forks) as trunk:
        try:
            for exercise in lesson.exercises:
                if not exercise.manual:
                    done.append(_exercise(trunk, exercise, lesson, answers, jobs, advance))
        except TrunkError as error:
            broken = (Finding("", lesson.name[:2], "lesson fails", str(error), f"solutions/{lesson.name}.py"),)
    return LessonAudit(lesson.name, syllabus.find(lesson.name).title, tuple(done), round(spent.cpu(), 2),
                       round(trunk.cpu, 2), round(time.monotonic() - begun, 2), broken)


def lesson_steps(lesson: Lesson, syllabus: Syllabus) -> list[Step]:
    """The lesson's own code cells, without those that test: what candidates find when they are run."""
    numbers = {exercise.name: exercise.number for exercise in lesson.exercises}
    built = notebook.worked(lesson, syllabus).cells
    return [Step("lesson" if cell.role == "teaching" else cell.role, node.source, f"cell {node.id} (line {cell.line})",
                 cell.exercise or "", number=numbers.get(cell.exercise or "", ""))
            for cell, node in zip(lesson.cells, built, strict=True) if cell.kind == "code"]


def _exercise(trunk: Trunk, exercise: Exercise, lesson: Lesson, answers: Sequence[Answer], jobs: int,
              advance: Advance) -> ExerciseAudit:
    """The audit of one exercise; TrunkError when a cell of the lesson before it fails."""
    mine = [(index, step) for index, step in enumerate(trunk.steps) if step.exercise == exercise.name]
    place, solution = next((index, step) for index, step in mine if step.role == "solution")
    trunk.advance(place)
    tests = Tests(exercise, [(step.name, step.source) for _, step in mine if step.role == "test"])
    source = "\n".join(cut(solution.source, "STUB")[0]).strip("\n")
    all_of_them = candidates(exercise, source, untouched(exercise, lesson.path), answers)
    advance(exercise, len(all_of_them.all))
    first = _try(trunk, tests, all_of_them.all[0], Limits(memory_mb=MEMORY_MB), advance)
    assert first is not None
    limits = Limits(seconds=6 + PATIENCE * first.cpu, memory_mb=MEMORY_MB, cpu_seconds=1 + PATIENCE * first.cpu)
    with ThreadPoolExecutor(jobs) as pool:
        try:
            rest = list(pool.map(lambda one: _try(trunk, tests, one, limits, advance), all_of_them.all[1:]))
        except BaseException:
            # Whoever presses Ctrl+C does not want to wait for hundreds of candidates.
            pool.shutdown(wait=True, cancel_futures=True)
            raise
    outcomes = tuple(outcome for outcome in (first, *rest) if outcome is not None)
    found = (*_examples(trunk, exercise, source), *findings(exercise, outcomes, f"tests/answers/{lesson.name}.py"))
    return ExerciseAudit(exercise.name, exercise.number, exercise.title, exercise.kind, exercise.points, outcomes,
                         found, all_of_them.left_out, all_of_them.reason)


def _examples(trunk: Trunk, exercise: Exercise, source: str) -> list[Finding]:
    """A finding for every example in the task that the solution does not keep."""
    said = examples.claimed(exercise)
    if not said:
        return []
    asked = Step("call", "grading.audit.examples:untrue", exercise.name, exercise.name, arguments=(said,))
    results, _ = trunk.branch([Step("solution", source, exercise.name, exercise.name, number=exercise.number), asked],
                              Limits(memory_mb=MEMORY_MB), lambda step, result: result.state != "ok")
    told = results[-1].value if results[-1].state == "ok" else [results[-1].message]
    return [Finding(exercise.name, exercise.number, "example untrue", text) for text in told or []]


def _try(trunk: Trunk, tests: Tests, candidate: Candidate, limits: Limits, advance: Advance) -> Outcome | None:
    outcome = trial(trunk, tests, candidate, limits)
    advance(None, 1)
    return outcome
