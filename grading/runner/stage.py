"""The folder that a notebook's cells run in: two levels below the data, with copies of what lies beside it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from grading import course

COMPANY_MB = 20


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
