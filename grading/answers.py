"""The answer bank of a lesson, `tests/answers/NN_name.py`: right, wrong and equivalent answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grading.lesson import SourceError

VERDICTS = ("right", "wrong", "equivalent")
_NOTES = {"right": ("how",), "wrong": ("why", "says"), "equivalent": ("because",)}
_CELL = re.compile(r"^# %%(?P<rest>.*)$")
_PAIR = re.compile(r"""([A-Za-z_]\w*)="((?:[^"\\]|\\.)*)\"""")


@dataclass(frozen=True)
class Answer:
    """One answer to one exercise: what replaces the solution cell, and what must come of it.

    `line` is that of its `# %%`, `first` that of its first line of code, `cell` its place in the file, from 1.
    """

    exercise: str
    verdict: str
    code: str
    why: str
    says: str
    line: int
    first: int
    cell: int


def bank(path: Path) -> list[Answer]:
    """The answers in the file at `path`, in order; SourceError with line and remedy when one cannot be read."""
    answers, problems = read(path)
    if problems:
        raise problems[0]
    return answers


def read(path: Path) -> tuple[list[Answer], list[SourceError]]:
    """The answers at `path` as far as they can be read, and everything that is wrong with the file's form."""
    answers: list[Answer] = []
    problems: list[SourceError] = []
    for number, (line, rest, body) in enumerate(_cells(path, problems), 1):
        attrs = {key: value.replace('\\"', '"') for key, value in _PAIR.findall(rest)}
        problems += _problems(path, line, rest, attrs)
        verdicts = [verdict for verdict in VERDICTS if verdict in attrs]
        if len(verdicts) == 1:
            answers.append(_answer(attrs, verdicts[0], (line, number), body))
    return answers, sorted(problems, key=lambda problem: problem.line)


def _cells(path: Path, problems: list[SourceError]) -> Iterator[tuple[int, str, list[str]]]:
    """(line of the marker, the marker's rest, the lines below it) for every cell."""
    found: list[tuple[int, str, list[str]]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if marker := _CELL.match(line):
            found.append((number, marker["rest"].strip(), []))
        elif found:
            found[-1][2].append(line)
        elif line.strip() and not line.startswith("#"):
            problems.append(SourceError(path, number, "code stands before the first answer.",
                                        "Start it with a `# %%` line."))
    return iter(found)


def _problems(path: Path, line: int, rest: str, attrs: dict[str, str]) -> Iterator[SourceError]:
    """What is wrong with the line of one answer."""
    verdicts = [verdict for verdict in VERDICTS if verdict in attrs]
    if len(verdicts) != 1:
        yield SourceError(path, line, "this cell is none of right, wrong, equivalent.",
                          'Begin it like `# %% right="name" how="…"` or `# %% wrong="name" why="…" says="…"`.')
        return
    known = (verdicts[0], *_NOTES[verdicts[0]])
    if missing := [note for note in known[1:] if not attrs.get(note)]:
        yield SourceError(path, line, f"this {verdicts[0]} answer has no {' and no '.join(missing)}.",
                          "Add " + " and ".join(f'{note}="…"' for note in missing) + " to its line.")
    stray = [*sorted(set(attrs) - set(known)), *_PAIR.sub("", rest).split()]
    if stray:
        yield SourceError(path, line, f"`{' '.join(stray)}` means nothing on the line of this {verdicts[0]} answer.",
                          f'It takes {", ".join(known)}, each written key="…", with \\" for a quote inside.')


def _answer(attrs: dict[str, str], verdict: str, place: tuple[int, int], body: list[str]) -> Answer:
    line, cell = place
    first = line + 1 + next((i for i, text in enumerate(body) if text.strip()), 0)
    why = attrs.get(_NOTES[verdict][0], "")
    return Answer(attrs[verdict], verdict, "\n".join(body).strip("\n"), why, attrs.get("says", ""), line, first, cell)
