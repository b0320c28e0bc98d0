"""`workbook progress`: the way so far, from the last check of every lesson."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from grading.check import past
from grading.check.matching import match
from grading.check.reading import UnreadableError, load
from grading.lesson import SourceError
from grading.release import Release, ReleaseError, released, same, where
from grading.syllabus import ROOT, SyllabusError
from grading.syllabus import load as load_syllabus
from grading.verdict import State

DONE = (State.CORRECT, State.WRITTEN)


def verb(root: Path = ROOT) -> int:
    """Print one line a lesson; 0, or 2 when lessons.toml cannot be read."""
    try:
        syllabus = load_syllabus(root)
        rows = [_row(name, released(name, syllabus, root), root) for name in syllabus.lessons]
    except (SyllabusError, SourceError, ReleaseError) as error:
        click.echo(str(error))
        return 2
    for info, (state, when) in zip(syllabus.lessons.values(), rows, strict=True):
        click.echo(click.style(f"{info.number} · {info.title}", bold=True))
        click.echo(f"  {state}")
        click.echo(f"  {when}")
    return 0


def _row(name: str, release: Release, root: Path) -> tuple[str, str]:
    """How far a lesson is, and how we know."""
    notebook = where(name, root)
    checked = past.last(name, notebook, root) if notebook.exists() else None
    if checked is None:
        return _look(release, notebook)
    verdict = checked.verdict
    done = sum(exercise.state in DONE for exercise in verdict.exercises)
    state = f"{done} of {len(verdict.exercises)} exercises done, {verdict.points} of {verdict.possible} points"
    when = f"checked {_ago(checked.when, datetime.now())}"
    return state, f"{when}; changed since: `workbook check {name[:2]}` looks again" if checked.changed else when


def _look(release: Release, notebook: Path) -> tuple[str, str]:
    """What can be said without running anything: how many exercises somebody has written into."""
    try:
        cells = match(release, load(notebook).cells).cells
    except UnreadableError:
        return "the notebook is missing or cannot be read", f"`workbook reset {release.name[:2]}` puts it back"
    count = sum(name in cells and not same(cells[name].source, exercise.given)
                for name, exercise in release.exercises.items())
    total = len(release.exercises)
    if not count:
        return f"not started: {total} exercises", "never checked"
    return f"{count} of {total} exercises attempted", f"never checked: `workbook check {release.name[:2]}` does it"


def _ago(then: datetime, now: datetime) -> str:
    days = (now.date() - then.date()).days
    if days <= 0:
        return f"today at {then:%H:%M}"
    return f"yesterday at {then:%H:%M}" if days == 1 else f"on {then:%Y-%m-%d}, {days} days ago"
