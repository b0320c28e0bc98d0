"""Why a check makes a call: the `because` and `hint` of the check around it, for when the call itself stops."""

from __future__ import annotations

import linecache
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import ast
    from types import FrameType

_WORDS = ("because", "hint")


def around() -> dict[str, Any]:
    """The `because` and `hint` of the check that the running `expect.call` is an argument of; empty without one."""
    import ast

    try:
        frames = list(_frames())
        source = "".join(linecache.getlines(frames[0].f_code.co_filename)) if frames else ""
        tree = ast.parse(source)
        for i, frame in enumerate(frames):
            check = _check(tree, *list(frame.f_code.co_positions())[frame.f_lasti // 2])
            if check is not None:
                return _values(check, frames[i:])
    except Exception:  # A reason that cannot be worked out is no reason to hide what went wrong.
        pass
    return {}


def _frames() -> Iterator[FrameType]:
    """The frames of the test cell, innermost first: a comprehension or a helper of the cell has one of its own."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and str(frame.f_globals.get("__name__", "")).startswith("grading.expect"):
        frame = frame.f_back
    file = frame.f_code.co_filename if frame is not None else ""
    while frame is not None:
        if frame.f_code.co_filename == file:
            yield frame
        frame = frame.f_back


def _check(tree: ast.Module, *place: int | None) -> ast.Call | None:
    """The innermost check that has the call at this place (lines, then columns) somewhere in its first argument."""
    import ast

    def is_there(part: ast.AST) -> bool:
        return isinstance(part, ast.Call) and place == (part.lineno, part.end_lineno, part.col_offset,
                                                        part.end_col_offset)

    found = None
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and ast.unparse(node.func).startswith("expect."):
            found = node if any(map(is_there, ast.walk(node.args[0]))) else found
    return found


def _values(check: ast.Call, frames: list[FrameType]) -> dict[str, Any]:
    """What the check's reasons are worth where it stands: constants, or made with names of a loop."""
    import ast

    names = dict(frames[0].f_globals)
    for frame in reversed(frames):
        names |= dict(frame.f_locals)
    found: dict[str, Any] = {}
    for word, node in _given(check):
        try:
            # As globals: on Python 3.11 a comprehension inside the text sees no other names.
            found[word] = eval(compile(ast.Expression(node), "<reason>", "eval"), names)
        except Exception:  # One that cannot be worked out leaves the other.
            continue
    return found


def _given(check: ast.Call) -> Iterator[tuple[str, ast.expr]]:
    """The reasons among the arguments, by keyword or by position."""
    import ast
    import inspect

    if isinstance(check.func, ast.Attribute):
        package = sys.modules["grading.expect"]
        names = list(inspect.signature(getattr(package, check.func.attr)).parameters)
        yield from ((name, node) for name, node in zip(names, check.args, strict=False) if name in _WORDS)
    yield from ((word.arg, word.value) for word in check.keywords if word.arg in _WORDS)
