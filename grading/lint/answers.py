"""The answer bank: right and wrong answers that prove the tests."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from grading.lint import python
from grading.lint.draft import Draft, Finding, rule

_MARKER = re.compile(r"^# %%\s*(.*)$")
_PAIR = re.compile(r'(\w+)="((?:[^"\\]|\\.)*)"')
_NEEDS = {"right": ("how",), "wrong": ("why", "says"), "equivalent": ("because",)}


@dataclass
class Answer:
    """One cell of the bank: what it is (right, wrong, equivalent), whose, its notes and its code."""

    what: str
    name: str
    line: int
    notes: dict[str, str]
    lines: list[str] = field(default_factory=list)

    @property
    def tree(self) -> ast.Module:
        """Its code, parsed."""
        return python.tree("\n".join(self.lines))


def read(path: Path) -> list[Answer]:
    """The answers in the bank at `path`, in order; cells that are none have the kind ""."""
    found: list[Answer] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if marker := _MARKER.match(line):
            notes = dict(_PAIR.findall(marker[1]))
            what = next((kind for kind in _NEEDS if kind in notes), "")
            found.append(Answer(what, notes.get(what, ""), number, notes))
        elif found:
            found[-1].lines.append(line)
    return found


@rule("bank")
def bank(draft: Draft) -> Iterator[Finding]:
    """The answer bank is there, and holds two right and three wrong answers at least for every exercise."""
    if not draft.bank.exists():
        yield Finding(draft.bank, 1, "", "the answer bank is missing.",
                      f"Write tests/answers/{draft.bank.name}: two right and three wrong answers an exercise.")
        return
    count = Counter((answer.what, answer.name) for answer in read(draft.bank))
    for exercise in draft.graded:
        for what, least in (("right", 2), ("wrong", 3)):
            if (have := count[what, exercise.name]) < least:
                yield Finding(draft.bank, 1, "", f"{exercise.name!r} has {have} {what} answers, {least} is the least.",
                              f'Add cells `# %% {what}="{exercise.name}" …`.')


@rule("bank-cells")
def bank_cells(draft: Draft) -> Iterator[Finding]:
    """Every cell of the bank names an exercise, says how or why, is Python and binds the name."""
    names = {exercise.name for exercise in draft.graded}
    for answer in read(draft.bank) if draft.bank.exists() else []:
        def at(message: str, remedy: str, line: int = answer.line) -> Finding:
            return Finding(draft.bank, line, "", message, remedy)

        code = "\n".join(answer.lines)
        if not answer.what:
            if code.strip():
                yield at("the cell is neither right, wrong nor equivalent.", 'Begin it with `# %% right="name" how="…"`.')
            continue
        if answer.name not in names:
            yield at(f"there is no exercise {answer.name!r}.", f"Exercises: {', '.join(sorted(names))}.")
        for note in _NEEDS[answer.what]:
            if not answer.notes.get(note):
                yield at(f"the {answer.what} answer to {answer.name!r} has no {note}=.", f'Add {note}="…" to its line.')
        try:
            ast.parse(code)
        except SyntaxError as error:
            yield at(f"the answer is not Python: {error.msg}.", "Mend the cell.", answer.line + (error.lineno or 1))
        else:
            if answer.name in names and answer.name not in python.bound(answer.tree):
                yield at(f"the answer never binds `{answer.name}`.", "It replaces the solution cell: bind that name.")


@rule("bank-different")
def bank_different(draft: Draft) -> Iterator[Finding]:
    """The right answers differ from each other and from the solution."""
    seen = {exercise.name: {ast.dump(python.tree(exercise.solution.source))} for exercise in draft.graded}
    for answer in read(draft.bank) if draft.bank.exists() else []:
        if answer.what == "right" and answer.name in seen and answer.tree.body:
            shape = ast.dump(answer.tree)
            if shape in seen[answer.name]:
                yield Finding(draft.bank, answer.line, "", f"this right answer to {answer.name!r} is there already.",
                              "Solve it in another way: another algorithm, clause or library call.")
            seen[answer.name].add(shape)
