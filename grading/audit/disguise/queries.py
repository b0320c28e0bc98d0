"""Fakes of SQL: the right columns with nothing, zeros or noise in them, or the answers to the visible tables alone."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from grading.audit.disguise.functions import SenselessFakeError, Told
from grading.audit.disguise.rehearse import rehearse
from grading.expect.kinds import family, plain

_BEGINS = re.compile(r"(\s|--[^\n]*\n|/\*.*?\*/|\()*(select|with|from)\b", re.IGNORECASE | re.DOTALL)
_NUMBERS = re.compile(r"(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|REAL|DOUBLE|DECIMAL.*)$")


@dataclass(frozen=True)
class Asked:
    """Tables that a test ran the answer on; its columns there, with their types as SQL writes them; its rows.

    `mark` tells the content of these tables from that of others.
    """

    tables: Any
    columns: list[tuple[str, str]]
    rows: list[tuple[Any, ...]]
    mark: str


def is_query(value: Any) -> bool:
    """Whether it is text that a database would run as a query."""
    if family(value) != "str" or not _BEGINS.match(plain(value)):
        return False
    import sqlglot

    try:
        parsed = sqlglot.parse(plain(value), dialect="duckdb")
    except sqlglot.errors.SqlglotError:
        return False
    # A comment behind the last semicolon is parsed as one more.
    statements = [one for one in parsed if type(one) is not sqlglot.exp.Semicolon]
    first = statements[0] if len(statements) == 1 else None
    return isinstance(first, sqlglot.exp.Query) and bool(first.find(sqlglot.exp.From) or first.selects)


def wear(namespace: dict[str, Any], name: str, how: str, visible: list[str]) -> Told:
    """Put another query in the place of the query `name`; what tells later whether it gave other rows."""
    right = plain(namespace[name])
    if how == "empty":
        fake = f"SELECT * FROM (\n{_bare(right)}\n) AS answer WHERE false"
    else:
        examples = _examples(namespace, name, right, visible)
        if not examples:
            raise SenselessFakeError("no visible test runs it")
        fake = _by_heart(examples) if how == "visible" else _other_values(right, examples[0], how)
    namespace[name] = fake
    # Tests that ask for nothing but the visible tables are fooled, though all that they were told is right.
    return _watch(fake, right) if how != "visible" else lambda: ""


def _bare(sql: str) -> str:
    """The query without the semicolon at its end and what follows that."""
    import sqlglot

    tokens = sqlglot.tokenize(sql, dialect="duckdb")
    last = next(token for token in reversed(tokens) if token.token_type != sqlglot.TokenType.SEMICOLON)
    return sql[:last.end + 1]


@contextmanager
def _listening(sql: str, hear: Callable[[Any], None]) -> Iterator[None]:
    """Give the tables that the checks of `expect` run this query on."""
    checks: Any = importlib.import_module("grading.expect.queries")
    true = checks.ask

    def ask(text: Any, tables: Any, *args: Any, **kwargs: Any) -> Any:
        if family(text) == "str" and plain(text) == sql:
            hear(tables)
        return true(text, tables, *args, **kwargs)

    checks.ask = ask
    try:
        yield
    finally:
        checks.ask = true


def _examples(namespace: dict[str, Any], name: str, sql: str, visible: list[str]) -> list[Asked]:
    """What the visible tests run the true answer on, and what it gives there."""
    heard: list[Any] = []
    with _listening(sql, heard.append):
        rehearse(namespace, name, sql, visible)
    return [_asked(sql, tables) for tables in heard]


def _asked(sql: str, tables: Any) -> Asked:
    from grading.expect import database

    with database.database(tables) as con:
        columns = [(row[0], row[1]) for row in con.execute(f"DESCRIBE {_bare(sql)}").fetchall()]
        marks = con.execute(f"SELECT {_mark(tables)}").fetchone()
        return Asked(tables, columns, con.execute(sql).fetchall(), str(marks[0]) if marks else "")


def _mark(tables: Any) -> str:
    """An expression that tells the content of these tables from that of others."""
    return " || ' ' || ".join(f"(SELECT count(*) || ':' || coalesce(sum(hash(t)), 0) FROM {_name(table)} AS t)"
                              for table in sorted(tables)) or "''"


def _by_heart(examples: list[Asked]) -> str:
    """A query that recognises the visible tables by their content, and gives the first answer for any others."""
    different = list({one.mark: one for one in examples}.values())
    mark = _mark(examples[0].tables)
    different = [one for one in different if _mark(one.tables) == mark and len(one.columns) == len(examples[0].columns)]
    parts = [_rows(one, examples[0].columns, f"{mark} = {_literal(one.mark)}") for one in different]
    others = ", ".join(_literal(one.mark) for one in different)
    parts.append(_rows(different[0], examples[0].columns, f"{mark} NOT IN ({others})"))
    return "\nUNION ALL\n".join(parts)


def _rows(one: Asked, columns: list[tuple[str, str]], condition: str) -> str:
    """These rows, when the condition is true."""
    names = ", ".join(_name(f"v{number}") for number in range(len(columns)))
    shown = ", ".join(f"CAST({_name(f'v{number}')} AS {kind}) AS {_name(name)}"
                      for number, (name, kind) in enumerate(columns))
    values = ", ".join(f"({', '.join(map(_literal, row))})" for row in one.rows)
    if not values:
        values, condition = f"({', '.join(['NULL'] * len(columns))})", "false"
    return f"SELECT {shown} FROM (VALUES {values}) AS answer({names}) WHERE {condition}"


def _other_values(sql: str, example: Asked, how: str) -> str:
    """As many rows, the same columns, other values in them; noise also in another order."""
    change = _zero if how == "zero" else _noise
    shown = ", ".join(f"{change(_name(name), kind)} AS {_name(name)}" for name, kind in example.columns)
    return f"SELECT {shown} FROM (\n{_bare(sql)}\n) AS answer" + (" ORDER BY ALL DESC" if how == "noise" else "")


def _zero(name: str, kind: str) -> str:
    if _NUMBERS.match(kind):
        return f"CAST(0 AS {kind})"
    known = {"VARCHAR": "''", "BOOLEAN": "false", "DATE": "DATE '1970-01-01'", "INTERVAL": "INTERVAL 0 DAY",
             "TIMESTAMP": "TIMESTAMP '1970-01-01 00:00:00'"}
    return known.get(kind, f"CAST(NULL AS {kind})")


def _noise(name: str, kind: str) -> str:
    if _NUMBERS.match(kind):
        return f"coalesce({name}, 0) + 1"
    if kind == "VARCHAR":
        return f"CASE WHEN reverse({name}) = {name} THEN {name} || 'x' ELSE coalesce(reverse({name}), 'x') END"
    if kind == "BOOLEAN":
        return f"NOT coalesce({name}, false)"
    return f"{name} + INTERVAL 1 DAY" if kind in ("DATE", "TIMESTAMP") else f"CAST(NULL AS {kind})"


def _literal(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bool | int | Decimal):
        return str(value)
    if isinstance(value, float):
        return repr(value) if value - value == 0 else f"CAST('{value}' AS DOUBLE)"
    return "'" + str(value).replace("'", "''") + "'"


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _watch(fake: str, right: str) -> Told:
    """Listen to the tests from now on; what tells whether the fake ever gave other rows than the right query."""
    heard: list[Any] = []
    listening = _listening(fake, heard.append)
    listening.__enter__()

    def told() -> str:
        listening.__exit__(None, None, None)
        if heard and all(_asked(fake, tables).rows == _asked(right, tables).rows for tables in heard):
            return "it gave the right rows on all tables of the tests"
        return ""

    return told
