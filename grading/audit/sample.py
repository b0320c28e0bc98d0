"""What the same candidates cost in a fresh kernel each: a sample, to set the audit's figures beside."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import nbformat

from grading.audit.record import Family, LessonAudit, Outcome, Sample
from grading.audit.spent import Spent
from grading.runner.stage import stage
from grading.runner.steps import Step


def sample(audit: LessonAudit, steps: Sequence[Step], root: Path, most: int) -> Sample | None:
    """Run up to `most` candidates, spread over the lesson, in fresh kernels; None where there are none.

    A kernel runs the lesson's cells up to the exercise, the candidate and its tests. The forked cost of a candidate is
    what its own steps took and its share of all the rest of the audit: the lesson's cells, imports, forks, bookkeeping.
    """
    chosen = _chosen(audit, most)
    if not chosen:
        return None
    own = sum(outcome.cpu for exercise in audit.exercises for outcome in exercise.outcomes)
    share = max(audit.cpu - own, 0.0) / audit.candidates
    spent = Spent()
    for name, outcome in chosen:
        _fresh(steps, name, outcome, audit.lesson, root)
    return Sample(len(chosen), round(sum(outcome.cpu + share for _, outcome in chosen), 3), round(spent.cpu(), 3))


def _chosen(audit: LessonAudit, most: int) -> list[tuple[str, Outcome]]:
    """(exercise, candidate): right and wrong answers and mutants, evenly from first to last."""
    families = (Family.SOLUTION, Family.RIGHT, Family.WRONG, Family.MUTANT)
    every = [(exercise.name, outcome) for exercise in audit.exercises for outcome in exercise.of(*families)]
    count = min(most, len(every))
    return [every[(2 * index + 1) * len(every) // (2 * count)] for index in range(count)]


def _fresh(steps: Sequence[Step], name: str, outcome: Outcome, lesson: str, root: Path) -> None:
    """Run one candidate in a kernel of its own."""
    from nbclient import NotebookClient

    first = next(index for index, step in enumerate(steps) if step.exercise == name)
    tests = [step.source for step in steps if step.exercise == name and step.role == "test"]
    before = [step.source for step in steps[:first] if step.role != "test"]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)
                                               for source in [*before, outcome.code, *tests]])
    with stage(lesson, root / "notebooks" / lesson, root / "data") as folder:
        place = {"metadata": {"path": str(folder)}}
        NotebookClient(notebook, timeout=600, allow_errors=True, resources=place).execute()
