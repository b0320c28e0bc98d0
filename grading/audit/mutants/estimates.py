"""Estimates: an answer within a factor of the truth is right, so only large changes are wrong."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterator
from typing import Any

from grading.audit.mutants.cell import Cell, Mutant

# An estimate is accepted within a factor, which is less than this in every lesson.
FACTOR = 3
_LARGE = 10  # counts up to this are not estimated but known
_BINARY: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv, ast.Mod: operator.mod, ast.Pow: operator.pow, ast.LShift: operator.lshift,
    ast.RShift: operator.rshift, ast.BitOr: operator.or_, ast.BitAnd: operator.and_, ast.BitXor: operator.xor,
}
_UNARY: dict[type[ast.unaryop], Callable[[Any], Any]] = {
    ast.USub: operator.neg, ast.UAdd: operator.pos, ast.Invert: operator.invert,
}
_MOST = 64  # the largest power or shift that is worked out
Number = int | float


def mutants(cell: Cell) -> Iterator[Mutant]:
    """Every large number that the cell works out without a name: three times, a third of it, and negative."""
    for node, value in _numbers(cell.tree):
        if abs(value) > _LARGE and node in cell.parents:
            text = cell.source(node) if isinstance(node, ast.Constant) else f"({cell.source(node)})"
            third = f"{text} // {FACTOR}" if isinstance(value, int) else f"{text} / {FACTOR}"
            for new in (f"{text} * {FACTOR}", third, f"-{text}"):
                loose = isinstance(cell.parents[node], ast.Dict | ast.Assign | ast.List | ast.Tuple)
                yield cell.replace("EstimateScaled", node, new if loose else f"({new})")


def within(solution: str, mutant: str) -> bool:
    """Whether the mutant differs from the solution only in large numbers, each by less than the factor."""
    try:
        (skeleton, before), (other, after) = _taken_apart(solution), _taken_apart(mutant)
    except SyntaxError:
        return False
    if skeleton != other or len(before) != len(after):
        return False
    return all(one == two or _near(one, two) for one, two in zip(before, after, strict=True))


def _near(one: Number, two: Number) -> bool:
    alike = type(one) is type(two) and (one > 0) == (two > 0)
    return alike and abs(one) > _LARGE and abs(one) < FACTOR * abs(two) and abs(two) < FACTOR * abs(one)


def _taken_apart(code: str) -> tuple[str, list[Number]]:
    """(the program with every number it works out replaced by 0, those numbers in order)."""
    tree = ast.parse(code)
    found = list(_numbers(tree))
    places = {node for node, _ in found}

    class _Zeros(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST:
            return ast.Constant(0) if node in places else self.generic_visit(node)

    return ast.dump(_Zeros().visit(tree)), [value for _, value in found]


def _numbers(node: ast.AST) -> Iterator[tuple[ast.expr, Number]]:
    """Every largest expression of numbers only, and its value."""
    if isinstance(node, ast.expr) and (value := _value(node)) is not None:
        yield node, value
        return
    for child in ast.iter_child_nodes(node):
        yield from _numbers(child)


def _value(node: ast.expr) -> Number | None:
    """The number that an expression of numbers stands for; None for anything else."""
    try:
        match node:
            case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
                return value
            case ast.UnaryOp(op=sign, operand=operand) if type(sign) in _UNARY:
                return _real(_UNARY[type(sign)](_value(operand)))
            case ast.BinOp(left=left, op=operation, right=right) if type(operation) in _BINARY:
                one, other = _value(left), _value(right)
                large = isinstance(operation, ast.Pow | ast.LShift) and other is not None and abs(other) > _MOST
                return None if large else _real(_BINARY[type(operation)](one, other))
    except (ArithmeticError, TypeError, ValueError):  # TypeError: a part is no number
        pass
    return None


def _real(result: object) -> Number | None:
    return result if isinstance(result, int | float) else None
