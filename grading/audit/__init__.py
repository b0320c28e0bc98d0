"""`workbook audit`: tests for the tests. Every exercise's tests are run on right, wrong, fake and mutated answers."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grading import build
from grading.lesson import Exercise, Lesson, SourceError
from grading.syllabus import ROOT, Syllabus, SyllabusError

if TYPE_CHECKING:
    from grading.audit.record import LessonAudit
    from grading.audit.report.progress import Progress

# Under build/, where git does not look.
FOLDER = Path("build") / "audit"
TOOLS = {"cosmic_ray": "cosmic-ray", "rich": "rich"}
# Processor seconds that the audit of a lesson may take. Told, not enforced: machines differ.
BUDGET = 120
PROVED, FOUND, BROKEN_SOURCE = 0, 1, 2


def verb(names: list[str], jobs: int | None = None, kernels: int = 0, root: Path = ROOT) -> int:
    """Audit lessons (all when none is named) and report; 0 when nothing was found, 1 with findings, 2 when unreadable.

    `jobs` candidates run at once (one a core); with `kernels` that many of each lesson also run in fresh kernels.
    """
    if missing := [name for module, name in TOOLS.items() if importlib.util.find_spec(module) is None]:
        click.echo(f"{', '.join(missing)} not installed. `python workbook.py test` installs what an audit needs.")
        return BROKEN_SOURCE
    from grading.audit import report
    from grading.audit.gate import REMEDIES
    from grading.audit.report import terminal
    from grading.testing import workers

    try:
        syllabus, lessons = build.lessons(names or None, root)
        with terminal.Progress() as progress:
            audits = [_audit(lesson, syllabus, root, jobs or workers(), kernels, progress) for lesson in lessons]
    except (SyllabusError, SourceError) as error:
        click.echo(str(error))
        return BROKEN_SOURCE
    terminal.show(audits, remedies=REMEDIES)
    for audit in audits:
        if audit.cpu > BUDGET:
            click.echo(over(audit))
    known = list(syllabus.lessons)
    page = report.write(audits, root / FOLDER, known, date.today().isoformat(), REMEDIES)
    click.echo(f"The whole report: {page.relative_to(root).as_posix()}")
    return FOUND if any(audit.all_findings for audit in audits) else PROVED


def over(audit: LessonAudit) -> str:
    """What to say of an audit that costs too much: by how much, and where most of it goes."""
    costs = sorted(((sum(one.cpu for one in exercise.outcomes), exercise) for exercise in audit.exercises),
                   key=lambda pair: -pair[0])
    most = ", ".join(f"{exercise.number} {exercise.name} {cpu:.0f} s" for cpu, exercise in costs[:3])
    return (f"{audit.lesson}: its audit takes {audit.cpu:.0f} s of processor time, over the budget of {BUDGET}. "
            f"Its own cells take {audit.lesson_cpu:.0f} s; the dearest exercises: {most}. Can less data check them?")


def _audit(lesson: Lesson, syllabus: Syllabus, root: Path, jobs: int, kernels: int,
           progress: Progress) -> LessonAudit:
    """The audit of one lesson, shown while it runs."""
    from grading.audit.lesson import audit, lesson_steps
    from grading.audit.sample import sample

    def advance(exercise: Exercise | None, count: int) -> None:
        if exercise is not None:
            progress.exercise(exercise.number, exercise.title, count)
        else:
            progress.advance(count)

    progress.lesson(lesson.name, syllabus.find(lesson.name).title)
    done = audit(lesson, syllabus, root, jobs, advance=advance)
    if kernels:
        done = replace(done, sample=sample(done, lesson_steps(lesson, syllabus), root, kernels))
    progress.done()
    return done
