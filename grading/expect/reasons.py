"""Why a check makes a call: the `because` and `hint` of the check around it, for when the call itself stops."""

from __future__ import annotations

import linecache
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import ast
    from types import FrameType


def around() -> dict[str, Any]:
    """The `because` and `hint` of the check that the running `expect.call` is an argument of; empty without one."""
    import ast

    frame: FrameType | None = sys._getframe(1)
    while frame is not None and str(frame.f_globals.get("__name__", "")).startswith("grading.expect"):
        frame = frame.f_back
    if frame is None:
        return {}
    try:
        tree = ast.parse("".join(linecache.getlines(frame.f_code.co_filename)))
        check = _check(tree, *list(frame.f_code.co_positions())[frame.f_lasti // 2])
        return {word.arg: _value(word.value, frame) for word in check.keywords
                if word.arg in ("because", "hint")} if check is not None else {}
    except Exception:  # A reason that cannot be worked out is no reason to hide what went wrong.
        return {}


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


def _value(node: ast.expr, frame: FrameType) -> Any:
    """What the keyword's text is worth where the check stands: a constant, or made with names of a loop."""
    import ast

    return eval(compile(ast.Expression(node), "<reason>", "eval"), frame.f_globals, frame.f_locals)
