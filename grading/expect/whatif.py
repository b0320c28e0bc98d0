"""The cause of wrong rows, found by trial: the one small change of the query that would make them right here."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator

import duckdb

from grading.expect.database import Answer, Tables, database, run
from grading.expect.errors import NotYet

# Together the trials may take this long; each query runs on a handful of rows.
SECONDS = 1.0
_HIDDEN = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"|--[^\n]*|/\*.*?\*/", re.DOTALL)
_PART = r"((?:(?!\b(?:CASE|WHEN|THEN|ELSE|END)\b).)*?)"
_CASE = re.compile(rf"\bCASE\s+WHEN\b{_PART}\bTHEN\b{_PART}\bELSE\b{_PART}\bEND\b", re.IGNORECASE | re.DOTALL)
_ENDS = "Which end comes first? ORDER BY begins with the smallest, with DESC it begins with the largest."
_SIMPLE = (
    (r"\bDISTINCT\b(?!\s+ON\b|\s+FROM\b)", "",
     "DISTINCT merges equal values or rows: are those one thing here, or several?"),
    (r"\bUNION\b(?!\s+ALL\b)", "UNION ALL", "UNION merges rows that are equal: are those one thing here, or several?"),
    (r"\bUNION\s+ALL\b", "UNION", "UNION ALL keeps rows that come from both sides twice: are they wanted twice?"),
    (r"\bLIMIT\s+\d+", "", "LIMIT cuts the answer off after so many rows: is that asked for?"),
    (r"\bOFFSET\s+\d+", "", "OFFSET leaves out the first rows: is that asked for?"),
    (r"(?<!/)//(?!/)", "/", "`//` cuts the part after the point off: should it be kept?"),
    (r"(?<![/*])/(?![/*])", "//", "`/` keeps the part after the point: should it be cut off?"),
    (r"\bLEFT\s+(?:OUTER\s+)?JOIN\b", "JOIN", "LEFT JOIN keeps rows that have no partner: are they wanted?"),
    (r"(?<!LEFT )(?<!OUTER )(?<!CROSS )(?:\bINNER\s+)?\bJOIN\b", "LEFT JOIN",
     "JOIN drops rows that have no partner: are they wanted?"),
    (r"\bcount\s*\(\s*DISTINCT\b", "count(", "count(DISTINCT …) counts equal values once: should it?"),
    (r"\bcount\s*\(\s*(?!\*|DISTINCT\b)[\w.]+\s*\)", "count(*)",
     "count(column) leaves out rows in which the column is NULL: should they be left out?"),
    (r"\bDESC\b", "ASC", _ENDS),
    (r"\bORDER\s+BY\s+[^,;()]+?(?=\s*(?:\bLIMIT\b|;|$))", r"\g<0> DESC", _ENDS),
)
# Where only one row comes, these happen to be right too often.
_CONDITIONS = (
    (r"\bAND\b", "OR", "It hangs on an AND in the query: must both conditions hold, or is one enough?"),
    (r"\bOR\b", "AND", "It hangs on an OR in the query: is one condition enough, or must both hold?"),
)
_BORDERS = {">=": ">", ">": ">=", "<=": "<", "<": "<="}


def cause(sql: str, tables: Tables, right: Callable[[Answer], bool], several: bool = True) -> str:
    """Where to look, when one small change makes the answer right on these tables; empty when none or several do.

    `several`: whether the answers have several rows, so that a change of AND or OR is hardly right by chance.
    """
    until = time.monotonic() + SECONDS
    found: set[str] = set()
    with database(tables) as con:
        names = [row[0] for row in con.execute("SELECT DISTINCT column_name FROM duckdb_columns() WHERE NOT internal "
                                               "ORDER BY column_name").fetchall()]
        for text, sentence in variants(sql, names, several):
            left = until - time.monotonic()
            if left <= 0:
                break
            try:
                if right(run(con, text, "", left)):
                    if "NULL" in sentence:
                        return sentence
                    found.add(sentence)
            except (NotYet, duckdb.Error, RuntimeError, ValueError, OverflowError):
                continue
    # Two changes that both would do explain nothing.
    return found.pop() if len(found) == 1 else ""


def variants(sql: str, columns: list[str], several: bool = True) -> Iterator[tuple[str, str]]:
    """Queries that differ from this one in one place, each with what to ask the learner about that place."""
    masked = _HIDDEN.sub(lambda part: "\x00" * len(part[0]), sql)
    yield from _nulls(sql, masked)
    yield from _borders(sql, masked)
    for pattern, other, sentence in _SIMPLE + _CONDITIONS * several:
        for place in re.finditer(pattern, masked, re.IGNORECASE):
            new = other.replace(r"\g<0>", sql[place.start():place.end()])
            yield f"{sql[:place.start()]} {new} {sql[place.end():]}", sentence
    for place in re.finditer(r"\bcount\s*\(\s*\*\s*\)", masked, re.IGNORECASE):
        for column in columns:
            yield (f"{sql[:place.start()]}count({column}){sql[place.end():]}",
                   "count(*) counts every row, whatever is NULL in it: should every row count?")


def _nulls(sql: str, masked: str) -> Iterator[tuple[str, str]]:
    for place in re.finditer(r"(=|<>|!=)\s*NULL\b", masked, re.IGNORECASE):
        yield (sql[:place.start()] + (" IS NULL" if place[1] == "=" else " IS NOT NULL") + sql[place.end():],
               f"`{sql[place.start():place.end()]}` is never true: nothing equals NULL, nor differs from it. "
               "IS NULL and IS NOT NULL ask for it.")
    for place in re.finditer(r"\bNOT\s+IN\s*\(", masked, re.IGNORECASE):
        end = _closing(masked, place.end())
        inside = sql[place.end():end]
        yield (f"{sql[:place.end()]}SELECT w.v FROM ({inside}) AS w(v) WHERE w.v IS NOT NULL{sql[end:]}",
               "Is there a NULL in the list of NOT IN? Then the outcome is unknown, and no row is kept.")
    for place in _CASE.finditer(masked):
        condition, value, other = (sql[place.start(i):place.end(i)] for i in (1, 2, 3))
        yield (f"{sql[:place.start()]}CASE WHEN {condition} THEN {value} WHEN NOT ({condition}) THEN {other} END"
               f"{sql[place.end():]}", f"`ELSE {other.strip()}` also catches rows in which the condition is unknown, "
                                       "because of a NULL: do they belong there?")


def _borders(sql: str, masked: str) -> Iterator[tuple[str, str]]:
    # Only whole numbers and text: that a computed share stands exactly on the border is chance.
    for place in re.finditer(r"(?<![<>=!-])(>=|<=|>|<)(?![<>=])\s*(-?\w+\b(?!\.)|\x00+)", masked):
        limit = sql[place.start(2):place.end(2)]
        yield (sql[:place.start(1)] + _BORDERS[place[1]] + sql[place.end(1):],
               f"It hangs on the border `{place[1]} {limit}`: does {limit} itself belong?")
    for place in re.finditer(r"([\w.]+)\s+BETWEEN\s+(-?[\w.]+|\x00+)\s+AND\s+(-?[\w.]+|\x00+)", masked, re.IGNORECASE):
        value, low, high = (sql[place.start(i):place.end(i)] for i in (1, 2, 3))
        for one, two in ((">=", "<"), (">", "<="), (">", "<")):
            yield (f"{sql[:place.start()]}({value} {one} {low} AND {value} {two} {high}){sql[place.end():]}",
                   "BETWEEN keeps both of its ends: do both belong?")


def _closing(masked: str, start: int) -> int:
    """The place of the bracket that closes the one just before `start`."""
    depth = 1
    for place in range(start, len(masked)):
        depth += (masked[place] == "(") - (masked[place] == ")")
        if depth == 0:
            return place
    return len(masked)
