"""`workbook update`: the newest lessons, and a learner's work put back into them."""

from __future__ import annotations

from pathlib import Path

import click

from grading.syllabus import ROOT
from grading.update import journal, steps
from grading.update.git import GitError, Repository


def verb(root: Path = ROOT) -> int:
    """Update the workbook at `root` and print what was done; 0, or 1 with what to do when nothing was changed."""
    try:
        with journal.alone(root):
            lines = _update(Repository(root))
    except (steps.StopError, journal.BusyError) as error:
        click.echo(str(error))
        return 1
    except FileNotFoundError as error:
        if error.filename != "git":
            raise
        click.echo("Nothing was changed: there is no git here. Install it (git-scm.com), then run this again.")
        return 1
    except (GitError, OSError) as error:
        click.echo(f"Nothing was lost; copies of your work are in kept/. What went wrong:\n  {error}\n"
                   "Run `workbook update` again: it carries on from there.")
        return 1
    click.echo("\n".join(lines))
    return 0


def _update(repo: Repository) -> list[str]:
    steps.check_place(repo)
    said: list[str] = []
    if unfinished := journal.read(repo.root):
        said += ["An earlier update had been broken off; this one carries on from there."]
        said += steps.resume(repo, unfinished)
    steps.check_state(repo)
    before, after = steps.fetch(repo)
    if not before:
        return [*said, "The workbook is up to date."]
    work = steps.set_aside(repo, before, after)
    return [*said, *steps.apply(repo, work)]
