"""Changes a value in place, as a careless function does to what it is given."""

from __future__ import annotations

from collections import deque
from contextlib import suppress
from typing import Any

from grading.audit.disguise.same import is_of
from grading.audit.footprint.values import fingerprint
from grading.expect.kinds import family


def spoil(args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool:
    """Change in place whatever of these arguments can be; whether anything is different now."""
    values = [*args, *kwargs.values()]
    before = fingerprint(values)
    for value in values:
        _spoil(value)
    return fingerprint(values) != before


def _spoil(value: Any) -> None:
    """Change one value as far as it lets itself be changed."""
    # What is read-only says so, each library in its own words.
    with suppress(Exception):
        if isinstance(value, tuple):
            for part in value:
                _spoil(part)
        elif isinstance(value, (list, deque, bytearray)):
            _list(value)
        elif isinstance(value, dict):
            value.clear() if value else value.update({"spoilt": 0})
        elif isinstance(value, set):
            value.clear() if value else value.add("spoilt")
        else:
            _library(value)


def _list(value: Any) -> None:
    """Turn it round; one that reads the same both ways gets its last item twice."""
    before = fingerprint(list(value))
    value.reverse()
    if fingerprint(list(value)) == before:
        value.append(value[-1] if len(value) else 0)


def _library(value: Any) -> None:
    word = family(value)
    if word == "array":
        turned = ~value if value.dtype.kind == "b" else value[::-1].copy()
        value[...] = value + 1 if value.dtype.kind in "iufc" else turned
    elif word == "tensor":
        _tensor(value)
    elif word == "frame":
        del value[value.columns[0]]
    elif word == "series":
        numbers = value.dtype.kind in "iuf"
        value.iloc[:] = value.to_numpy() + 1 if numbers else value.iloc[::-1].to_numpy()
    elif is_of(value, "torch.nn", "Module"):
        _network(value)
    elif type(value).__module__ == "__main__":
        for name, part in list(vars(value).items()):
            _spoil(part)
            if type(part) in (int, float):
                setattr(value, name, part + 1)


def _tensor(value: Any) -> None:
    import torch

    with torch.no_grad():
        value.logical_not_() if value.dtype == torch.bool else value.add_(1)


def _network(value: Any) -> None:
    import torch

    with torch.no_grad():
        for weights in value.parameters():
            weights.fill_(0 if bool(weights.any()) else 1)
