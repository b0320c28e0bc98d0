"""Automatic mutants: the solution with one thing changed, which the tests of its exercise should refuse.

`python` applies cosmic-ray's operators; `statements`, `expressions`, `data_science` and `sql` what learners really get
wrong; `estimates` what is far off in an estimate. `left_out` says which mutants are not made, and why.
"""

from __future__ import annotations

from grading.audit.mutants import data_science, estimates, expressions, python, sql, statements
from grading.audit.mutants.canonical import canonical, same
from grading.audit.mutants.cell import Cell, Mutant
from grading.audit.mutants.left_out import Known
from grading.audit.mutants.sql import pretty

__all__ = ["Mutant", "canonical", "mutants", "pretty", "same"]


def mutants(solution: str, kind: str = "build") -> list[Mutant]:
    """All mutants of a solution cell as the worked edition shows it, by line, then operator, always the same.

    Every one compiles, and no two, nor one and the solution, are the same program. `kind` is the exercise's: an
    estimate is changed by a factor of three or more. Nothing comes back for a cell that is not Python.
    """
    try:
        cell = Cell(solution)
    except (SyntaxError, ValueError):
        return []
    makers = (python.mutants, statements.mutants, expressions.mutants, data_science.mutants, sql.mutants)
    made = [mutant for make in makers for mutant in make(cell)]
    if kind == "estimate":
        made += estimates.mutants(cell)
        made = [mutant for mutant in made if not estimates.within(solution, mutant.code)]
    known = Known(solution)
    return [mutant for mutant in sorted(made, key=lambda one: (one.line, one.operator)) if not known.reason(mutant)]
