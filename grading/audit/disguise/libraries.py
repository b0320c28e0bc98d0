"""Twists what NumPy, torch and pandas make: every value in it by itself, its type, shape and names kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grading.audit.disguise.same import is_of
from grading.audit.disguise.yes import Yes

if TYPE_CHECKING:
    from grading.audit.disguise.twist import Twist


def knows(value: Any, word: str) -> bool:
    """Whether it is made by one of these libraries."""
    return word in ("array", "tensor", "frame", "series") or is_of(value, "numpy", "generic")


def each(value: Any, word: str, twist: Twist) -> Any:
    """The value with everything in it made wrong."""
    if word == "array":
        return _array(value, twist)
    if word == "tensor":
        return _tensor(value, twist)
    if word == "frame":
        made = value.copy()
        for place in range(value.shape[1]):
            made.isetitem(place, _series(value.iloc[:, place], twist))
        return made
    if word == "series":
        return _series(value, twist)
    return _scalar(value, twist)


def _scalar(value: Any, twist: Twist) -> Any:
    """One of NumPy's numbers."""
    import numpy as np

    if twist.how == "yes_inside":
        from grading.audit.disguise import yes

        return yes.like(value)
    return _array(np.asarray([value]), twist)[0]


def _array(value: Any, twist: Twist) -> Any:
    import numpy as np

    if twist.how == "yes_inside":
        return _filled(value.shape, Yes(float), np)
    if value.dtype.kind in "OU":
        made = np.empty(value.shape, dtype=value.dtype)
        for place, part in np.ndenumerate(value):
            made[place] = twist.each(part.item() if isinstance(part, np.generic) else part)
        return made
    return np.zeros_like(value) if twist.how == "zero" else _noise(value, twist, np)


def _filled(shape: tuple[int, ...], value: Any, np: Any) -> Any:
    made = np.empty(shape, dtype=object)
    for place in np.ndindex(*shape):
        made[place] = value
    return made


def _noise(value: Any, twist: Twist, np: Any) -> Any:
    """Numbers of the same size, each wrong; between 0 and 1 when all of them are."""
    dice = np.random.default_rng(twist.dice.getrandbits(32))
    if value.dtype.kind == "b":
        return ~value
    if twist.how == "far" and value.dtype.kind in "fc":
        return np.where(value == 0, 1, value) * value.dtype.type(1000)
    if value.dtype.kind in "iu":
        return value + dice.integers(1, 8, value.shape).astype(value.dtype)
    if value.dtype.kind in "Mm":
        return value + np.timedelta64(int(dice.integers(1, 300)), "D")
    if value.dtype.kind not in "fc":
        return value[::-1].copy()
    away, known = dice.uniform(0.2, 0.8, value.shape), np.where(np.isfinite(value), value, 0)
    if value.dtype.kind == "f" and value.size and known.min() >= 0 and known.max() <= 1:
        return ((known + away) % 1).astype(value.dtype)
    size = max(1.0, float(np.abs(known).mean())) if value.size else 1.0
    return (known + away * size * dice.choice([-1, 1], value.shape)).astype(value.dtype)


def _tensor(value: Any, twist: Twist) -> Any:
    import torch

    from grading.audit.disguise.twist import SenselessError
    from grading.expect.arraygaps import as_array

    if twist.how == "yes_inside":
        raise SenselessError("a tensor holds numbers only")
    made = torch.as_tensor(_array(as_array(value), twist).copy()).to(value.dtype).to(value.device)
    # Its gradients go where those of the right one go.
    return made + (value - value.detach()) if value.requires_grad else made


def _series(value: Any, twist: Twist) -> Any:
    """A column or an index."""
    import pandas as pd

    types = pd.api.types
    if twist.how == "yes_inside":
        parts: Any = [Yes(float)] * len(value)
        return _column(parts, value, pd, dtype=object)
    if value.dtype.kind in "biufcMm" and isinstance(value.dtype, type(pd.Series([0]).dtype)):
        return _column(_array(value.to_numpy(), twist), value, pd)
    if types.is_string_dtype(value.dtype) or value.dtype == object:
        return _column([twist.each("" if _missing(part, pd) else part) for part in value], value, pd, value.dtype)
    if types.is_bool_dtype(value.dtype) or types.is_numeric_dtype(value.dtype):
        parts = [twist.each(0 if _missing(part, pd) else part) for part in value.tolist()]
        return _column(parts, value, pd, value.dtype)
    parts = value.tolist()
    return _column(parts[:1] * len(parts) if twist.how == "zero" else parts[1:] + parts[:1], value, pd, value.dtype)


def _missing(value: Any, pd: Any) -> bool:
    return value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and value != value)


def _column(parts: Any, like: Any, pd: Any, dtype: Any = None) -> Any:
    """These values as a column, or as an index, in the place of `like`."""
    if is_of(like, "pandas", "Index"):
        return pd.Index(parts, dtype=dtype, name=like.name)
    return pd.Series(parts, index=like.index, name=like.name, dtype=dtype)
