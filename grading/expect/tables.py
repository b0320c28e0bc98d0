"""`table`: a pandas DataFrame, kind first, then columns, dtypes, number of rows and values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from grading.expect.errors import NotYet, message
from grading.expect.gaps import Gap, listed
from grading.expect.kinds import family, kind
from grading.expect.place import subject
from grading.expect.show import block, frame_text, show

_KINDS = {"b": "bool", "i": "int", "u": "int", "f": "float", "M": "date", "m": "duration"}
_WORDS = {"bool": "True/False", "int": "whole numbers", "float": "floats", "number": "numbers",
          "text": "text", "date": "dates", "duration": "lengths of time", "category": "categories",
          "object": "mixed Python objects"}


def table(df: Any, columns: Sequence[Any] | None = None, rows: int | None = None, equals: Any = None,
          dtypes: Mapping[Any, str] | None = None, *, ordered: bool | Sequence[Any] = False, index: bool = False,
          more_columns: bool = False, columns_ordered: bool = False, rtol: float = 1e-9, atol: float = 0.0,
          because: str = "", hint: int | str | None = None) -> None:
    """Nothing when it is a DataFrame as described; else NotYet with the first difference.

    columns: their names, these and no others (others too with `more_columns`), in any order unless `columns_ordered`.
    rows: their number. dtypes: by column "int", "float", "number", "bool", "text", "date", "duration" or "category".
    equals: a DataFrame whose columns and rows are expected. Values count, not exact dtypes: 1 equals 1.0 and not True,
    every missing value equals every other. Rows in any order; in this order with `ordered=True`; sorted as these
    columns say, rows equal in them in any order, with `ordered=[columns]`. Row labels count only with `index=True`.
    """
    name = subject("The table")
    found = _kind_gap(df)
    if found is None:
        from grading.expect.framegaps import base

        df = base(df)
        if columns is None and equals is not None:
            columns = list(equals.columns)
        found = _columns_gap(df, columns, more_columns, columns_ordered) or _dtype_gap(df, dtypes or {})
    if found is None and rows is not None and len(df) != rows:
        from grading.expect.framegaps import number_gap

        found = number_gap(df, rows)
    if found is None and equals is not None:
        from grading.expect.tablegaps import equals_gap

        found = equals_gap(df, equals, ordered, index, rtol, atol)
    if found is not None:
        where = f", in {found.place}," if found.place else ""
        shown = _shown(df, equals) if equals is not None and family(df) == "frame" else []
        raise NotYet(message(f"{name}{where} {found.text}.", found.cause, because=because, hint=hint,
                             shown=shown))


def _kind_gap(df: Any) -> Gap | None:
    if family(df) == "frame":
        return None
    cause = {"series": "A Series is one column. `df[[\"a\"]]` keeps a table; `.to_frame()` makes one too.",
             "none": "None is what a function gives when it ends without `return`, and a method with `inplace=True`.",
             "list": "pd.DataFrame(…) makes a table of it.", "dict": "pd.DataFrame(…) makes a table of it.",
             "array": "A NumPy array has no column names: pd.DataFrame(array, columns=[…]) gives it some.",
             "function": "Is the call missing? A method is called with brackets after its name.",
             "DuckDBPyRelation": "`.df()` at the end makes a table of a query's answer.",
             "DuckDBPyConnection": "`.df()` at the end makes a table of a query's answer.",
             "DataFrameGroupBy": "Groups are not a table yet: sum, mean, size or agg make one."}.get(family(df), "")
    shown = "" if family(df) in ("none", "series", "array", "tensor") else f": {show(df)}"
    return Gap(f"should be a pandas DataFrame, but is {kind(df)}{shown}", cause=cause)


def _columns_gap(df: Any, columns: Sequence[Any] | None, more: bool, in_order: bool) -> Gap | None:
    if columns is None:
        return None
    from grading.expect.framegaps import columns_gap

    got, want = list(df.columns), list(columns)
    found = columns_gap(got, want, df, more)
    if found is None and len(set(got)) < len(got):
        twice = [name for name in dict.fromkeys(got) if got.count(name) > 1]
        return Gap(f"has more than one column called {listed(twice)}")
    if found is None and in_order and [name for name in got if name in want] != want:
        return Gap(f"should have its columns in the order {listed(want, 12)}, but has {listed(got, 12)}")
    return found


def _dtype_gap(df: Any, dtypes: Mapping[Any, str]) -> Gap | None:
    for name, wanted in dtypes.items():
        if name not in df.columns:
            return Gap(f"lacks the column {show(name)}; its columns are {listed(list(df.columns), 12)}")
        got = dtype_word(df[name])
        if got == wanted or (wanted == "number" and got in ("int", "float")):
            continue
        cause = ""
        if got in ("text", "object") and wanted in ("int", "float", "number", "date"):
            cause = "Digits read as text stay text until they are converted (pd.to_numeric, pd.to_datetime, astype)."
        if got == "float" and wanted == "int" and bool(df[name].isna().any()):
            cause = "A missing value turns a column of whole numbers into floats."
        return Gap(f"should hold {_WORDS.get(wanted, wanted)} in the column {show(name)}, "
                   f"but holds {_WORDS.get(got, got)} there (dtype {df[name].dtype})", cause=cause)
    return None


def dtype_word(column: Any) -> str:
    """The kind of a column: "int", "float", "bool", "text", "date", "duration", "category" or "object"."""
    dtype = column.dtype
    if dtype.name == "category":
        return "category"
    if dtype.name == "object" or dtype.name.startswith("str"):
        values = [value for value in column if family(value) not in ("none", "float") or value == value]
        return "text" if all(isinstance(value, str) for value in values) else "object"
    return _KINDS.get(dtype.kind, str(dtype.name))


def _shown(df: Any, equals: Any) -> list[str]:
    """Both tables, when they are small."""
    if max(len(df), len(equals)) > 8 or max(len(df.columns), len(equals.columns)) > 8:
        return []
    return [f"  expected:{block(frame_text(equals))}", f"  got:{block(frame_text(df))}"]
