"""The audit in a terminal: how far it has come while it runs, then tables, findings and one plain sentence."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import TextIO

import click
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from grading.audit.record import ExerciseAudit, Family, Finding, LessonAudit, Outcome
from grading.audit.report import figures
from grading.audit.report.figures import Figures, Tally
from grading.audit.report.progress import Progress
from grading.audit.report.text import diff, visible, writable

__all__ = ["Progress", "show", "table"]
_HEADS = ("right\naccepted", "wrong\nrefused", "fakes\nrefused", "mutants\ncaught", "\n%", "not\nwrong", "\nfound")
_COLOURS = {"head": "bold", "place": "cyan", "out": "red", "in": "green", "same": ""}
_LEGEND = ("right: the solution and the bank's right answers; not wrong: mutants that the bank names as equivalent; "
           "found: findings, listed below the table")


def show(audits: Sequence[LessonAudit], stream: TextIO | None = None,
         remedies: Mapping[str, str] | None = None) -> None:
    """Print `table` as wide, as colourful and in the characters that the stream (standard output) can take."""
    stream = stream or sys.stdout
    terminal = stream.isatty()
    width = shutil.get_terminal_size((100, 24)).columns if terminal else 100
    # On Windows the last column would wrap.
    text = table(audits, width - 1, colour=terminal and not os.environ.get("NO_COLOR"),
                 encoding=stream.encoding or "ascii", remedies=remedies)
    click.echo(text, file=stream, nl=False, color=terminal)


def table(audits: Sequence[LessonAudit], width: int | None = None, *, colour: bool = False, encoding: str = "utf-8",
          remedies: Mapping[str, str] | None = None) -> str:
    """Per lesson a table of its exercises with every finding below it; last, one sentence that says what is proved.

    No line is longer than `width` (80); `encoding` is what the text will be written in, `remedies` says for a rule
    what mends a finding.
    """
    file = io.StringIO()
    console = Console(file=file, width=max(width or 80, 60), force_terminal=colour, no_color=not colour,
                      color_system="standard" if colour else None, legacy_windows=False, highlight=False, markup=False,
                      emoji=False, _environ={})
    page = _Page(console, encoding, remedies or {})
    for audit in audits:
        page.lesson(audit)
    page.end(audits)
    text = file.getvalue()
    lines = text.splitlines() if colour else [line.rstrip() for line in text.splitlines()]
    return writable("\n".join(lines) + "\n", encoding)


class _Page:
    """Writes the parts of the page to a console, in characters that the encoding has."""

    def __init__(self, console: Console, encoding: str, remedies: Mapping[str, str]) -> None:
        self.console, self.encoding, self.remedies = console, encoding, remedies

    def lesson(self, audit: LessonAudit) -> None:
        """One lesson: its title, table and figures, then its findings."""
        self.say(f"{audit.lesson[:2]} · {audit.title}", "bold")
        if audit.exercises:
            self.console.print(self.exercises(audit))
        else:
            self.say("No exercise of this lesson was audited.", indent=2)
        self.say("; ".join(_cost(audit)) + ".", indent=2)
        for exercise in audit.exercises:
            if exercise.left_out:
                self.say(f"{exercise.number}: {exercise.left_out:,} mutants not run"
                         f"{f': {exercise.reason}' if exercise.reason else ''}.", indent=2)
        titles = {exercise.name: exercise.title for exercise in audit.exercises}
        for finding in audit.all_findings:
            self.finding(finding, titles.get(finding.exercise, ""))
        for exercise in audit.exercises:
            for outcome in figures.unnamed(exercise):
                self.survivor(exercise, outcome)
        self.console.print()

    def exercises(self, audit: LessonAudit) -> Table:
        """The table of a lesson's exercises, with a last row for all of them."""
        made = Table(box=SIMPLE_HEAD, show_edge=False, padding=0, pad_edge=False, header_style="")
        made.add_column("", no_wrap=True)
        made.add_column("\nexercise", overflow="fold")
        for head in _HEADS:
            made.add_column(head, justify="right", no_wrap=True)
        for exercise in audit.exercises:
            made.add_row(self.text(exercise.number), self.text(exercise.title), *_cells(figures.of_exercise(exercise)))
        made.add_section()
        made.add_row("", "all", *_cells(figures.of_lesson(audit)))
        return made

    def finding(self, finding: Finding, title: str) -> None:
        """One finding: where it is, what was seen, the difference, and what mends it."""
        self.console.print()
        name = f"{title} ({finding.exercise})" if title else finding.exercise
        self.say(" ".join(part for part in (finding.number, name) if part) + f": {finding.rule}", "bold red", 2)
        self.say(finding.text, indent=4)
        self.diff(finding.diff)
        if finding.where:
            self.say(f"in {finding.where}", indent=4)
        if remedy := self.remedies.get(finding.rule):
            self.say(f"To mend it: {remedy}", indent=4)

    def survivor(self, exercise: ExerciseAudit, outcome: Outcome) -> None:
        """A mutant that got through without being a finding, because few enough do."""
        if outcome.family is Family.MUTANT and outcome.accepted:
            self.console.print()
            self.say(f"{exercise.number} {exercise.title} ({exercise.name}): a mutant got through", "bold", 2)
            self.say(outcome.name, indent=4)
            self.diff(outcome.diff)

    def diff(self, text: str) -> None:
        """The lines of a diff in their colours."""
        for kind, line in diff(text):
            self.say(line, _COLOURS[kind], 6)

    def end(self, audits: Sequence[LessonAudit]) -> None:
        """What the columns mean, and what is proved."""
        if any(audit.exercises for audit in audits):
            self.say(_LEGEND + ".", "dim")
            self.console.print()
        proved, sentence = figures.conclusion(audits)
        self.say(sentence, "bold green" if proved else "bold red")

    def say(self, text: str, style: str = "", indent: int = 0) -> None:
        """Print lines, folded to the width, that far from the left."""
        self.console.print(Padding(self.text(text, style), (0, 0, 0, indent)))

    def text(self, text: str, style: str = "") -> Text:
        """The text as something to print: characters that nobody can see or write are replaced."""
        return Text(writable(visible(text), self.encoding), style=style, overflow="fold", tab_size=4)


def _cells(row: Figures) -> Iterator[Text]:
    """The figures of one row; what falls short is red, what is not there is a dash."""
    for tally in (row.right, row.wrong, row.fakes, row.mutants):
        yield _cell(tally)
    yield Text(row.mutants.percent, style="" if row.mutants.full else "red")
    yield Text(f"{row.equivalents.of:,}" if row.equivalents.of else "-", style="" if row.equivalents.full else "red")
    yield Text(f"{row.findings:,}" if row.findings else "-", style="bold red" if row.findings else "")


def _cell(tally: Tally) -> Text:
    return Text(str(tally) if tally.of else "-", style="" if tally.full else "red")


def _cost(audit: LessonAudit) -> Iterator[str]:
    """What the lesson's audit cost, part by part."""
    speed = figures.a_second(audit)
    yield f"{audit.candidates:,} candidates in {audit.seconds:,.1f} s" + (f", {speed}" if speed else "")
    yield f"{audit.cpu:,.1f} CPU-s, {audit.lesson_cpu:,.1f} of them the lesson's own cells"
    if audit.sample and audit.sample.ratio:
        yield (f"a fresh kernel for each took {audit.sample.ratio:,.1f} times the CPU-s "
               f"(sample of {audit.sample.candidates:,})")
