"""What a cell can leave around its process: files, threads, other processes."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil

_SKIP = {"__pycache__", ".ipynb_checkpoints", ".git"}
DEEPEST = 3

Files = dict[str, tuple[int, int]]


def files(folder: Path) -> Files:
    """Size and time of the last change of every file in the folder and three levels below; links are not followed."""
    found: Files = {}
    _scan(folder, "", DEEPEST, found)
    return found


def data(folder: Path) -> Path:
    """Where a notebook in the folder finds the data of the course."""
    return folder / ".." / ".." / "data"


def _scan(folder: Path, before: str, levels: int, found: Files) -> None:
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            name = before + entry.name
            if entry.is_dir(follow_symlinks=False) and levels and entry.name not in _SKIP:
                _scan(Path(entry.path), f"{name}/", levels - 1, found)
            elif entry.is_file(follow_symlinks=False):
                about = entry.stat(follow_symlinks=False)
                found[name] = about.st_size, about.st_mtime_ns


def file_changes(before: Files, after: Files, where: str = "") -> Iterator[str]:
    """A sentence for each file that is new, gone or not as it was."""
    for name in sorted(after.keys() - before.keys()):
        yield f"a file {where}{name} was written"
    for name in sorted(before.keys() - after.keys()):
        yield f"the file {where}{name} was deleted"
    for name in sorted(before.keys() & after.keys()):
        if before[name] != after[name]:
            yield f"the file {where}{name} was changed"


def threads() -> list[threading.Thread]:
    """The threads that run."""
    return threading.enumerate()


def processes() -> dict[int, str]:
    """The processes that this one has started and that still run, with their names."""
    found: dict[int, str] = {}
    with suppress(psutil.Error, OSError):
        for child in psutil.Process().children(recursive=True):
            with suppress(psutil.Error):
                if child.status() != psutil.STATUS_ZOMBIE:
                    found[child.pid] = child.name()
    return found
