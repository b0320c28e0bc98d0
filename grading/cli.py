"""The `workbook` command: one verb a module, imported only when it is asked for."""

from __future__ import annotations

import sys

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
def lint(lessons: tuple[str, ...]) -> None:
    """Check LESSONS (all when none is named) against the lesson standard."""
    from grading.lint import verb

    sys.exit(verb(list(lessons)))


@main.command()
@click.argument("name")
def new(name: str) -> None:
    """Start a lesson called NAME (21_sql_basics): its source, answer bank and entry in lessons.toml."""
    from grading.new import verb

    sys.exit(verb(name))


if __name__ == "__main__":
    main(prog_name="workbook")
