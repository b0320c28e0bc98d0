"""Places in code: the learner's own line of an error, and the text of what a check was given."""

from __future__ import annotations

import linecache
import sys
from types import CodeType, FrameType, TracebackType

from grading.expect.show import shorten
from grading.expect.state import now


def own_line(trace: TracebackType | None) -> str:
    """The deepest line of the learner's code in a traceback, as `your line 3:  x = 1 / 0`; empty when none."""
    found = ""
    while trace is not None:
        code = trace.tb_frame.f_code
        if _is_learners(trace.tb_frame):
            text = linecache.getline(code.co_filename, trace.tb_lineno).strip()
            found = f"  your line {trace.tb_lineno}" + (f":  {shorten(text, 100)}" if text else "")
        trace = trace.tb_next
    return found


def _is_learners(frame: FrameType) -> bool:
    """Code of a notebook shares the notebook's names; the test cell itself is not the learner's."""
    return now.namespace is not None and frame.f_globals is now.namespace and frame.f_code.co_filename != now.file


def subject(otherwise: str, argument: int = 0) -> str:
    """The text of what the check was given, such as `f(2)`; the other words when the source is not at hand."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and str(frame.f_globals.get("__name__", "")).startswith("grading.expect"):
        frame = frame.f_back
    try:
        text = _argument(frame, argument) if frame is not None else ""
    except (SyntaxError, ValueError, IndexError, RecursionError):
        text = ""
    return f"`{text}`" if text and len(text) <= 120 and "\n" not in text else otherwise


def _argument(frame: FrameType, argument: int) -> str:
    import ast

    segment = _segment(frame.f_code, frame.f_lasti)
    tree = ast.parse(segment.strip(), mode="eval").body if segment else None
    if not isinstance(tree, ast.Call) or len(tree.args) <= argument:
        return ""
    node = tree.args[argument]
    if isinstance(node, ast.Call) and ast.unparse(node.func) in ("expect.call", "expect.unchanged"):
        # With the values it was called with: the learner cannot see what a loop or a generator gave.
        return now.called
    if isinstance(node, (ast.Constant, ast.JoinedStr, ast.Starred)):
        return ""
    return ast.unparse(node)


def _segment(code: CodeType, instruction: int) -> str:
    """The source text of the call that runs now."""
    first, last, start, end = list(code.co_positions())[instruction // 2]
    if first is None or last is None or start is None or end is None:
        return ""
    lines = [linecache.getline(code.co_filename, number) for number in range(first, last + 1)]
    if not all(lines):
        return ""
    # Columns count bytes of UTF-8.
    rows = [line.encode() for line in lines]
    rows[-1] = rows[-1][:end]
    rows[0] = rows[0][start:]
    return b"".join(rows).decode()
