"""Which libraries cells import."""

from __future__ import annotations

import ast
import pkgutil
from collections.abc import Iterable
from contextlib import suppress
from types import ModuleType

from grading import expect


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


def of_checks(libraries: Iterable[str]) -> list[str]:
    """The modules that checks import when they need them, in a lesson that imports these libraries."""
    ours = of_package(expect)
    if any(name.partition(".")[0] == "duckdb" for name in libraries):
        return [*ours, "sqlglot", "sqlglot.optimizer", "sqlglot.dialects.duckdb"]
    return [name for name in ours if "quer" not in name and "sql" not in name and "database" not in name]


def of_package(package: ModuleType) -> list[str]:
    """The names of all modules inside a package."""
    return [module.name for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")]


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
