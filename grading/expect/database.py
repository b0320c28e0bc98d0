"""A fresh DuckDB that holds small tables and nothing else: no files, no Python variables, no settings to change."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import duckdb

from grading.expect.errors import NotYet, message
from grading.expect.kinds import family, kind, plain
from grading.expect.show import is_frame, show

SECONDS = 5.0
MOST_ROWS = 20_000
Tables = Mapping[str, Any]


@dataclass(frozen=True)
class Answer:
    """What a query returned: the names and DuckDB's types of its columns, and its rows."""

    columns: list[str]
    types: list[str]
    rows: list[tuple[Any, ...]]


def ask(sql: Any, tables: Tables, name: str, asked: Sequence[str] = ()) -> Answer:
    """The answer of one query on these tables; NotYet when it is no query, fails, or takes too long.

    `asked`: the columns that it should give, for a better message where it fails.
    """
    text = _text(sql, name)
    with database(tables) as con:
        try:
            return run(con, text, name, SECONDS)
        except duckdb.InterruptException:
            raise NotYet(message(
                f"{name} did not finish within {SECONDS:g} seconds, on small tables.",
                "Does it make rows without end: a join without its condition, tables with only a comma between them, "
                "a recursion that never stops, or a very long series?")) from None
        except (duckdb.Error, RuntimeError, ValueError, OverflowError) as error:
            from grading.expect.sqlerrors import complaint

            raise NotYet(complaint(error, text, name, columns(con), asked)) from None


def run(con: duckdb.DuckDBPyConnection, text: str, name: str, seconds: float) -> Answer:
    """The answer of the one statement in the text; DuckDB's own errors when it fails."""
    statement = _statement(con, text, name)
    timer = threading.Timer(seconds, con.interrupt)
    timer.daemon = True
    timer.start()
    try:
        result = con.execute(statement)
        rows = result.fetchmany(MOST_ROWS + 1)
        header = result.description or []
    finally:
        timer.cancel()
    if len(rows) > MOST_ROWS:
        raise NotYet(message(f"{name} returns more than {MOST_ROWS} rows, from tables of a few rows.",
                             "Does a join lack its condition? Then every row meets every row."))
    return Answer([column[0] for column in header], [str(column[1]) for column in header], rows)


@contextmanager
def database(tables: Tables) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to a new database in memory with these tables, shut against everything else."""
    con = duckdb.connect(":memory:", config={"threads": 1, "memory_limit": "500MB"})
    try:
        for name, value in tables.items():
            _load(con, _quoted(name), value)
        for setting in ("python_enable_replacements = false", "enable_external_access = false",
                        "lock_configuration = true"):
            con.execute(f"SET {setting}")
        yield con
    finally:
        con.close()


def columns(con: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """The columns of every table in the database."""
    found: dict[str, list[str]] = {}
    for table, column in con.execute(
            "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal ORDER BY table_oid, column_index"
    ).fetchall():
        found.setdefault(table, []).append(column)
    return found


def _load(con: duckdb.DuckDBPyConnection, name: str, value: Any) -> None:
    if is_frame(value):
        con.register("given_frame", value)
        con.execute(f"CREATE TABLE {name} AS SELECT * FROM given_frame")
        con.unregister("given_frame")
        return
    header, rows = value
    con.execute(f"CREATE TABLE {name} ({header})")
    if len(rows):
        lists = [[plain(item) for item in column] for column in zip(*rows, strict=True)]
        con.execute(f"INSERT INTO {name} SELECT {', '.join(f'unnest(${i})' for i in range(1, len(lists) + 1))}", lists)


def _text(sql: Any, name: str) -> str:
    if family(sql) != "str":
        raise NotYet(message(f"{name} should be a query, which is text in quotes, but is {kind(sql)}: {show(sql)}.",
                             "Keep the text of the query; the check runs it."))
    return str(plain(sql))


def _statement(con: duckdb.DuckDBPyConnection, text: str, name: str) -> duckdb.Statement:
    statements = con.extract_statements(text)
    if not statements:
        raise NotYet(message(f"{name} holds no query yet: it is empty, or all of it is comment (after --)."))
    if len(statements) > 1:
        raise NotYet(message(f"{name} should be one query, but holds {len(statements)}.",
                             "A semicolon ends a query: is there one in the middle?"))
    word = statements[0].type.name
    if word != "SELECT":
        raise NotYet(message(f"{name} should be a query that returns rows, but is a statement of the kind {word}.",
                             "Begin with SELECT or WITH. A check allows nothing else: no tables made or changed, "
                             "no files, no settings."))
    return statements[0]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
