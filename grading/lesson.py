"""Read the source of a lesson: `solutions/NN_name.py`, jupytext's py:percent with our markers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from grading.regions import check_regions

KINDS = ("build", "query", "predict", "bug", "test", "break", "estimate", "decide", "improve",
         "reproduce", "draw", "read")
LESSON_NAME = re.compile(r"[0-9]{2}_[a-z][a-z0-9_]*")
ANSWER_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_CELL = re.compile(r"^# %%(?P<rest>.*)$")
_NEARLY = re.compile(r"^\s*#\s*%%")
_PAIR = re.compile(r"""([A-Za-z_]\w*)=("[^"]*"|[^\s"]+)""")
_ALLOWED = {
    "solution": {"solution", "kind", "title", "minutes", "objective", "slow"},
    "test": {"test", "points"},
    "manual": {"manual", "points", "title", "minutes", "objective"},
    "teaching": set[str](),
}
_MARKERS = sorted(set[str]().union(*_ALLOWED.values()))


class SourceError(Exception):
    """A lesson's source cannot be built: where, what is wrong, and what mends it."""

    def __init__(self, path: Path, line: int, message: str, remedy: str) -> None:
        self.path, self.line, self.message, self.remedy = path, line, message, remedy
        super().__init__(f"{path.name}, line {line}: {message} {remedy}")


@dataclass
class Cell:
    """One cell: its `source` as the notebook shows it, the line of its `# %%` and of its first line of text."""

    kind: str
    role: str
    source: str
    line: int
    first: int
    attrs: dict[str, str] = field(default_factory=dict)
    exercise: str | None = None
    points: int = 0


@dataclass
class Exercise:
    """One exercise: the task's text, the cell learners edit, and the cells that check it."""

    name: str
    kind: str
    title: str
    minutes: int
    objective: int
    slow: bool
    number: str
    solution: Cell
    tasks: list[Cell] = field(default_factory=list)
    tests: list[Cell] = field(default_factory=list)

    @property
    def points(self) -> int:
        """All points of the exercise, over its test cells (a written answer: its own points)."""
        return sum(cell.points for cell in self.tests) or self.solution.points

    @property
    def manual(self) -> bool:
        """True for a written answer, marked by a person."""
        return self.solution.role == "manual"


@dataclass
class Lesson:
    """A parsed source: its cells in order, and its exercises in order."""

    name: str
    path: Path
    cells: list[Cell]
    exercises: list[Exercise]

    @property
    def automatic(self) -> int:
        """Points given by test cells."""
        return sum(e.points for e in self.exercises if not e.manual)

    @property
    def by_hand(self) -> int:
        """Points given by a person."""
        return sum(e.points for e in self.exercises if e.manual)


def parse(path: Path) -> Lesson:
    """The lesson in the file at `path`; SourceError with line and remedy when it cannot be built."""
    if not LESSON_NAME.fullmatch(path.stem):
        raise SourceError(path, 1, f"a lesson cannot be called {path.stem!r}.",
                          "Name it two digits, an underscore and lower-case words, like 21_sql_basics.")
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise SourceError(path, 1, "the file is missing.",
                          f"Write {path.name}, or start it with `workbook new {path.stem}`.") from None
    cells = [_cell(path, *raw) for raw in _split(path, text)]
    exercises = _exercises(path, cells)
    for cell in cells:
        check_regions(path, cell)
    return Lesson(path.stem, path, cells, exercises)


def _split(path: Path, text: str) -> list[tuple[int, str, list[str]]]:
    """(line of the marker, the marker's rest, the lines below it) for every cell."""
    raw: list[tuple[int, str, list[str]]] = []
    started = False
    for number, line in enumerate(text.splitlines(), 1):
        if marker := _CELL.match(line):
            raw.append((number, marker["rest"].strip(), []))
            started = True
        elif _NEARLY.match(line):
            raise SourceError(path, number, f"`{line.strip()[:20]}` is not how a cell begins.",
                              "Write `# %%`: a hash at the very start, one space, two per cent signs.")
        elif started:
            raw[-1][2].append(line)
        elif line.strip() and not line.startswith("#"):
            raise SourceError(path, number, "code stands before the first cell.",
                              "Start a cell above it with `# %%`.")
    if not raw:
        raise SourceError(path, 1, "there is no cell.", "Start cells with `# %%` or `# %% [markdown]`.")
    return raw


def _cell(path: Path, line: int, rest: str, body: list[str]) -> Cell:
    markdown = rest.startswith("[markdown]")
    rest = rest.removeprefix("[markdown]").strip()
    attrs = {key: value.strip('"') for key, value in _PAIR.findall(rest)}
    if leftover := _PAIR.sub("", rest).strip():
        raise SourceError(path, line, f"`{leftover}` on the cell line cannot be read.",
                          'Write pairs such as points=3 or title="Late carriers".')
    role = next((r for r in ("solution", "test", "manual") if r in attrs), "teaching")
    if unknown := sorted(set(attrs) - _ALLOWED[role]):
        strange = [word for word in unknown if word not in _MARKERS]
        meant = next((marker for word in strange for marker in get_close_matches(word, _MARKERS, 1, 0.75)), "")
        raise SourceError(path, line, f"{', '.join(unknown)} means nothing on a {role} cell.",
                          f"Is {meant} meant?" if meant else
                          f"Known there: {', '.join(sorted(_ALLOWED[role])) or 'nothing'}.")
    if markdown != (role == "manual") and role != "teaching":
        raise SourceError(path, line, f"a {role} cell is {'code' if markdown else 'markdown'}.",
                          'Use `# %% [markdown] manual="…"` for a written answer, `# %% solution="…"` for code.')
    while body and not body[-1].strip():
        body.pop()
    first = line + 1
    while body and not body[0].strip():
        body.pop(0)
        first += 1
    if markdown:
        body = [_uncomment(path, line, text) for text in body]
    cell = Cell("markdown" if markdown else "code", role, "\n".join(body), line, first, attrs)
    if role != "teaching":
        cell.exercise = _name(path, line, attrs[role])
    if role in ("test", "manual"):
        cell.points = _whole(path, cell, "points", f'a {role} needs points, e.g. {role}="{cell.exercise}" points=3')
    return cell


def _uncomment(path: Path, line: int, text: str) -> str:
    if text.strip() and not text.startswith("#"):
        raise SourceError(path, line, f"a line of the markdown cell is not a comment: {text.strip()[:40]!r}.",
                          "Begin every line of a markdown cell with `# `, or start a code cell with `# %%`.")
    return text[2:] if text.startswith("# ") else text.strip()[1:]


def _name(path: Path, line: int, name: str) -> str:
    if not ANSWER_NAME.fullmatch(name):
        raise SourceError(path, line, f"an exercise cannot be called {name!r}.",
                          "Use up to 40 lower-case letters, digits and underscores, beginning with a letter.")
    if name.startswith("test_"):
        raise SourceError(path, line, f"the name {name!r} would clash with a grade id.",
                          "Begin it with something other than test_.")
    return name


def _whole(path: Path, cell: Cell, key: str, remedy: str) -> int:
    value = cell.attrs.get(key, "")
    if not value.isdigit() or int(value) == 0:
        raise SourceError(path, cell.line, f"{key}={value or '?'} is not a whole number above 0:",
                          remedy + ".")
    return int(value)


def _exercises(path: Path, cells: list[Cell]) -> list[Exercise]:
    found: dict[str, Exercise] = {}
    for index, cell in enumerate(cells):
        if cell.role in ("solution", "manual"):
            if cell.exercise in found:
                first = found[cell.exercise].solution.line
                raise SourceError(path, cell.line, f"exercise {cell.exercise!r} is here twice (first on line {first}).",
                                  "Give this one a name of its own.")
            exercise = _exercise(path, cell, f"{path.stem[:2]}.{len(found) + 1}")
            found[exercise.name] = exercise
            if index and cells[index - 1].role == "teaching" and cells[index - 1].kind == "markdown":
                cells[index - 1].role, cells[index - 1].exercise = "task", exercise.name
                exercise.tasks.append(cells[index - 1])
            elif not exercise.manual:
                raise SourceError(path, cell.line, f"exercise {exercise.name!r} has no text of its task.",
                                  "Put a `# %% [markdown]` cell with the task right above the solution cell.")
        elif cell.role == "test":
            if cell.exercise not in found:
                raise SourceError(path, cell.line, f"a test of {cell.exercise!r} stands before its solution.",
                                  f'Put it below the cell marked solution="{cell.exercise}", or correct the name.')
            found[cell.exercise].tests.append(cell)
    for exercise in found.values():
        if not exercise.manual and not exercise.tests:
            raise SourceError(path, exercise.solution.line, f"exercise {exercise.name!r} has no test.",
                              f'Add a cell `# %% test="{exercise.name}" points=2` below it.')
    if sum(e.manual for e in found.values()) > 1:
        raise SourceError(path, [e for e in found.values() if e.manual][1].solution.line,
                          "a lesson has at most one written answer.", "Make this one a graded exercise.")
    return list(found.values())


def _exercise(path: Path, cell: Cell, number: str) -> Exercise:
    attrs, name = cell.attrs, str(cell.exercise)
    kind = "explain" if cell.role == "manual" else attrs.get("kind", "")
    if kind not in (*KINDS, "explain"):
        raise SourceError(path, cell.line, f"kind={kind or '?'} is not a kind of exercise.",
                          f"Choose one of: {', '.join(KINDS)}.")
    if not attrs.get("title"):
        raise SourceError(path, cell.line, f"exercise {name!r} has no title.", 'Add title="Late carriers".')
    return Exercise(
        name, kind, attrs["title"],
        minutes=_whole(path, cell, "minutes", f"say how long {name!r} takes, e.g. minutes=8"),
        objective=_whole(path, cell, "objective", f"say which objective {name!r} exercises, e.g. objective=2"),
        slow=attrs.get("slow", "false") == "true", number=number, solution=cell,
    )
