"""What runs inside a session's process: it takes orders, one at a time, and tells what came of each.

With a socket as its standard input it can fork; with pipes for input and output, as every system has them, it cannot.
Neither is left to the cells: their input is empty, and what they print goes where the order to fork, or standard
error, says.
"""

from __future__ import annotations

import ctypes
import gc
import importlib
import os
import signal
import sys
import threading
import time
import warnings
from contextlib import suppress
from types import FrameType
from typing import Any

from grading.runner import cells, channel
from grading.runner.channel import Channel, ClosedError, Record

FILE_MB = 2048
_PARENT_DEATH_SIGNAL = 1
_GONE, _NOT_SET_UP = 3, 4


class Interruptions:
    """Interrupts the step that runs, and nothing else."""

    def __init__(self) -> None:
        self.running = False
        self.done = False
        # One and the same at every step: the audit asks whether a cell has replaced it.
        self._handler = self._raise

    def begin(self) -> None:
        """From here on a step runs. A cell before it may have replaced the handler."""
        signal.signal(signal.SIGINT, self._handler)
        self.running, self.done = True, False

    def _raise(self, number: int, frame: FrameType | None) -> None:
        if self.running:
            self.done = True
            raise KeyboardInterrupt

    def order(self) -> None:
        """Interrupt the step, from another thread."""
        if not self.running:
            return
        if os.name == "nt":
            import _thread

            _thread.interrupt_main()
        else:
            # A signal, unlike a flag, also ends a system call that waits.
            signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)


class _Ear(channel.Pipes):
    """The line of a process that cannot fork: it hears the order to interrupt while a step runs."""

    def __init__(self, interruptions: Interruptions, reads: Any, writes: Any) -> None:
        self._interruptions = interruptions
        super().__init__(reads, writes)

    def hear(self, line: bytes) -> None:
        """Take in a line; an order to interrupt is not for later."""
        if line.strip() == b'{"do": "interrupt"}':
            self._interruptions.order()
        else:
            super().hear(line)

    def ended(self) -> None:
        """The parent is gone: nobody waits for an answer any more."""
        os._exit(_GONE)


def main(line: str) -> None:
    """Serve the parent, which speaks over a `line` of "socket" or "pipes", until it is gone."""
    interruptions = Interruptions()
    ends = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    if line == "socket":
        os.close(ends[1])
        session = _Session(interruptions, channel.at(ends[0]))
    else:
        session = _Session(interruptions, _Ear(interruptions, os.fdopen(ends[0], "rb"), os.fdopen(ends[1], "wb")))
    with suppress(ClosedError):
        session.serve()
    # Threads that cells have left running must not keep this process alive.
    os._exit(0)


class _Session:
    """The notebook in this process."""

    def __init__(self, interruptions: Interruptions, line: Channel) -> None:
        self.interruptions, self.line = interruptions, line
        self.shell = cells.shell()

    def serve(self) -> None:
        """Obey until the other end of the line is gone."""
        orders = {"step": self.step, "import": self.load, "fork": self.fork, "ended": self.ended}
        while True:
            order = self.line.receive()
            if order is None or order.get("do") not in orders:
                continue
            reply = orders[order["do"]](order)
            if reply is not None:
                self.line.send(reply)

    def step(self, order: Record) -> Record:
        """Run a step; its result."""
        begun, used = time.perf_counter(), time.process_time()
        try:
            try:
                self.interruptions.begin()
                result = cells.step(self.shell, order["step"])
            finally:
                self.interruptions.running = False
        except KeyboardInterrupt:
            result = {"state": "interrupted"}
        if self.interruptions.done:
            result = {"state": "timed out"}
        return {"seconds": round(time.perf_counter() - begun, 4), "cpu": round(time.process_time() - used, 4), **result}

    def load(self, order: Record) -> Record:
        """Import libraries, as far as they are there, so that forks find them ready."""
        for name in order["modules"]:
            with suppress(Exception):
                importlib.import_module(name)
        gc.collect()
        return {"state": "ok"}

    def fork(self, order: Record) -> Record | None:
        """Fork. This process tells the child's number; the child serves on the line that came with the order."""
        if os.name == "nt":
            raise OSError("Windows cannot fork")
        assert isinstance(self.line, channel.Socket)
        handle = self.line.handles.pop()
        # What is here already is left in place, or each collection in a fork would copy its pages.
        gc.freeze()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # threads of libraries: a fork that hangs for one is run again elsewhere
            child = os.fork()
        if child:
            gc.unfreeze()
            os.close(handle)
            return {"pid": child}
        try:
            self.line.close()
            self.line = channel.at(handle)
            _alone(order)
        except BaseException:
            os._exit(_NOT_SET_UP)
        return None

    def ended(self, order: Record) -> Record:
        """How a child ended: the exit code, or minus the signal's number; None while it lives."""
        if os.name == "nt":
            raise OSError("Windows cannot fork")
        try:
            pid, status = os.waitpid(order["pid"], os.WNOHANG)
        except ChildProcessError:
            return {"code": 0}
        return {"code": os.waitstatus_to_exitcode(status) if pid else None}


def _alone(order: Record) -> None:
    """Set a fork apart: its own group of processes, folder, output and largest file; its parent's end is its end."""
    os.setsid() if hasattr(os, "setsid") else None
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, int(signal.SIGKILL))
    os.chdir(order["folder"])
    if order["output"]:
        output = os.open(order["output"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(output, 1)
        os.dup2(output, 2)
        os.close(output)
    if sys.platform != "win32":
        import resource

        most = FILE_MB * 2**20
        hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
        resource.setrlimit(resource.RLIMIT_FSIZE, (most if hard < 0 else min(most, hard), hard))
