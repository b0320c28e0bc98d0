"""One candidate on trial: the steps it is run in, and from what came of them the outcome."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grading.audit.candidates import Candidate
from grading.audit.record import Family, Outcome
from grading.audit.trunk import Trunk
from grading.lesson import Exercise
from grading.runner.steps import Limits, Result, Step
from grading.verdict import State

STATES = {
    "ok": State.CORRECT, "raised": State.WRONG, "not yet": State.WRONG, "not attempted": State.NOT_ATTEMPTED,
    "broke": State.ERROR, "interrupted": State.WRONG, "timed out": State.TIMED_OUT, "crashed": State.CRASHED,
    "skipped": State.ERROR,
}
_TAKE, _CHANGES = "grading.audit.footprint:take", "grading.audit.footprint:changes"
_WEAR, _TOLD = "grading.audit.disguise:wear", "grading.audit.disguise:told"
_HIDDEN = "### BEGIN HIDDEN TESTS"
_WATCHED = (Family.SOLUTION, Family.RIGHT)
_ALL_TESTS = (Family.SOLUTION, Family.RIGHT, Family.EQUIVALENT, Family.STUB)


@dataclass(frozen=True)
class Tests:
    """An exercise and its test cells as the worked edition has them: (grade id, source)."""

    exercise: Exercise
    cells: Sequence[tuple[str, str]]

    @property
    def visible(self) -> list[str]:
        """What a learner can read of the test cells."""
        return [source.partition(_HIDDEN)[0] for _, source in self.cells]


def trial(trunk: Trunk, tests: Tests, candidate: Candidate, limits: Limits) -> Outcome | None:
    """What the tests made of the candidate; None for a fake that is none, because it does what a right answer does."""
    steps = _steps(tests, candidate)
    says = candidate.says.casefold()

    def enough(step: Step, result: Result) -> bool:
        if step.role == "call":
            return result.state == "broke" or (step.source == _WEAR and bool(result.value))
        if candidate.family is Family.WRONG:
            return says in result.message.casefold()
        return result.state != "ok" and candidate.family not in _ALL_TESTS

    results, again = trunk.branch(steps, limits, enough)
    done = list(zip(steps, results, strict=False))
    if candidate.family is Family.FAKE and any(_no_fake(step, result) for step, result in done):
        return None
    return _outcome(candidate, done, again)


def _no_fake(step: Step, result: Result) -> bool:
    return step.source in (_WEAR, _TOLD) and result.state == "ok" and bool(result.value)


def _steps(tests: Tests, candidate: Candidate) -> list[Step]:
    """What is run for the candidate, in order."""
    name, number = tests.exercise.name, tests.exercise.number
    steps = [Step("solution", candidate.code, name, name, number=number)]
    if candidate.how:
        steps.append(Step("call", _WEAR, name, name, arguments=(name, candidate.how, tests.visible)))
    for at, source in tests.cells:
        text = "from grading import expect\n" + source.partition("\n")[2] if candidate.judged else source
        steps.append(Step("test", text, at, name, number=number))
    if candidate.how:
        steps.append(Step("call", _TOLD, name, name, arguments=(name,)))
    if candidate.family in _WATCHED:
        # What a learner's own answer does to the notebook is theirs; what the solution or a check does is ours.
        place = 0 if candidate.family is Family.SOLUTION else 1
        steps.insert(place, Step("call", _TAKE, name, name))
        steps.append(Step("call", _CHANGES, name, name, arguments=([name],)))
    return steps


def _outcome(candidate: Candidate, done: Sequence[tuple[Step, Result]], again: bool) -> Outcome:
    """The outcome: the first step that did not go well decides, for a wrong answer the one that says what it should."""
    bad = [result for _, result in done if result.state != "ok"]
    said = [result for result in bad if candidate.says and candidate.says.casefold() in result.message.casefold()]
    decides = (said or bad or [Result("ok")])[0]
    changed = next((tuple(result.value) for step, result in done if step.source == _CHANGES and result.value), ())
    cpu = sum(result.cpu for _, result in done)
    return Outcome(candidate.family, candidate.name, STATES[decides.state], decides.message, candidate.code,
                   candidate.why, candidate.says, candidate.line, candidate.diff, changed, round(cpu, 4), again)
