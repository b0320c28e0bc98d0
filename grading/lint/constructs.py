"""What a piece of Python or SQL needs to be known: constructs, functions, methods, clauses and operators."""

from __future__ import annotations

import ast
import builtins
import re
from functools import lru_cache

from sqlglot import tokenize
from sqlglot.errors import SqlglotError
from sqlglot.tokens import Token, TokenType

from grading.lint import python

_NODES: dict[type[ast.AST], str] = {
    ast.ListComp: "comprehension", ast.SetComp: "comprehension", ast.DictComp: "comprehension",
    ast.GeneratorExp: "comprehension", ast.Lambda: "lambda", ast.With: "with", ast.Try: "try", ast.Raise: "raise",
    ast.JoinedStr: "f-string", ast.ClassDef: "class", ast.Slice: "slice", ast.IfExp: "conditional expression",
    ast.Starred: "star", ast.NamedExpr: ":=", ast.For: "for", ast.While: "while", ast.If: "if",
    ast.FunctionDef: "def", ast.Yield: "yield", ast.YieldFrom: "yield", ast.Assert: "assert", ast.Match: "match",
    ast.Dict: "dict", ast.Set: "set literal", ast.List: "list", ast.Tuple: "tuple", ast.Import: "import",
    ast.ImportFrom: "import", ast.Global: "global", ast.Nonlocal: "nonlocal", ast.Delete: "del",
    ast.Break: "break", ast.Continue: "continue", ast.AugAssign: "augmented assignment (`+=`)",
    ast.FloorDiv: "//", ast.Mod: "%", ast.Pow: "**", ast.MatMult: "@", ast.BitAnd: "&", ast.BitOr: "|",
    ast.BitXor: "^", ast.Invert: "~", ast.In: "in", ast.NotIn: "in", ast.Is: "is", ast.IsNot: "is",
    ast.And: "and", ast.Or: "or", ast.Not: "not",
}
# Keywords that teach the construct when they stand in a code span of the prose.
_WORDS = {"lambda", "with", "try", "raise", "class", "for", "while", "if", "def", "yield", "assert", "match",
          "import", "global", "nonlocal", "del", "break", "continue", "in", "is", "and", "or", "not", "return"}
_CLAUSES = {"WITH", "WHERE", "GROUP BY", "ORDER BY", "HAVING", "QUALIFY", "LIMIT", "OFFSET", "DISTINCT", "CASE",
            "BETWEEN", "LIKE", "ILIKE", "GLOB", "SIMILAR TO", "IN", "OVER", "PARTITION BY", "FILTER", "USING", "UNION",
            "EXCEPT", "INTERSECT", "EXISTS", "ANY", "ALL", "DESC", "ASC", "AND", "OR", "NOT", "JOIN", "LEFT", "RIGHT",
            "FULL", "CROSS", "SEMI", "ANTI", "ASOF", "LATERAL", "WINDOW", "ROWS", "RANGE", "UNNEST", "PIVOT", "UNPIVOT",
            "VALUES", "INTERVAL", "RECURSIVE", "EXCLUDE", "REPLACE", "SAMPLE", "AS", "CAST", "TRY_CAST", "NULLS FIRST",
            "NULLS LAST", "GROUPING SETS", "ROLLUP", "CUBE", "EXTRACT"}
_SYMBOLS = {"DCOLON": "::", "DPIPE": "||", "MOD": "%", "DIV": "//", "ARROW": "->", "L_BRACKET": "[ ]"}
_NOT_CALLED = {"IN", "AS", "OVER", "FILTER", "USING", "VALUES", "AND", "OR", "NOT", "WHERE", "FROM", "ON", "BY", "SELECT",
               "WHEN", "THEN", "ELSE", "JOIN", "EXISTS", "ANY", "ALL", "BETWEEN", "HAVING", "QUALIFY", "LIMIT", "UNION",
               "EXCEPT", "INTERSECT", "DISTINCT", "GROUP BY", "ORDER BY", "PARTITION BY", "CASE", "INTERVAL", "WITH",
               "EXCLUDE", "REPLACE", "LIKE", "IS", "SETS", "ROLLUP", "CUBE", "DECIMAL", "NUMERIC", "VARCHAR"}


def python_needs(source: str) -> dict[str, int]:
    """construct → its first line, for all Python that an answer needs; names bound in it are its own."""
    module = python.tree(source)
    own = _own(module)
    found: dict[str, int] = {}
    for node in ast.walk(module):
        for construct in _of(node):
            if construct.strip(".()") not in own:
                found.setdefault(construct, getattr(node, "lineno", 1))
    return found


def _own(module: ast.Module) -> set[str]:
    names = {n.id for n in ast.walk(module) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    names |= {n.attr for n in ast.walk(module) if isinstance(n, ast.Attribute) and isinstance(n.ctx, ast.Store)}
    names |= {n.arg for n in ast.walk(module) if isinstance(n, ast.arg)}
    return names | {n.name for n in ast.walk(module) if isinstance(n, ast.FunctionDef | ast.ClassDef)}


def _of(node: ast.AST) -> list[str]:
    found = [_NODES[type(node)]] if type(node) in _NODES else []
    if isinstance(node, ast.List | ast.Tuple) and isinstance(node.ctx, ast.Store):
        found = ["unpacking"]
    if isinstance(node, ast.Compare) and len(node.ops) > 1:
        found.append("chained comparison")
    if isinstance(node, ast.FunctionDef):
        found += ["decorator"] * bool(node.decorator_list) + ["default argument"] * bool(node.args.defaults)
        found += ["*args"] * bool(node.args.vararg or node.args.kwarg)
    if isinstance(node, ast.Call):
        found += ["**kwargs"] * any(word.arg is None for word in node.keywords)
        if isinstance(node.func, ast.Name):
            found.append(f"{node.func.id}()")
    if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
        found.append(f".{node.attr}")
    return found


@lru_cache(maxsize=4096)
def sql_tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a piece of SQL, which need not be a whole statement; none when it cannot be read."""
    try:
        return tuple(tokenize(text, read="duckdb"))
    except SqlglotError:
        return ()


def sql_needs(text: str) -> dict[str, int]:
    """construct → its first line, for all SQL in the text: clauses, operators, and functions as `name()`."""
    found: dict[str, int] = {}
    flat = [token for token in sql_tokens(text) if token.token_type is not TokenType.HINT]
    for index, token in enumerate(flat):
        after = [other.text.upper() for other in flat[index + 1:index + 3]] + ["", ""]
        quoted = token.token_type in (TokenType.STRING, TokenType.IDENTIFIER, TokenType.NUMBER)
        for construct in () if quoted else _sql_of(token, after):
            found.setdefault(construct, token.line)
    return found


def _sql_of(token: Token, after: list[str]) -> list[str]:
    word = re.sub(r"\s+", " ", token.text.upper())
    found = [_SYMBOLS[token.token_type.name]] if token.token_type.name in _SYMBOLS else []
    if word == "IS":
        rest = after[1] if after[0] == "NOT" else after[0]
        found.append("IS DISTINCT FROM" if rest == "DISTINCT" else f"IS {rest}")
    elif word == "NULLS":
        found.append(f"NULLS {after[0]}")
    elif word == "NOT" and after[0] in ("IN", "LIKE", "ILIKE", "BETWEEN", "EXISTS"):
        found.append("NOT IN" if after[0] == "IN" else after[0])
    elif word in _CLAUSES and word != "ASC":
        found.append(word)
    elif after[0] == "(" and re.fullmatch(r"[A-Z_]\w*", word) and word not in _NOT_CALLED:
        found.append(f"{word}()")
    return found


def taught_by_python(source: str) -> set[str]:
    """What a cell of Python shows: its constructs, every name in it, and the SQL in its strings."""
    module = python.tree(source)
    shown = {construct for node in ast.walk(module) for construct in _of(node)}
    for node in ast.walk(module):
        if isinstance(node, ast.Name):
            shown |= {f"{node.id}()"}
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            shown |= {f"{node.name}()", f".{node.name}"}
        elif isinstance(node, ast.alias):
            shown |= {f"{(node.asname or node.name).split('.')[0]}()"}
    return shown | {construct for sql, _ in python.queries(module) for construct in sql_needs(sql)}


def taught_by_words(text: str) -> set[str]:
    """What a code span or block in prose shows, be it Python, SQL, or a piece of either."""
    shown = taught_by_python(text) | set(sql_needs(text))
    for word in re.findall(r"[A-Za-z_]\w*", text):
        shown |= {f"{word}()", f".{word}", f"{word.upper()}()"}
        shown |= {word} & _WORDS | {word.upper()} & _CLAUSES
    lines = [taught_by_python(line.strip()) for line in text.split("\n") if python.tree(line.strip()).body]
    return shown.union(*lines) | set(re.findall(r":=|//|\*\*|%|@|&|\||~|\+=", text))


def is_builtin(construct: str) -> bool:
    """True for a function that Python has without import."""
    return hasattr(builtins, construct.removesuffix("()"))
