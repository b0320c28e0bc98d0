"""A session as its owner sees it: a process that is given steps, watched, forked, and ended with all it started."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Any

import psutil

from grading.runner import channel
from grading.runner.channel import Channel, ClosedError, Record
from grading.runner.steps import Limits, Result, Step

GRACE_SECONDS = 3.0
FORK_SECONDS = 20.0
# Less processor time than this share of the clock's: the step did not work, it waited.
IDLE_SHARE = 0.2
# macOS has fork, but its own libraries may crash in what was forked.
FORKS = hasattr(os, "fork") and sys.platform != "darwin"
# The last is how DuckDB is told: its own threads would be missing in a fork, and a query there wait for them.
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "SLURM_CPUS_ON_NODE")
_START = "import sys; from grading.runner.serve import main; main(sys.argv[1])"
_COMPANY_EVERY = 0.5


class ForkError(Exception):
    """A session could not be forked."""


class Session:
    """A process that runs steps; `alive` until a step took it down or it was ended."""

    def __init__(self, line: Channel, pid: int, ending: Callable[[], int | None], output: Path | None,
                 forks: bool, forked: bool) -> None:
        self.pid, self.forks, self.forked = pid, forks, forked
        self.alive = True
        self._line, self._ending, self._output = line, ending, output
        self._lock = Lock()
        self._stopped = ""

    def load(self, modules: list[str]) -> None:
        """Import these libraries, as far as they are there; an error in one waits for the cell that imports it."""
        with suppress(ClosedError):
            self._line.send({"do": "import", "modules": modules})
            self._line.receive()

    def run(self, step: Step, limits: Limits) -> Result:
        """What came of a step; where it took the process down, or did not end, `alive` may be False afterwards."""
        if not self.alive:
            return Result("skipped")
        watch = _Watch(self.pid, self._output, limits)
        try:
            self._line.send({"do": "step", "step": step.order()})
            reply = self._follow(watch)
        except ClosedError:
            self.alive = False
            return self._last_words(watch)
        hung = reply["state"] == "timed out" and self.forked and watch.idle()
        spent = reply["seconds"], reply["cpu"]
        return Result(reply["state"], reply.get("message", ""), *spent, reply.get("value"), hung)

    def _follow(self, watch: _Watch) -> Record:
        """What the process tells of the step that runs; ClosedError when it ends, or has to be stopped."""
        pause = 0.02
        while True:
            reply = self._line.receive(pause)
            if reply and "state" in reply:
                return reply
            pause = min(pause * 1.5, 0.1)
            if trouble := watch.look():
                self._check(trouble, watch)

    def _check(self, trouble: str, watch: _Watch) -> None:
        """Interrupt a step that takes too long; stop the process where that does not help, or it takes too much."""
        if trouble == "timed out" and not watch.interrupted:
            watch.interrupted = time.monotonic()
            if self.forks and os.name != "nt":
                with suppress(OSError):
                    os.kill(self.pid, signal.SIGINT)
            else:
                self._line.send({"do": "interrupt"})
        elif trouble != "timed out" or time.monotonic() > watch.interrupted + GRACE_SECONDS:
            self._stopped = trouble
            with suppress(psutil.Error):
                psutil.Process(self.pid).kill()
            raise ClosedError

    def _last_words(self, watch: _Watch) -> Result:
        """What to say of the step in which the process ended."""
        code = self._code()
        spent = time.monotonic() - watch.begun, watch.cpu()
        if self._stopped == "timed out":
            return Result("timed out", "", *spent, hung=self.forked and watch.idle())
        return Result("crashed", _reason(self._stopped, code, watch.limits), *spent)

    def _code(self) -> int | None:
        deadline = time.monotonic() + GRACE_SECONDS
        while (code := self._ending()) is None and time.monotonic() < deadline:
            time.sleep(0.005)
        return code

    def fork(self, folder: Path, output: Path | None) -> Session:
        """A session that knows what this one knows, working in `folder`, its output in the file `output`; ForkError."""
        if not (self.forks and self.alive):
            raise ForkError("this session cannot be forked")
        line, other = channel.pair()
        with self._lock:
            try:
                self._line.send({"do": "fork", "folder": str(folder), "output": str(output or "")}, other)
                reply = self._line.receive(FORK_SECONDS) or {}
            except ClosedError:
                reply = {}
            finally:
                os.close(other)
        if "pid" not in reply:
            self.alive = False
            line.close()
            raise ForkError("the session did not fork")
        pid = int(reply["pid"])
        return Session(line, pid, lambda: self._child(pid), output, forks=True, forked=True)

    def _child(self, pid: int) -> int | None:
        """The exit code of a fork of this session; None while it lives."""
        with self._lock:
            try:
                self._line.send({"do": "ended", "pid": pid})
                reply = self._line.receive(FORK_SECONDS) or {}
            except ClosedError:
                return -9
        code: int | None = reply.get("code")
        return code

    def end(self) -> None:
        """End the process and all that it has started."""
        self.alive = False
        with suppress(psutil.Error):
            for one in psutil.Process(self.pid).children(recursive=True):
                with suppress(psutil.Error):
                    one.kill()
        if os.name != "nt":
            with suppress(OSError):
                os.killpg(self.pid, signal.SIGKILL)
        with suppress(psutil.Error):
            psutil.Process(self.pid).kill()
        self._code()
        self._line.close()

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()


def start(folder: Path, output: Path | None = None, forks: bool = FORKS) -> Session:
    """A fresh process that works in `folder`; what it prints goes into `output`, without one to standard error."""
    written = output.open("ab") if output is not None else None
    line, other = channel.pair() if forks else (None, subprocess.PIPE)
    try:
        process = subprocess.Popen(
            [sys.executable, "-P", "-c", _START, "socket" if forks else "pipes"], cwd=folder, env=_environment(folder),
            stdin=other, stdout=written if forks else subprocess.PIPE, stderr=written,
            start_new_session=os.name != "nt")
    finally:
        if written is not None:
            written.close()
        if forks:
            os.close(other)
    if line is None:
        assert process.stdin is not None and process.stdout is not None
        return Session(channel.Pipes(process.stdout, process.stdin), process.pid, process.poll, output, False, False)
    return Session(line, process.pid, process.poll, output, True, False)


class _Watch:
    """Looks at a process while a step runs in it."""

    def __init__(self, pid: int, output: Path | None, limits: Limits) -> None:
        self.limits, self._output = limits, output
        self.begun = time.monotonic()
        self.interrupted = 0.0
        self._before = _size(output)
        self._company = 0.0
        self._company_looked = self.begun
        self._process: psutil.Process | None = None
        self._used = 0.0
        self._last = 0.0
        with suppress(psutil.Error):
            self._process = psutil.Process(pid)
            self._used = self._last = _cpu(self._process)

    def cpu(self) -> float:
        """Processor seconds that the process has used since the step began, as of when it was last seen."""
        with suppress(psutil.Error):
            if self._process is not None:
                self._last = _cpu(self._process)
        return self._last - self._used

    def idle(self) -> bool:
        """Whether the process has mostly waited."""
        return self.cpu() < IDLE_SHARE * (time.monotonic() - self.begun)

    def look(self) -> str:
        """What is too much by now: timed out, memory, output; or nothing."""
        if time.monotonic() - self.begun > self.limits.seconds or self.cpu() > self.limits.cpu_seconds:
            return "timed out"
        if _size(self._output) - self._before > self.limits.output_mb * 2**20:
            return "output"
        return "memory" if self._memory_mb() > self.limits.memory_mb else ""

    def _memory_mb(self) -> float:
        with suppress(psutil.Error):
            if self._process is None:
                return 0.0
            now = time.monotonic()
            if now - self._company_looked > _COMPANY_EVERY:
                # Asking for children looks at every process there is.
                self._company_looked = now
                self._company = sum(_rss(one) for one in self._process.children(recursive=True))
            return (_rss(self._process) + self._company) / 2**20
        return 0.0


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _rss(process: psutil.Process) -> float:
    with suppress(psutil.Error):
        return float(process.memory_info().rss)
    return 0.0


def _size(output: Path | None) -> int:
    with suppress(OSError):
        return output.stat().st_size if output is not None else 0
    return 0


def _reason(stopped: str, code: int | None, limits: Limits) -> str:
    """Why a process ended in the middle of a step, in words for who wrote that step."""
    if stopped == "memory":
        return (f"It used more than {limits.memory_mb / 1024:.2g} GB of memory and was stopped. What grows so large? "
                "Try it on a small input first.")
    if stopped == "output":
        return (f"It printed more than {limits.output_mb:g} MB and was stopped. Is there a print in a loop that "
                "never ends?")
    if code == -6 or code in (-11, 0xC0000005):
        how = "a library that it calls crashed"
    elif code == -9:
        how = "the system stopped it, most often because memory ran out"
    else:
        how = f"the process ended by itself, with exit code {code}"
    return f"It took the whole notebook down: {how}."


def _environment(folder: Path) -> dict[str, Any]:
    """The environment of cells: no windows for plots, nobody's settings, one thread, so that figures are the same."""
    ours = {"MPLBACKEND": "Agg", "IPYTHONDIR": str(folder.parent.parent / "ipython"), "PYTHONIOENCODING": "utf-8",
            "PYTHONDONTWRITEBYTECODE": "1"}
    return {**os.environ, **dict.fromkeys(THREADS, "1"), **ours}
