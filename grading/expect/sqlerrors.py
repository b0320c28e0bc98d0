"""DuckDB's complaints in a beginner's words: what it says, where, and what commonly causes it."""

from __future__ import annotations

import re

from grading.expect.errors import message
from grading.expect.show import shorten

ORDER = "SELECT, FROM, WHERE, GROUP BY, HAVING, ORDER BY, LIMIT"
Columns = dict[str, list[str]]


def complaint(error: Exception, sql: str, name: str, tables: Columns) -> str:
    """The whole message for a query that DuckDB refuses."""
    said, place = _split(str(error))
    return message(f"{name} cannot be run. DuckDB says: {shorten(said, 300)}", place, cause(said, sql, tables))


def cause(said: str, sql: str, tables: Columns) -> str:
    """What commonly causes this first line; empty when nothing common does."""
    if found := re.search(r'column "(.+?)" not found', said):
        return _column(found[1], sql, tables)
    if "able with name" in said and "does not exist" in said:
        return f"Here there {_there_are(tables)}. Queries name tables, never files or Python's variables."
    if "syntax error" in said:
        return _syntax(said, sql)
    return next((text for pattern, text in _CAUSES if re.search(pattern, said)), "")


_CAUSES = (
    (r"must appear in the GROUP BY", "Each group gives one row, and such a column has many values in a group: name it "
                                     "in GROUP BY too, or put a function like avg or count around it."),
    (r"WHERE clause cannot contain aggregates", "WHERE is read before there are groups. A condition on groups "
                                                "stands in HAVING."),
    (r"WHERE clause cannot contain window", "WHERE is read before windows are computed: filter in a query around "
                                            "this one, or with QUALIFY."),
    (r"GROUP BY clause cannot contain aggregates", "Group by the columns themselves; functions like count stand in "
                                                   "SELECT or HAVING."),
    (r"aggregate function calls cannot be nested", "Compute the inner one in a query of its own, and the outer one "
                                                   "over its answer."),
    (r"Ambiguous reference", "Two tables have a column of that name: write the table's name and a point before it."),
    (r"Referenced table .* not found", "A table that got another name (FROM flights AS f) goes by that name only."),
    (r"unterminated", "A quote is opened and not closed."),
    (r"argument types '\w+\(", "That function does not take values of this kind, or not so many of them. What does it "
                              "get, and should it be converted first (CAST or CASE)?"),
    (r"Could not convert|could not be cast|Cannot compare values|No function matches",
     "Text and numbers (or other kinds) meet there: text stands in single quotes, numbers in none."),
    (r"Function with name .* does not exist", "There is no such function: is its name spelt right?"),
    (r"More than one row returned by a subquery", "A query in brackets stands where one value belongs, and gives "
                                                  "several. Is IN meant, or a condition missing inside?"),
    (r"same number of result columns", "Both sides of UNION (and its like) must have the same columns."),
    (r"Subquery returns .* columns", "A query in brackets that stands for a value or a list gives one column."),
    (r"Division by zero", "For some row the divisor is 0. What should the answer be there?"),
    (r"Values were not provided", "A `?` or `$` stands outside quotes: the check has no values to put in its place."),
    (r"Cannot access|disabled by configuration|configuration has been locked",
     "A check's query sees its small tables only: no files, no network, no settings."),
    (r"Out of Memory", "The query makes far too many rows: does a join lack its condition?"),
    (r"syntax error at end of input", "Something is missing at the end: a bracket, or the rest of a condition?"),
)


def _split(text: str) -> tuple[str, str]:
    """The first line of the complaint, and the line of the query with its marker, indented."""
    first = text.strip().split("\n", 1)[0]
    found = re.search(r"(LINE \d+: [^\n]*)\n([^\n]*)", text)
    if not found:
        return first, ""
    line, marker = found[1], found[2]
    number = re.match(r"LINE (\d+): ", line)
    head = f"line {number[1]}:  " if number else ""
    body = line[number.end():] if number else line
    cut = marker[number.end():] if number else marker
    return first, f"  {head}{body}\n  {' ' * len(head)}{cut}".rstrip()


def _column(word: str, sql: str, tables: Columns) -> str:
    known = {column.casefold() for names in tables.values() for column in names}
    if f'"{word}"' in sql and word.casefold() not in known:
        return f"Double quotes name a column. Text stands in single quotes: '{word}'."
    return f"Here there {_there_are(tables)}. Is the name spelt right, and is text in single quotes?"


def _there_are(tables: Columns) -> str:
    texts = [f"`{name}` with the columns {', '.join(names)}" for name, names in tables.items()]
    if not texts:
        return "are no tables"
    return f"is only the table {texts[0]}" if len(texts) == 1 else f"are the tables {'; '.join(texts)}"


def _syntax(said: str, sql: str) -> str:
    found = re.search(r'at or near "(.*)"', said)
    word = found[1].upper() if found else ""
    if word in ("FROM", "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "SELECT"):
        if sql.rstrip().upper().endswith(word):
            return f"The query ends with {word}: the rest of it is missing."
        return f"Is there a comma or a bracket too many or too few before {word}? Clauses stand in the order {ORDER}."
    if sql.strip().upper().startswith(word) and word:
        return "A query begins with SELECT, WITH or FROM."
    if word == "=":
        return "One `=` compares in SQL; `==` and `=>` are no comparisons. Is something missing on one side of it?"
    if not word:
        return "Something is missing at the end: a closing bracket, or the rest of a condition?"
    return "Just before that place something is missing or too many: a comma, a quote, a bracket, a word like AND?"
