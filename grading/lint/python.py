"""Python cells taken apart: trees, strings of SQL, calls, names bound and names read."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import lru_cache

from grading.regions import cut

_SQL = re.compile(r"\s*(--[^\n]*\n\s*)*(SELECT|WITH|FROM|CREATE|INSERT|UPDATE|DELETE|EXPLAIN|DESCRIBE|SUMMARIZE|"
                  r"PIVOT|COPY|SET|PRAGMA|INSTALL|LOAD|ATTACH|VALUES)\s", re.I)
Function = ast.FunctionDef | ast.AsyncFunctionDef


@lru_cache(maxsize=4096)
def tree(source: str) -> ast.Module:
    """The parsed cell; an empty module when it is not Python (the rule `python` reports that)."""
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError):
        return ast.Module(body=[], type_ignores=[])


def visible(source: str) -> str:
    """A test cell as learners see it: without its hidden region."""
    return "\n".join(cut(source, "HIDDEN TESTS")[0])


def dotted(node: ast.expr) -> str:
    """`np.random.rand` for such an expression; what cannot be written so gives `?` for its head."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else "?"


def calls(node: ast.AST) -> list[ast.Call]:
    """All calls below the node, as they stand in the text."""
    found = [n for n in ast.walk(node) if isinstance(n, ast.Call)]
    return sorted(found, key=lambda call: (call.lineno, call.col_offset))


def expectations(node: ast.AST) -> list[tuple[str, ast.Call]]:
    """(name, call) for every `expect.name(…)` below the node, as they stand in the text."""
    return [(call.func.attr, call) for call in calls(node)
            if isinstance(call.func, ast.Attribute) and dotted(call.func.value) == "expect"]


def strings(node: ast.AST) -> Iterator[ast.Constant]:
    """All strings below the node."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            yield inner


def queries(node: ast.AST) -> Iterator[tuple[str, int]]:
    """(SQL, line) for every string below the node that reads like SQL."""
    for text in strings(node):
        if _SQL.match(str(text.value)):
            yield str(text.value), text.lineno


def functions(module: ast.Module) -> list[ast.FunctionDef]:
    """The functions defined at the top of the cell."""
    return [node for node in module.body if isinstance(node, ast.FunctionDef)]


def bound(module: ast.Module) -> set[str]:
    """The names that running the cell binds for later cells."""
    return _Names().run(module).bound


def read(module: ast.Module) -> set[str]:
    """The names that the cell reads before it binds them itself."""
    return _Names().run(module).read


class _Names(ast.NodeVisitor):
    """Names in the order Python meets them: a value before its target, an iterable before its loop."""

    def __init__(self) -> None:
        self.bound: set[str] = set()
        self.read: set[str] = set()

    def run(self, node: ast.AST) -> _Names:
        self.visit(node)
        return self

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Store):
            self.bound.add(node.id)
        elif node.id not in self.bound:
            self.read.add(node.id)

    def visit_Import(self, node: ast.Import) -> None:
        self.bound.update((alias.asname or alias.name).split(".")[0] for alias in node.names)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        self.bound.update(alias.asname or alias.name for alias in node.names)

    def visit_Assign(self, node: ast.Assign) -> None:
        self._in_order(node.value, *node.targets)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        self._in_order(node.annotation, node.value, node.target if node.value else None)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        if isinstance(node.target, ast.Name) and node.target.id not in self.bound:
            self.read.add(node.target.id)
        self._in_order(node.value, node.target)

    def visit_For(self, node: ast.For) -> None:
        self._in_order(node.iter, node.target, *node.body, *node.orelse)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self._function(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        self._function(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._in_order(*node.decorator_list, *node.bases)
        self.bound.add(node.name)
        self._scope(node.body, set())

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._scope([node.body], _parameters(node.args))

    def visit_ListComp(self, node: ast.ListComp) -> None:
        self._comprehension(node, node.elt)

    def visit_SetComp(self, node: ast.SetComp) -> None:
        self._comprehension(node, node.elt)

    def visit_GeneratorExp(self, node: ast.GeneratorExp) -> None:
        self._comprehension(node, node.elt)

    def visit_DictComp(self, node: ast.DictComp) -> None:
        self._comprehension(node, node.key, node.value)

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        self._in_order(node.type)
        self._scope(node.body, {node.name} if node.name else set())

    def _in_order(self, *nodes: ast.AST | None) -> None:
        for node in nodes:
            if node is not None:
                self.visit(node)

    def _function(self, node: Function) -> None:
        arguments = node.args
        annotations = [a.annotation for a in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
        self._in_order(*node.decorator_list, *arguments.defaults, *arguments.kw_defaults, *annotations, node.returns)
        self.bound.add(node.name)
        local = {n.id for stmt in node.body for n in ast.walk(stmt)
                 if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
        self._scope(node.body, _parameters(arguments) | local)

    def _comprehension(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp,
                       *parts: ast.expr) -> None:
        ordered = [piece for g in node.generators for piece in (g.iter, g.target, *g.ifs)]
        self._scope([*ordered, *parts], set())

    def _scope(self, body: list[ast.AST] | list[ast.stmt] | list[ast.expr], local: set[str]) -> None:
        """Read what an inner scope reads from outside; what it binds stays inside."""
        inner = _Names()
        inner.bound = self.bound | local
        inner._in_order(*body)
        self.read |= inner.read


def _parameters(arguments: ast.arguments) -> set[str]:
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
    return {argument.arg for argument in every if argument}
