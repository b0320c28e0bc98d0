"""Whether two values are the same, and copies of values to try things on."""

from __future__ import annotations

import copy
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from grading.audit.footprint.values import fingerprint
from grading.expect.gaps import gap
from grading.expect.kinds import family

# A copy of one of these would be another thing, not the same thing again.
_ONE_OF_A_KIND = {"matplotlib", "duckdb", "_duckdb", "_io", "io", "threading", "_thread", "socket"}
MOST_ITEMS = 1000


def same(one: Any, other: Any) -> bool:
    """Whether a check that looks deep enough could take the one for the other."""
    if one is other:
        return True
    try:
        if gap(one, other) is None:
            return True
    except Exception:  # What cannot be compared may still hold the same.
        pass
    return fingerprint(one) == fingerprint(other)


def duplicates(args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Copies of the arguments of a call; what two of them share, their copies share too."""
    memo: dict[int, Any] = {}
    return (tuple(duplicate(value, memo) for value in args),
            {key: duplicate(value, memo) for key, value in kwargs.items()})


def duplicate(value: Any, memo: dict[int, Any] | None = None) -> Any:
    """A deep copy; the value itself where there can be none."""
    if type(value) is object or isinstance(value, ModuleType) or \
            type(value).__module__.partition(".")[0] in _ONE_OF_A_KIND:
        return value
    try:
        return copy.deepcopy(value, memo)
    except Exception:  # A class decides for itself how it refuses to be copied.
        return _tensor(value) if family(value) == "tensor" else value


def _tensor(value: Any) -> Any:
    """A tensor in the middle of a calculation can only be copied without what led to it."""
    return value.detach().clone().requires_grad_(value.requires_grad)


def is_of(value: Any, module: str, *names: str) -> bool:
    """Whether the value is of one of these classes of a module that is loaded."""
    loaded = sys.modules.get(module)
    return any(issubclass(type(value), cls) for name in names if isinstance(cls := getattr(loaded, name, None), type))


def is_stream(value: Any) -> bool:
    """Whether it can be read once: a generator and the like, no file."""
    return isinstance(value, Iterator) and type(value).__module__ in ("builtins", "itertools")
