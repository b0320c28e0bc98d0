"""The `workbook` command: one verb a module, imported only when it is asked for."""

from __future__ import annotations

import sys
from pathlib import Path

import click

PASS_ON = {"ignore_unknown_options": True, "help_option_names": ["--help"]}


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """The AI Engineer's Workbook. Lessons are named by number ("21") or in full ("21_sql_basics")."""


@main.command(context_settings=PASS_ON)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def lab(arguments: tuple[str, ...]) -> None:
    """Open the lessons in JupyterLab; ARGUMENTS go to JupyterLab (--no-browser, --port 8899)."""
    from grading.lab import verb

    sys.exit(verb(list(arguments)))


@main.command(context_settings=PASS_ON)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED, metavar="[LESSON]... [PYTEST OPTIONS]...")
def test(arguments: tuple[str, ...]) -> None:
    """Prove that everything works, or only some lessons; options go to pytest (-x, -k WORD)."""
    from grading.testing import verb

    sys.exit(verb(list(arguments)))


@main.command()
@click.argument("lessons", nargs=-1)
@click.option("--check", is_flag=True, help="Change nothing; fail when git holds anything else.")
def build(lessons: tuple[str, ...], check: bool) -> None:
    """Build both editions of LESSONS (all when none is named) from their sources."""
    from grading.build import verb

    sys.exit(verb(list(lessons), check))


@main.command()
@click.argument("lessons", nargs=-1)
@click.option("--rules", is_flag=True, help="Check nothing; list every rule and what it asks.")
def lint(lessons: tuple[str, ...], rules: bool) -> None:
    """Check LESSONS (all when none is named) against the lesson standard."""
    from grading.lint import verb

    sys.exit(verb(list(lessons), show_rules=rules))


@main.command()
@click.argument("name")
def new(name: str) -> None:
    """Start a lesson called NAME (21_sql_basics): its source, answer bank and entry in lessons.toml."""
    from grading.new import verb

    sys.exit(verb(name))


@main.command()
@click.argument("lesson")
@click.option("--notebook", type=click.Path(path_type=Path), help="Check this file instead of the one in notebooks/.")
@click.option("--verbose", is_flag=True, help="Show what the cells print while they run.")
@click.option("--json", "as_json", is_flag=True, help="Print the verdict as JSON.")
def check(lesson: str, notebook: Path | None, verbose: bool, as_json: bool) -> None:
    """Check your work in LESSON: what is done, what is not right yet, and what comes next."""
    from grading.check import verb

    sys.exit(verb(lesson, notebook, verbose, as_json))


@main.command()
def progress() -> None:
    """Show how far you are, lesson by lesson."""
    from grading.progress import verb

    sys.exit(verb())


@main.command()
@click.argument("lesson")
def reset(lesson: str) -> None:
    """Start LESSON afresh; a copy of your work is kept."""
    from grading.reset import verb

    sys.exit(verb(lesson))


@main.command()
def update() -> None:
    """Get the newest lessons, with your answers put back into them."""
    from grading.update import verb

    sys.exit(verb())


@main.command()
@click.argument("lessons", nargs=-1)
@click.option("--limits", is_flag=True, help="Only find out whether it runs within Binder's 2 GB.")
def measure(lessons: tuple[str, ...], limits: bool) -> None:
    """Measure what LESSONS (all when none is named) cost to run, and write it to measured.toml."""
    from grading.measure import verb

    sys.exit(verb(list(lessons), limits))


@main.command()
@click.argument("lessons", nargs=-1)
@click.option("--jobs", type=click.IntRange(min=1), help="Candidates that run at once (as a rule one a core).")
@click.option("--kernels", type=click.IntRange(min=0), default=0, metavar="N",
              help="Also run N candidates of each lesson in fresh kernels, to compare what that costs.")
def audit(lessons: tuple[str, ...], jobs: int | None, kernels: int) -> None:
    """Test the tests of LESSONS (all when none is named) with right, wrong, fake and mutated answers."""
    from grading.audit import verb

    sys.exit(verb(list(lessons), jobs, kernels))


if __name__ == "__main__":
    main(prog_name="workbook")
