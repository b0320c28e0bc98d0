"""Runs the visible tests once before they count, to see what they ask; nothing of it stays."""

from __future__ import annotations

import io
import linecache
import random
import sys
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout, suppress
from typing import Any

from grading.expect import quiet
from grading.expect.state import now


def rehearse(namespace: dict[str, Any], name: str, stand_in: Any, visible: list[str]) -> None:
    """Run these texts of test cells with `stand_in` as the answer `name`, as far as each of them comes."""
    names = {**namespace, name: stand_in}
    with ExitStack() as stack:
        for kept in (_random_states(), _checks(), _figures(), warnings.catch_warnings(),
                     redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO())):
            stack.enter_context(kept)
        for number, text in enumerate(visible):
            where = f"<rehearsal {number} of {name}>"
            linecache.cache[where] = (len(text), None, text.splitlines(keepends=True), where)
            # The true answer passes; where a text ends too early for one, what it asked until then is enough.
            with suppress(Exception, SystemExit):
                exec(compile(text, where, "exec"), names)
            linecache.cache.pop(where, None)


@contextmanager
def _checks() -> Iterator[None]:
    """`expect` forgets that a check has begun."""
    quiet.restore()
    before = {**vars(now), "undo": []}
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    waiting = shell.events.callbacks["post_run_cell"] if shell is not None else []
    callbacks = list(waiting)
    try:
        yield
    finally:
        quiet.restore()
        vars(now).update(before)
        waiting[:] = callbacks


@contextmanager
def _random_states() -> Iterator[None]:
    """The global random states are what they were."""
    numpy, torch = sys.modules.get("numpy.random"), sys.modules.get("torch")
    state = random.getstate()
    numbers = numpy.get_state() if numpy else None
    seeds = torch.get_rng_state() if torch else None
    try:
        yield
    finally:
        random.setstate(state)
        if numpy:
            numpy.set_state(numbers)
        if torch:
            torch.set_rng_state(seeds)


@contextmanager
def _figures() -> Iterator[None]:
    """Figures that were opened are closed."""
    plt = sys.modules.get("matplotlib.pyplot")
    before = set(plt.get_fignums()) if plt else set()
    try:
        yield
    finally:
        if plt:
            for number in set(plt.get_fignums()) - before:
                plt.close(number)
