"""Copies of a learner's work, under `kept/NN_name/`, made before anything is written over it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path


def keep(content: bytes, lesson: str, why: str, root: Path) -> Path:
    """Write `content` to a new file under `kept/`, on the disk before this returns; its path. OSError when it fails."""
    folder = root / "kept" / lesson
    folder.mkdir(parents=True, exist_ok=True)
    stamp = datetime.now().strftime("%Y-%m-%dT%H-%M-%S")
    count = 1
    while True:
        path = folder / (f"{stamp}-{why}.ipynb" if count == 1 else f"{stamp}-{why}-{count}.ipynb")
        try:
            with path.open("xb") as file:
                file.write(content)
            return path
        except FileExistsError:
            count += 1


def replace(path: Path, content: bytes) -> None:
    """Put `content` in the place of the file `path` at once: a reader sees the old or the new, never half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(path.name + ".new")
    new.write_bytes(content)
    new.replace(path)
