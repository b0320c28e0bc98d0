"""Run a plan's steps in a process apart, and go on in another one where a cell took that process down."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path

from grading.runner.imports import imported, of_checks
from grading.runner.session import FORKS, ForkError, Session, start
from grading.runner.stage import stage
from grading.runner.steps import Limits, Result, Step

AFTER_A_TIMEOUT_SECONDS = 10.0


def run(steps: list[Step], name: str, beside: Path, data: Path, limits: Limits | None = None,
        verbose: bool = False, on_step: Callable[[Step], None] | None = None, forks: bool = FORKS) -> list[Result]:
    """What came of each step of the lesson `name`, run in a copy of the folder `beside` with `../../data` as `data`.

    A warm process imports the libraries that the steps import; its fork runs them, and where a step takes that down
    another fork goes on. Without `forks`, or after a fork has hung, each of these is a fresh process.
    """
    limits = limits or Limits()
    results: list[Result | None] = [None] * len(steps)
    with stage(name, beside, data) as folder, ExitStack() as opened:
        output = None if verbose else folder.parent.parent / "output.txt"
        warm = opened.enter_context(start(folder, output)) if forks else None
        if warm is not None:
            warm.load(_libraries(steps, folder))
        while any(result is None for result in results):
            with _another(warm, folder, output) as session:
                hung = _go_on(session, steps, results, limits, on_step)
            if hung:
                warm = None
    return [result or Result("skipped") for result in results]


def _another(warm: Session | None, folder: Path, output: Path | None) -> Session:
    """A session with nothing in it: a fork of the warm process, a fresh one without it or after its death."""
    with suppress(ForkError):
        if warm is not None:
            return warm.fork(folder, output)
    return start(folder, output, forks=False)


def _go_on(session: Session, steps: list[Step], results: list[Result | None], limits: Limits,
           on_step: Callable[[Step], None] | None) -> bool:
    """Run what has no result yet, and before it what later cells may need; True when a fork hung, which is no result.

    At least one more step has its result afterwards, unless a fork hung.
    """
    for index, step in enumerate(steps):
        known = results[index]
        if known is not None and (step.role == "test" or known.state in ("timed out", "crashed")):
            continue
        if on_step is not None:
            on_step(step)
        result = session.run(step, replace(limits, seconds=_seconds(index, steps, results, limits)))
        if result.hung:
            return True
        # In a second process the cells before run again; what came of them the first time counts.
        if known is None or result.state in ("timed out", "crashed"):
            results[index] = result
        if not session.alive:
            return False
    return False


def _seconds(index: int, steps: list[Step], results: list[Result | None], limits: Limits) -> float:
    """The time limit of a step; short where the same exercise has used up its time already."""
    exercise = steps[index].exercise
    late = any(result is not None and result.state == "timed out" and step.exercise == exercise
               for step, result in zip(steps, results, strict=True))
    return min(limits.seconds, AFTER_A_TIMEOUT_SECONDS) if exercise and late else limits.seconds


def _libraries(steps: list[Step], folder: Path) -> list[str]:
    """What to import beforehand: nothing where a module of the learner's own covers up one that is installed."""
    own = {path.stem for path in folder.glob("*") if path.suffix == ".py" or path.is_dir()}
    with suppress(ImportError, ValueError):
        if any(name in sys.stdlib_module_names or importlib.util.find_spec(name) is not None for name in own):
            return []
    libraries = imported(step.source for step in steps if step.role in ("lesson", "test"))
    return [*libraries, *of_checks(libraries)]
