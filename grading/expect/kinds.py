"""What kind of thing a value is: decided by its real type, never by what it says of itself."""

from __future__ import annotations

import datetime
import decimal
import sys
from typing import Any

from grading.expect.show import _of, is_array, is_frame, is_series, is_tensor

_ORDER: tuple[tuple[type, str], ...] = (
    (bool, "bool"), (int, "int"), (float, "float"), (complex, "complex"), (str, "str"), (bytes, "bytes"),
    (list, "list"), (tuple, "tuple"), (dict, "dict"), (set, "set"), (frozenset, "set"),
    (decimal.Decimal, "decimal"), (datetime.datetime, "datetime"), (datetime.date, "date"),
    (datetime.time, "time"), (datetime.timedelta, "timedelta"),
)
_NUMPY = (("bool_", "bool"), ("integer", "int"), ("floating", "float"), ("complexfloating", "complex"),
          ("str_", "str"), ("datetime64", "datetime"), ("timedelta64", "timedelta"))
_WORDS = {
    "none": "None", "ellipsis": "`...`", "bool": "True/False (bool)", "int": "a whole number (int)",
    "float": "a number (float)", "complex": "a complex number", "str": "text (str)", "bytes": "bytes",
    "list": "a list", "tuple": "a tuple", "dict": "a dict", "set": "a set", "decimal": "a Decimal number",
    "datetime": "a date with time", "date": "a date", "time": "a time of day", "timedelta": "a length of time",
    "array": "a NumPy array", "tensor": "a torch tensor", "frame": "a pandas DataFrame", "series": "a pandas Series",
    "function": "a function", "class": "a class",
}
_LIBRARIES = ("numpy", "pandas", "torch", "decimal", "datetime", "fractions")
NUMBERS = ("int", "float", "decimal", "complex")


def family(value: Any) -> str:
    """One word for the kind of thing: "int", "str", "array", … or the class's own name."""
    if value is None:
        return "none"
    if value is Ellipsis:
        return "ellipsis"
    if type(value).__module__.split(".")[0] == "pandas" and type(value).__name__ in ("NAType", "NaTType"):
        return "none"
    for cls, word in _ORDER:
        if issubclass(type(value), cls):
            return word
    for name, word in _NUMPY:
        if _of(value, "numpy", name):
            return word
    for test, word in ((is_array, "array"), (is_frame, "frame"), (is_series, "series"), (is_tensor, "tensor")):
        if test(value):
            return word
    if issubclass(type(value), type):
        return "class"
    if type(value).__name__ in ("function", "builtin_function_or_method", "method", "method_descriptor"):
        return "function"
    return type(value).__name__


def genuine(value: Any) -> bool:
    """Whether the value, with all that it holds, is of Python's or a library's own types.

    A class made in the notebook may call itself a number and compare as it likes.
    """
    made = type(value)
    library = sys.modules.get(made.__module__.partition(".")[0]) if type(made.__module__) is str else None
    known = made.__module__ == "builtins" or made.__module__.partition(".")[0] in _LIBRARIES
    if not known or getattr(sys.modules.get(made.__module__), made.__name__, made) is not made or library is None:
        return False
    if made is dict:
        return all(genuine(key) and genuine(item) for key, item in value.items())
    return made not in (list, tuple, set, frozenset) or all(genuine(item) for item in value)


def kind(value: Any) -> str:
    """The kind of thing in a learner's words: "a list", "text (str)"."""
    word = family(value)
    if word in _WORDS:
        return _WORDS[word]
    return f"a {word} object"


def plain(value: Any) -> Any:
    """The value as Python's own type, whatever a subclass may have overridden."""
    word = family(value)
    if _of(value, "numpy", "generic"):
        value = value.item()
    base = {"int": int.__int__, "float": float.__float__, "str": str.__str__}.get(word)
    if base is not None and type(value) not in (int, float, str):
        return base(value)
    if word == "list":
        return list(list.__iter__(value))
    if word == "tuple":
        return tuple(tuple.__iter__(value))
    if word == "dict":
        return dict(dict.items(value))
    if word == "set":
        return set(set.__iter__(value) if issubclass(type(value), set) else frozenset.__iter__(value))
    return value


def spelt(value: Any) -> str:
    """What a learner wrote to get this value, where quotes round it would make a text: NameError, None, True."""
    word = family(value)
    if word == "class":
        return str(type.__getattribute__(value, "__name__"))
    if word == "function":
        return str(getattr(value, "__name__", ""))
    return "None" if value is None else str(bool(value)) if word == "bool" else ""
