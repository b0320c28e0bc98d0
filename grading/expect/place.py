"""Places in code: the learner's own line of an error, and the text of what a check was given."""

from __future__ import annotations

import ast
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
    segment = _segment(frame.f_code, frame.f_lasti)
    tree = ast.parse(segment.strip(), mode="eval").body if segment else None
    if not isinstance(tree, ast.Call) or len(tree.args) <= argument:
        return ""
    node = tree.args[argument]
    if isinstance(node, (ast.Constant, ast.JoinedStr, ast.Starred)):
        return ""
    return _in_the_learners_words(node, frame)


_CALLS = ("expect.call", "expect.unchanged")


def _in_the_learners_words(node: ast.expr, frame: FrameType) -> str:
    """The text of an expression of a check, its own calls and names as what they stand for; empty when that is unknown.

    A call of a learner's function shows the values it was called with, for nobody can see what a loop gave; so does a
    private name (`_got`) that holds what such a call returned. Other private names were never seen by the learner.
    """
    texts: list[str] = []
    calls = [part for part in ast.walk(node) if isinstance(part, (ast.Call, ast.comprehension))
             and (isinstance(part, ast.comprehension) or ast.unparse(part.func) in _CALLS)]

    class Spoken(ast.NodeTransformer):
        def visit_Call(self, call: ast.Call) -> ast.AST:
            if ast.unparse(call.func) in _CALLS:
                return self.stands_for(now.called if len(calls) == 1 else "")
            return self.generic_visit(call)

        def visit_Name(self, name: ast.Name) -> ast.AST:
            return self.stands_for(_call_behind(name.id, frame)) if name.id.startswith("_") else name

        def stands_for(self, text: str) -> ast.Name:
            texts.append(text)
            return ast.Name(f"stands_for_{len(texts) - 1}_", ast.Load())

    whole = ast.unparse(Spoken().visit(node))
    for place, text in enumerate(texts):
        whole = whole.replace(f"stands_for_{place}_", text)
    return whole if all(texts) else ""


def _call_behind(name: str, frame: FrameType) -> str:
    """The one call of a learner's function that returned what a name holds; empty when none did, or several."""
    value = frame.f_locals.get(name, frame.f_globals.get(name, now))
    calls = {text for text, result in now.results if result is value}
    return calls.pop() if len(calls) == 1 else ""


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
