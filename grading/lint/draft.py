"""What rules look at (a lesson's draft), what they hand back (findings), and the list of all rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from grading.lesson import Cell, Exercise, Lesson
from grading.syllabus import LessonInfo, Syllabus

_FOLDERS = {"solutions": 2, "answers": 3}


@dataclass(frozen=True)
class Finding:
    """One thing to mend: where it is, which rule says so, what is wrong and what mends it."""

    path: Path
    line: int
    rule: str
    message: str
    remedy: str
    waiting: bool = False
    cell: int = 0

    def __str__(self) -> str:
        place = f" (cell {self.cell})" if self.cell else ""
        # A lesson and its answer bank are called alike: the folder tells them apart.
        file = "/".join(self.path.parts[-_FOLDERS.get(self.path.parent.name, 1):])
        return f"{file}:{self.line}{place} [{self.rule}] {self.message} {self.remedy}".rstrip()


@dataclass(frozen=True)
class Draft:
    """A parsed lesson with its place in the syllabus: all that a rule may look at."""

    lesson: Lesson
    syllabus: Syllabus
    root: Path

    @property
    def info(self) -> LessonInfo | None:
        """The lesson's entry in `lessons.toml`; None when it has none."""
        return self.syllabus.lessons.get(self.lesson.name)

    @property
    def bank(self) -> Path:
        """Where the lesson's answer bank belongs."""
        return self.root / "tests" / "answers" / f"{self.lesson.name}.py"

    @property
    def graded(self) -> list[Exercise]:
        """The exercises a program marks, in order."""
        return [exercise for exercise in self.lesson.exercises if not exercise.manual]

    def cells(self, *roles: str, kind: str | None = None) -> list[Cell]:
        """The cells of these roles (all roles when none is named), in order."""
        return [cell for cell in self.lesson.cells
                if (not roles or cell.role in roles) and kind in (None, cell.kind)]

    def index(self, cell: Cell) -> int:
        """The place of the cell in the lesson, from 0."""
        return next(i for i, other in enumerate(self.lesson.cells) if other is cell)

    def at(self, cell: Cell, message: str, remedy: str, line: int = 0, waiting: bool = False) -> Finding:
        """A finding in this cell; `line` counts from 1 in the cell's text, 0 means the cell's marker."""
        where = cell.first + line - 1 if line else cell.line
        return Finding(self.lesson.path, where, "", message, remedy, waiting, self.index(cell) + 1)

    def whole(self, message: str, remedy: str) -> Finding:
        """A finding about the lesson as a whole."""
        return Finding(self.lesson.path, 1, "", message, remedy)

    def entry(self, message: str, remedy: str) -> Finding:
        """A finding about the lesson's entry in `lessons.toml`."""
        line = next((number for number, _ in self.entry_lines()), 1)
        return Finding(self.root / "lessons.toml", line, "", message, remedy)

    def entry_lines(self) -> list[tuple[int, str]]:
        """(line number, text) for the lesson's entry in `lessons.toml`, from its header to the next table."""
        path = self.root / "lessons.toml"
        lines = list(enumerate(path.read_text(encoding="utf-8").splitlines() if path.exists() else [], 1))
        header = f"[lessons.{self.lesson.name}]"
        begin = next((number for number, text in lines if text.split("#")[0].strip() == header), len(lines) + 1)
        end = next((number for number, text in lines[begin:] if text.startswith("[")), len(lines) + 1)
        return lines[begin - 1:end - 1]


Check = Callable[[Draft], Iterable[Finding]]
RULES: dict[str, Check] = {}


def rule(name: str) -> Callable[[Check], Check]:
    """A decorator that puts a check on the list of rules; its docstring is what `--rules` shows."""
    def register(check: Check) -> Check:
        RULES[name] = check
        return check
    return register


def findings(draft: Draft) -> Iterator[Finding]:
    """What all rules say of the draft, rule by rule."""
    for name, check in RULES.items():
        for finding in check(draft):
            yield replace(finding, rule=name)
