"""Mutants of the queries in a cell: its strings that are SQL, with one thing changed in each."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from sqlglot import exp

from grading.audit.mutants import sql_clauses, sql_expressions
from grading.audit.mutants.cell import Cell, Mutant, changed
from grading.audit.mutants.query import laid_out, query, written
from grading.audit.mutants.sql_text import Layout

_THREE = '"""'
_QUOTED = re.compile(r"""(?P<open>[rRuU]?(?P<quote>\"{3}|'{3}|"|'))(?P<text>.*)(?P=quote)""", re.DOTALL)


def mutants(cell: Cell) -> Iterator[Mutant]:
    """The mutants of every string of the cell that is a query, but for f-strings."""
    for node, tree in _queries(cell):
        yield from _mutants(cell, node, str(node.value), tree)


class _Literal:
    """A string of the cell as it is written; `start` is the offset of its text, 0 where that is not as it reads."""

    def __init__(self, cell: Cell, node: ast.Constant) -> None:
        quoted = _QUOTED.fullmatch(cell.source(node))
        self._open, self._close = (quoted["open"], quoted["quote"]) if quoted else ("", "")
        as_written = quoted is not None and quoted["text"] == node.value
        self.start = cell.span(node)[0] + len(self._open) if as_written else 0

    def holding(self, text: str) -> str:
        """A literal for another text, in the same quotes where they can hold it."""
        for before, after in ((self._open, self._close), (_THREE, _THREE)):
            if before and (self.start or after == _THREE) and _reads(f"{before}{text}{after}", text):
                return f"{before}{text}{after}"
        return repr(text)


def _mutants(cell: Cell, node: ast.Constant, text: str, tree: exp.Query) -> Iterator[Mutant]:
    literal = _Literal(cell, node)
    layout = Layout(text, written(tree, like=text))
    for operator, mutated in _trees(tree, text):
        if (rewrite := layout.rewritten(mutated)) is not None:
            what = changed(rewrite.old, rewrite.new)
            mutant = cell.replace(operator, node, literal.holding(rewrite.text), what)
            line = cell.line(literal.start + rewrite.start) if literal.start else mutant.line
            yield Mutant(operator, f"{what} in line {line}", mutant.code, line)


def pretty(code: str) -> str:
    """The cell with every query in it laid out by sqlglot, so that two cells can be compared line by line."""
    try:
        cell = Cell(code)
    except (SyntaxError, ValueError):
        return code
    queries = [(node, tree) for node, tree in _queries(cell)]
    for node, tree in sorted(queries, key=lambda one: cell.span(one[0]), reverse=True):
        start, end = cell.span(node)
        code = code[:start] + _Literal(cell, node).holding(f"\n{laid_out(tree)}\n") + code[end:]
    return code


def _queries(cell: Cell) -> Iterator[tuple[ast.Constant, exp.Query]]:
    """The strings of the cell that are queries, with their trees."""
    for node in cell.nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and (tree := query(node.value)) is not None:
            yield node, tree


def _reads(literal: str, text: str) -> bool:
    """Whether Python reads the literal as this text."""
    try:
        return bool(ast.literal_eval(literal) == text)
    except (SyntaxError, ValueError):
        return False


def _trees(tree: exp.Query, text: str) -> Iterator[tuple[str, str]]:
    """(operator, the query written on one line after one of its nodes was replaced or taken out)."""
    nodes = list(tree.walk())
    for index, node in enumerate(nodes):
        for operators in (sql_clauses.OPERATORS, sql_expressions.OPERATORS):
            for name, types, operator in operators:
                if isinstance(node, types):
                    for replacement in operator(node):
                        yield name, written(_replaced(tree, index, replacement), like=text)


def _replaced(tree: exp.Query, index: int, replacement: exp.Expr | None) -> exp.Expr:
    copy: exp.Expr = tree.copy()
    node = next(node for place, node in enumerate(copy.walk()) if place == index)
    if replacement is None:
        node.pop()
    elif node is copy:
        copy = replacement.copy()
    else:
        node.replace(replacement.copy())
    return copy
