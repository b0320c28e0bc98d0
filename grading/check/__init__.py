"""`workbook check`: a learner's notebook run in a process of its own, and what came of every exercise."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from grading.check import page, past
from grading.check.judge import judge
from grading.check.matching import match
from grading.check.plan import steps
from grading.check.process import run
from grading.check.reading import UnreadableError, load
from grading.lesson import SourceError
from grading.release import Release, ReleaseError, released, where
from grading.runner.steps import Limits, Step
from grading.syllabus import ROOT, SyllabusError
from grading.syllabus import load as load_syllabus
from grading.verdict import LessonVerdict

ALL_POINTS, SOME_MISSING, UNREADABLE = 0, 1, 2


def verb(which: str, notebook: Path | None = None, verbose: bool = False, as_json: bool = False,
         root: Path = ROOT, limits: Limits | None = None) -> int:
    """Check a lesson and print the page (or the verdict as JSON); 0 with all points, 1 without, 2 when unreadable."""
    try:
        syllabus = load_syllabus(root)
        info = syllabus.find(which)
        release = released(info.name, syllabus, root)
        path = notebook or where(info.name, root)
        with _progress(release, not as_json and not verbose) as on_step:
            verdict = check(release, path, root, verbose, limits, on_step)
    except (SyllabusError, SourceError, ReleaseError, UnreadableError) as error:
        click.echo(str(error), err=as_json)
        return UNREADABLE
    if notebook is None:
        past.keep(verdict, path, root)
    click.echo(verdict.to_json() if as_json else page.page(verdict, release, syllabus, _shown(path, root)))
    return ALL_POINTS if verdict.points == verdict.possible else SOME_MISSING


def check(release: Release, notebook: Path, root: Path = ROOT, verbose: bool = False, limits: Limits | None = None,
          on_step: Callable[[Step], None] | None = None) -> LessonVerdict:
    """The verdict on the notebook in a file, which is left as it is; UnreadableError when there is nothing to run."""
    learner = load(notebook)
    matched = match(release, learner.cells)
    matched.repairs[:0] = learner.repairs
    limits = limits or Limits()
    plan = steps(release, matched)
    results = run(plan, release.name, notebook.resolve().parent, root / "data", limits, verbose, on_step)
    return judge(release, matched, list(zip(plan, results, strict=True)), limits.seconds)


@contextmanager
def _progress(release: Release, wanted: bool) -> Iterator[Callable[[Step], None] | None]:
    """Shows which exercise is being checked, in one line of a terminal that is empty again afterwards."""
    if not wanted or not sys.stderr.isatty():
        yield None
        return

    def line(text: str) -> None:
        click.echo(f"\r{text:<40}\r", nl=False, err=True)

    def show(step: Step) -> None:
        exercise = release.exercises.get(step.exercise)
        line(f"Checking exercise {exercise.number} ..." if exercise else "Running the notebook ...")

    try:
        yield show
    finally:
        line("")


def _shown(path: Path, root: Path) -> str:
    """The path as a learner types it."""
    resolved = path.resolve()
    return resolved.relative_to(root.resolve()).as_posix() if resolved.is_relative_to(root.resolve()) else str(path)
