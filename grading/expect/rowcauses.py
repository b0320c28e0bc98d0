"""What commonly makes a query give these rows in place of the expected ones, read off the rows alone."""

from __future__ import annotations

import re
from typing import Any

from grading.expect import cells, numbers
from grading.expect.rowgaps import Compared, equal_rows
from grading.expect.rowtalk import paired

SORT = "Which column decides, and which end comes first? Sort by the value itself, not by one computed from it."


def order_cause(sql: str) -> str:
    """Why right rows come in another order, when it is certain."""
    if re.search(r"\bORDER\s+BY\b", sql, re.IGNORECASE):
        return ""
    return "There is no ORDER BY: without it a database gives rows in any order."


def number_cause(found: Compared, sql: str) -> str:
    """Why rows are missing or too many."""
    if found.missing and not found.extra:
        if all(any(equal_rows(row, other, found.rtols, found.atol) for other in found.got) for row in found.missing):
            return "Equal rows are merged; each of them should be there."
        if found.got and all(None in row for row in found.missing):
            return "Every missing row has a NULL in it: a comparison with NULL is never true."
    if not found.want and len(found.got) == 1 and not re.search(r"\bGROUP\s+BY\b", sql, re.IGNORECASE):
        return "Without GROUP BY, functions like count, sum and avg give one row even when there is no data."
    if found.extra and not found.missing and found.want and all(
            any(equal_rows(row, other, found.rtols, found.atol) for other in found.want) for row in found.extra):
        return "Some rows come more than once. Is one row of an answer made from several, or joined with several?"
    return ""


def shared_cause(found: Compared) -> str:
    """What commonly makes one column wrong in the same way in every row."""
    pairs = paired(found) or (list(zip(found.extra, found.missing, strict=True))
                              if len(found.extra) == len(found.missing) == 1 else [])
    causes, changed = set(), 0
    for got, want in pairs:
        for i, (one, two) in enumerate(zip(got, want, strict=True)):
            if not cells.same(one, two, found.rtols[i], found.atol):
                causes.add(_cause(one, two))
                changed += 1
    return causes.pop() if len(causes) == 1 and changed == len(pairs) else ""


def _cause(got: Any, want: Any) -> str:
    if want is None:
        return "NULL (no value) and 0 are different things: 0 would be a claim." if got == 0 else ""
    if got is None:
        return "A NULL came out: a calculation with NULL gives NULL, and so does a CASE without ELSE."
    if isinstance(got, bool) or isinstance(want, bool) or isinstance(got, str) or isinstance(want, str):
        return "Only capital and small letters, or spaces, differ." if _folded(got) == _folded(want) else ""
    if str(numbers.likely(got, want)).startswith("The part after"):
        return "The part after the point is lost: by `//`, or by a conversion to whole numbers?"
    # A loop has ends to look at, a query has none.
    cause = numbers.likely(got, want)
    return "" if cause.startswith("One too") else cause


def _folded(value: Any) -> Any:
    return value.strip().casefold() if isinstance(value, str) else object()
