"""What an audit comes to in figures and in one plain sentence; page and terminal take theirs from here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

from grading.audit.record import ExerciseAudit, Family, Finding, LessonAudit, Outcome

BY_HAND = "explain"  # a written answer: a person marks it, so no test has anything to prove
_ACCEPTED = (Family.SOLUTION, Family.RIGHT, Family.EQUIVALENT)
# What came out otherwise than it must, in the order in which it matters, as one and as several are spoken of.
_AMISS = {
    Family.SOLUTION: ("solution not accepted", "solutions not accepted"),
    Family.RIGHT: ("right answer not accepted", "right answers not accepted"),
    Family.WRONG: ("wrong answer not refused", "wrong answers not refused"),
    Family.STUB: ("untouched stub not told apart", "untouched stubs not told apart"),
    Family.FAKE: ("fake not refused", "fakes not refused"),
    Family.MUTANT: ("mutant not caught", "mutants not caught"),
    Family.EQUIVALENT: ("equivalent mutant not accepted", "equivalent mutants not accepted"),
}


@dataclass(frozen=True)
class Tally:
    """So many of so many."""

    kept: int = 0
    of: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.kept + other.kept, self.of + other.of)

    def __str__(self) -> str:
        return f"{self.kept:,}/{self.of:,}"

    @property
    def full(self) -> bool:
        """Whether none is missing."""
        return self.kept == self.of

    @property
    def percent(self) -> str:
        """Whole per cent, cut off so that only a full tally reads 100%; "-" when there is nothing to count."""
        return f"{100 * self.kept // self.of}%" if self.of else "-"


@dataclass(frozen=True)
class Figures:
    """What became of the candidates, family by family; `told` counts wrong answers that got the bank's message."""

    right: Tally = Tally()
    wrong: Tally = Tally()
    told: Tally = Tally()
    stubs: Tally = Tally()
    fakes: Tally = Tally()
    mutants: Tally = Tally()
    equivalents: Tally = Tally()
    left_out: int = 0
    findings: int = 0

    def __add__(self, other: Figures) -> Figures:
        return Figures(**{f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(self)})


def as_it_must(outcome: Outcome) -> bool:
    """Whether this came out as its family must."""
    return outcome.accepted if outcome.family in _ACCEPTED else outcome.refused


def amiss(exercise: ExerciseAudit) -> list[Outcome]:
    """The candidates that came out otherwise than they must, in the order in which it matters."""
    order = list(_AMISS)
    return sorted((o for o in exercise.outcomes if not as_it_must(o)), key=lambda o: order.index(o.family))


def unnamed(exercise: ExerciseAudit) -> list[Outcome]:
    """What came out otherwise than it must, and no finding is about it."""
    return [outcome for outcome in amiss(exercise) if not any(about(finding, outcome) for finding in exercise.findings)]


def about(finding: Finding, outcome: Outcome) -> bool:
    """Whether the finding is about this candidate: it shows the same difference, or begins with its name."""
    if outcome.diff and outcome.diff == finding.diff:
        return True
    return finding.text == outcome.name or finding.text.startswith(f"{outcome.name}: ")


def says(outcome: Outcome) -> bool:
    """Whether the message holds what the bank expects; a reason gets a capital when it begins a sentence."""
    return outcome.says.casefold() in outcome.message.casefold()


def of_exercise(exercise: ExerciseAudit) -> Figures:
    """The figures of one exercise."""
    refused = [o for o in exercise.of(Family.WRONG) if as_it_must(o)]
    return Figures(
        right=_tally(exercise, Family.SOLUTION, Family.RIGHT), wrong=_tally(exercise, Family.WRONG),
        told=Tally(sum(says(o) for o in refused), len(exercise.of(Family.WRONG))),
        stubs=_tally(exercise, Family.STUB), fakes=_tally(exercise, Family.FAKE),
        mutants=Tally(*exercise.caught), equivalents=_tally(exercise, Family.EQUIVALENT),
        left_out=exercise.left_out, findings=len(exercise.findings))


def of_lesson(audit: LessonAudit) -> Figures:
    """The figures of one lesson, findings on the lesson as a whole among them."""
    return sum((of_exercise(exercise) for exercise in audit.exercises), Figures(findings=len(audit.findings)))


def of_all(audits: Iterable[LessonAudit]) -> Figures:
    """The figures of all these lessons together."""
    return sum((of_lesson(audit) for audit in audits), Figures())


def a_second(audit: LessonAudit) -> str:
    """Candidates a second on the clock, in words; "" when no time was taken."""
    return f"{audit.candidates / audit.seconds:,.1f} candidates a second" if audit.seconds > 0 else ""


def by_operator(outcomes: Sequence[Outcome]) -> dict[str, list[tuple[str, Outcome]]]:
    """Mutants by what was done to the solution: the words of the name up to ": ", then (the rest, outcome) for each."""
    found: dict[str, list[tuple[str, Outcome]]] = {}
    for outcome in outcomes:
        operator, _, change = outcome.name.partition(": ")
        found.setdefault(operator, []).append((change or outcome.name, outcome))
    return dict(sorted(found.items(), key=lambda entry: (-len(entry[1]), entry[0])))


def conclusion(audits: Sequence[LessonAudit]) -> tuple[bool, str]:
    """Whether the tests are proved, and a sentence that says so or says what is missing."""
    exercises = [exercise for audit in audits for exercise in audit.exercises]
    missing = _missing(audits, exercises)
    if missing:
        return False, f"Not proved: {'; '.join(missing)}."
    figures, count = of_all(audits), sum(bool(exercise.outcomes) for exercise in exercises)
    told = " (each with its message)" if figures.told.full else ""
    caught = f"{figures.mutants.kept:,} of " * (not figures.mutants.full)
    refused = [before + _count(tally.of, what) + after for before, tally, what, after in (
        ("", figures.wrong, "wrong answer", told), ("", figures.fakes, "fake", ""),
        (caught, figures.mutants, "mutant", "")) if tally.of]
    text = (f"Proved: the tests of {_count(count, 'exercise')} in {_count(len(audits), 'lesson')} accept "
            f"{_count(figures.right.of, 'right answer')}")
    text += f" and refuse {_series(refused)}." if refused else "."
    if number := figures.equivalents.of:
        text += f" {_count(number, 'more mutant')} {'is' if number == 1 else 'are'} named as not wrong, with reasons."
    if number := figures.left_out:
        text += f" {_count(number, 'mutant')} {'was' if number == 1 else 'were'} not run."
    return True, text


def _missing(audits: Sequence[LessonAudit], exercises: Sequence[ExerciseAudit]) -> list[str]:
    """What stands between these audits and a proof, in words."""
    audited = any(exercise.outcomes for exercise in exercises)
    missing = [] if audited else ["nothing was audited"]
    rules = Counter(finding.rule for audit in audits for finding in audit.all_findings)
    if rules:
        words = ", ".join(rule + f" × {number:,}" * (number > 1) for rule, number in rules.most_common())
        missing.append(f"{_count(rules.total(), 'finding')} ({words})")
    else:
        # Mutants may get through without a finding: whoever audits says from how many on they are one.
        families = Counter(outcome.family for exercise in exercises for outcome in amiss(exercise)
                           if outcome.family is not Family.MUTANT or not outcome.accepted)
        missing += [f"{families[family]:,} {words[families[family] > 1]}"
                    for family, words in _AMISS.items() if families[family]]
    empty = sum(not exercise.outcomes and exercise.kind != BY_HAND for exercise in exercises)
    if audited and empty:
        missing.append(f"{_count(empty, 'exercise')} without a candidate")
    return missing


def _series(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _tally(exercise: ExerciseAudit, *families: Family) -> Tally:
    outcomes = exercise.of(*families)
    return Tally(sum(as_it_must(outcome) for outcome in outcomes), len(outcomes))


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'s' * (number != 1)}"
