"""SQL taken apart: what a piece of it needs to be known, and which tables it reads."""

from __future__ import annotations

import logging
import re
from functools import lru_cache

import sqlglot
from sqlglot import Token, TokenType, exp
from sqlglot.errors import SqlglotError

# sqlglot warns on stderr of statements it reads as they stand (PRAGMA and the like); that is no news to an author.
logging.getLogger("sqlglot").setLevel(logging.ERROR)

CLAUSES = {"WITH", "WHERE", "GROUP BY", "ORDER BY", "HAVING", "QUALIFY", "LIMIT", "OFFSET", "DISTINCT", "CASE",
           "BETWEEN", "LIKE", "ILIKE", "GLOB", "SIMILAR TO", "IN", "OVER", "PARTITION BY", "USING", "UNION",
           "EXCEPT", "INTERSECT", "EXISTS", "DESC", "AND", "OR", "NOT", "JOIN", "CROSS", "LATERAL", "UNNEST", "PIVOT",
           "UNPIVOT", "INTERVAL", "RECURSIVE", "AS", "CAST", "TRY_CAST", "GROUPING SETS", "ROLLUP", "CUBE", "EXTRACT"}
# Words that are names of columns as well: clauses only where they are written in capitals.
SOFT = {"LEFT", "RIGHT", "FULL", "SEMI", "ANTI", "ASOF", "WINDOW", "ROWS", "RANGE", "VALUES", "EXCLUDE", "REPLACE",
        "SAMPLE", "ALL", "ANY", "FILTER"}
_SYMBOLS = {"DCOLON": "::", "DPIPE": "||", "MOD": "%", "DIV": "//", "ARROW": "->", "L_BRACKET": "[ ]", "NEQ": "<>",
            "DSTAR": "**", "CARET": "^"}
_NOT_CALLED = {"AS", "ON", "BY", "FROM", "SELECT", "WHEN", "THEN", "ELSE", "IS", "SETS", "DECIMAL", "NUMERIC",
               "VARCHAR", "USING", "OVER", "FILTER", "VALUES", "EXCLUDE", "ALL", "ANY"} | CLAUSES
_NAMES_A_TABLE = {"AS", "WITH", "RECURSIVE", "INTO", "TABLE", "VIEW"}
_NEGATED = ("LIKE", "ILIKE", "BETWEEN", "EXISTS", "GLOB")


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a piece of SQL, which need not be a whole statement; none when it cannot be read."""
    try:
        return tuple(sqlglot.tokenize(text, read="duckdb"))
    except SqlglotError:
        return ()


def needs(text: str) -> dict[str, int]:
    """construct → its first line, for all SQL in the text: clauses, functions as `NAME()`, operators as `SQL //`."""
    found: dict[str, int] = {}
    flat = [token for token in tokens(text) if token.token_type is not TokenType.HINT]
    for index, token in enumerate(flat):
        before = flat[index - 1].text.upper() if index else ""
        after = [other.text.upper() for other in flat[index + 1:index + 3]] + ["", ""]
        quoted = token.token_type in (TokenType.STRING, TokenType.IDENTIFIER, TokenType.NUMBER)
        for construct in () if quoted else _of(token, before, after):
            found.setdefault(construct, token.line)
    return found


def _of(token: Token, before: str, after: list[str]) -> list[str]:
    word = re.sub(r"\s+", " ", token.text.upper())
    symbol = _SYMBOLS.get(token.token_type.name)
    found = [f"SQL {symbol}"] if symbol else []
    if word == "(" and after[0] == "SELECT" and before != "AS":
        found.append("subquery")
    elif word == "IS":
        rest = after[1] if after[0] == "NOT" else after[0]
        found.append("IS DISTINCT FROM" if rest == "DISTINCT" else f"IS {rest}")
    elif word == "NOT" and before == "IS":
        pass
    elif word == "NULLS":
        found.append(f"NULLS {after[0]}")
    elif word == "NOT" and after[0] in ("IN", *_NEGATED):
        found.append("NOT IN" if after[0] == "IN" else after[0])
    elif word in CLAUSES or (word in SOFT and token.text.isupper() and after[0] != "(") or word in ("ALL", "FILTER"):
        found.append(word)
    elif after[0] == "(" and re.fullmatch(r"[A-Z_]\w*", word) and word not in _NOT_CALLED:
        # In `AS flights(carrier, delay)` the brackets hold the names of columns.
        found += [f"{word}()"] * (before not in _NAMES_A_TABLE)
    return found


@lru_cache(maxsize=4096)
def tables(text: str) -> frozenset[str]:
    """The tables that a query reads, without those it makes itself (WITH … AS, CREATE)."""
    try:
        trees = [tree for tree in sqlglot.parse(text, read="duckdb") if tree is not None]
    except SqlglotError:
        return frozenset(re.findall(r"\b(?:FROM|JOIN)\s+([A-Za-z_]\w*)", text, re.I))
    read = {table.name for tree in trees for table in tree.find_all(exp.Table) if not table.db}
    made = {cte.alias for tree in trees for cte in tree.find_all(exp.CTE)}
    made |= {table.name for tree in trees for new in tree.find_all(exp.Create) if (table := new.this.find(exp.Table))}
    return frozenset(read - made)
