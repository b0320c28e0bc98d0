"""`array`: a NumPy array or a torch tensor, kind first, then shape, dtype, and what its numbers may be."""

from __future__ import annotations

from typing import Any

from grading.expect.errors import NotYet, message
from grading.expect.gaps import Gap, count
from grading.expect.kinds import family, kind
from grading.expect.place import subject
from grading.expect.show import show

Shape = int | tuple[int | None, ...]
_KINDS = {"b": "bool", "i": "int", "u": "int", "f": "float", "c": "complex", "U": "text", "T": "text", "S": "bytes",
          "O": "object", "M": "date", "m": "duration"}
_WORDS = {"bool": "True/False", "int": "whole numbers", "float": "floats", "number": "numbers",
          "complex": "complex numbers", "text": "text", "object": "Python objects"}


def array(a: Any, shape: Shape | None = None, dtype: Any = None, *, library: str = "", finite: bool = False,
          within: tuple[float | None, float | None] | None = None, because: str = "",
          hint: int | str | None = None) -> None:
    """Nothing when it is an array as described; else NotYet with what differs.

    shape: `(32, None)` is 32 rows of any length, `3` is `(3,)`, `()` a single number. dtype: "float", "int", "number",
    "bool", "complex", "text" or "object", or exactly one dtype ("float32", np.float32, torch.int64).
    library: "numpy" or "torch" when only that will do. finite: neither nan nor inf. within: (lowest, highest), None
    for no limit; it implies that no value is nan.
    """
    found = _kind_gap(a, library)
    if found is None:
        from grading.expect.arraygaps import as_array, as_tensor

        a = as_tensor(a) if family(a) == "tensor" else as_array(a)
    if found is None and shape is not None:
        found = _shape_gap(tuple(a.shape), (shape,) if isinstance(shape, int) else tuple(shape))
    if found is None and dtype is not None:
        found = _dtype_gap(a, dtype)
    if found is None and (finite or within is not None):
        found = _values_gap(a, finite, within)
    if found is not None:
        where = f", at {found.place}," if found.place else ""
        raise NotYet(message(f"{subject('The array')}{where} {found.text}.", found.cause, because=because, hint=hint))


def _kind_gap(a: Any, library: str) -> Gap | None:
    word = family(a)
    wanted = {"numpy": "a NumPy array", "torch": "a torch tensor"}.get(library, "a NumPy array or torch tensor")
    if word == {"numpy": "array", "torch": "tensor"}.get(library, word) and word in ("array", "tensor"):
        return None
    cause = {"list": "np.array(…) makes an array of a list." if library != "torch" else "torch.tensor(…) makes one.",
             "tuple": "np.array(…) makes an array of a tuple." if library != "torch" else "torch.tensor(…) makes one.",
             "series": "`.to_numpy()` takes the values out of a pandas column.",
             "frame": "`.to_numpy()` takes the values out of a pandas table.",
             "tensor": "`.detach().numpy()` makes an array of a tensor.",
             "array": "torch.from_numpy(…) makes a tensor of an array.",
             "none": "None comes from a function that ends without `return`, or that returns None itself.",
             "float": "A sum or mean over everything gives one number: along which axis should it go?",
             "int": "A sum or count over everything gives one number: along which axis should it go?"}.get(word, "")
    shown = f" of shape {tuple(a.shape)}" if word in ("array", "tensor", "frame", "series") else \
        "" if a is None else f": {show(a)}"
    return Gap(f"should be {wanted}, but is {kind(a)}{shown}", cause=cause)


def _shape_gap(got: tuple[int, ...], want: tuple[int | None, ...]) -> Gap | None:
    if len(got) == len(want) and all(b is None or a == b for a, b in zip(got, want, strict=True)):
        return None
    from grading.expect.arraygaps import shape_cause, shape_text

    text = f"should have shape {_shape_text(want)}, but has shape {shape_text(got)}"
    if len(got) != len(want):
        text += f": {count(len(want), 'dimension')} asked for, {len(got)} there"
    if None not in want:
        return Gap(text, cause=shape_cause(got, tuple(n for n in want if n is not None)))
    if len(got) == len(want) and all(b is None or a == b for a, b in zip(got[::-1], want, strict=True)):
        return Gap(text, cause="Rows and columns are swapped: was the array transposed, or the other axis used?")
    if len(got) == len(want) - 1:
        return Gap(text, cause="One dimension is missing: a sum or mean along an axis removes that axis.")
    return Gap(text)


def _shape_text(want: tuple[int | None, ...]) -> str:
    if None not in want:
        from grading.expect.arraygaps import shape_text

        return shape_text(tuple(n for n in want if n is not None))
    return "(" + ", ".join("any" if n is None else str(n) for n in want) + ("," if len(want) == 1 else "") + ")"


def _dtype_gap(a: Any, dtype: Any) -> Gap | None:
    got = str(a.dtype).removeprefix("torch.")
    word = _word(a)
    wanted = dtype if isinstance(dtype, str) else _dtype_name(dtype)
    if wanted in (word, got) or (wanted == "number" and word in ("int", "float")):
        return None
    cause = ""
    if word == "object":
        cause = "An array of Python objects comes from rows of different lengths, or from values of several kinds."
    elif (wanted, word) == ("int", "float") or (wanted.startswith("int") and word == "float"):
        cause = "A division (/), a mean or a missing value makes floats."
    elif (wanted, word) == ("float", "int"):
        cause = "Whole numbers stay whole until something makes floats of them: a decimal point, or astype(float)."
    elif (wanted, word) == ("bool", "int"):
        cause = "A comparison gives True and False; 0 and 1 are numbers."
    elif (wanted, got) == ("float32", "float64"):
        cause = "NumPy makes float64 unless it is told otherwise (dtype=…, astype)."
    return Gap(f"should hold {_WORDS.get(wanted, wanted)}, but holds {_WORDS.get(word, word)} (dtype {got})",
               cause=cause)


def _dtype_name(dtype: Any) -> str:
    if dtype in (int, float, bool, complex):
        return str(dtype.__name__)
    if str(dtype).startswith("torch."):
        return str(dtype).removeprefix("torch.")
    import numpy as np

    return str(np.dtype(dtype).name)


def _word(a: Any) -> str:
    name = str(a.dtype).removeprefix("torch.")
    if family(a) == "array":
        return str(_KINDS.get(a.dtype.kind, name))
    return next((word for word in ("float", "int", "bool", "complex") if word in name), name)


def _values_gap(a: Any, finite: bool, within: tuple[float | None, float | None] | None) -> Gap | None:
    import numpy as np

    from grading.expect.arraygaps import as_array

    values = as_array(a)
    if values.dtype.kind not in "biufc":
        return Gap(f"should hold numbers, but holds {_WORDS.get(_word(a), _word(a))} (dtype {a.dtype})")
    low, high = within if within is not None else (None, None)
    bad = ~np.isfinite(values) if finite else np.isnan(values)
    if bool(bad.any()):
        return _first(values, bad, "should hold finite numbers only" if finite else "should hold no nan",
                      "nan and inf come from 0/0, from a division by zero, from an overflow as in exp(1000), or from "
                      "a missing value.")
    for limit, wrong, words in ((low, values < low if low is not None else None, "at least"),
                                (high, values > high if high is not None else None, "at most")):
        if wrong is not None and bool(wrong.any()):
            return _first(values, wrong, f"should hold values of {words} {show(limit)}", "")
    return None


def _first(values: Any, wrong: Any, words: str, cause: str) -> Gap:
    import numpy as np

    place = tuple(int(i) for i in np.argwhere(wrong)[0]) if values.ndim else ()
    number = int(wrong.sum())
    more = f" (the first of {number} among {values.size})" if number > 1 else ""
    return Gap(f"{words}, but is {show(values[place].item())}{more}" if not place else
               f"{words}, but there is {show(values[place].item())}{more}",
               f"[{', '.join(map(str, place))}]" if place else "", cause)
