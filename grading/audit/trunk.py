"""A lesson that runs cell by cell in a session and is forked at its exercises: the trunk that candidates branch off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

from grading import audit
from grading.runner.imports import imported, of_checks, of_package
from grading.runner.session import FORKS, ForkError, Session, start
from grading.runner.stage import stage
from grading.runner.steps import Limits, Result, Step

LESSON = Limits(seconds=600)
Enough = Callable[[Step, Result], bool]


class TrunkError(Exception):
    """A cell of the lesson itself failed: which, and how."""


class Trunk:
    """The lesson's own steps, run up to any place in order; from there candidates run in forks of it.

    Without `forks`, and for a candidate whose fork hung, the same steps run once more in a fresh process.
    """

    def __init__(self, name: str, steps: Sequence[Step], beside: Path, data: Path, forks: bool = FORKS) -> None:
        self.name, self.steps, self.data, self.forks = name, steps, data, forks
        self.cpu = 0.0
        self._beside = beside
        self._done = 0
        self._opened = ExitStack()
        self._folder = self._opened.enter_context(stage(name, beside, data))
        self._session = self._start() if forks else None

    def _start(self) -> Session:
        output = self._folder.parent.parent / "output.txt"
        warm = self._opened.enter_context(start(self._folder, output))
        libraries = imported(step.source for step in self.steps)
        warm.load([*libraries, *of_checks(libraries), *of_package(audit)])
        warm.run(Step("call", "grading.runner.forkable:prepare", self.name), LESSON)
        return self._opened.enter_context(warm.fork(self._folder, output))

    def advance(self, place: int) -> None:
        """Run the lesson's steps before `place`; TrunkError when one fails."""
        if self._session is not None:
            self.cpu += _replay(self._session, self.steps[self._done:place])
        self._done = place

    def branch(self, steps: Sequence[Step], limits: Limits, enough: Enough) -> tuple[list[Result], bool]:
        """What came of these steps, run from where the trunk stands until one is enough; whether a fork hung first."""
        again = False
        if self._session is not None:
            with stage(self.name, self._folder, self.data) as folder:
                try:
                    session = self._session.fork(folder, folder.parent.parent / "output.txt")
                except ForkError:
                    again = True
                else:
                    with session:
                        results = _run(session, steps, limits, enough)
                    again = any(result.hung for result in results)
                    if not again:
                        return results, False
        with stage(self.name, self._beside, self.data) as folder, \
                start(folder, folder.parent.parent / "output.txt", forks=False) as session:
            _replay(session, self.steps[:self._done])
            return _run(session, steps, limits, enough), again

    def close(self) -> None:
        """End the trunk's processes."""
        self._opened.close()

    def __enter__(self) -> Trunk:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _replay(session: Session, steps: Sequence[Step]) -> float:
    """Run the lesson's steps; the processor seconds they took. TrunkError when one fails."""
    cpu = 0.0
    for step in steps:
        result = session.run(step, LESSON)
        cpu += result.cpu
        if result.state != "ok":
            raise TrunkError(f"{step.name}: {result.message or result.state}")
    return cpu


def _run(session: Session, steps: Sequence[Step], limits: Limits, enough: Enough) -> list[Result]:
    results: list[Result] = []
    for step in steps:
        results.append(session.run(step, limits))
        if not session.alive or enough(step, results[-1]):
            break
    return results
