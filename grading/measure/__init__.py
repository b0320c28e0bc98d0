"""`workbook measure`: what running the worked edition of a lesson costs, and whether that is within the budget."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import nbformat

from grading import build, kept, notebook
from grading.lesson import SourceError
from grading.runner.stage import stage
from grading.syllabus import ROOT, Measured, SyllabusError

# What a lesson may cost: the whole worked edition, kernel included (lesson-standard: Light).
BUDGET = Measured(cpu_seconds=60, memory_mb=1200)
# Binder gives 2 GB to all of a learner's processes; JupyterLab's server needs its part of them.
BINDER_MB = 2048
SERVER_MB = 200
OFF_BY = 0.25
START = "import sys; from grading.measure.kernel import main; main(sys.argv[1], sys.argv[2])"
_HEAD = "# Processor seconds and peak memory of each worked edition. Written by `workbook measure`; do not edit.\n"


@dataclass(frozen=True)
class Cost:
    """What one run cost, and how it ended: an empty `failed` when it reached the last cell."""

    cpu_seconds: float
    memory_mb: float
    one_core: bool
    failed: str = ""

    @property
    def rounded(self) -> Measured:
        """The figures as they are written down: half seconds below ten, tens of MB."""
        step = 0.5 if self.cpu_seconds < 10 else 1.0
        return Measured(max(step, round(self.cpu_seconds / step) * step), math.ceil(self.memory_mb / 10) * 10)


def verb(names: list[str], limits: bool = False, root: Path = ROOT) -> int:
    """Measure lessons (all when none is named), write what changed; 0 when all ran within the budget, else 1."""
    try:
        syllabus, lessons = build.lessons(names or None, root)
    except (SyllabusError, SourceError) as error:
        click.echo(str(error))
        return 1
    good = True
    found = {name: cost for name, cost in syllabus.measured.items() if name in syllabus.lessons}
    rewritten: list[str] = []
    for lesson in lessons:
        cost = measure(notebook.worked(lesson, syllabus), lesson.name, root, BINDER_MB - SERVER_MB if limits else None)
        click.echo(_line(lesson.name, cost, limits))
        good = good and not cost.failed and not over(cost.rounded)
        if not cost.failed and not limits and is_off(found.get(lesson.name), cost.rounded):
            found[lesson.name] = cost.rounded
            rewritten.append(lesson.name)
    if rewritten or set(found) != set(syllabus.measured):
        write(found, list(syllabus.lessons), root)
        click.echo("measured.toml was rewritten. The lessons' first cells quote it: run `workbook build`.")
    return 0 if good else 1


def measure(worked: nbformat.NotebookNode, name: str, root: Path, most_mb: int | None = None) -> Cost:
    """What running the notebook costs its kernel and all that it starts, on one core; ended at `most_mb`."""
    with stage(name, None, root / "data") as folder:
        file = folder / f"{name}.ipynb"
        nbformat.write(worked, file)
        done = subprocess.run([sys.executable, "-P", "-c", START, str(file), str(most_mb or 0)], cwd=folder,
                              capture_output=True, stdin=subprocess.DEVNULL, text=True, encoding="utf-8")
        try:
            told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        except (IndexError, ValueError):
            last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
            return Cost(0, 0, False, f"the run broke off: {last}")
    return Cost(**told)


def over(cost: Measured, budget: Measured = BUDGET) -> str:
    """How a cost passes the budget, in words; empty when it does not."""
    said: list[str] = []
    if cost.cpu_seconds > budget.cpu_seconds:
        said.append(f"{cost.cpu_seconds:g} s of processor time (at most {budget.cpu_seconds:g})")
    if cost.memory_mb > budget.memory_mb:
        said.append(f"{cost.memory_mb} MB of memory (at most {budget.memory_mb})")
    return " and ".join(said)


def is_off(old: Measured | None, new: Measured) -> bool:
    """Whether what is written down is off by a quarter; a second more or less is no news."""
    if old is None:
        return True
    seconds = abs(new.cpu_seconds - old.cpu_seconds)
    return (seconds > max(1.0, OFF_BY * old.cpu_seconds)
            or abs(new.memory_mb - old.memory_mb) > OFF_BY * old.memory_mb)


def write(found: dict[str, Measured], order: list[str], root: Path) -> None:
    """Write `measured.toml`, the lessons in teaching order."""
    entries = [f"\n[{name}]\ncpu_seconds = {found[name].cpu_seconds:g}\nmemory_mb = {found[name].memory_mb}\n"
               for name in order if name in found]
    kept.replace(root / "measured.toml", (_HEAD + "".join(entries)).encode())


def _line(name: str, cost: Cost, limits: bool) -> str:
    figures = f"{cost.cpu_seconds:.1f} s of processor time, {cost.memory_mb:.0f} MB at its peak"
    cores = "one core" if cost.one_core else "all cores (this system cannot bind a process to one)"
    if cost.failed:
        return f"{name}: did not run to its end on {cores}: {cost.failed}\n  until then {figures}"
    text = f"{name}: {figures}, on {cores}"
    if limits:
        text += f". It ran within Binder's {BINDER_MB} MB, {SERVER_MB} of them left to the server"
    if what := over(cost.rounded):
        text += f"\n  over the budget: {what}"
    return text
