"""Runs a notebook in a kernel bound to one core and tells, in a line of JSON, what that cost the kernel's processes."""

from __future__ import annotations

import json
import re
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

import nbformat
import psutil
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from grading.course import CELL_TIMEOUT_SECONDS

EVERY_SECONDS = 0.05
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


class Watch:
    """Looks at a process and its descendants until stopped: their peak memory together, their processor time.

    Where they pass `most_mb` (0: no limit) it kills them, as Binder would.
    """

    def __init__(self, pid: int, most_mb: float) -> None:
        self.peak_mb = 0.0
        self.killed = False
        self._cpu: dict[tuple[int, float], float] = {}
        self._pid, self._most_mb = pid, most_mb
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look_on, daemon=True)
        self._thread.start()

    @property
    def cpu_seconds(self) -> float:
        """Processor time of all processes seen, as of when each was last seen."""
        return sum(self._cpu.values())

    def stop(self) -> None:
        """Look no longer."""
        self._stop.set()
        self._thread.join()

    def _look_on(self) -> None:
        while not self._stop.wait(EVERY_SECONDS):
            with suppress(psutil.Error):
                top = psutil.Process(self._pid)
                self._look([top, *top.children(recursive=True)])

    def _look(self, processes: list[psutil.Process]) -> None:
        memory = 0
        for one in processes:
            with suppress(psutil.Error):
                memory += one.memory_info().rss
                times = one.cpu_times()
                self._cpu[one.pid, one.create_time()] = times.user + times.system
        self.peak_mb = max(self.peak_mb, memory / 2**20, _highest_mb(self._pid))
        if self._most_mb and self.peak_mb > self._most_mb:
            self.killed = True
            for one in processes:
                with suppress(psutil.Error):
                    one.kill()


def main(file: str, most_mb: str) -> None:
    """Run the notebook in `file`; print its cost."""
    one_core = bind_to_one_core()
    client = NotebookClient(nbformat.read(file, as_version=4), timeout=CELL_TIMEOUT_SECONDS,
                            resources={"metadata": {"path": str(Path(file).parent)}})
    failed = ""
    watch: Watch | None = None
    try:
        with client.setup_kernel():
            watch = Watch(_pid(client), float(most_mb))
            for index, cell in enumerate(client.nb.cells):
                client.execute_cell(cell, index)
            watch.stop()
    except (CellExecutionError, CellTimeoutError, DeadKernelError, RuntimeError) as error:
        failed = _COLOURS.sub("", str(error)).strip().splitlines()[-1]
    cpu, memory = (watch.cpu_seconds, watch.peak_mb) if watch is not None else (0.0, 0.0)
    if watch is not None and watch.killed:
        failed = f"it needed more than {most_mb} MB of memory"
    cpu = max(cpu, _children_cpu_seconds())
    if float(most_mb) and not failed and memory > float(most_mb):
        failed = f"it needed more than {most_mb} MB of memory"
    print(json.dumps({"cpu_seconds": cpu, "memory_mb": memory, "one_core": one_core, "failed": failed}))


def _pid(client: NotebookClient) -> int:
    """The process id of the kernel, which a kernel on this machine has."""
    provisioner: Any = client.km.provisioner if client.km is not None else None
    return int(provisioner.pid)


def bind_to_one_core() -> bool:
    """Bind this process, and so its children, to the last core that it may use; False where systems cannot."""
    me = psutil.Process()
    try:
        me.cpu_affinity(me.cpu_affinity()[-1:])
    except (AttributeError, psutil.Error, OSError):
        return False
    return True


def _highest_mb(pid: int) -> float:
    """The most memory that a process has held since it began, where the system remembers that: what looks missed.

    The kernel's `ru_maxrss` is no help: it begins with the memory of the process that forked.
    """
    with suppress(OSError, ValueError, IndexError):
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
        return float(status.split("VmHWM:")[1].split()[0]) / 2**10
    return 0.0


def _children_cpu_seconds() -> float:
    """Processor seconds of children that have ended: exact, where looking on misses the last moments."""
    if sys.platform == "win32":
        return 0.0
    import resource

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
