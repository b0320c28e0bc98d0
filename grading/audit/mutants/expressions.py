"""Conditions, operands, indices, arguments and displays: what beginners get wrong in an expression."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from grading.audit.mutants.cell import Cell, Mutant, said, tail
from grading.audit.mutants.data_science import WORDS
from grading.audit.mutants.query import query

_ORDERED = (ast.Sub, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.MatMult)
_DEFAULTED = {"get": 2, "pop": 2, "setdefault": 2, "next": 2, "getattr": 3, "round": 2, "sum": 2, "enumerate": 2}


def mutants(cell: Cell) -> Iterator[Mutant]:
    """The mutants of all operators on expressions."""
    for node in cell.nodes:
        for operator in _OPERATORS.get(type(node), ()):
            yield from operator(cell, node)


def _condition(cell: Cell, node: ast.If | ast.IfExp) -> Iterator[Mutant]:
    """Always, and never; a test for None by truth, and the other way round."""
    for value in ("True", "False"):
        yield cell.replace("ConditionFixed", node.test, value)
    yield from _truth(cell, node.test)


def _truth(cell: Cell, test: ast.expr) -> Iterator[Mutant]:
    match test:
        case ast.Compare(left=left, ops=[ast.IsNot() | ast.NotEq()], comparators=[ast.Constant(value=None)]):
            yield cell.replace("NoneByTruth", test, cell.bracketed(left, test))
        case ast.Compare(left=left, ops=[ast.Is() | ast.Eq()], comparators=[ast.Constant(value=None)]):
            yield cell.replace("NoneByTruth", test, f"not {cell.bracketed(left, left)}")
        case ast.UnaryOp(op=ast.Not(), operand=ast.Name() as name):
            yield cell.replace("TruthByNone", test, f"{name.id} is None")
        case ast.Name():
            yield cell.replace("TruthByNone", test, f"{test.id} is not None")


def _filter(cell: Cell, node: ast.comprehension) -> Iterator[Mutant]:
    """A comprehension's condition left out, or negated."""
    for test in node.ifs:
        start, end = cell.span(test)
        word = cell.text.rfind("if", 0, start)
        before = cell.text[:word].rstrip()
        what = f"{said(cell.text[word:end])} left out"
        if not cell.text[word + 2:start].strip():
            yield cell.edit("FilterLeftOut", (len(before), end), "", what)
        if not isinstance(test, ast.Compare):
            yield cell.replace("FilterNegated", test, f"not {cell.bracketed(test, test)}")
        yield from _truth(cell, test)


def _logic(cell: Cell, node: ast.BoolOp) -> Iterator[Mutant]:
    """An operand of `and` or `or` left out, or tested for truth where it is tested for None."""
    for index, operand in enumerate(node.values):
        yield from _entry_left_out(cell, "ConditionLeftOut", node.values, index)
        yield from _truth(cell, operand)


def _operands(cell: Cell, node: ast.BinOp) -> Iterator[Mutant]:
    """One operand alone, or both in the other order."""
    for kept, lost in ((node.left, node.right), (node.right, node.left)):
        if not isinstance(lost, ast.List | ast.Tuple) and not isinstance(kept, ast.Constant):
            yield cell.replace("OperandLeftOut", node, cell.bracketed(kept, node))
    between = cell.text[cell.span(node.left)[1]:cell.span(node.right)[0]]
    sign = between.strip(" ()\n\\")
    if isinstance(node.op, _ORDERED) and "#" not in between and not _text(node.left):
        left, right = _operand(cell, node, node.left), _operand(cell, node, node.right)
        yield cell.replace("OperandsSwapped", node, f"{right} {sign} {left}", f"{said(left)} and {said(right)} swapped")
    if isinstance(node.op, ast.MatMult):
        place = cell.text.index("@", cell.span(node.left)[1])
        yield cell.edit("MatrixProduct", (place, place + 1), "*")


def _text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _operand(cell: Cell, node: ast.BinOp, operand: ast.expr) -> str:
    """The operand's text in brackets where it needs them, or has them already."""
    (start, end), (first, last) = cell.span(operand), cell.span(node)
    inside = start > first if operand is node.left else end < last
    return f"({cell.source(operand)})" if inside else cell.bracketed(operand, operand)


def _membership(cell: Cell, node: ast.Compare) -> Iterator[Mutant]:
    """`in` for `not in` and the other way round."""
    left = node.left
    for sign, right in zip(node.ops, node.comparators, strict=True):
        start, end = cell.span(left)[1], cell.span(right)[0]
        word = "not in" if isinstance(sign, ast.NotIn) else "in"
        if isinstance(sign, ast.In | ast.NotIn) and (place := cell.text.find(word, start, end)) >= 0:
            yield cell.edit("Membership", (place, place + len(word)), "in" if word == "not in" else "not in")
        left = right


def _slice(cell: Cell, node: ast.Slice) -> Iterator[Mutant]:
    """Bounds one off where they are no numbers (cosmic-ray does those), one put in, a step left out."""
    if node.lower is None and node.upper is None and node.step is None:
        return
    parts = [("lower", node.lower), ("upper", node.upper)]
    for name, bound in parts:
        if bound is not None and not _number(bound):
            for step in ("+ 1", "- 1"):
                yield cell.replace("SliceBound", bound, f"{cell.bracketed(bound, bound)} {step}")
        elif bound is None and node.step is None:
            place = cell.span(node)[0 if name == "lower" else 1]
            new, what = ("1", "began one later") if name == "lower" else ("-1", "ended one earlier")
            yield cell.edit("SliceBound", (place, place), new, f"{said(cell.source(node))} {what}")
    if node.step is not None:
        start, end = cell.span(node.step)
        colon = cell.text.rindex(":", cell.span(node)[0], start)
        yield cell.edit("SliceStep", (colon, end), "" if cell.text[:colon].endswith(":") else ":")


def _number(node: ast.expr) -> bool:
    inner = node.operand if isinstance(node, ast.UnaryOp) else node
    return isinstance(inner, ast.Constant)


def _arguments(cell: Cell, node: ast.Call) -> Iterator[Mutant]:
    """Two plain names swapped, a default left out, `range` one off."""
    for first, second in pairwise(node.args):
        if isinstance(first, ast.Name) and isinstance(second, ast.Name) and first.id != second.id:
            yield _swapped(cell, "ArgumentsSwapped", first, second)
    if _DEFAULTED.get(tail(node.func)) == len(node.args):
        yield from _entry_left_out(cell, "DefaultLeftOut", node.args, len(node.args) - 1)
    if tail(node.func) == "range" and node.args and not isinstance(node.args[0], ast.Starred):
        yield from _range(cell, node.args)


def _range(cell: Cell, arguments: list[ast.expr]) -> Iterator[Mutant]:
    if len(arguments) == 1:
        start = cell.span(arguments[0])[0]
        yield cell.edit("RangeBound", (start, start), "1, ", "`range` began at 1")
    for bound in arguments[:2]:
        if not _number(bound):
            for step in ("+ 1", "- 1"):
                yield cell.replace("RangeBound", bound, f"{cell.bracketed(bound, bound)} {step}")


def _display(cell: Cell, node: ast.List | ast.Tuple | ast.Set) -> Iterator[Mutant]:
    """An entry left out, or two neighbours that differ swapped."""
    if not isinstance(getattr(node, "ctx", ast.Load()), ast.Load):
        return
    if not _index_or_unpacked(cell, node):
        for index in range(len(node.elts)):
            yield from _entry_left_out(cell, "EntryLeftOut", node.elts, index, node)
    if not isinstance(node, ast.Set):
        yield from _neighbours(cell, node.elts)


def _index_or_unpacked(cell: Cell, node: ast.expr) -> bool:
    """Whether an entry less only raises: it is an index, or a tuple that is taken apart at once."""
    parent = cell.parents.get(node)
    return isinstance(parent, ast.Subscript) or (
        isinstance(parent, ast.Assign) and any(isinstance(target, ast.Tuple) for target in parent.targets))


def _dict(cell: Cell, node: ast.Dict) -> Iterator[Mutant]:
    """An entry left out, or two neighbouring values that differ swapped."""
    for index, (key, value) in enumerate(zip(node.keys, node.values, strict=True)):
        if key is None:
            continue
        start, end = cell.span(key)[0], cell.span(value)[1]
        following = node.keys[index + 1] if index + 1 < len(node.keys) else None
        stop = cell.span(following)[0] if following is not None else end
        begin = start if following is not None or index == 0 else cell.span(node.values[index - 1])[1]
        cut = _beside_comments(cell, (start, end), (begin, stop))
        yield cell.edit("EntryLeftOut", cut, "", f"{said(cell.text[start:end])} left out")
    yield from _neighbours(cell, node.values)


def _neighbours(cell: Cell, entries: Sequence[ast.expr]) -> Iterator[Mutant]:
    for first, second in pairwise(entries):
        if cell.source(first) != cell.source(second) and not isinstance(first, ast.Starred):
            yield _swapped(cell, "NeighboursSwapped", first, second)


def _swapped(cell: Cell, operator: str, first: ast.expr, second: ast.expr) -> Mutant:
    (start, after), (before, end) = cell.span(first), cell.span(second)
    one, other = cell.text[start:after], cell.text[before:end]
    return cell.edit(operator, (start, end), other + cell.text[after:before] + one,
                     f"{said(one)} and {said(other)} swapped")


def _entry_left_out(cell: Cell, operator: str, entries: Sequence[ast.expr], index: int,
                    display: ast.expr | None = None) -> Iterator[Mutant]:
    """One of several entries cut together with the comma or word between it and its neighbour."""
    spans = [cell.span(entry) for entry in entries]
    start, end = spans[index]
    what = f"{said(cell.text[start:end])} left out"
    if len(entries) == 1:
        begin, stop = start, end
        if isinstance(display, ast.Tuple):
            stop = cell.text.index(",", stop) + 1
    elif index + 1 < len(entries):
        begin, stop = start, spans[index + 1][0]
    else:
        begin, stop = spans[index - 1][1], end
    begin, stop = _beside_comments(cell, (start, end), (begin, stop))
    if len(entries) > 1 and re.search("[()]", cell.text[begin:start] + cell.text[end:stop]):
        return  # a bracket stands between, and would go as well
    if isinstance(display, ast.Tuple) and len(entries) == 2:  # what is left is still a tuple
        yield cell.edit(operator, (spans[0][0], spans[1][1]), f"{cell.source(entries[1 - index])},", what)
    else:
        yield cell.edit(operator, (begin, stop), "", what)


def _beside_comments(cell: Cell, entry: tuple[int, int], cut: tuple[int, int]) -> tuple[int, int]:
    """What to cut: the entry with all up to its neighbour, or with its comma only where a comment stands there."""
    if "#" not in cell.text[cut[0]:entry[0]] + cell.text[entry[1]:cut[1]]:
        return cut
    comma = re.match(r"\s*,", cell.text[entry[1]:])
    return entry[0], entry[1] + (comma.end() if comma else 0)


def _string(cell: Cell, node: ast.Constant) -> Iterator[Mutant]:
    """A string emptied; a key in a display goes with its entry, and a subscript becomes another one of the cell."""
    parent = cell.parents.get(node)
    if not isinstance(node.value, str) or query(node.value) is not None or isinstance(parent, ast.Expr):
        return
    if isinstance(parent, ast.Subscript) and parent.slice is node:
        keys = sorted({str(one.slice.value) for one in cell.nodes if isinstance(one, ast.Subscript)
                       and isinstance(one.slice, ast.Constant) and isinstance(one.slice.value, str)})
        if len(keys) > 1:
            other = keys[(keys.index(node.value) + 1) % len(keys)]
            yield cell.replace("OtherKey", node, cell.quoted(other, node))
    elif node.value not in WORDS and not (isinstance(parent, ast.Dict) and any(key is node for key in parent.keys)):
        yield cell.replace("StringEmptied", node, cell.quoted("" if node.value else "x", node))


def _fstring(cell: Cell, node: ast.JoinedStr) -> Iterator[Mutant]:
    yield cell.replace("StringEmptied", node, '""')


_OPERATORS: dict[type[ast.AST], tuple[Callable[[Cell, Any], Iterator[Mutant]], ...]] = {
    ast.If: (_condition,), ast.IfExp: (_condition,), ast.comprehension: (_filter,), ast.BoolOp: (_logic,),
    ast.BinOp: (_operands,), ast.Compare: (_membership,), ast.Slice: (_slice,), ast.Call: (_arguments,),
    ast.List: (_display,), ast.Tuple: (_display,), ast.Set: (_display,), ast.Dict: (_dict,),
    ast.Constant: (_string,), ast.JoinedStr: (_fstring,),
}
