"""Two numbers: whether they agree, and what commonly makes them differ."""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from grading.expect.show import _of


def tolerance(value: Any, rtol: float) -> float:
    """The relative tolerance for this value: float32 and float16 carry fewer digits than float64."""
    if _of(value, "numpy", "float32"):
        return max(rtol, 1e-6)
    if _of(value, "numpy", "float16"):
        return max(rtol, 2e-3)
    return rtol


def agree(got: Any, want: Any, rtol: float = 1e-9, atol: float = 0.0) -> bool:
    """Whether two plain numbers are the same within the tolerance; whole numbers must be exactly the same."""
    if isinstance(got, int) and isinstance(want, int):
        return got == want
    if isinstance(got, complex) or isinstance(want, complex):
        return abs(complex(got) - complex(want)) <= atol + rtol * abs(complex(want))
    try:
        one, two = float(got), float(want)
    except OverflowError:
        return bool(got == want)
    if math.isnan(one) or math.isnan(two):
        return math.isnan(one) and math.isnan(two)
    if math.isinf(one) or math.isinf(two):
        return one == two
    return abs(one - two) <= max(atol, rtol * abs(two), 1e-300 if rtol else 0.0)


def number_text(value: Any, other: Any = None) -> str:
    """A number as short text: ten digits; beside another one four, or as many as tell the two apart."""
    if isinstance(value, Decimal):
        return str(value)
    if not isinstance(value, float):
        return repr(value)
    try:
        beside = float(other) if isinstance(other, (int, float)) and not isinstance(other, bool) else value
    except OverflowError:
        beside = value
    if beside == value:
        return digits(value, 10)
    return next((digits(value, number) for number in range(4, 18) if digits(value, number) != digits(beside, number)),
                repr(value))


def digits(value: float, number: int) -> str:
    """A number in so many digits; in more, up to ten, where it would lose all that follows its point."""
    for more in range(number, max(number, 10) + 1):
        large = 1e3 <= abs(value) < 1e15
        short = f"{value:.{max(more, len(str(int(abs(value)))) + 2) if large else more}g}"
        if value.is_integer() or not math.isfinite(value) or not float(short).is_integer():
            break
    return short if "e" in short or "." in short or "n" in short else short + ".0"


def enough(values: Iterable[Any]) -> int:
    """How many digits tell these numbers apart: four, or as many as it takes, up to ten."""
    floats = {f"{value:.10g}": value for value in values if isinstance(value, float)}
    return next((number for number in range(4, 10)
                 if len({digits(value, number) for value in floats.values()}) == len(floats)), 10)


def likely(got: Any, want: Any) -> str:
    """What commonly turns the expected number into this one; empty when nothing common does."""
    try:
        one, two = float(got), float(want)
    except (TypeError, ValueError, OverflowError):
        return ""
    if math.isnan(one):
        return "nan means \"not a number\": 0/0, or a missing value that went into the calculation."
    if math.isinf(one):
        return "inf (infinity) comes from a division by zero or an overflow."
    if math.isnan(two) or math.isinf(two) or two == 0 or one == 0:
        return _cut(one, two, got, want)
    return _factor(one, two) or _cut(one, two, got, want)


def _factor(one: float, two: float) -> str:
    ratio = one / two
    if math.isclose(ratio, -1, rel_tol=1e-9):
        return "The size is right, the sign is the other way round."
    for factor, text in ((100, "That is 100 times too large: a percentage where a share is asked for?"),
                         (0.01, "That is 100 times too small: a share where a percentage is asked for?"),
                         (1000, "That is 1000 times too large: check the units."),
                         (0.001, "That is 1000 times too small: check the units."),
                         (60, "That is 60 times too large: minutes, seconds or hours?"),
                         (1 / 60, "That is 60 times too small: minutes, seconds or hours?")):
        if math.isclose(ratio, factor, rel_tol=1e-9):
            return text
    if not math.isclose(abs(two), 1) and math.isclose(one * two, 1, rel_tol=1e-9):
        return "That is 1 divided by the expected number: is the division the wrong way round?"
    return ""


def _cut(one: float, two: float, got: Any, want: Any) -> str:
    if abs(two) < 1e15 and not two.is_integer():
        # A float of 0.0 has other causes more often: nothing was counted.
        if one.is_integer() and one == math.trunc(two) and (one != 0 or isinstance(got, int)):
            return "The part after the point is lost: a division or a conversion to whole numbers (int)?"
        for places in range(1, 8):
            if abs(one - round(two, places)) < 10.0 ** -(places + 3) and abs(one - two) > 1e-12:
                return f"It looks rounded to {places} place{'s' * (places > 1)}; the value itself is asked for."
        if one.is_integer() and one == round(two) and one != 0:
            return "It looks rounded to a whole number; the value itself is asked for."
    if isinstance(got, int) and isinstance(want, int) and abs(one - two) == 1 and abs(two) < 1e15:
        return f"One too {'many' if one > two else 'few'}: look at where the counting starts and where it ends."
    return ""
