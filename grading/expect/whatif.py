"""The cause of wrong rows, found by trial: the one small change of the query that would make them right here."""

from __future__ import annotations

import time
from collections.abc import Callable

import duckdb

from grading.expect.database import Answer, Tables, database, run
from grading.expect.errors import NotYet
from grading.expect.trials import trials

# Together the trials may take this long; each query runs on a handful of rows.
SECONDS = 1.0


def cause(sql: str, tables: Tables, right: Callable[[Answer], bool], several: bool = True, certain: str = "") -> str:
    """Where to look, when one small change makes the answer right on these tables; empty when none or several do.

    `several`: whether rows or groups are more than one, so that another condition is hardly right by chance.
    `certain`: what the text of the query shows to be wrong; it goes before changes that only happen to help.
    """
    until = time.monotonic() + SECONDS
    found: set[str] = set()
    with database(tables) as con:
        names = [row[0] for row in con.execute("SELECT DISTINCT column_name FROM duckdb_columns() WHERE NOT internal "
                                               "ORDER BY column_name").fetchall()]
        for trial in trials(sql, names, _texts(con), several):
            left = until - time.monotonic()
            if left <= 0:
                break
            try:
                if right(run(con, trial.sql, "", left)):
                    if trial.sure:
                        return trial.sentence
                    found.add(trial.sentence)
            except (NotYet, duckdb.Error, RuntimeError, ValueError, OverflowError):
                continue
    # Two changes that both would do explain nothing.
    return certain or (found.pop() if len(found) == 1 else "")


def _texts(con: duckdb.DuckDBPyConnection) -> list[str]:
    """The texts that the tables hold."""
    places = con.execute("SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND data_type = "
                         "'VARCHAR' ORDER BY table_oid, column_index").fetchall()
    found: dict[str, None] = {}
    for table, column in places:
        values = con.execute(f'SELECT DISTINCT "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL ORDER BY 1 '
                             "LIMIT 100").fetchall()
        found |= {str(value): None for (value,) in values}
    return list(found)
