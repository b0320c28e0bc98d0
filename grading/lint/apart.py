"""Learners' answers stay apart: nothing but an exercise's own tests depends on what its answer or tests bind."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from grading.lesson import Cell
from grading.lint import python, sql
from grading.lint.draft import Draft, Finding, rule
from grading.lint.names import names

_REMEDY = "Hand it what it needs from a library or another implementation, under another name."


@rule("answers-apart")
def answers_apart(draft: Draft) -> Iterator[Finding]:
    """No cell but an exercise's own tests reads a name that its answer or its tests bind."""
    owner: dict[str, tuple[str, str]] = {}
    tables: set[str] = set()
    for cell in draft.cells(kind="code"):
        module = python.tree(cell.source)
        for name in sorted((python.read(module) | _queried(module) - tables) & set(owner)):
            role, exercise = owner[name]
            if exercise != cell.exercise:
                what = "a learner's answer to" if role == "solution" else "a test of"
                yield draft.at(cell, f"the cell reads `{name}`, which {what} {exercise!r} binds.", _REMEDY,
                               line=_first_use(module, name))
        tables |= _created(module)
        for name in python.bound(module):
            if cell.role != "teaching":
                owner[name] = (cell.role, str(cell.exercise))
            else:
                owner.pop(name, None)


@rule("answers-unseen")
def answers_unseen(draft: Draft) -> Iterator[Finding]:
    """No answer and no test rebinds a name that a function of a teaching cell reads when it is called."""
    readers: dict[str, Cell] = {}
    for cell in draft.cells(kind="code"):
        module = python.tree(cell.source)
        if cell.role == "teaching":
            readers |= dict.fromkeys(names(module).later, cell)
            continue
        for name in sorted(python.bound(module) & set(readers)):
            yield draft.at(cell, f"`{name}`, which is bound here, is what the function on line {readers[name].line} "
                           "reads whenever it is called.", "Take another name here, or pass it to the function.",
                           line=_first_use(module, name))


@rule("hidden-apart")
def hidden_apart(draft: Draft) -> Iterator[Finding]:
    """What learners see of a test needs no name that only its hidden part binds."""
    gone: dict[str, int] = {}
    for cell in draft.cells(kind="code"):
        shown = python.tree(python.visible(cell.source) if cell.role == "test" else cell.source)
        whole = python.tree(cell.source)
        for name in sorted(python.read(shown) & (set(gone) | python.read(shown) - python.read(whole))):
            yield draft.at(cell, f"without the hidden tests nothing binds `{name}`, which learners need here.",
                           "Bind it outside the region HIDDEN TESTS.", line=_first_use(shown, name))
        for name in python.bound(shown):
            gone.pop(name, None)
        gone |= dict.fromkeys(python.bound(whole) - python.bound(shown), cell.line)


def _queried(module: ast.Module) -> set[str]:
    """Tables that queries read: DuckDB takes a Python variable of that name where there is no such table."""
    return {table for text, _ in python.queries(module) for table in sql.tables(text)}


def _created(module: ast.Module) -> set[str]:
    pattern = r"CREATE\s+(?:OR\s+REPLACE\s+)?(?:TEMP\w*\s+)?(?:TABLE|VIEW)\s+(?:IF\s+NOT\s+EXISTS\s+)?(\w+)"
    made = {match[1] for text, _ in python.queries(module) for match in re.finditer(pattern, text, re.I)}
    registered = [call.args[0] for call in python.calls(module)
                  if call.args and python.dotted(call.func).endswith(".register")]
    return made | {node.value for node in registered if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def _first_use(module: ast.Module, name: str) -> int:
    lines = [n.lineno for n in ast.walk(module) if isinstance(n, ast.Name) and n.id == name]
    lines += [n.lineno for n in ast.walk(module) if isinstance(n, ast.FunctionDef) and n.name == name]
    return min(lines, default=0)
