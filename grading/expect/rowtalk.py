"""What a learner reads when a query gives other rows than expected: the tables, both answers, the first difference."""

from __future__ import annotations

from collections import Counter
from typing import Any

from grading.expect import cells
from grading.expect.database import Tables
from grading.expect.gaps import count
from grading.expect.rowgaps import Compared, Row
from grading.expect.show import is_frame

# Tables and answers up to this many rows are shown whole.
SMALL = 10
FEW = 3


def headline(found: Compared, name: str) -> str:
    """What is wrong, in one sentence."""
    got, want = len(found.got), len(found.want)
    if got != want:
        return f"{name} should give {count(want, 'row') if want else 'no rows'} on the data below, " \
               f"but gives {got or 'none'}."
    if not found.extra:
        return f"{name} gives the right rows in the wrong order."
    wrong = len(found.extra)
    if got == 1:
        return f"{name} gives one row, as it should, but a wrong one."
    which = "all of them are" if wrong == got else "one of them is" if wrong == 1 else f"{wrong} of them are"
    return f"{name} gives {count(got, 'row')}, as it should, but {which} wrong."


def picture(found: Compared, tables: Tables) -> list[str]:
    """The tables, where they are small, and the expected and the given rows."""
    lines: list[str] = []
    for name, value in tables.items():
        lines += _table(name, *contents(value))
    if max(len(found.got), len(found.want)) <= SMALL or not (found.extra or found.missing):
        return [*lines, "  expected:", *cells.grid(found.columns, found.want, SMALL, found.got),
                "  got:", *cells.grid(found.columns, found.got, SMALL, found.want)]
    for words, rows in (("expected, but not there", found.missing), ("there, but not expected", found.extra)):
        if rows:
            lines += [f"  {words}:", *cells.grid(found.columns, rows, FEW, [*found.missing, *found.extra])]
    return lines


def _table(name: str, columns: list[str], rows: list[Row]) -> list[str]:
    """A small table whole; one with few different rows with how often each is there; else only its size."""
    if len(rows) <= SMALL:
        return [f"  the table {name}:", *cells.grid(columns, rows, SMALL)]
    times = Counter(tuple(map(cells.text, row)) for row in rows)
    if len(times) <= SMALL:
        return [f"  the table {name}, {count(len(rows), 'row')}, equal ones counted:",
                *cells.table(["times", *columns], [(str(number), *row) for row, number in times.items()], SMALL)]
    return [f"  the table {name}: {count(len(rows), 'row')}, too many to show"]


def first_difference(found: Compared) -> str:
    """The first wrong value beside its row; empty when rows are only missing or only too many."""
    if len(found.got) == 1 == len(found.want):
        return _difference(found, found.got[0], found.want[0])
    pair = paired(found)
    return _difference(found, *pair[0]) if pair else ""


def paired(found: Compared) -> list[tuple[Row, Row]]:
    """Wrong rows beside the expected ones, where they differ in one column only and no other row could be meant."""
    if len(found.extra) != len(found.missing) or len(found.extra) > 50 or len(found.columns) < 2:
        return []
    for column in range(len(found.columns) - 1, -1, -1):
        pairs = []
        for want in found.missing:
            matches = [got for got in found.extra if wrong_columns(found, got, want) == [column]]
            if len(matches) != 1:
                break
            pairs.append((matches[0], want))
        if len(pairs) == len(found.missing) and pairs:
            return pairs
    return []


def wrong_columns(found: Compared, got: Row, want: Row) -> list[int]:
    """The places of the columns in which two rows differ."""
    return [i for i in range(len(want)) if not cells.same(got[i], want[i], found.rtols[i], found.atol)]


def _difference(found: Compared, got: Row, want: Row) -> str:
    wrong = wrong_columns(found, got, want)
    if not wrong:
        return ""
    fixed = [i for i in range(len(want)) if i not in wrong]
    where = f"Where {found.columns[fixed[0]]} is {cells.text(want[fixed[0]])}, " if fixed else ""
    more = "" if len(wrong) == 1 else f" ({', '.join(found.columns[i] for i in wrong[1:])} " \
                                      f"{'differs' if len(wrong) == 2 else 'differ'} too)"
    return f"{where}`{found.columns[wrong[0]]}` {cells.contrast(got[wrong[0]], want[wrong[0]])}{more}."


def contents(value: Any) -> tuple[list[str], list[Row]]:
    """The names of a table's columns, and its rows."""
    if is_frame(value):
        return [str(c) for c in value.columns], [tuple(map(cells.tidy, row)) for row in value.itertuples(index=False)]
    header, rows = value
    return [part.split()[0] for part in _split(header)], [tuple(map(cells.tidy, row)) for row in rows]


def _split(header: str) -> list[str]:
    """The column definitions: commas inside brackets, as in DECIMAL(9, 2), part nothing."""
    parts, depth = [""], 0
    for letter in header:
        depth += (letter == "(") - (letter == ")")
        if letter == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip().strip('"') for part in parts if part.strip()]
