"""The answer bank of a lesson, `tests/answers/NN_name.py`: right, wrong and equivalent answers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from grading.lesson import SourceError

VERDICTS = ("right", "wrong", "equivalent")
_CELL = re.compile(r"^# %%(?P<rest>.*)$")
_PAIR = re.compile(r"""([A-Za-z_]\w*)="((?:[^"\\]|\\.)*)\"""")


@dataclass(frozen=True)
class Answer:
    """One answer to one exercise: what replaces the solution cell, and what must come of it."""

    exercise: str
    verdict: str
    code: str
    why: str
    says: str
    line: int


def bank(path: Path) -> list[Answer]:
    """The answers in the file at `path`, in order; SourceError with line and remedy when one cannot be read."""
    found: list[tuple[int, dict[str, str], list[str]]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if marker := _CELL.match(line):
            found.append((number, {k: v.replace('\\"', '"') for k, v in _PAIR.findall(marker["rest"])}, []))
        elif found:
            found[-1][2].append(line)
        elif line.strip() and not line.startswith("#"):
            raise SourceError(path, number, "code stands before the first answer.", "Start it with a `# %%` line.")
    return [_answer(path, *cell) for cell in found]


def _answer(path: Path, line: int, attrs: dict[str, str], body: list[str]) -> Answer:
    verdicts = [verdict for verdict in VERDICTS if verdict in attrs]
    if len(verdicts) != 1:
        raise SourceError(path, line, "this cell is none of right, wrong, equivalent.",
                          'Begin it like `# %% right="name" how="…"` or `# %% wrong="name" why="…" says="…"`.')
    verdict = verdicts[0]
    why = attrs.get({"right": "how", "wrong": "why", "equivalent": "because"}[verdict], "")
    if not why or (verdict == "wrong" and not attrs.get("says")):
        raise SourceError(path, line, f"this {verdict} answer does not say all it must.",
                          'A right answer needs how="…", a wrong one why="…" and says="…", an equivalent because="…".')
    return Answer(attrs[verdict], verdict, "\n".join(body).strip("\n"), why, attrs.get("says", ""), line)
