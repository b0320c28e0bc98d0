"""The first difference between two arrays: shape, then kind of number, then place."""

from __future__ import annotations

from typing import Any

import numpy as np

from grading.expect import numbers
from grading.expect.gaps import Gap, count, gap
from grading.expect.kinds import family, genuine, plain
from grading.expect.show import show

_KINDS = {"b": "True/False", "i": "whole numbers", "u": "whole numbers", "f": "numbers with a fraction",
          "c": "complex numbers", "U": "text", "S": "bytes", "O": "Python objects", "M": "dates",
          "m": "lengths of time", "T": "text"}


def as_array(value: Any) -> Any:
    """A NumPy array of the value: tensors are taken off their device, lists converted, subclasses seen through."""
    word = family(value)
    if word == "tensor":
        value = as_tensor(value)
        return (value.float() if str(value.dtype) == "torch.bfloat16" else value).numpy()
    return np.asarray(_nested(value) if word in ("list", "tuple") else value)


def as_tensor(value: Any) -> Any:
    """The tensor itself, whatever a subclass may say of it, on the processor and without its history."""
    import torch

    with torch._C.DisableTorchFunctionSubclass():
        return torch.Tensor.cpu(torch.Tensor.detach(value)).as_subclass(torch.Tensor)


def _nested(value: Any) -> Any:
    """Lists inside lists as plain ones, their numbers too."""
    if family(value) in ("list", "tuple"):
        return [_nested(item) for item in plain(value)]
    if family(value) in ("int", "float", "bool", "str"):
        return plain(value)
    return value if genuine(value) else _boxed(value)


def _boxed(value: Any) -> Any:
    """A value of a class made in the notebook, in an array without dimensions: NumPy must not look into it."""
    box = np.empty((), dtype=object)
    box[()] = value
    return box


def array_gap(got: Any, want: Any, rtol: float, atol: float) -> Gap | None:
    """The first difference of two arrays or tensors of the same class."""
    one, two = as_array(got), as_array(want)
    return _shape_gap(one, two) or _kind_gap(one, two) or _place_gap(one, two, rtol, atol)


def numbers_gap(got: Any, want: Any, rtol: float, atol: float) -> Gap | None:
    """The first difference of two collections of numbers, whatever holds them."""
    try:
        one, two = as_array(got), as_array(want)
    except ValueError:
        return Gap(f"should be a regular grid of numbers, but its rows have different lengths: {show(got)}")
    return _shape_gap(one, two) or _kind_gap(one, two) or _place_gap(one, two, rtol, atol)


def shape_text(shape: tuple[int, ...]) -> str:
    """A shape in words for the small ones: (3,) is "(3,): 3 values"."""
    return f"{shape}" + (f" ({count(shape[0], 'value')})" if len(shape) == 1 else
                         f" ({count(shape[0], 'row')}, {count(shape[1], 'column')})" if len(shape) == 2 else "")


def shape_cause(got: tuple[int, ...], want: tuple[int, ...]) -> str:
    """What commonly leads from the expected shape to this one."""
    if got == want[::-1] and got != want:
        return "Rows and columns are swapped: was the array transposed, or the other axis used?"
    if np.prod(got) == np.prod(want):
        return "The number of values is right, they are arranged in another shape."
    if len(got) == len(want) - 1:
        return "One dimension is missing: a sum or mean along an axis removes that axis."
    if len(got) == len(want) and sum(a != b for a, b in zip(got, want, strict=True)) == 1:
        axis = next(i for i, (a, b) in enumerate(zip(got, want, strict=True)) if a != b)
        if abs(got[axis] - want[axis]) == 1:
            many = "many" if got[axis] > want[axis] else "few"
            return f"One too {many} along axis {axis}: is an end counted wrongly, or is another axis meant?"
    return ""


def _shape_gap(got: Any, want: Any) -> Gap | None:
    if got.shape == want.shape:
        return None
    return Gap(f"should have shape {shape_text(want.shape)}, but has shape {shape_text(got.shape)}",
               cause=shape_cause(got.shape, want.shape))


def _kind_gap(got: Any, want: Any) -> Gap | None:
    ours, theirs = want.dtype.kind, got.dtype.kind
    if ours == theirs or {ours, theirs} <= set("iufc") or "O" in (ours, theirs) or {ours, theirs} <= set("UT"):
        return None
    return Gap(f"should hold {_KINDS.get(ours, ours)} (dtype {want.dtype}), "
               f"but holds {_KINDS.get(theirs, theirs)} (dtype {got.dtype})")


def _place_gap(got: Any, want: Any, rtol: float, atol: float) -> Gap | None:
    if got.dtype.kind in "iufc" and want.dtype.kind in "iufc":
        if got.dtype in (np.float32, np.float16) or want.dtype in (np.float32, np.float16):
            rtol = max(rtol, numbers.tolerance(np.float16(0) if np.float16 in (got.dtype, want.dtype)
                                               else np.float32(0), rtol))
        same = (got == want) | np.isclose(got, want, rtol=rtol, atol=atol, equal_nan=True)
    elif "O" in (got.dtype.kind, want.dtype.kind):
        pairs = zip(got.ravel().tolist(), want.ravel().tolist(), strict=True)
        same = np.array([gap(a, b, rtol, atol) is None for a, b in pairs], dtype=bool).reshape(got.shape)
    else:
        same = got == want
    if bool(np.all(same)):
        return None
    place = tuple(int(i) for i in np.argwhere(~np.atleast_1d(same))[0]) if got.ndim else ()
    return _describe(got, want, same, place)


def _item(array: Any, place: tuple[int, ...]) -> Any:
    """What stands at a place, as Python's own; what an array of objects holds is left as it is."""
    value = array[place]
    return value.item() if isinstance(value, np.generic) else value


def _describe(got: Any, want: Any, same: Any, place: tuple[int, ...]) -> Gap:
    one, two = _item(got, place), _item(want, place)
    inner = gap(one, two, 0.0, 0.0)
    text = inner.text if inner else f"should be {show(two)}, but is {show(one)}"
    wrong, total = int(np.sum(~same)), int(same.size)
    if total > 1:
        text += f" (the first of {wrong} wrong among {count(total, 'value')})" if wrong > 1 else \
            f" (the only wrong one of {total})"
    return Gap(text, f"[{', '.join(map(str, place))}]" if place else "", _whole_cause(got, want) or
               (inner.cause if inner else ""))


def _whole_cause(got: Any, want: Any) -> str:
    """A cause that explains every place at once."""
    if got.size < 2 or not {got.dtype.kind, want.dtype.kind} <= set("iuf"):
        return ""
    if np.array_equal(got, want[::-1]):
        return "The values are right, in reverse order."
    if got.ndim == 1 and np.allclose(np.sort(got), np.sort(want), equal_nan=True):
        return "The values are right, their order is not."
    if got.ndim == 2 and got.shape[0] == got.shape[1] and np.allclose(got, want.T, equal_nan=True):
        return "Rows and columns are swapped: is it the other axis?"
    return ""
