"""Run a plan's steps in a fresh process, and go on in another one where a cell took that process down."""

from __future__ import annotations

import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from grading import course
from grading.check.plan import Step

GRACE_SECONDS = 3.0
AFTER_A_TIMEOUT_SECONDS = 10.0
MEMORY_MB = 4096
COMPANY_MB = 20
START = "import sys; from grading.check.child import main; main(sys.argv[1])"
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass(frozen=True)
class Result:
    """What came of a step.

    `state`: ok, raised, replaced (the original cell stood in), not yet, not attempted, broke, interrupted,
    timed out, crashed, skipped.
    """

    state: str
    message: str = ""
    seconds: float = 0.0


@dataclass(frozen=True)
class Limits:
    """How long a cell may take and how much memory the notebook may have."""

    seconds: float = course.CELL_TIMEOUT_SECONDS
    memory_mb: int = MEMORY_MB


def run(steps: list[Step], name: str, beside: Path, data: Path, limits: Limits | None = None,
        numbers: dict[str, str] | None = None, verbose: bool = False,
        on_step: Callable[[Step], None] | None = None) -> list[Result]:
    """What came of each step of the lesson `name`, run in a copy of the folder `beside` with `../../data` as `data`."""
    limits = limits or Limits()
    results: list[Result | None] = [None] * len(steps)
    with stage(name, beside, data) as folder:
        while any(result is None for result in results):
            before = sum(result is None for result in results)
            process = _Process(steps, results, folder, limits, numbers or {}, verbose, on_step)
            try:
                process.follow()
            finally:
                process.end()
            if sum(result is None for result in results) == before:
                # Not even the first cell began: starting again would not help.
                return [result or Result("skipped", "The process that runs the cells did not start.")
                        for result in results]
    return [result or Result("skipped") for result in results]


@contextmanager
def stage(name: str, beside: Path | None, data: Path) -> Iterator[Path]:
    """A temporary folder two levels below a link to `data`, with copies of what lies beside the notebook."""
    with tempfile.TemporaryDirectory(prefix="workbook-", ignore_cleanup_errors=True) as top:
        course.link(data, Path(top) / "data")
        folder = Path(top) / "notebooks" / name
        folder.mkdir(parents=True)
        if beside is not None:
            _copy_company(beside, folder)
        try:
            yield folder
        finally:
            # What follows a link while it deletes would delete the data.
            with suppress(OSError):
                (Path(top) / "data").unlink() if (Path(top) / "data").is_symlink() else (Path(top) / "data").rmdir()


def _copy_company(beside: Path, folder: Path) -> None:
    """Copy the learner's own modules and small files, which cells may import or read."""
    left = COMPANY_MB * 1_000_000
    for path in sorted(beside.glob("*")):
        with suppress(OSError):
            if path.is_file() and path.suffix != ".ipynb" and not path.name.startswith("."):
                left -= path.stat().st_size
                if left >= 0:
                    shutil.copy2(path, folder)


class _Process:
    """One fresh process and what it tells; it writes into `results` until it has finished or died."""

    def __init__(self, steps: list[Step], results: list[Result | None], folder: Path, limits: Limits,
                 numbers: dict[str, str], verbose: bool, on_step: Callable[[Step], None] | None) -> None:
        self.steps, self.results, self.limits, self.on_step = steps, results, limits, on_step
        self.running: int | None = None
        self.deadline = float("inf")
        self.interrupted = False
        self.stopped = ""
        plan = folder.parent.parent / "plan.json"
        plan.write_text(json.dumps([self._order(i, step, numbers) for i, step in enumerate(steps)]), encoding="utf-8")
        self.child = subprocess.Popen(
            [sys.executable, "-P", "-c", START, str(plan)], cwd=folder, env=_environment(folder),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=None if verbose else subprocess.DEVNULL,
            start_new_session=os.name != "nt", text=True, encoding="utf-8", errors="replace")
        self.told: queue.Queue[dict[str, Any] | None] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _order(self, index: int, step: Step, numbers: dict[str, str]) -> dict[str, Any]:
        """What the child needs to know of a step; in a second process, only what later cells may need runs again."""
        done = self.results[index]
        skip = done is not None and (step.role == "test" or done.state in ("timed out", "crashed"))
        return {"role": step.role, "source": step.source, "instead": step.instead, "name": step.name,
                "exercise": step.exercise, "number": numbers.get(step.exercise, ""), "skip": skip}

    def _listen(self) -> None:
        assert self.child.stdout is not None
        for line in self.child.stdout:
            with suppress(ValueError):
                self.told.put(json.loads(line))
        self.told.put(None)

    def follow(self) -> None:
        """Take in what the child tells until it has finished, and stop what takes too long or too much."""
        while True:
            try:
                said = self.told.get(timeout=0.1)
            except queue.Empty:
                said = {}
            if said is None or "finished" in said or (not said and self.child.poll() is not None):
                break
            self._take(said)
            self._watch()
        if self.running is not None:
            self._record(self.running, self._ending())

    def _take(self, said: dict[str, Any]) -> None:
        if "begin" in said:
            self.running, self.interrupted = int(said["begin"]), False
            self.deadline = time.monotonic() + self._seconds(self.running)
            if self.on_step is not None:
                self.on_step(self.steps[self.running])
        elif "end" in said:
            self.running, self.deadline = None, float("inf")
            self._record(int(said["end"]), Result(said["state"], said.get("message", ""), said.get("seconds", 0.0)))

    def _record(self, index: int, result: Result) -> None:
        # In a second process the cells before run again; what came of them the first time counts.
        if self.results[index] is None or result.state in ("timed out", "crashed"):
            self.results[index] = result

    def _seconds(self, index: int) -> float:
        """The time limit of a step; short where the same exercise has used up its time already."""
        exercise = self.steps[index].exercise
        late = any(result is not None and result.state == "timed out" and step.exercise == exercise
                   for step, result in zip(self.steps, self.results, strict=True))
        return min(self.limits.seconds, AFTER_A_TIMEOUT_SECONDS) if exercise and late else self.limits.seconds

    def _watch(self) -> None:
        if self.running is None:
            return
        if time.monotonic() > self.deadline:
            if self.interrupted:
                self._stop("timed out")
            else:
                self._interrupt()
        elif self._memory_mb() > self.limits.memory_mb:
            self._stop("memory")

    def _interrupt(self) -> None:
        self.interrupted = True
        self.deadline = time.monotonic() + GRACE_SECONDS
        with suppress(OSError):
            assert self.child.stdin is not None
            self.child.stdin.write(f"{self.running}\n")
            self.child.stdin.flush()

    def _stop(self, reason: str) -> None:
        self.stopped = reason
        self.child.kill()
        self.child.wait()

    def _ending(self) -> Result:
        """What to say of the cell in which the process ended."""
        code = self.child.wait()
        if self.stopped == "timed out":
            return Result("timed out")
        if self.stopped == "memory":
            most = f"{self.limits.memory_mb / 1024:.2g} GB"
            return Result("crashed", f"It used more than {most} of memory and was stopped. What grows so large? "
                                     "Try it on a small input first.")
        if code == -signal.SIGABRT or code in (-11, 0xC0000005):
            how = "a library that it calls crashed"
        elif code == -9:
            how = "the system stopped it, most often because memory ran out"
        else:
            how = f"the process ended by itself, with exit code {code}"
        return Result("crashed", f"It took the whole notebook down: {how}.")

    def _memory_mb(self) -> float:
        with suppress(psutil.Error):
            top = psutil.Process(self.child.pid)
            return float(sum(one.memory_info().rss for one in [top, *top.children(recursive=True)])) / 2**20
        return 0.0

    def end(self) -> None:
        """End the process and all that it has started."""
        with suppress(psutil.Error):
            for one in psutil.Process(self.child.pid).children(recursive=True):
                with suppress(psutil.Error):
                    one.kill()
        if os.name != "nt":
            with suppress(OSError):
                os.killpg(self.child.pid, signal.SIGKILL)
        self.child.kill()
        self.child.wait()
        with suppress(OSError):
            if self.child.stdin is not None:
                self.child.stdin.close()


def _environment(folder: Path) -> dict[str, str]:
    """The environment of a check: no windows for plots, nobody's settings, one thread, so that figures are the same."""
    ours = {"MPLBACKEND": "Agg", "IPYTHONDIR": str(folder.parent.parent / "ipython"), "PYTHONIOENCODING": "utf-8",
            "PYTHONDONTWRITEBYTECODE": "1"}
    return {**dict.fromkeys(THREADS, "1"), **os.environ, **ours}
