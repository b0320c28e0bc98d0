"""The rows of one pandas table against those of another, in any order or in one that is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from grading.expect.cells import contrast, text
from grading.expect.framegaps import frame_gap, rows_gap, tidy
from grading.expect.gaps import Gap, count
from grading.expect.rowgaps import SINGLE, Compared, Row, leftover, sequence_agrees
from grading.expect.rowtalk import paired, wrong_columns


def equals_gap(got: Any, want: Any, ordered: bool | Sequence[Any], index: bool, rtol: float, atol: float) -> Gap | None:
    """The first difference between the rows of two DataFrames that have the same columns."""
    if ordered is True or index:
        return frame_gap(got, want, rtol, atol, index)
    found = rows_gap(got, want)
    if found is not None:
        return found
    names = list(want.columns)
    single = {name for name in names if "float32" in (str(got[name].dtype), str(want[name].dtype))}
    rtols = [max(rtol, SINGLE) if name in single else rtol for name in names]
    one, two = _rows(got, names), _rows(want, names)
    extra, missing = leftover(one, two, rtols, atol)
    if extra:
        return _difference(Compared([str(n) for n in names], one, two, extra, missing, rtols, True, atol))
    if ordered and not sequence_agrees(one, two, [names.index(name) for name in ordered], rtols, atol):
        return Gap(f"has the right rows in the wrong order: they should be sorted by {', '.join(map(str, ordered))}",
                   cause="Which end comes first, and does the sorted table get kept? sort_values returns a new one.")
    return None


def _rows(frame: Any, names: list[Any]) -> list[Row]:
    columns = [[tidy(value) for value in frame[name]] for name in names]
    return list(zip(*columns, strict=True)) if columns else []


def _difference(found: Compared) -> Gap:
    pairs = paired(found) or (list(zip(found.extra, found.missing, strict=True)) if len(found.extra) == 1 else [])
    total = f" ({count(len(found.extra), 'row')} of {len(found.got)} wrong)"
    if not pairs:
        row = ", ".join(map(text, found.missing[0]))
        return Gap(f"lacks the row ({row}){total}")
    got, want = pairs[0]
    wrong = wrong_columns(found, got, want)
    fixed = [i for i in range(len(want)) if i not in wrong]
    where = f" where {found.columns[fixed[0]]} is {_text(want[fixed[0]])}" if fixed else ""
    from grading.expect.rowcauses import shared_cause

    return Gap(f"{contrast(got[wrong[0]], want[wrong[0]]).replace('NULL', 'missing (NaN)')}{total}",
               f"column {found.columns[wrong[0]]!r}{where}", shared_cause(found, "NaN"))


def _text(value: Any) -> str:
    return "missing" if value is None else text(value)
