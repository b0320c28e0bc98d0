"""Which names a piece of Python binds, which it reads first, and which its functions read when they are called."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from functools import lru_cache

Function = ast.FunctionDef | ast.AsyncFunctionDef
Comprehension = ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp


@lru_cache(maxsize=4096)
def names(module: ast.Module) -> Names:
    """The names of a cell; the same tree is looked at once."""
    found = Names()
    found.visit(module)
    return found


class Names(ast.NodeVisitor):
    """Names in the order Python meets them: a value before its target, an iterable before its loop."""

    def __init__(self, local: set[str] | None = None) -> None:
        self.bound: set[str] = set(local or ())
        self.read: set[str] = set()
        self.later: set[str] = set()

    def visit_Name(self, node: ast.Name) -> None:
        """A store binds, a load reads."""
        if isinstance(node.ctx, ast.Store):
            self.bound.add(node.id)
        elif node.id not in self.bound:
            self.read.add(node.id)

    def visit_Import(self, node: ast.Import) -> None:
        """`import a.b` binds a."""
        self.bound.update((alias.asname or alias.name).split(".")[0] for alias in node.names)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        """`from a import b` binds b."""
        self.bound.update(alias.asname or alias.name for alias in node.names)

    def visit_Assign(self, node: ast.Assign) -> None:
        """Value, then targets."""
        self._in_order(node.value, *node.targets)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        """A bare annotation binds nothing."""
        self._in_order(node.annotation, node.value, node.target if node.value else None)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        """`x += 1` reads x, then binds it."""
        if isinstance(node.target, ast.Name) and node.target.id not in self.bound:
            self.read.add(node.target.id)
        self._in_order(node.value, node.target)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        """Value, then target."""
        self._in_order(node.value, node.target)

    def visit_For(self, node: ast.For) -> None:
        """The iterable before the loop's names."""
        self._in_order(node.iter, node.target, *node.body, *node.orelse)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        """Defaults now, the body when it is called."""
        self._function(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        """As any function."""
        self._function(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        """The body runs now, in a scope of its own; its methods do not see that scope."""
        self._in_order(*node.decorator_list, *node.bases, *(word.value for word in node.keywords))
        methods = [stmt for stmt in node.body if isinstance(stmt, Function)]
        self._scope([stmt for stmt in node.body if stmt not in methods], set())
        self._scope(methods, {node.name})
        self.bound.add(node.name)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        """As a function."""
        self._in_order(*node.args.defaults, *node.args.kw_defaults)
        self._scope([node.body], _parameters(node.args), when_called=True)

    def visit_ListComp(self, node: ast.ListComp) -> None:
        """Its loop's names stay inside."""
        self._comprehension(node, node.elt)

    def visit_SetComp(self, node: ast.SetComp) -> None:
        """Its loop's names stay inside."""
        self._comprehension(node, node.elt)

    def visit_GeneratorExp(self, node: ast.GeneratorExp) -> None:
        """Its loop's names stay inside."""
        self._comprehension(node, node.elt)

    def visit_DictComp(self, node: ast.DictComp) -> None:
        """Its loop's names stay inside."""
        self._comprehension(node, node.key, node.value)

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        """`except E as e` binds e for its own block only; what the block binds stays."""
        before = node.name in self.bound
        self._in_order(node.type)
        self.bound |= {node.name} if node.name else set()
        self._in_order(*node.body)
        if node.name and not before:
            self.bound.discard(node.name)

    def visit_MatchAs(self, node: ast.MatchAs) -> None:
        """A capture binds."""
        self._in_order(node.pattern)
        self.bound |= {node.name} if node.name else set()

    def visit_MatchStar(self, node: ast.MatchStar) -> None:
        """A capture of the rest binds."""
        self.bound |= {node.name} if node.name else set()

    def visit_MatchMapping(self, node: ast.MatchMapping) -> None:
        """A capture of the rest binds."""
        self._in_order(*node.keys, *node.patterns)
        self.bound |= {node.rest} if node.rest else set()

    def _in_order(self, *nodes: ast.AST | None) -> None:
        for node in nodes:
            if node is not None:
                self.visit(node)

    def _function(self, node: Function) -> None:
        arguments = node.args
        given = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
        self._in_order(*node.decorator_list, *arguments.defaults, *arguments.kw_defaults,
                       *(argument.annotation for argument in given if argument), node.returns)
        inside = [inner for stmt in node.body for inner in ast.walk(stmt)]
        shared = {name for inner in inside if isinstance(inner, ast.Global) for name in inner.names}
        stored = {inner.id for inner in inside if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store)}
        self.bound.add(node.name)
        self._scope(node.body, (_parameters(arguments) | stored) - shared, when_called=True)
        self.bound |= shared & stored

    def _comprehension(self, node: Comprehension, *parts: ast.expr) -> None:
        ordered = [piece for g in node.generators for piece in (g.iter, g.target, *g.ifs)]
        self._scope([*ordered, *parts], set())
        # `:=` in a comprehension binds outside it.
        self.bound |= {inner.target.id for inner in ast.walk(node) if isinstance(inner, ast.NamedExpr)}

    def _scope(self, body: Sequence[ast.AST], local: set[str], when_called: bool = False) -> None:
        """Read what an inner scope reads from outside; what it binds stays inside."""
        inner = Names(local)
        inner._in_order(*body)
        self.read |= inner.read - self.bound
        self.later |= inner.read if when_called else inner.later


def _parameters(arguments: ast.arguments) -> set[str]:
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
    return {argument.arg for argument in every if argument}
