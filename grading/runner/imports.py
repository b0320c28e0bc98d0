"""Which libraries cells import."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from contextlib import suppress


def imported(sources: Iterable[str]) -> list[str]:
    """The modules that these cells import, in order, each once; cells with magics are looked at line by line."""
    found: dict[str, None] = {}
    for source in sources:
        for node in _statements(source):
            if isinstance(node, ast.Import):
                found.update(dict.fromkeys(alias.name for alias in node.names))
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found[node.module] = None
    return list(found)


def _statements(source: str) -> Iterable[ast.AST]:
    try:
        return list(ast.walk(ast.parse(source)))
    except (SyntaxError, ValueError):
        pass
    statements: list[ast.AST] = []
    for line in source.splitlines():
        if line.startswith(("import ", "from ")):
            with suppress(SyntaxError, ValueError):
                statements += ast.parse(line).body
    return statements
