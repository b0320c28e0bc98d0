"""One value of a database against another, and as text in a table."""

from __future__ import annotations

import datetime
import re
from typing import Any

from grading.expect import numbers
from grading.expect.gaps import gap
from grading.expect.kinds import NUMBERS, family, kind, plain
from grading.expect.show import shorten

_LOOKS_ELSE = re.compile(r"^$|^\s|\s$|^[-+.\d]|^(null|true|false|nan)$|[|\n\"']", re.IGNORECASE)


def tidy(value: Any) -> Any:
    """The value as plain Python: NumPy's numbers converted, a day as midnight, pandas' missing values as None."""
    word = family(value)
    if word == "none":
        return None
    if word == "date":
        return datetime.datetime(value.year, value.month, value.day)
    return plain(value)


def same(got: Any, want: Any, rtol: float, atol: float = 0.0) -> bool:
    """Whether two tidy values are equal as a database sees it: numbers by value, NULL only like NULL."""
    if got is None or want is None:
        return got is want
    ours, theirs = family(want), family(got)
    if ours in NUMBERS and theirs in NUMBERS:
        return numbers.agree(got, want, rtol, atol)
    if ours in ("list", "tuple") and theirs in ("list", "tuple"):
        return gap(list(got), list(want), rtol) is None
    return gap(got, want, rtol) is None


def exact(value: Any) -> Any:
    """A key that equal values share, apart from rounding: True is not 1, 1.0 is 1, nan is nan."""
    if value is None:
        return ("null",)
    word = family(value)
    if word in NUMBERS:
        return ("number", "nan") if value != value else ("number", value)
    return (word, value) if word in ("bool", "str", "datetime", "time", "timedelta", "bytes") else (word, repr(value))


def text(value: Any, other: Any = None) -> str:
    """The value as a cell of a table: NULL, numbers, text in quotes only where it would look like something else."""
    if value is None:
        return "NULL"
    word = family(value)
    if word == "float":
        return numbers.number_text(value, other)
    if word == "datetime" and value.time() == datetime.time():
        return str(value.date())
    if word == "str":
        return shorten(repr(value) if _LOOKS_ELSE.search(value) else value, 40)
    return shorten(str(value), 40)


def contrast(got: Any, want: Any) -> str:
    """"should be 0.5, but is 0.25", with the kinds where only they differ."""
    one, two = text(got, want), text(want, got)
    if one == two or (got is not None and want is not None and _group(got) != _group(want)):
        return f"should be {two}, which is {kind(want)}, but is {one}, {kind(got)}"
    return f"should be {two}, but is {one}"


def _group(value: Any) -> str:
    return "number" if family(value) in NUMBERS else family(value)


def grid(columns: list[str], rows: list[tuple[Any, ...]], most: int = 12,
         beside: list[tuple[Any, ...]] | None = None) -> list[str]:
    """The rows as lines of aligned text under the names of their columns.

    Numbers get as many digits as tell these rows and those `beside` them apart.
    """
    digits = [numbers.enough(row[i] for row in [*rows, *(beside or [])]) for i in range(len(columns))]
    lines = [tuple(_short(value, number) for value, number in zip(row, digits, strict=True)) for row in rows[:most]]
    return table(columns, lines, most, len(rows))


def _short(value: Any, digits: int) -> str:
    return numbers.digits(value, digits) if isinstance(value, float) else text(value)


def table(columns: list[str], rows: list[tuple[str, ...]], most: int, total: int = 0) -> list[str]:
    """Rows of text, aligned; at most so many of a total."""
    cells = [[shorten(name, 40) for name in columns], *map(list, rows[:most])]
    widths = [max(len(line[i]) for line in cells) for i in range(len(columns))]
    lines = ["    " + " | ".join(word.ljust(width) for word, width in zip(line, widths, strict=True)).rstrip()
             for line in cells]
    lines.insert(1, "    " + "-+-".join("-" * width for width in widths))
    if not rows:
        lines.append("    (no rows)")
    if total > most:
        lines.append(f"    … {total - most} more")
    return lines
