"""Values as short, safe text: nothing a learner's object does can break a message."""

from __future__ import annotations

import sys
from typing import Any

LIMIT = 200
_NUMBER = set("0123456789.+-_eE")
_BRACKETS: dict[type, tuple[str, str]] = {list: ("[", "]"), tuple: ("(", ")"), set: ("{", "}"), dict: ("{", "}")}


def show(value: Any, limit: int = LIMIT) -> str:
    """A short text of any value; never raises, never cuts a number in two."""
    try:
        return _show(value, limit)
    except (KeyboardInterrupt, GeneratorExit):
        raise
    except BaseException:  # A learner's __repr__ may raise anything, even SystemExit.
        return f"<{type(value).__name__} object that cannot be shown>"


def _show(value: Any, limit: int) -> str:
    if value is None or type(value) in (bool, float) or (type(value) is str and len(value) < limit - 2):
        return shorten(repr(value), limit)
    if type(value) is int and value.bit_length() > 200:
        return _huge(value)
    if type(value) is int:
        return repr(value)
    if is_frame(value) or is_series(value):
        return _table(value, limit)
    if is_array(value):
        return _array(value, limit)
    if type(value) in (list, tuple, set, frozenset, dict) and len(value):
        return _container(value, limit)
    if type(value) is str and len(value) > limit * 4:
        value = value[:limit * 4]
    if callable(value) and hasattr(value, "__name__") and type(value).__name__ in ("function", "type"):
        return f"the {'class' if isinstance(value, type) else 'function'} {str(value.__name__)[:60]}"
    if _is_scalar_of_numpy(value):
        value = value.item()
    return shorten(str(repr(value)), limit)


def _huge(value: int) -> str:
    digits = int(value.bit_length() * 0.30103) + 1
    return f"a whole number of about {digits} digits"


def _container(value: Any, limit: int) -> str:
    """The first items of a container, whole, as many as fit."""
    opening, closing = _BRACKETS.get(type(value), ("frozenset({", "})"))
    parts: list[str] = []
    used = 0
    items = list(value.items())[:60] if type(value) is dict else list(value)[:60] if len(value) > 60 else list(value)
    for item in items:
        text = f"{show(item[0], 40)}: {show(item[1], limit // 2)}" if type(value) is dict else show(item, limit // 2)
        if parts and used + len(text) > limit:
            break
        parts.append(text)
        used += len(text) + 2
    left = len(value) - len(parts)
    if left:
        parts.append(f"… {left} more")
    comma = "," if type(value) is tuple and len(value) == 1 else ""
    return opening + ", ".join(parts) + comma + closing


def _table(value: Any, limit: int) -> str:
    """How large a pandas table or column is, and how it begins."""
    if is_frame(value):
        names = ", ".join(str(name) for name in list(value.columns)[:12])
        return shorten(f"a table with {len(value)} row{'s' * (len(value) != 1)} and the columns {names}", limit)
    first = ", ".join(show(item, 40) for item in list(value[:5]))
    return shorten(f"{len(value)} values that begin {first}" if len(value) else "no values", limit)


def _array(value: Any, limit: int) -> str:
    import numpy as np

    if value.size > 40:
        first = ", ".join(show(item, 20) for item in value.ravel()[:5].tolist())
        return f"an array of shape {value.shape} that begins {first}, …"
    return shorten("array(" + np.array2string(value, separator=", ", precision=8, threshold=60).replace("\n", "") + ")",
                   limit * 2)


def shorten(text: str, limit: int = LIMIT) -> str:
    """The text cut to the limit; where the cut would fall inside a number, before that number."""
    if len(text) <= limit:
        return text
    cut = limit
    while cut > limit // 2 and text[cut - 1] in _NUMBER and text[cut] in _NUMBER:
        cut -= 1
    return text[:cut].rstrip() + " …"


def frame_text(value: Any, rows: int = 8) -> str:
    """The first rows of a pandas table or column as text."""
    text = value.head(rows).to_string() if len(value) else repr(value)
    lines = [line[:120] + (" …" if len(line) > 120 else "") for line in str(text).split("\n")]
    if len(value) > rows:
        lines.append(f"… {len(value) - rows} more rows")
    return "\n".join(lines)


def block(text: str) -> str:
    """The text on lines of its own, indented."""
    return "\n" + "\n".join("    " + line for line in text.split("\n"))


def _of(value: Any, module: str, *names: str) -> bool:
    """Whether the value is an instance of a class of a module that is loaded: nothing is imported for this."""
    loaded = sys.modules.get(module)
    classes = tuple(getattr(loaded, name) for name in names if hasattr(loaded, name))
    return any(issubclass(type(value), cls) for cls in classes)


def is_frame(value: Any) -> bool:
    """Whether it is a pandas DataFrame."""
    return _of(value, "pandas", "DataFrame")


def is_series(value: Any) -> bool:
    """Whether it is a pandas Series or Index."""
    return _of(value, "pandas", "Series", "Index")


def is_array(value: Any) -> bool:
    """Whether it is a NumPy array."""
    return _of(value, "numpy", "ndarray")


def is_tensor(value: Any) -> bool:
    """Whether it is a torch tensor."""
    return _of(value, "torch", "Tensor")


def _is_scalar_of_numpy(value: Any) -> bool:
    return _of(value, "numpy", "generic")
