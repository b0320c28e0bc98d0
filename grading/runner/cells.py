"""One cell in this process: run as Jupyter runs it, or, for a test cell, past all that a notebook may have changed."""

from __future__ import annotations

import builtins
import importlib
import linecache
import sys
import types
from pathlib import Path
from typing import Any

EXPECT = str(Path(__file__).resolve().parent.parent / "expect")


def shell() -> Any:
    """An IPython in this process that behaves like a notebook's kernel with nobody at the keyboard."""
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    from grading.expect.state import now

    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.xmode = "Plain"

    class Notebook(InteractiveShell):
        def enable_gui(self, gui: object = None) -> None:
            """Nothing: there is no window to draw in."""

        def ask_exit(self) -> None:
            """What `exit` and `quit` call."""
            raise SystemExit("exit() ends the kernel, and with it all that the notebook knows. Take it out.")

    made = Notebook.instance(config=config)
    builtins.input = _no_input
    # IPython has put nothing there: a notebook's own folder comes first for `import`, as it does in a kernel.
    sys.path.insert(0, "")
    now.namespace = made.user_ns
    return made


def _no_input(prompt: object = "") -> str:
    raise RuntimeError("input() waits for somebody at the keyboard, and a check has nobody there. "
                       "Write the value into the cell.")


def step(shell: Any, what: dict[str, Any]) -> dict[str, Any]:
    """Do one step in the notebook of `shell`; its state and what there is to say. KeyboardInterrupt passes through."""
    _open_streams()
    if what["role"] == "call":
        return _call(shell, what)
    return _test(shell, what) if what["role"] == "test" else _cell(shell, what)


def _open_streams() -> None:
    """Put back what cells print to, where one has closed it or taken it away: without it no later cell could run."""
    for name, descriptor in (("stdout", 1), ("stderr", 2)):
        stream = getattr(sys, name, None)
        if stream is None or getattr(stream, "closed", False):
            setattr(sys, name, open(descriptor, "w", encoding="utf-8", errors="replace", closefd=False))  # noqa: SIM115


def _call(shell: Any, step: dict[str, Any]) -> dict[str, Any]:
    """Call one of our own functions with the notebook's names; what it gives goes into JSON."""
    module, _, name = step["source"].partition(":")
    try:
        value = getattr(importlib.import_module(module), name)(shell.user_ns, *step["arguments"])
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        return {"state": "broke", "message": f"{step['source']}: {type(error).__name__}: {_text(error)}"}
    return {"state": "ok", "value": value}


def _cell(shell: Any, step: dict[str, Any]) -> dict[str, Any]:
    """Run one of the notebook's cells as Jupyter does; what came of it, and whether the original stood in."""
    error = _run(shell, step["source"])
    if error is None:
        return {"state": "ok"}
    told = {"state": "raised", "message": _explain(error)}
    if step["instead"] and not isinstance(error, KeyboardInterrupt) and _run(shell, step["instead"]) is None:
        return {**told, "state": "replaced"}
    return told


def _run(shell: Any, source: str) -> BaseException | None:
    result = shell.run_cell(source, store_history=True)
    error: BaseException | None = result.error_before_exec or result.error_in_exec
    return error


def _explain(error: BaseException) -> str:
    """What stopped a cell, with the learner's own line."""
    from grading.expect.calls import safe_text
    from grading.expect.place import own_line
    from grading.expect.show import shorten

    if isinstance(error, SyntaxError):
        line = f"  your line {error.lineno}:  {shorten((error.text or '').strip(), 100)}" if error.lineno else ""
        return f"Python cannot read your cell: {error.msg}.\n{line}".rstrip()
    said = f"Your cell stopped with {type(error).__name__}: {shorten(safe_text(error), 300)}".rstrip(": ")
    return f"{said}\n{own_line(error.__traceback__)}".rstrip()


def _test(shell: Any, step: dict[str, Any]) -> dict[str, Any]:
    """Run a test cell past IPython and all that a notebook may have changed in it; what it said."""
    from grading.expect import quiet
    from grading.expect.attempts import is_stub_error
    from grading.expect.errors import NotAttempted

    where = f"<check {step['name']}>"
    linecache.cache[where] = (len(step["source"]), None, step["source"].splitlines(keepends=True), where)
    try:
        exec(compile(step["source"], where, "exec"), shell.user_ns)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        if isinstance(error, NotAttempted) or is_stub_error(error, step["number"]):
            return {"state": "not attempted", "message": _text(error)}
        if isinstance(error, AssertionError):
            return {"state": "not yet", "message": _text(error) or "The check says no, without a reason."}
        return _broken(error, where, step["exercise"])
    finally:
        quiet.restore()
    return {"state": "ok"}


def _broken(error: BaseException, where: str, exercise: str) -> dict[str, Any]:
    """A test cell that stopped in another way than by a check: by the answer's doing, or by ours."""
    from grading.expect.calls import stopped

    frames = _frames(error.__traceback__)
    last = frames[-1].co_filename if frames else ""
    missing = isinstance(error, NameError) and last == where and error.name not in (None, exercise)
    ours = last.startswith(EXPECT) or missing
    return {"state": "broke" if ours else "not yet", "message": stopped("The check", error)}


def _frames(trace: types.TracebackType | None) -> list[types.CodeType]:
    found: list[types.CodeType] = []
    while trace is not None:
        found.append(trace.tb_frame.f_code)
        trace = trace.tb_next
    return found


def _text(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:
        return type(error).__name__

