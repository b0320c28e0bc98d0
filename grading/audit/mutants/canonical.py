"""Whether two cells are the same program."""

from __future__ import annotations

import ast
from functools import lru_cache

from grading.audit.mutants.query import canonical_query

_Documented = ast.Module | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def same(code_a: str, code_b: str) -> bool:
    """Whether two cells are the same program: they differ at most in what `canonical` leaves out."""
    return canonical(code_a) == canonical(code_b)


@lru_cache(maxsize=4096)
def canonical(code: str) -> str:
    """The program without what changes nothing: comments, blank lines, quoting, docstrings, the layout of queries.

    Names, annotations and the order of statements stay. Text that is not Python stands for itself.
    """
    try:
        tree = ast.parse(code)
        pieces = {piece for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for piece in node.values}
        for node in ast.walk(tree):
            # A piece of an f-string is a part of a string: it is no query by itself.
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in pieces:
                node.kind = None  # the u of u"…"
                node.value = canonical_query(node.value) or node.value
            elif isinstance(node, _Documented) and ast.get_docstring(node, clean=False) is not None:
                node.body = node.body[1:] or ([] if isinstance(node, ast.Module) else [ast.Pass()])
        return ast.unparse(tree)
    except (SyntaxError, ValueError, RecursionError):
        return code
