"""From what came of the cells to verdicts on the exercises."""

from __future__ import annotations

from dataclasses import replace

from grading.check.matching import Matched
from grading.release import Release, ReleaseExercise, same
from grading.runner.steps import Result, Step
from grading.verdict import CellVerdict, ExerciseVerdict, LessonVerdict, State, overall

_STATES = {
    "ok": State.CORRECT, "not yet": State.WRONG, "not attempted": State.NOT_ATTEMPTED, "broke": State.ERROR,
    "interrupted": State.WRONG, "timed out": State.TIMED_OUT, "crashed": State.CRASHED, "skipped": State.ERROR,
}
Ran = list[tuple[Step, Result]]


def judge(release: Release, matched: Matched, ran: Ran, seconds: float) -> LessonVerdict:
    """The verdict on a notebook whose steps came out as in `ran`, each allowed `seconds`."""
    blamed = _lesson_failed_first(ran)
    exercises: list[ExerciseVerdict] = []
    for exercise in release.exercises.values():
        mine = [(step, result) for step, result in ran if step.exercise == exercise.name]
        verdict = _written(exercise, matched) if exercise.manual else _exercise(exercise, matched, mine, seconds)
        if blamed and verdict.state is State.WRONG:
            verdict = replace(verdict, state=State.ERROR)
        exercises.append(verdict)
    return LessonVerdict(release.name, tuple(exercises), release.hidden, tuple(matched.repairs),
                         tuple(_remarks(ran, seconds)))


def _exercise(exercise: ReleaseExercise, matched: Matched, ran: Ran, seconds: float) -> ExerciseVerdict:
    cells = tuple(_cell(step, result, seconds) for step, result in ran if step.role == "test")
    state = overall(cells)
    message = next((cell.message for cell in cells if cell.state is state and cell.message), "")
    solution = next((result for step, result in ran if step.role == "solution"), None)
    answer = matched.cells.get(exercise.name)
    touched = answer is not None and not same(answer.source, exercise.given)
    if solution is not None and state is not State.CORRECT and touched:
        if solution.state in ("timed out", "crashed"):
            state, message = _STATES[solution.state], _trouble("Your cell", solution, seconds)
        elif solution.state in ("raised", "interrupted"):
            state, message = State.WRONG, solution.message
    elif state is State.WRONG and not touched and "is not done yet" in message:
        state = State.NOT_ATTEMPTED
    return ExerciseVerdict(exercise.name, exercise.number, exercise.title, state, message, cells)


def _cell(step: Step, result: Result, seconds: float) -> CellVerdict:
    state = _STATES[result.state]
    message = result.message
    if state in (State.TIMED_OUT, State.CRASHED):
        message = _trouble("The check of your answer", result, seconds)
    points = step.points if state is State.CORRECT else 0
    return CellVerdict(step.name, state, points, step.points, message, result.seconds)


def _trouble(what: str, result: Result, seconds: float) -> str:
    if result.state == "timed out":
        return f"{what} took longer than {seconds:g} seconds and was stopped. Is there a loop that never ends?"
    return f"{what} did not come to its end. {result.message}"


def _written(exercise: ReleaseExercise, matched: Matched) -> ExerciseVerdict:
    mine = matched.cells.get(exercise.name)
    there = mine is not None and bool(mine.source.strip()) and not same(mine.source, exercise.given)
    state = State.WRITTEN if there else State.NOT_ATTEMPTED
    return ExerciseVerdict(exercise.name, exercise.number, exercise.title, state, by_hand=exercise.points)


def _lesson_failed_first(ran: Ran) -> bool:
    """Whether a cell of the lesson failed as it was released, before anything of the learner's had run."""
    for step, result in ran:
        if step.role != "lesson":
            return False
        if result.state != "ok":
            return True
    return False


def _remarks(ran: Ran, seconds: float) -> list[str]:
    """What came of cells that are no exercise, as far as a learner should know."""
    said: list[str] = []
    for step, result in ran:
        if step.role not in ("own", "changed", "lesson") or result.state == "ok":
            continue
        whose = {"own": f"Your own {step.name}", "changed": f"The lesson's {step.name}, which you changed,"}.get(
            step.role, f"{step.name[0].upper()}{step.name[1:]}, which is as the lesson has it,")
        if result.state == "timed out":
            said.append(f"{whose} took longer than {seconds:g} seconds and was stopped.")
        elif result.state == "crashed":
            said.append(f"{whose} did not come to its end. {result.message}")
        else:
            stopped = result.message.replace("Your cell stopped", "stopped").replace(
                "Python cannot read your cell", "is not Python")
            instead = "\nThe original ran in its place." if result.state == "replaced" else ""
            said.append(f"{whose} {stopped or 'was interrupted.'}{instead}")
    return said
