"""What happens in the fresh process that a notebook's cells run in.

It tells what came of each cell in lines of JSON on the pipe that was its standard output, and takes the order to
interrupt a cell from the one that was its standard input. Neither is left to the cells, whose output goes to
standard error.
"""

from __future__ import annotations

import builtins
import json
import linecache
import os
import signal
import sys
import threading
import time
import types
from pathlib import Path
from typing import IO, Any

GRADING = str(Path(__file__).resolve().parent.parent)


class Interruptions:
    """Interrupts the cell that runs, when the parent says so and it still is that cell."""

    def __init__(self, orders: IO[str]) -> None:
        self.running = -1
        self.done = -1
        self._orders = orders
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        for order in self._orders:
            if int(order) == self.running:
                self.done = self.running
                _interrupt()
        # The parent is gone: nobody waits for an answer any more.
        os._exit(3)


def _interrupt() -> None:
    if os.name == "nt":
        import _thread

        _thread.interrupt_main()
    else:
        # A signal, unlike a flag, also ends a system call that waits.
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)


def main(plan: str) -> None:
    """Run the cells in the file `plan` in this process, in order."""
    told = os.fdopen(os.dup(1), "w", encoding="utf-8")
    orders = os.fdopen(os.dup(0), encoding="utf-8")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    interruptions = Interruptions(orders)
    steps: list[dict[str, Any]] = json.loads(Path(plan).read_text(encoding="utf-8"))
    shell = _shell()
    for index, step in enumerate(steps):
        if step["skip"]:
            continue
        _tell(told, {"begin": index})
        interruptions.running = index
        begun = time.perf_counter()
        try:
            result = _test(shell, step) if step["role"] == "test" else _cell(shell, step)
        except KeyboardInterrupt:
            result = {"state": "interrupted"}
        interruptions.running = -1
        if interruptions.done == index:
            result = {"state": "timed out"}
        _tell(told, {"end": index, "seconds": round(time.perf_counter() - begun, 3), **result})
    _tell(told, {"finished": True})
    # Threads that cells have left running must not keep this process alive.
    os._exit(0)


def _tell(told: IO[str], what: dict[str, Any]) -> None:
    told.write(json.dumps(what) + "\n")
    told.flush()


def _shell() -> Any:
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

    shell = Notebook.instance(config=config)
    builtins.input = _no_input
    # IPython has put nothing there: a notebook's own folder comes first for `import`, as it does in a kernel.
    sys.path.insert(0, "")
    now.namespace = shell.user_ns
    return shell


def _no_input(prompt: object = "") -> str:
    raise RuntimeError("input() waits for somebody at the keyboard, and a check has nobody there. "
                       "Write the value into the cell.")


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
    ours = (last.startswith(GRADING) and last != __file__) or missing
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

