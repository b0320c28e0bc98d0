"""The rows that a query gave against the expected ones: columns, number, values, order, in that order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from grading.expect import cells
from grading.expect.columncauses import column_cause, width_cause
from grading.expect.database import Answer

Row = tuple[Any, ...]
Ordered = bool | Sequence[str]
# What REAL and float32 are good for.
SINGLE = 1e-6
# Sums that should be 0 come out a little beside it.
NEARLY_ZERO = 1e-12
# Beyond this many rows that are not exactly equal, rows are no longer matched one by one.
MOST_PAIRS = 400


@dataclass(frozen=True)
class Compared:
    """Two lists of rows in the same columns, and what is left when equal rows are taken away in pairs."""

    columns: list[str]
    got: list[Row]
    want: list[Row]
    extra: list[Row]
    missing: list[Row]
    rtols: list[float]
    in_order: bool
    atol: float = 0.0

    @property
    def right(self) -> bool:
        """Whether the rows are the expected ones, in an order that is allowed."""
        return not self.extra and not self.missing and self.in_order


def column_gap(answer: Answer, want: Sequence[Row], columns: Sequence[str] | None, name: str, sql: str) -> list[str]:
    """What is wrong with the columns, a line each; empty when nothing is."""
    got = answer.columns
    if columns is None:
        width = len(want[0]) if want else len(got)
        return [] if len(got) == width else [f"{name} should give {_columns(width)}, but gives {len(got)}: "
                                             f"{', '.join(got)}.", width_cause(len(got), width, sql)]
    asked, given = [c.casefold() for c in columns], [c.casefold() for c in got]
    missing = [c for c in columns if c.casefold() not in given]
    extra = [c for c in got if c.casefold() not in asked]
    twice = [c for c, n in Counter(given).items() if n > 1 and c in asked]
    if not missing and not extra and not twice:
        return []
    lines = [f"{name} should give the {_columns(len(columns), False)} {', '.join(columns)}, "
             f"but gives {', '.join(got)}."]
    if twice and not missing and not extra:
        return [*lines, f"`{twice[0]}` is there more than once."]
    return [*lines, column_cause(missing, extra, sql)]


def compared(answer: Answer, want: Sequence[Row], columns: Sequence[str] | None, ordered: Ordered) -> Compared:
    """The rows side by side, the learner's columns in the expected order."""
    places = list(range(len(answer.columns)))
    if columns is not None:
        given = [c.casefold() for c in answer.columns]
        places = [given.index(c.casefold()) for c in columns]
    got = [tuple(cells.tidy(row[i]) for i in places) for row in answer.rows]
    expected = [tuple(cells.tidy(value) for value in row) for row in want]
    rtols = [SINGLE if answer.types[i] == "FLOAT" else 1e-9 for i in places]
    names = list(columns) if columns is not None else [answer.columns[i] for i in places]
    extra, missing = leftover(got, expected, rtols, NEARLY_ZERO)
    in_order = bool(extra or missing) or not ordered or _in_order(got, expected, names, ordered, rtols)
    return Compared(names, got, expected, extra, missing, rtols, in_order, NEARLY_ZERO)


def leftover(got: list[Row], want: list[Row], rtols: list[float], atol: float = 0.0) -> tuple[list[Row], list[Row]]:
    """The rows of each side that find no equal row on the other."""
    left = Counter(tuple(map(cells.exact, row)) for row in want)
    extra = []
    for row in got:
        key = tuple(map(cells.exact, row))
        if left[key]:
            left[key] -= 1
        else:
            extra.append(row)
    missing = []
    for row in reversed(want):
        key = tuple(map(cells.exact, row))
        if left[key]:
            left[key] -= 1
            missing.append(row)
    return _nearly(extra, missing[::-1], rtols, atol)


def equal_rows(got: Row, want: Row, rtols: list[float], atol: float = 0.0) -> bool:
    """Whether two rows agree in every column."""
    return len(got) == len(want) and all(
        cells.same(one, two, rtol, atol) for one, two, rtol in zip(got, want, rtols, strict=True))


def sequence_agrees(got: list[Row], want: list[Row], places: list[int], rtols: list[float], atol: float = 0.0) -> bool:
    """Whether the columns at these places run through the same values in the same order."""
    return all(cells.same(one[i], two[i], rtols[i], atol)
               for one, two in zip(got, want, strict=True) for i in places)


def _nearly(extra: list[Row], missing: list[Row], rtols: list[float], atol: float) -> tuple[list[Row], list[Row]]:
    """Take away pairs that differ by rounding only."""
    extra, missing = sorted(extra, key=_sortable), sorted(missing, key=_sortable)
    if len(extra) == len(missing) and all(equal_rows(a, b, rtols, atol) for a, b in zip(extra, missing, strict=True)):
        return [], []
    if min(len(extra), len(missing)) > MOST_PAIRS:
        return extra, missing
    alone = []
    for row in extra:
        match = next((i for i, other in enumerate(missing) if equal_rows(row, other, rtols, atol)), None)
        if match is None:
            alone.append(row)
        else:
            del missing[match]
    return alone, missing


def _sortable(row: Row) -> list[Any]:
    """A key that puts rows that differ by rounding next to each other: text before numbers, numbers last."""
    words = [(str(type(v).__name__), repr(v)) for v in row if not isinstance(v, (int, float)) or isinstance(v, bool)]
    return [words, [float(f"{v:.6g}") for v in row if isinstance(v, (int, float)) and v == v]]


def _in_order(got: list[Row], want: list[Row], names: list[str], ordered: Ordered, rtols: list[float]) -> bool:
    places = list(range(len(names)))
    if not isinstance(ordered, bool):
        known = [name.casefold() for name in names]
        places = [known.index(name.casefold()) for name in ordered]
    return sequence_agrees(got, want, places, rtols, NEARLY_ZERO)


def _columns(number: int, counted: bool = True) -> str:
    word = "column" if number == 1 else "columns"
    return f"{number} {word}" if counted else word
