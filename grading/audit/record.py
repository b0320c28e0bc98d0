"""Records of an audit: every candidate answer and what the tests made of it; they go into JSON and back."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from grading.verdict import State


class Family(StrEnum):
    """Where a candidate comes from; it says what the tests must make of it."""

    SOLUTION = "solution"  # must be accepted
    STUB = "stub"  # must count as not attempted, and judged as an answer be refused
    RIGHT = "right"  # from the answer bank, must be accepted
    WRONG = "wrong"  # from the answer bank, must be refused with its message
    EQUIVALENT = "equivalent"  # from the answer bank: a mutant that is not wrong; must be accepted
    FAKE = "fake"  # looks like an answer and is none: must be refused
    MUTANT = "mutant"  # the solution with one thing changed: should be refused


@dataclass(frozen=True)
class Outcome:
    """One candidate for one exercise, and what its tests said.

    `name` says in a few words what it is (a mutant: the change; a fake: what it pretends), `code` is the text in the
    solution's place, `why` the bank's how, why or because, `line` its line in the bank, `diff` a unified diff against
    the solution where one helps, `changed` what it or its tests changed besides its own names, `cpu` processor
    seconds for this candidate alone, `again` whether it was run in a fresh process because its fork hung.
    """

    family: Family
    name: str
    state: State
    message: str = ""
    code: str = ""
    why: str = ""
    says: str = ""
    line: int = 0
    diff: str = ""
    changed: tuple[str, ...] = ()
    cpu: float = 0.0
    again: bool = False

    @property
    def accepted(self) -> bool:
        """Whether all tests of the exercise accepted it."""
        return self.state is State.CORRECT

    @property
    def refused(self) -> bool:
        """Whether it got no points: a test refused it or took it for no attempt, or it never came to an end."""
        return self.state in (State.WRONG, State.TIMED_OUT, State.CRASHED, State.NOT_ATTEMPTED)


@dataclass(frozen=True)
class Finding:
    """Something wrong with the tests of one exercise: the rule it breaks, what was seen, where, and the diff."""

    exercise: str
    number: str
    rule: str
    text: str
    where: str = ""
    diff: str = ""

    def __str__(self) -> str:
        place = f" ({self.where})" if self.where else ""
        diff = "\n" + "\n".join(f"    {line}" for line in self.diff.splitlines()) if self.diff else ""
        return f"{self.number} {self.exercise}: {self.rule}{place}: {self.text}{diff}"


@dataclass(frozen=True)
class ExerciseAudit:
    """All candidates for one exercise; `left_out` counts mutants that were not run, `reason` says why."""

    name: str
    number: str
    title: str
    kind: str
    points: int
    outcomes: tuple[Outcome, ...]
    findings: tuple[Finding, ...] = ()
    left_out: int = 0
    reason: str = ""

    def of(self, *families: Family) -> tuple[Outcome, ...]:
        """The outcomes of these families, in order."""
        return tuple(outcome for outcome in self.outcomes if outcome.family in families)

    @property
    def survivors(self) -> tuple[Outcome, ...]:
        """The mutants that the tests did not refuse and the bank does not call equivalent."""
        return tuple(outcome for outcome in self.of(Family.MUTANT) if not outcome.refused)

    @property
    def caught(self) -> tuple[int, int]:
        """(mutants caught, mutants run); those that the bank calls equivalent are not mutants here."""
        mutants = self.of(Family.MUTANT)
        return len(mutants) - len(self.survivors), len(mutants)


@dataclass(frozen=True)
class Sample:
    """The same candidates forked and each in a fresh kernel: how many, and processor seconds of all together."""

    candidates: int
    forked_cpu: float
    fresh_cpu: float

    @property
    def ratio(self) -> float:
        """How many times more processor time the fresh kernels took."""
        return self.fresh_cpu / self.forked_cpu if self.forked_cpu else 0.0


@dataclass(frozen=True)
class LessonAudit:
    """A lesson's audit: `cpu` is processor seconds in all, `lesson_cpu` those of the lesson's own cells within it."""

    lesson: str
    title: str
    exercises: tuple[ExerciseAudit, ...]
    cpu: float
    lesson_cpu: float
    seconds: float
    findings: tuple[Finding, ...] = ()
    sample: Sample | None = None

    @property
    def candidates(self) -> int:
        """How many candidates were run."""
        return sum(len(exercise.outcomes) for exercise in self.exercises)

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """The findings on the lesson as a whole, then those on its exercises in order."""
        return self.findings + tuple(finding for exercise in self.exercises for finding in exercise.findings)

    def to_json(self) -> str:
        """The record as JSON text."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"


def from_json(text: str) -> LessonAudit:
    """The record in JSON text written by `to_json`; ValueError when it is none."""
    try:
        record: dict[str, Any] = json.loads(text)
        exercises = tuple(_exercise(entry) for entry in record.pop("exercises"))
        findings = tuple(Finding(**entry) for entry in record.pop("findings"))
        sample = Sample(**entry) if (entry := record.pop("sample")) else None
        return LessonAudit(exercises=exercises, findings=findings, sample=sample, **record)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ValueError(f"this is no audit: {error}") from None


def _exercise(entry: dict[str, Any]) -> ExerciseAudit:
    outcomes = tuple(_outcome(one) for one in entry.pop("outcomes"))
    findings = tuple(Finding(**one) for one in entry.pop("findings"))
    return ExerciseAudit(outcomes=outcomes, findings=findings, **entry)


def _outcome(entry: dict[str, Any]) -> Outcome:
    return Outcome(**{**entry, "family": Family(entry["family"]), "state": State(entry["state"]),
                      "changed": tuple(entry["changed"])})
