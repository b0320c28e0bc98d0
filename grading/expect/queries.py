"""`query` and `rows`: a learner's SQL on small tables whose answer is known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from grading.expect.database import Answer, Tables, ask
from grading.expect.errors import NotYet, message
from grading.expect.kinds import plain
from grading.expect.place import subject
from grading.expect.rowcauses import SORT, null_cause, number_cause, order_cause, several, shared_cause
from grading.expect.rowgaps import Compared, column_gap, compared
from grading.expect.rowtalk import first_difference, headline, picture


def query(sql: Any, tables: Tables, equals: Sequence[Sequence[Any]], columns: Sequence[str] | None = None,
          ordered: bool | Sequence[str] = False, because: str = "", hint: int | str | None = None) -> None:
    """Nothing when the query gives these rows on these tables; else NotYet with the rows that differ.

    tables: by name, `("carrier VARCHAR, arr_delay INTEGER", [rows])` or a pandas DataFrame.
    equals: the expected rows. Numbers agree within 1e-9 of their size (REAL: 1e-6) or within 1e-12; 1, 1.0 and
    Decimal(1) are equal, True and 1 are not; NULL equals only NULL. A date equals the same day at midnight.
    columns: their names, which then must be these, in any order and in capitals or not; without, only their number
    counts and they are compared from left to right.
    ordered: False, rows in any order; True, in this order; names of columns, sorted as these columns say, where rows
    equal in them may stand in any order.
    """
    name = subject("The query")
    answer = ask(sql, tables, name, columns or ())
    text, want = str(plain(sql)), [tuple(row) for row in equals]
    if lines := column_gap(answer, want, columns, name, text):
        raise NotYet(message(*lines))
    found = compared(answer, want, columns, ordered)
    if not found.right:
        raise NotYet(message(headline(found, name), first_difference(found),
                             _cause(found, text, tables, columns, ordered), because=because, hint=hint,
                             shown=picture(found, tables)))


def rows(sql: Any, tables: Tables) -> list[tuple[Any, ...]]:
    """The rows that a query gives on these tables, as Python values; NotYet when it cannot be run."""
    return ask(sql, tables, subject("The query")).rows


def _cause(found: Compared, sql: str, tables: Tables, columns: Sequence[str] | None,
           ordered: bool | Sequence[str]) -> str:
    """The likely cause: certain ones first, which a changed query proves."""
    from grading.expect import whatif

    def right(answer: Answer) -> bool:
        fits = not column_gap(answer, found.want, columns, "", sql)
        return fits and compared(answer, found.want, columns, ordered).right

    if not found.in_order:
        return order_cause(sql) or whatif.cause(sql, tables, right) or SORT
    return whatif.cause(sql, tables, right, several(found, sql, tables), null_cause(sql)) or \
        shared_cause(found) or number_cause(found, sql)
