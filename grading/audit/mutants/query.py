"""Which strings are SQL, and the one text that stands for all ways to lay a query out."""

from __future__ import annotations

import re
from functools import lru_cache

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError
from sqlglot.generators.duckdb import DuckDBGenerator

DIALECT = "duckdb"
_COMMENT = r"--[^\n]*\n|/\*.*?\*/"
# `Select` with one capital is how a sentence begins, not a query.
_BEGINS = re.compile(rf"(?:\s|\(|{_COMMENT})*(?:SELECT|select|WITH|with|FROM|from)\b", re.DOTALL)
_DATE = re.compile(r"\b(?:date|timestamp)\s+'", re.IGNORECASE)
_SELECTS = re.compile(r"\bselect\b", re.IGNORECASE)


@lru_cache(maxsize=4096)
def query(text: str) -> exp.Query | None:
    """The tree of a query in DuckDB's dialect, shared and not to be changed; None for any other text.

    A query says SELECT and FROM: `SELECT 1` and `from here` are taken for words.
    """
    if not _BEGINS.match(text) or not _SELECTS.search(text):
        return None
    try:
        trees = sqlglot.parse(text, dialect=DIALECT)
    except (SqlglotError, RecursionError):
        return None
    tree = trees[0] if len(trees) == 1 else None
    return tree if isinstance(tree, exp.Query) and tree.find(exp.From) else None


def written(tree: exp.Expr, *, like: str = "") -> str:
    """The query on one line and without comments, in DuckDB's dialect; casts as in the query `like`."""
    return _Writer(like).generate(tree)


def laid_out(tree: exp.Expr) -> str:
    """The query as sqlglot lays it out over several lines, without comments."""
    return tree.sql(dialect=DIALECT, comments=False, pretty=True)


@lru_cache(maxsize=4096)
def canonical_query(text: str) -> str | None:
    """The query's canonical text; None when the text is no query."""
    tree = query(text)
    return None if tree is None else tree.sql(dialect=DIALECT, comments=False)


class _Writer(DuckDBGenerator):
    """Writes NOT, casts and dates as people do: `a IS NOT NULL`, `b NOT IN (…)`, `c::DATE`, `DATE '2013-01-01'`."""

    def __init__(self, like: str) -> None:
        super().__init__(dialect=DIALECT, comments=False)
        self._colons = "::" in like
        self._dates = _DATE.search(like) is not None

    def not_sql(self, expression: exp.Not) -> str:
        inner = expression.this
        left, whole = self.sql(inner, "this"), self.sql(inner)
        if isinstance(inner, exp.Is):
            return f"{left} IS NOT {self.sql(inner, 'expression')}"
        if isinstance(inner, exp.In | exp.Like | exp.ILike | exp.Between):
            return f"{left} NOT{whole.removeprefix(left)}"
        return f"NOT {whole}"

    def cast_sql(self, expression: exp.Cast, safe_prefix: str | None = None) -> str:
        kind = expression.to
        if self._dates and isinstance(expression.this, exp.Literal) and kind.is_type("date", "timestamp"):
            return f"{self.sql(kind)} {self.sql(expression.this)}"
        if self._colons and not safe_prefix and not isinstance(expression.this, exp.Binary | exp.Unary):
            return f"{self.sql(expression.this)}::{self.sql(kind)}"
        return super().cast_sql(expression, safe_prefix)
