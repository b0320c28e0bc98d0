"""`workbook reset`: a lesson's notebook as it was given, and a copy of the work that stood there."""

from __future__ import annotations

from pathlib import Path

import click

from grading import kept
from grading.build import BuildError
from grading.check import past
from grading.lesson import SourceError
from grading.release import ReleaseError, pristine, where
from grading.syllabus import ROOT, SyllabusError, load


def verb(which: str, root: Path = ROOT) -> int:
    """Put the lesson's notebook back, say where the copy is; 0, or 2 with the reason when nothing was changed."""
    try:
        name = load(root).find(which).name
        fresh = pristine(name, root)
        copy = reset(name, fresh, root)
    except (SyllabusError, SourceError, ReleaseError, BuildError) as error:
        click.echo(str(error))
        return 2
    except OSError as error:
        click.echo(f"Nothing was changed: {error.filename} cannot be written ({error.strerror}).")
        return 2
    shown = where(name, root).relative_to(root).as_posix()
    if copy is None:
        click.echo(f"{shown} is as you got it: there was nothing to keep.")
        return 0
    click.echo(f"{shown} is as you got it.\nYour work is in {copy.relative_to(root).as_posix()}")
    click.echo("If it is open in JupyterLab: File > Reload Notebook from Disk.")
    return 0


def reset(name: str, fresh: bytes, root: Path) -> Path | None:
    """Write `fresh` to the notebook of the lesson; the path of the copy of what was there, None without need of one."""
    path = where(name, root)
    before = path.read_bytes() if path.exists() else None
    copy = None
    if before is not None and before.replace(b"\r\n", b"\n") != fresh.replace(b"\r\n", b"\n"):
        copy = kept.keep(before, name, "before-reset", root)
    if before is None or copy is not None:
        kept.replace(path, fresh)
    past.forget(name, root)
    return copy
