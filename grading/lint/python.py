"""Python cells taken apart: trees, strings of SQL, calls, names bound and names read."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import lru_cache

from grading.lint.names import names

_HIDDEN = re.compile(r"^[ \t]*### BEGIN HIDDEN TESTS[ \t]*$.*?^[ \t]*### END HIDDEN TESTS[ \t]*$", re.S | re.M)
# In capitals, as SQL is written here: "From Monday on" and "with two parts" begin English sentences.
_SQL = re.compile(r"\s*(--[^\n]*\n\s*)*((SELECT|WITH|FROM|CREATE|INSERT|UPDATE|DELETE|EXPLAIN|DESCRIBE|SUMMARIZE|"
                  r"PIVOT|COPY|SET|PRAGMA|INSTALL|LOAD|ATTACH|VALUES)\s|select\s[^.;]+\sfrom\s+\w+)")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@lru_cache(maxsize=4096)
def tree(source: str) -> ast.Module:
    """The parsed cell; an empty module when it is not Python (the rule `python` reports that)."""
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError):
        return ast.Module(body=[], type_ignores=[])


def visible(source: str) -> str:
    """A test cell as learners see it: its hidden region is blank, so that lines keep their numbers."""
    return _HIDDEN.sub(lambda match: "\n" * match[0].count("\n"), source)


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
    """(SQL, line) for every text below the node that reads like SQL; f-strings and sums of strings are one text."""
    for text, line in texts(node):
        if _SQL.match(text):
            yield text, line


def texts(node: ast.AST) -> Iterator[tuple[str, int]]:
    """(text, line) for every string below the node; what an f-string or a sum fills in reads as `x`."""
    whole = _text(node)
    if whole is not None:
        yield whole, getattr(node, "lineno", 1)
    for child in ast.iter_child_nodes(node):
        # The parts of a text are no texts of their own; what is filled in may hold some.
        inside = child if whole is None or not isinstance(child, ast.Constant | ast.JoinedStr | ast.BinOp) else None
        yield from texts(inside) if inside is not None else ()


def _text(node: ast.AST) -> str | None:
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=values):
            return "".join(_text(value) or "x" for value in values)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            parts = [_text(left), _text(right)]
            return None if parts == [None, None] else "".join("x" if part is None else part for part in parts)
    return None


def functions(module: ast.Module) -> list[ast.FunctionDef]:
    """The functions defined at the top of the cell."""
    return [node for node in module.body if isinstance(node, ast.FunctionDef)]


def bound(module: ast.Module) -> set[str]:
    """The names that running the cell binds for later cells."""
    return names(module).bound


def read(module: ast.Module) -> set[str]:
    """The names that the cell reads before it binds them itself."""
    return names(module).read
