"""Statements left out, moved into or out of a block, and what a function gives back."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import pairwise

from grading.audit.mutants.cell import Cell, Function, Mutant, said, tail

_Block = ast.For | ast.While | ast.If | ast.With
_Simple = (ast.Expr, ast.Assign, ast.AugAssign, ast.Return, ast.AnnAssign)
_GRADIENT = ("no_grad", "inference_mode")
_SHOWN = ("print", "display", "show")  # no test looks at what an answer prints besides
_AUGMENTED = {"+": ("-",), "-": ("+",), "*": ("/",), "/": ("*",), "//": ("/",), "**": ("*",), "&": ("|",), "|": ("&",)}


def mutants(cell: Cell) -> Iterator[Mutant]:
    """The mutants of all operators on statements."""
    for node in cell.nodes:
        for field in ("body", "orelse", "finalbody"):
            block = getattr(node, field, None)
            if isinstance(block, list):
                yield from _left_out(cell, node, block)
                yield from _into_loop(cell, block)
        if isinstance(node, _Block):
            yield from _out_of_block(cell, node)
        if isinstance(node, ast.With):
            yield from _context(cell, node)
        elif isinstance(node, ast.Return):
            yield from _returned(cell, node)
        elif isinstance(node, ast.AugAssign):
            yield from _augmented(cell, node)
        elif isinstance(node, Function):
            yield from _parameters(cell, node)


def _left_out(cell: Cell, owner: ast.AST, block: list[ast.stmt]) -> Iterator[Mutant]:
    """Each statement that does something and binds no new name, replaced by `pass`, or cut where it isn't alone."""
    only = len(block) == 1
    if only and isinstance(owner, ast.If | ast.For | ast.While):
        return  # the condition or the loop is switched off as a whole elsewhere
    for statement in block:
        if statement not in cell.parents or not _does_something(cell, statement):
            continue
        start, end = cell.span(statement)
        what = f"{said(cell.text[start:end])} left out"
        line_start = cell.text.rfind("\n", 0, start) + 1
        alone = not cell.text[line_start:start].strip() and cell.text[end:end + 1] in ("", "\n")
        if only or not alone:
            yield cell.edit("StatementLeftOut", (start, end), "pass", what)
        else:
            last = end == len(cell.text)
            mutant = cell.edit("StatementLeftOut", (line_start - last, end + 1 - last), "", what)
            yield Mutant("StatementLeftOut", f"{what} in line {cell.line(start)}", mutant.code, cell.line(start))


def _does_something(cell: Cell, statement: ast.stmt) -> bool:
    """Whether the program still knows its names without the statement, and lacks something."""
    if isinstance(statement, ast.Assign | ast.AnnAssign):
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        return statement.value is not None and all(_bound_before(cell, target) for target in targets)
    if isinstance(statement, ast.Expr):
        calls = [node for node in ast.walk(statement) if isinstance(node, ast.Call | ast.Await | ast.Yield)]
        return bool(calls) and not all(isinstance(call, ast.Call) and tail(call.func) in _SHOWN for call in calls[:1])
    return isinstance(statement, ast.AugAssign | ast.Delete | ast.Raise | ast.Assert | ast.Nonlocal | ast.Global)


def _bound_before(cell: Cell, target: ast.expr) -> bool:
    if isinstance(target, ast.Tuple | ast.List):
        return all(_bound_before(cell, one) for one in target.elts)
    if not isinstance(target, ast.Name):
        return True
    scope = _scope(cell, target)
    for node in cell.nodes:
        name = node.arg if isinstance(node, ast.arg) else node.id if isinstance(node, ast.Name) else ""
        stored = isinstance(node, ast.arg) or (isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store))
        if name == target.id and stored and cell.span(node) < cell.span(target) and _scope(cell, node) is scope:
            return True
    return False


def _scope(cell: Cell, node: ast.AST) -> ast.AST | None:
    """The innermost function, comprehension or class around the node."""
    around = cell.parents.get(node)
    while around is not None and not isinstance(around, Function | ast.Lambda | ast.ClassDef | ast.ListComp
                                                | ast.SetComp | ast.DictComp | ast.GeneratorExp):
        around = cell.parents.get(around)
    return around


def _into_loop(cell: Cell, block: list[ast.stmt]) -> Iterator[Mutant]:
    """The statement after a loop made the loop's last: a `return` in the first turn, above all."""
    for loop, after in pairwise(block):
        if isinstance(loop, ast.For | ast.While) and not loop.orelse and isinstance(after, _Simple):
            yield from _moved(cell, "IntoLoop", after, loop.body[-1].col_offset, "moved into the loop above")


def _out_of_block(cell: Cell, node: _Block) -> Iterator[Mutant]:
    """The last statement of a block of several made the first one after the block."""
    last = node.body[-1]
    if len(node.body) > 1 and isinstance(last, _Simple) and not getattr(node, "orelse", None):
        yield from _moved(cell, "OutOfBlock", last, node.col_offset, "moved out of its block")


def _moved(cell: Cell, operator: str, statement: ast.stmt, column: int, what: str) -> Iterator[Mutant]:
    start, end = cell.span(statement)
    line_start = cell.text.rfind("\n", 0, start) + 1
    if cell.text[line_start:start].strip() or column == statement.col_offset:
        return
    yield cell.edit(operator, (line_start, start), " " * column, f"{said(cell.text[start:end])} {what}")


def _context(cell: Cell, node: ast.With) -> Iterator[Mutant]:
    """`with torch.no_grad():` without effect."""
    item = node.items[0]
    call = item.context_expr
    if len(node.items) == 1 and item.optional_vars is None and isinstance(call, ast.Call) \
            and tail(call.func) in _GRADIENT:
        start, end = cell.span(node)[0], cell.span(call)[1]
        yield cell.edit("ContextLeftOut", (start, end), "if True", f"{said(cell.text[start:end])} left out")


def _returned(cell: Cell, node: ast.Return) -> Iterator[Mutant]:
    if node.value is not None and not (isinstance(node.value, ast.Constant) and node.value.value is None):
        yield cell.replace("ReturnNone", node.value, "None")


def _augmented(cell: Cell, node: ast.AugAssign) -> Iterator[Mutant]:
    """Another operator before the `=`, or none."""
    after = cell.span(node.target)[1]
    between = cell.text[after:cell.span(node.value)[0]]
    found = between.split("=")[0].strip()
    start = after + between.index(found)
    for operator in (*_AUGMENTED.get(found, ()), ""):
        yield cell.edit("AugmentedAssignment", (start, start + len(found) + 1), f"{operator}=")


def _parameters(cell: Cell, node: Function) -> Iterator[Mutant]:
    """Two neighbours among the parameters that have no default, swapped."""
    arguments = [*node.args.posonlyargs, *node.args.args]
    plain = arguments[:len(arguments) - len(node.args.defaults)]
    for first, second in pairwise(plain):
        start, end = cell.span(first)[0], cell.span(second)[0]
        between = cell.text[start + len(first.arg):end]
        if first.arg not in ("self", "cls"):
            yield cell.edit("ParametersSwapped", (start, end + len(second.arg)), second.arg + between + first.arg,
                            f"the parameters {said(first.arg)} and {said(second.arg)} swapped")
