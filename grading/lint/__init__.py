"""The contract of a lesson, checked: every rule of the lesson standard that a program can check."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from grading.lesson import SourceError, parse
from grading.lint import (  # noqa: F401  importing a module puts its rules on the list
    anatomy,
    answers,
    apart,
    checks,
    code,
    exercises,
    figures,
    fillin,
    numbers,
    prose,
    solutions,
    taught,
)
from grading.lint.draft import RULES, Draft, Finding, findings
from grading.syllabus import ROOT, Syllabus, SyllabusError, load

__all__ = ["Finding", "check", "rules", "verb"]


def check(path: Path, root: Path = ROOT) -> list[Finding]:
    """What is to be mended in the lesson at `path`, by line; a source that cannot be read is one finding."""
    try:
        lesson, syllabus = parse(path), load(root)
    except SourceError as error:
        return [Finding(error.path, error.line, "source", error.message, error.remedy)]
    except SyllabusError as error:
        return [Finding(root / "lessons.toml", 1, "syllabus", str(error), "")]
    draft = Draft(lesson, syllabus, root)
    found = list(findings(draft))
    unfilled = {(f.path, f.cell) for f in found if f.rule == fillin.RULE}
    # What else is wrong with a part nobody has written yet would only be noise.
    found = [f for f in found if f.rule == fillin.RULE or (f.path, f.cell) not in unfilled]
    return sorted(found, key=lambda f: (f.path != path, str(f.path), f.line, f.rule))


def rules() -> list[tuple[str, str]]:
    """(name, what it asks) for every rule."""
    return [(name, (rule.__doc__ or "").strip()) for name, rule in RULES.items()]


def verb(names: Sequence[str] = (), root: Path = ROOT, show_rules: bool = False) -> int:
    """Print what is to be mended in these lessons (all by default); 1 when there is something, else 0."""
    if show_rules:
        for name, text in rules():
            click.echo(f"{name:<20} {text}")
        return 0
    try:
        paths = _paths(names, root, load(root))
    except SyllabusError as error:
        click.echo(str(error), err=True)
        return 1
    found = [finding for path in paths for finding in check(path, root)]
    errors = [finding for finding in found if not finding.waiting]
    waiting = [finding for finding in found if finding.waiting]
    for finding in errors:
        click.echo(str(finding))
    if waiting:
        click.echo(f"Waiting for planned lessons ({len(waiting)}):")
        for finding in waiting:
            click.echo(f"  {finding}")
    click.echo(f"{len(paths)} lesson{'s' * (len(paths) != 1)} looked at, {len(errors)} to mend.")
    return 1 if errors else 0


def _paths(names: Sequence[str], root: Path, syllabus: Syllabus) -> list[Path]:
    """The sources asked for; without names, every source there is and every one that should be there."""
    folder = root / "solutions"
    known = sorted(set(syllabus.lessons) | {path.stem for path in folder.glob("[0-9][0-9]_*.py")})
    if not names:
        return [folder / f"{name}.py" for name in known]
    paths = []
    for name in names:
        match = next((k for k in known if name in (k, k[:2])), None)
        if match is None:
            raise SyllabusError(f"There is no lesson {name!r}. Lessons: {', '.join(known) or 'none yet'}. "
                                "`workbook new` starts a new one.")
        paths.append(folder / f"{match}.py")
    return paths
