"""The course as nbgrader sees it: its folders, its preprocessors, its gradebook."""

from __future__ import annotations

import os
import sys
import sysconfig
from pathlib import Path
from typing import Any

COURSE_ID = "ai-engineer-workbook"
CELL_TIMEOUT_SECONDS = 120


def configure(c: Any, root: Path) -> None:
    """Fill nbgrader's configuration `c` for the course at `root`; `nbgrader_config.py` calls this."""
    from nbgrader.converters import GenerateAssignment
    from nbgrader.preprocessors import ClearSolutions

    from grading.preprocess import TagExpectedErrors, WriteStubs

    c.CourseDirectory.root = str(root)
    c.CourseDirectory.course_id = COURSE_ID
    c.CourseDirectory.db_url = database(root)
    c.CourseDirectory.source_directory = "solutions"
    c.CourseDirectory.release_directory = "notebooks"
    c.CourseDirectory.submitted_directory = str(Path("cohort", "submitted"))
    c.CourseDirectory.autograded_directory = str(Path("cohort", "autograded"))
    c.CourseDirectory.feedback_directory = str(Path("cohort", "feedback"))
    c.CourseDirectory.solution_directory = str(Path("cohort", "solution"))
    # `data` in cohort/autograded is the link that makes ../../data resolve, not a learner.
    c.CourseDirectory.student_id_exclude = "data"
    c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "*.duckdb", ".DS_Store"]
    steps = GenerateAssignment.preprocessors.default_args[0]
    c.GenerateAssignment.preprocessors = [
        ours for step in steps
        for ours in ([WriteStubs, TagExpectedErrors] if step is ClearSolutions else [step])
    ]
    # Thirty seconds, nbgrader's own, are too tight for a lesson's longest cell on a busy machine.
    c.Execute.timeout = CELL_TIMEOUT_SECONDS
    c.ExecutePreprocessor.timeout = CELL_TIMEOUT_SECONDS
    c.Exchange.root = str(root / "cohort" / "exchange")


def database(root: Path) -> str:
    """The address of the gradebook of the course at `root`."""
    return "sqlite:///" + (root / "cohort" / "gradebook.db").as_posix()


def put_tools_on_path() -> None:
    """Let nbgrader find `alembic`, which it starts by name, where this Python keeps its commands."""
    tools = sysconfig.get_path("scripts")
    if tools not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = tools + os.pathsep + os.environ.get("PATH", "")


def prepare(root: Path) -> None:
    """Make the folders of `cohort/` and the link `cohort/autograded/data`, as far as they are missing."""
    for step in ("submitted", "autograded", "feedback", "exchange"):
        (root / "cohort" / step).mkdir(parents=True, exist_ok=True)
    link(root / "data", root / "cohort" / "autograded" / "data")


def link(target: Path, at: Path) -> None:
    """Make `at` lead to the folder `target`; an older link there is replaced, a real folder is left alone."""
    if at.is_symlink():
        at.unlink()
    elif at.exists():
        return
    elif os.path.lexists(at):
        at.rmdir()  # a junction whose target is gone
    try:
        at.symlink_to(_relative(target, at.parent), target_is_directory=True)
    except OSError:
        if sys.platform != "win32":
            raise
        # Windows lets an ordinary user make a junction where it refuses a symbolic link.
        import _winapi

        _winapi.CreateJunction(str(target.resolve()), str(at))


def _relative(target: Path, start: Path) -> str:
    """The way from `start` to `target`, which survives a move of both; the full path where there is none."""
    try:
        return os.path.relpath(target, start)
    except ValueError:
        return str(target.resolve())  # another drive
