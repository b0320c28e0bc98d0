"""What an update is about to do, written down first, so that the next run can finish or undo it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from grading import kept


class BusyError(Exception):
    """Another update is running."""


@dataclass(frozen=True)
class Work:
    """A notebook that was set aside: its path, and the copy under `kept/` (None when it had been deleted)."""

    path: str
    copy: str | None


@dataclass(frozen=True)
class Journal:
    """The commits an update leads from and to, and the work that it set aside."""

    before: str
    after: str
    work: tuple[Work, ...]


def write(journal: Journal, root: Path) -> None:
    """Write the journal down, all of it or nothing."""
    kept.replace(_file(root), json.dumps(asdict(journal), indent=1).encode())


def read(root: Path) -> Journal | None:
    """The journal of an update that has not come to its end; None when there is none."""
    try:
        record = json.loads(_file(root).read_text(encoding="utf-8"))
        return Journal(record["before"], record["after"], tuple(Work(**one) for one in record["work"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def age(root: Path) -> float:
    """When the journal was written, in seconds of the system's clock; never when there is none."""
    return _file(root).stat().st_mtime if _file(root).exists() else float("inf")


def close(root: Path) -> None:
    """The update has come to its end."""
    _file(root).unlink(missing_ok=True)


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Hold the lock that lets one update run at a time; the system lets go of it whatever happens. BusyError."""
    (root / ".workbook").mkdir(exist_ok=True)
    with (root / ".workbook" / "update.lock").open("a+", encoding="utf-8") as file:
        try:
            if sys.platform == "win32":
                import msvcrt

                file.seek(0)
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            raise BusyError("Another `workbook update` is running: wait for it.") from None
        except OSError:
            # Some network file systems know no locks; better one update without than none.
            pass
        yield


def remove_stale_lock(git_folder: Path, root: Path) -> None:
    """Delete the lock of a git that died in the update whose journal is still there."""
    lock = git_folder / "index.lock"
    with suppress(OSError):
        if lock.stat().st_mtime >= age(root):
            lock.unlink()


def _file(root: Path) -> Path:
    return root / ".workbook" / "update.json"
