"""A function's parameters against the ones that were asked for."""

from __future__ import annotations

import inspect
from typing import Any

from grading.expect.gaps import gap
from grading.expect.show import show

_EMPTY = inspect.Parameter.empty


def differences(f: Any, signature: str) -> list[str]:
    """What differs, a line each; an empty list when the function can be called as asked."""
    if not signature:
        return []
    want = _parameters(signature)
    try:
        got = inspect.signature(f).parameters
    except (TypeError, ValueError):
        return []
    lines = _missing(got, want) + _extra(got, want)
    if not lines:
        lines = _order(got, want) + _defaults(got, want)
    return lines


def _parameters(signature: str) -> dict[str, inspect.Parameter]:
    scope: dict[str, Any] = {}
    exec(f"def asked({signature}): pass", scope)  # The author's own text.
    return dict(inspect.signature(scope["asked"]).parameters)


def _missing(got: Any, want: dict[str, inspect.Parameter]) -> list[str]:
    return [f"  `{name}` is missing." for name in want if name not in got]


def _extra(got: Any, want: dict[str, inspect.Parameter]) -> list[str]:
    free = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    return [f"  `{name}` is not asked for, and has no default." for name, parameter in got.items()
            if name not in want and parameter.default is _EMPTY and parameter.kind not in free]


def _order(got: Any, want: dict[str, inspect.Parameter]) -> list[str]:
    names = [name for name in got if name in want]
    if names != list(want) or list(got)[:len(want)] != list(want):
        return [f"  the order should be {', '.join(want)}; it is {', '.join(got)}."]
    return []


def _defaults(got: Any, want: dict[str, inspect.Parameter]) -> list[str]:
    lines = []
    for name, parameter in want.items():
        ours, theirs = parameter.default, got[name].default
        if ours is _EMPTY:
            continue
        if theirs is _EMPTY:
            lines.append(f"  `{name}` should have the default {show(ours)}, but has none.")
        elif gap(theirs, ours) is not None:
            lines.append(f"  `{name}` should have the default {show(ours)}, but has {show(theirs)}.")
    return lines
