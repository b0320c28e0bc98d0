"""What an audit must not find: the rules, and the findings on one exercise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from grading.audit.record import Family, Finding, Outcome
from grading.lesson import Exercise
from grading.verdict import State

CAUGHT_PER_CENT = 98
REMEDIES = {
    "right answer refused": "Mend the test; or, if the answer is not right, take it out of the bank.",
    "wrong answer accepted": "Add a case to the tests that this answer gets wrong.",
    "wrong message": "Mend the test's message, or say in the bank what a learner should read.",
    "fake accepted": "Add a case whose answer differs from the fake's, or a check of the kind.",
    "stub passes": "Let the tests see that nothing was done: is it the first line that tells, or the checks?",
    "side effect": "Work on a copy, or put back what the answer or its tests change.",
    "mutant survives": "Add a case that tells it from the solution; if there is none in any input that the task "
                       "allows, name it in the bank with `# %% equivalent=\"…\" because=\"…\"`.",
    "example untrue": "Correct the task's text, or the solution.",
    "check broke": "A check must end in a verdict whatever it is given: mend it.",
    "lesson fails": "Mend the cell; `workbook test` shows it too.",
}


def findings(exercise: Exercise, outcomes: Sequence[Outcome], bank: str) -> tuple[Finding, ...]:
    """What is wrong with the exercise's tests; `bank` is how the answer bank is called in messages."""
    def found(rule: str, outcome: Outcome, text: str) -> Finding:
        where = f"{bank}, line {outcome.line}" if outcome.line else ""
        return Finding(exercise.name, exercise.number, rule, text, where, outcome.diff)

    broken = [found("check broke", one, f"{one.name}: {one.message or 'no reason given'}")
              for one in outcomes if one.state is State.ERROR]
    told = [found(rule, one, text) for one in outcomes if one.state is not State.ERROR
            for rule, text in _judge(one, exercise.number)]
    return (*broken, *told, *_survivors(exercise, outcomes))


def _judge(one: Outcome, number: str) -> Iterator[tuple[str, str]]:
    """The rules that one outcome breaks, each with what was seen."""
    if one.family in (Family.SOLUTION, Family.RIGHT, Family.EQUIVALENT) and not one.accepted:
        yield "right answer refused", f"{one.name}: {_said(one)}"
    if one.family is Family.WRONG:
        if not one.refused:
            yield "wrong answer accepted", one.name
        elif one.says.casefold() not in one.message.casefold():
            yield "wrong message", f"{one.name}: nothing says {one.says!r}, but: {_said(one)}"
    if one.family is Family.FAKE and not one.refused:
        yield "fake accepted", f"{one.name}: {one.why}"
    if one.family is Family.STUB:
        if one.accepted:
            yield "stub passes", one.name
        elif one.name == "untouched" and one.state is not State.NOT_ATTEMPTED:
            yield "stub passes", f"it counts as an answer ({one.state.value}), not as no attempt: {_said(one)}"
        elif one.name == "untouched" and number not in one.message:
            yield "wrong message", f"what is said of an untouched stub does not name exercise {number}: {_said(one)}"
    for change in one.changed:
        yield "side effect", f"{one.name}: {change}"


def _said(one: Outcome) -> str:
    return one.message or f"({one.state.value})"


def _survivors(exercise: Exercise, outcomes: Sequence[Outcome]) -> Iterator[Finding]:
    """Every surviving mutant, when fewer than they must are caught."""
    mutants = [one for one in outcomes if one.family is Family.MUTANT]
    survivors = [one for one in mutants if one.accepted]
    caught = len(mutants) - len(survivors)
    if 100 * caught < CAUGHT_PER_CENT * len(mutants):
        for one in survivors:
            yield Finding(exercise.name, exercise.number, "mutant survives",
                          f"{one.name} (of {len(mutants)} mutants {caught} are caught)", "", one.diff)
