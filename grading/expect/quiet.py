"""Quiet while a check runs: what a right answer says on stderr must cost it nothing."""

from __future__ import annotations

import io
import os
import sys
import warnings
import weakref
from collections.abc import Callable
from contextlib import suppress
from types import CodeType
from typing import Any

from grading.expect.state import now


class _Nowhere(io.TextIOBase):
    """A stream that takes any text and keeps none."""

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        return len(text)


def hush(cell: CodeType) -> None:
    """Silence warnings, stderr and the display of a last line, and keep the random states, until `restore`.

    In IPython the end of the cell restores; elsewhere the end of the life of the cell's code does; in any case the
    next `begin`.
    """
    _warnings()
    _random_states()
    stream = sys.stderr
    _set(sys, "stderr", stream, _Nowhere())
    shell = _shell()
    if shell is None:
        weakref.finalize(cell, _restore_after, list(now.undo)).atexit = False
        return
    shell.events.register("post_run_cell", restore)
    _set(sys, "displayhook", sys.displayhook, lambda value: None)
    _kernel_streams(stream)


def restore(*_: Any) -> None:
    """Undo what the last `begin` did for its cell; nothing when that is done already."""
    while now.undo:
        with suppress(Exception):
            now.undo.pop()()


def _restore_after(undo: list[Callable[[], None]]) -> None:
    """Restore at the end of a cell, unless another one has begun since."""
    if now.undo[:len(undo)] == undo:
        restore()


def _shell() -> Any:
    """The IPython that runs here, without importing it."""
    get = getattr(sys.modules.get("IPython"), "get_ipython", None)
    return get() if get is not None else None


def _set(owner: Any, name: str, old: Any, new: Any) -> None:
    """Replace an attribute until the cell ends; what others put there meanwhile stays."""
    setattr(owner, name, new)
    now.undo.append(lambda: setattr(owner, name, old) if getattr(owner, name, None) is new else None)


def _warnings() -> None:
    context = warnings.catch_warnings()
    context.__enter__()
    now.undo.append(lambda: context.__exit__(None, None, None))
    warnings.simplefilter("ignore")


def _kernel_streams(stream: Any) -> None:
    """What a kernel reads besides `sys.stderr`: the stream itself, which loggers may have kept, and descriptor 2."""
    if not type(stream).__module__.startswith("ipykernel"):
        return
    stream.flush()
    stream.write = sys.stderr.write
    now.undo.append(lambda: vars(stream).pop("write", None))
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    now.undo.append(lambda: os.close(kept))
    now.undo.append(lambda: os.dup2(kept, 2))


def _random_states() -> None:
    """Checks and answers may draw from the global generators; later cells must not notice."""
    import random

    before = random.getstate()
    now.undo.append(lambda: random.setstate(before))
    if (numpy := sys.modules.get("numpy.random")) is not None:
        state = numpy.get_state()
        now.undo.append(lambda: numpy.set_state(state))
    if (torch := sys.modules.get("torch.random")) is not None:
        seeds = torch.get_rng_state()
        now.undo.append(lambda: torch.set_rng_state(seeds))
