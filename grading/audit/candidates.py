"""The candidates for an exercise: texts for the place of its solution, and what the tests must make of them."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from grading.answers import Answer
from grading.audit.fakes import fakes
from grading.audit.mutants import Mutant, canonical, mutants, pretty
from grading.audit.record import Family
from grading.lesson import Exercise
from grading.stub import stub

# A test that trains a network costs seconds with every mutant.
MUTANTS_OF_A_SLOW_EXERCISE = 6


@dataclass(frozen=True)
class Candidate:
    """One candidate: the text in the solution's place, and for a fake how the true answer is then disguised.

    `judged` leaves out the test cells' first line, which tells an untouched stub from an answer.
    """

    family: Family
    name: str
    code: str
    why: str = ""
    says: str = ""
    line: int = 0
    diff: str = ""
    how: str = ""
    judged: bool = False


@dataclass(frozen=True)
class Candidates:
    """All candidates of an exercise, in the order of the report; `left_out` mutants are not run, for the `reason`."""

    all: tuple[Candidate, ...]
    left_out: int = 0
    reason: str = ""


def candidates(exercise: Exercise, source: str, given: str, bank: Sequence[Answer]) -> Candidates:
    """The candidates for `exercise`, whose solution is `source` and whose untouched stub is `given`."""
    mine = [answer for answer in bank if answer.exercise == exercise.name]
    changed = _mutants(exercise, source, mine)
    kept = _spread(changed, MUTANTS_OF_A_SLOW_EXERCISE) if exercise.slow else changed
    found = [Candidate(Family.SOLUTION, "the solution", source),
             Candidate(Family.STUB, "untouched", given),
             Candidate(Family.STUB, "untouched, judged as an answer", given, judged=True),
             *(_from_bank(answer, source) for answer in mine)]
    if not exercise.slow:
        found += [Candidate(Family.FAKE, fake.name, source, why=fake.text, how=fake.how)
                  for fake in fakes(exercise.kind)]
    found += [Candidate(Family.MUTANT, f"{one.operator}: {one.change}", one.code, diff=diff(source, one.code))
              for one in kept]
    reason = "the exercise is marked slow: each mutant trains a network" if len(kept) < len(changed) else ""
    return Candidates(tuple(found), len(changed) - len(kept), reason)


def untouched(exercise: Exercise, lesson_path: object) -> str:
    """What learners are given in the place of the solution."""
    return stub(exercise, lesson_path)  # type: ignore[arg-type]


def diff(source: str, code: str) -> str:
    """What `code` changes in the solution `source`: a unified diff without its header; "" where nothing is."""
    before, after = pretty(source).splitlines(), pretty(code).splitlines()
    return "\n".join(list(difflib.unified_diff(before, after, lineterm="", n=1))[2:])


def _mutants(exercise: Exercise, source: str, bank: Sequence[Answer]) -> list[Mutant]:
    """The mutants of the solution, without those that the bank knows to be no worse."""
    known = {canonical(answer.code) for answer in bank if answer.verdict in ("equivalent", "right")}
    return [mutant for mutant in mutants(source, exercise.kind) if canonical(mutant.code) not in known]


def _from_bank(answer: Answer, source: str) -> Candidate:
    family = Family(answer.verdict)
    shown = diff(source, answer.code) if family is Family.EQUIVALENT else ""
    return Candidate(family, answer.why, answer.code, answer.why, answer.says, answer.line, shown)


def _spread(all_of_them: list[Mutant], most: int) -> list[Mutant]:
    """At most so many of them, evenly from first to last."""
    if len(all_of_them) <= most:
        return all_of_them
    return [all_of_them[index * len(all_of_them) // most] for index in range(most)]
