"""The first difference between two pandas tables or columns: columns, number of rows, values, index."""

from __future__ import annotations

from typing import Any

import pandas as pd

from grading.expect.gaps import Gap, count, extras, gap, listed
from grading.expect.kinds import plain
from grading.expect.show import show

TWICE = "Some rows are there more than once: is one row joined with several, or added twice?"


def frame_gap(got: Any, want: Any, rtol: float, atol: float, index: bool = True) -> Gap | None:
    """The first difference of two DataFrames; the order of columns and their exact dtypes don't count."""
    got = base(got)
    found = columns_gap(list(got.columns), list(want.columns), got) or rows_gap(got, want)
    if found is not None:
        return found
    for name in want.columns:
        one, two = got[name], want[name]
        if getattr(one, "ndim", 1) != 1:
            return Gap(f"has {one.shape[1]} columns called {show(name)}")
        found = _values_gap(one, two, rtol, atol, f"column {show(name)}, ")
        if found is not None:
            return found
    return _index_gap(got.index, want.index) if index else None


def series_gap(got: Any, want: Any, rtol: float, atol: float) -> Gap | None:
    """The first difference of two Series, or of two Indexes; a Series' name and its exact dtype don't count."""
    if isinstance(got, pd.Index) != isinstance(want, pd.Index):
        words = {True: "an Index (row labels)", False: "a Series (one column)"}
        return Gap(f"should be {words[isinstance(want, pd.Index)]}, but is {words[isinstance(got, pd.Index)]}")
    got = base(got)
    found = rows_gap(got, want, "value") or _values_gap(got, want, rtol, atol, "")
    if found is None and isinstance(want, pd.Series):
        return _index_gap(got.index, want.index)
    return found


def base(value: Any) -> Any:
    """The table or column as pandas' own class, whatever a subclass may have overridden."""
    for cls in (pd.DataFrame, pd.Series):
        if issubclass(type(value), cls) and type(value) is not cls:
            return cls(value)
    return value


def columns_gap(got: list[Any], want: list[Any], frame: Any, more: bool = False) -> Gap | None:
    """Columns that are missing or too many, with what commonly causes it."""
    missing = [name for name in want if name not in got]
    extra = [] if more else [name for name in got if name not in want]
    if not missing and not extra:
        return None
    parts = [f"lacks the column{'s' * (len(missing) > 1)} {listed(missing, 8)}"] if missing else []
    parts += [f"has {extras(extra, bool(missing))}"] if extra else []
    others = f"; its columns are {listed(got, 12)}" if missing and not extra else ""
    return Gap(" and ".join(parts) + others, cause=_column_cause(missing, got, frame))


def rows_gap(got: Any, want: Any, word: str = "row") -> Gap | None:
    """Another number of rows, with what is certain about it."""
    if len(got) == len(want):
        return None
    cause = "It is empty." if not len(got) else _rows_cause(got, want) if word == "row" else ""
    return Gap(f"should have {count(len(want), word)}, but has {len(got)}", cause=cause)


def number_gap(got: Any, want: int) -> Gap:
    """Another number of rows than this one."""
    cause = "" if len(got) else "It is empty."
    if len(got) > want and _different(got) == want:
        cause = TWICE
    return Gap(f"should have {count(want, 'row')}, but has {len(got)}", cause=cause)


def _different(frame: Any) -> int:
    try:
        return len(frame.drop_duplicates())
    except TypeError:  # Lists in cells have no hash.
        return -1


def _rows_cause(got: Any, want: Any) -> str:
    if len(got) > len(want) and _different(got) == len(want) == _different(want):
        return TWICE
    if len(got) < len(want) and len(want.dropna()) == len(got):
        return "Exactly as many rows have a missing value: does something drop them (dropna, groupby, merge)?"
    return ""


def tidy(value: Any) -> Any:
    """A cell as plain Python; everything that pandas takes for missing is None."""
    try:
        missing = pd.isna(value) is True or bool(pd.isna(value)) is True
    except (TypeError, ValueError):
        missing = False
    if missing:
        return None
    return value.to_pydatetime() if isinstance(value, pd.Timestamp) else plain(value)


def cell_gap(got: Any, want: Any, rtol: float, atol: float) -> Gap | None:
    """The difference of two cells: missing values are equal to each other and to nothing else."""
    one, two = tidy(got), tidy(want)
    if one is None and two is None:
        return None
    if one is None:
        return Gap(f"should be {show(two)}, but is missing (NaN)")
    if two is None:
        return Gap(f"should be missing (NaN), but is {show(one)}")
    return gap(got if _is_single(got) else one, two, rtol, atol)


def _is_single(value: Any) -> bool:
    return type(value).__name__ in ("float32", "float16")


def _values_gap(got: Any, want: Any, rtol: float, atol: float, where: str) -> Gap | None:
    wrong = [(i, found) for i, (a, b) in enumerate(zip(got, want, strict=True))
             if (found := cell_gap(a, b, rtol, atol)) is not None]
    if not wrong:
        return None
    place, found = wrong[0]
    label = want.index[place] if isinstance(want, pd.Series) else place
    more = f" (the first of {len(wrong)} wrong among {count(len(want), 'value')})" if len(wrong) > 1 else ""
    return Gap(found.text + more, f"{where}row {show(label)}", _order_cause(got, want, rtol, atol) or found.cause)


def _order_cause(got: Any, want: Any, rtol: float, atol: float) -> str:
    try:
        one, two = sorted(map(tidy, got)), sorted(map(tidy, want))
    except TypeError:
        return ""
    same = all(cell_gap(a, b, rtol, atol) is None for a, b in zip(one, two, strict=True))
    return "The values of this column are right, their order is not." if same else ""


def _index_gap(got: Any, want: Any) -> Gap | None:
    if got.nlevels != want.nlevels:
        return Gap(f"should have an index of {count(want.nlevels, 'level')}, but has one of {got.nlevels}")
    for place, (one, two) in enumerate(zip(got, want, strict=True)):
        if cell_gap(one, two, 1e-9, 0.0) is not None:
            fresh = [tidy(label) for label in want] == list(range(len(want)))
            return Gap(f"should have the index (row labels) {show(list(want), 60)}, but has {show(list(got), 60)}; "
                       f"row number {place} is the first that differs",
                       cause="reset_index(drop=True) numbers the rows again." if fresh else "")
    return None


def _column_cause(missing: list[Any], got: list[Any], frame: Any) -> str:
    index = [name for name in getattr(frame.index, "names", []) if name is not None]
    if hidden := [name for name in missing if name in index]:
        return f"{show(hidden[0])} is the index here, not a column: reset_index() makes it one (groupby puts it there)."
    if any(isinstance(name, tuple) for name in got) and not any(isinstance(name, tuple) for name in missing):
        return "The columns have several levels, as after agg with a list: give each result a name of its own."
    folded = {str(name).strip().casefold(): name for name in got}
    for name in missing:
        if (near := folded.get(str(name).strip().casefold())) is not None:
            return f"{show(near)} and {show(name)} differ: capitals, spaces and quotes count."
    return ""
