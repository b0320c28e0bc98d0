"""What commonly makes a query give these rows in place of the expected ones, read off the rows alone."""

from __future__ import annotations

import re
from typing import Any

from grading.expect import cells, numbers
from grading.expect.database import Tables
from grading.expect.rowgaps import Compared, equal_rows
from grading.expect.rowtalk import contents, paired
from grading.expect.sqltext import conditions, grouped_by, masked, tokens

SORT = "Which column decides, and which end comes first? Sort by the value itself, not by one computed from it."


def order_cause(sql: str) -> str:
    """Why right rows come in another order, when it is certain."""
    if re.search(r"\bORDER\s+BY\b", sql, re.IGNORECASE):
        return ""
    return "There is no ORDER BY: without it a database gives rows in any order."


def null_cause(sql: str) -> str:
    """A comparison with NULL in the text of the query, which is never true, whatever else is wrong."""
    seen = masked(sql)
    if found := re.search(r"(?<![:=<>!])(==?|<>|!=|<=?|>=?)\s*(NOT\s+)?NULL\b", seen, re.IGNORECASE):
        return null_text(sql[found.start():found.end()], bool(found[2]))
    for found in re.finditer(r"\bNULL\s*(==?|<>|!=|<=?|>=?)\s*[\w.]+", seen, re.IGNORECASE):
        if tokens(seen[:found.start()])[-1] not in ("IS", "NOT", "FROM"):
            return null_text(sql[found.start():found.end()], False)
    if found := re.search(r"\bCASE\s+[\w.]+\s+WHEN\s+NULL\b", seen, re.IGNORECASE):
        return "`WHEN NULL` is never true: it compares, and nothing equals NULL. CASE WHEN … IS NULL asks for it."
    return ""


def null_text(comparison: str, negated: bool) -> str:
    """What is said of a comparison with NULL."""
    said = " ".join(comparison.split())
    if negated:
        return f"`{said}` is never true: NOT NULL is NULL again, and nothing equals NULL. IS NOT NULL asks for a value."
    return f"`{said}` is never true: nothing equals NULL, nor differs from it. IS NULL and IS NOT NULL ask for it."


def several(found: Compared, sql: str, tables: Tables) -> bool:
    """Whether the data tell small changes of a condition apart: several rows come or should, or there are groups."""
    if max(len(found.got), len(found.want)) > 1:
        return True
    names = grouped_by(sql)
    for value in tables.values():
        header, rows = contents(value)
        places = [i for i, name in enumerate(header) if name.casefold() in names]
        if places and len({tuple(cells.text(row[i]) for i in places) for row in rows}) > 1:
            return True
    return False


def number_cause(found: Compared, sql: str) -> str:
    """Why rows are missing or too many."""
    if found.missing and not found.extra:
        if all(any(equal_rows(row, other, found.rtols, found.atol) for other in found.got) for row in found.missing):
            return "Equal rows are merged; each of them should be there."
        if column := _lost_with_null(found, sql):
            return f"Every missing row has a NULL in `{column}`: a comparison with NULL is never true."
    if not found.want and len(found.got) == 1 and not re.search(r"\bGROUP\s+BY\b", sql, re.IGNORECASE):
        return "Without GROUP BY, functions like count, sum and avg give one row even when there is no data."
    if found.extra and not found.missing and found.want and all(
            any(equal_rows(row, other, found.rtols, found.atol) for other in found.want) for row in found.extra):
        return _too_often(found, sql)
    return ""


def _lost_with_null(found: Compared, sql: str) -> str:
    """The column of a condition that is NULL in all the rows that are missing, and in none of those that came."""
    asked = conditions(sql)
    for i, name in enumerate(found.columns):
        parted = all(row[i] is None for row in found.missing) and all(row[i] is not None for row in found.got)
        word = rf"\b{re.escape(name)}\b"
        if parted and found.got and re.search(word, asked, re.IGNORECASE) \
                and not re.search(rf"{word}\s+IS\s+NOT\s+NULL", asked, re.IGNORECASE):
            return name
    return ""


def _too_often(found: Compared, sql: str) -> str:
    """What is said where every row is right but some come too often."""
    if any(equal_rows(row, other, found.rtols, found.atol)
           for i, row in enumerate(found.want) for other in found.want[:i]):
        return "Some rows come more often than they should."
    join = " A join gives a row for every pair that fits." if re.search(r"\bJOIN\b", masked(sql), re.IGNORECASE) else ""
    return f"Some rows come more than once: should each come once? GROUP BY or DISTINCT give one row each.{join}"


def shared_cause(found: Compared, null: str = "NULL") -> str:
    """What commonly makes one column wrong in the same way in every row; `null` is how a missing value is called."""
    pairs = paired(found) or (list(zip(found.extra, found.missing, strict=True))
                              if len(found.extra) == len(found.missing) == 1 else [])
    causes, changed = set(), 0
    for got, want in pairs:
        for i, (one, two) in enumerate(zip(got, want, strict=True)):
            if not cells.same(one, two, found.rtols[i], found.atol):
                causes.add(_cause(one, two, null))
                changed += 1
    return causes.pop() if len(causes) == 1 and changed == len(pairs) else ""


def _cause(got: Any, want: Any, null: str) -> str:
    if want is None:
        return f"{null} (no value) and 0 are different things: 0 would be a claim." if got == 0 else ""
    if got is None:
        case = ", so does a sum or average of nothing, and so does a CASE without ELSE" if null == "NULL" else ""
        return f"A {null} came out: a calculation with {null} gives {null}{case}."
    if isinstance(got, bool) or isinstance(want, bool) or isinstance(got, str) or isinstance(want, str):
        return "Only capital and small letters, or spaces, differ." if _folded(got) == _folded(want) else ""
    if str(numbers.likely(got, want)).startswith("The part after"):
        return "The part after the point is lost: by `//`, or by a conversion to whole numbers?"
    # A loop has ends to look at, a query has none.
    cause = numbers.likely(got, want)
    return "" if cause.startswith("One too") else cause


def _folded(value: Any) -> Any:
    return value.strip().casefold() if isinstance(value, str) else object()
