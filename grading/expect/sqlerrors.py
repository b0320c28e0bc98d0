"""DuckDB's complaints in a beginner's words: what it says, where, and what commonly causes it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from grading.expect.errors import message
from grading.expect.show import shorten
from grading.expect.sqlsyntax import no_comparison, strange_signs, syntax_cause
from grading.expect.sqltext import masked, names_it, spot

Columns = dict[str, list[str]]


def complaint(error: Exception, sql: str, name: str, tables: Columns, asked: Sequence[str] = ()) -> str:
    """The whole message for a query that DuckDB refuses; `asked` are the columns that it should give."""
    said, place = _split(str(error))
    return message(f"{name} cannot be run. DuckDB says: {shorten(said, 300)}", place,
                   cause(str(error), sql, tables, asked))


def cause(text: str, sql: str, tables: Columns, asked: Sequence[str] = ()) -> str:
    """What commonly causes this complaint; empty when nothing common does."""
    said = text.strip().split("\n", 1)[0]
    known = {column.casefold() for names in tables.values() for column in names}
    found = re.search(r'column "(.+?)" (?:not found|must appear in the GROUP BY)', said)
    if found and ("not found" in said or found[1].casefold() not in known):
        return _column(found[1], sql, tables, known, asked)
    if found and (table := _whole_row(found[1], sql, tables, asked)):
        return (f"`{table}` is the table there, not a column: what the query computes gets that name with AS: "
                f"`… AS {table}`.")
    if "able with name" in said and "does not exist" in said:
        return f"Here there {_there_are(tables)}. Queries name tables, never files or Python's variables."
    if "syntax error" in said:
        return syntax_cause(text, sql)
    if found := re.search(r"Function with name ([<>=!]+) does not exist", said):
        return no_comparison(found[1])
    if quoted := _quoted_column(text, sql, known):
        return quoted
    return next((sentence for pattern, sentence in _CAUSES if re.search(pattern, said)), "")


_CAUSES = (
    (r"must appear in the GROUP BY", "Each group gives one row, and such a column has many values in a group: name it "
                                     "in GROUP BY too, or put a function like avg or count around it."),
    (r"WHERE clause cannot contain aggregates", "WHERE is read before there are groups. A condition on groups "
                                                "stands in HAVING."),
    (r"WHERE clause cannot contain window", "WHERE is read before windows are computed: filter in a query around "
                                            "this one, or with QUALIFY."),
    (r"GROUP BY clause cannot contain aggregates", "Group by the columns themselves; functions like count stand in "
                                                   "SELECT or HAVING."),
    (r"window function calls cannot be nested", "Compute the inner window in a query of its own (WITH), and the outer "
                                                "one over its answer."),
    (r"RANGE frames must have only one ORDER BY", "RANGE with a distance needs exactly one column after ORDER BY in "
                                                  "OVER."),
    (r"aggregate function calls cannot be nested", "Compute the inner one in a query of its own, and the outer one "
                                                   "over its answer."),
    (r"because the FROM clause is missing", "FROM is missing: it says which table the columns come from."),
    (r"Ambiguous reference", "Two tables have a column of that name: write the table's name and a point before it."),
    (r"Referenced table .* not found", "A table that got another name (FROM flights AS f) goes by that name only."),
    (r"unterminated", "A quote is opened and not closed."),
    (r"argument types '\w+\(", "That function does not take values of this kind, or not so many of them. What does it "
                              "get, and should it be converted first (CAST or CASE)?"),
    (r"Cannot compare values of type (INTERVAL and|\w+ and type INTERVAL)",
     "The difference of two times is an interval: compare it with one, such as INTERVAL 8 HOURS, not with a number."),
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


def _column(word: str, sql: str, tables: Columns, known: set[str], asked: Sequence[str]) -> str:
    """What is said of a column that is not there."""
    if strange := strange_signs(masked(sql)):
        return strange
    if word.casefold() in {column.casefold() for column in asked} - known and not names_it(sql, word):
        return f"No table here has a column `{word}`: what the query computes gets that name with AS: `… AS {word}`."
    for quote, words in (('"', "Double quotes"), ("`", "Backticks")):
        if f"{quote}{word}{quote}" in sql and word.casefold() not in known:
            return f"{words} name a column. Text stands in single quotes: '{word}'."
    return f"Here there {_there_are(tables)}. Is the name spelt right, and is text in single quotes?"


def _whole_row(column: str, sql: str, tables: Columns, asked: Sequence[str]) -> str:
    """The table that stands where a column of its name was meant, so that all its columns are complained of."""
    if re.search(rf"\b{re.escape(column)}\b", masked(sql), re.IGNORECASE):
        return ""
    names = {name.casefold() for name in asked}
    return next((table for table in tables if table.casefold() in names and not names_it(sql, table)), "")


def _quoted_column(text: str, sql: str, known: set[str]) -> str:
    """What is said where a column's name stands in single quotes."""
    at = spot(sql, text) if "ORDER BY non-integer literal" in text else None
    found = re.match(r"'([^']*)'", sql[at:]) if at is not None else re.search(r"[Cc]o.* string '(\w+)'", text)
    if not found or (at is None and found[1].casefold() not in known):
        return ""
    return (f"Single quotes make text, the same for every row: '{found[1]}' is no column. "
            f"A column's name stands without them: {found[1]}.")


def _there_are(tables: Columns) -> str:
    texts = [f"`{name}` with the columns {', '.join(names)}" for name, names in tables.items()]
    if not texts:
        return "are no tables"
    return f"is only the table {texts[0]}" if len(texts) == 1 else f"are the tables {'; '.join(texts)}"
