"""The answer bank: right and wrong answers that prove the tests."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator

from grading import answers
from grading.answers import Answer
from grading.lint import python
from grading.lint.draft import Draft, Finding, rule

_LEAST = (("right", 2), ("wrong", 3))


@rule("bank")
def bank(draft: Draft) -> Iterator[Finding]:
    """The answer bank is there, and holds two right and three wrong answers at least for every exercise."""
    if not draft.bank.exists():
        yield Finding(draft.bank, 1, "", "the answer bank is missing.",
                      f"Write tests/answers/{draft.bank.name}: two right and three wrong answers an exercise.")
        return
    count = Counter((answer.verdict, answer.exercise) for answer in _answers(draft))
    for exercise in draft.graded:
        for verdict, least in _LEAST:
            if (have := count[verdict, exercise.name]) < least:
                yield Finding(draft.bank, 1, "",
                              f"{exercise.name!r} has {have} {verdict} answers, {least} is the least.",
                              f'Add cells `# %% {verdict}="{exercise.name}" …`.')


@rule("bank-cells")
def bank_cells(draft: Draft) -> Iterator[Finding]:
    """Every cell of the bank can be read, names an exercise, is Python and binds the exercise's name."""
    if draft.bank.exists():
        for problem in answers.read(draft.bank)[1]:
            yield Finding(draft.bank, problem.line, "", problem.message, problem.remedy,
                          cell=_cell(draft, problem.line))
    names = {exercise.name for exercise in draft.graded}
    for answer in _answers(draft):
        try:
            module = ast.parse(answer.code)
        except SyntaxError as error:
            yield _at(draft, answer, f"the answer is not Python: {error.msg}.", "Mend this line.",
                      answer.first + (error.lineno or 1) - 1)
            continue
        if answer.exercise not in names:
            yield _at(draft, answer, f"there is no exercise {answer.exercise!r}.",
                      f"Exercises: {', '.join(sorted(names)) or 'none yet'}.")
        elif answer.exercise not in python.bound(module):
            yield _at(draft, answer, f"the answer never binds `{answer.exercise}`.",
                      "It replaces the solution cell: bind that name.")


@rule("bank-different")
def bank_different(draft: Draft) -> Iterator[Finding]:
    """The answers to an exercise differ from each other and from the solution."""
    seen = {exercise.name: {_shape(exercise.solution.source): "the solution"} for exercise in draft.graded}
    for answer in _answers(draft):
        shape = _shape(answer.code)
        if answer.verdict == "equivalent" or answer.exercise not in seen or not python.tree(answer.code).body:
            continue
        if earlier := seen[answer.exercise].get(shape):
            way = ("Solve it in another way: another algorithm, clause or library call." if answer.verdict == "right"
                   else "Write down another misconception.")
            yield _at(draft, answer,
                      f"this {answer.verdict} answer to {answer.exercise!r} is the same as {earlier}.", way)
        seen[answer.exercise].setdefault(shape, f"the one on line {answer.line}")


def _answers(draft: Draft) -> list[Answer]:
    return answers.read(draft.bank)[0] if draft.bank.exists() else []


def _shape(code: str) -> str:
    """What two answers share that differ only in spaces and comments."""
    return ast.dump(python.tree(code))


def _at(draft: Draft, answer: Answer, message: str, remedy: str, line: int = 0) -> Finding:
    return Finding(draft.bank, line or answer.line, "", message, remedy, cell=answer.cell)


def _cell(draft: Draft, line: int) -> int:
    """The place of the bank's cell that holds the line, from 1; 0 above the first."""
    lines = draft.bank.read_text(encoding="utf-8").splitlines()[:line]
    return sum(text.startswith("# %%") for text in lines)
