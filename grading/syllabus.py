"""What authors decide about lessons: `lessons.toml`, and what was measured: `measured.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


class SyllabusError(Exception):
    """`lessons.toml` says something that cannot be used; the message names the file and the remedy."""


@dataclass(frozen=True)
class LessonInfo:
    """One lesson as `lessons.toml` describes it."""

    name: str
    title: str
    question: str
    minutes: int
    prerequisites: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()

    @property
    def number(self) -> str:
        """The two digits of the lesson, e.g. "21"."""
        return self.name[:2]


@dataclass(frozen=True)
class Measured:
    """What running a worked edition costs: processor seconds and peak memory in MB."""

    cpu_seconds: float
    memory_mb: int


@dataclass(frozen=True)
class Syllabus:
    """All lessons in teaching order, those only planned, and what was measured."""

    lessons: dict[str, LessonInfo]
    planned: dict[str, str] = field(default_factory=dict)
    measured: dict[str, Measured] = field(default_factory=dict)

    def find(self, which: str) -> LessonInfo:
        """The lesson called `which` ("21" or "21_sql_basics"); SyllabusError when there is none."""
        for info in self.lessons.values():
            if which in (info.name, info.number):
                return info
        known = ", ".join(self.lessons) or "none yet"
        raise SyllabusError(f"There is no lesson {which!r}. Lessons: {known}. `workbook new` starts a new one.")


def load(root: Path = ROOT) -> Syllabus:
    """The syllabus of the repository at `root`; SyllabusError when `lessons.toml` cannot be used."""
    table = _read(root / "lessons.toml")
    lessons = {name: _info(name, entry) for name, entry in table.get("lessons", {}).items()}
    planned = {str(name): str(title) for name, title in table.get("planned", {}).items()}
    for info in lessons.values():
        for other in info.prerequisites:
            if other not in lessons and other not in planned:
                raise SyllabusError(
                    f"lessons.toml: {info.name} needs {other}, which is neither a lesson nor under [planned]. "
                    "Correct the name, or add it to [planned]."
                )
    return Syllabus(lessons, planned, _measured(root / "measured.toml"))


def _measured(path: Path) -> dict[str, Measured]:
    if not path.exists():
        return {}
    return {name: Measured(float(m["cpu_seconds"]), int(m["memory_mb"])) for name, m in _read(path).items()}


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SyllabusError(f"{path.name} is missing. Restore it with `git checkout -- {path.name}`.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SyllabusError(f"{path.name} cannot be read: {error}. Mend that line.") from None


def _info(name: str, entry: dict[str, Any]) -> LessonInfo:
    allowed = set(LessonInfo.__dataclass_fields__) - {"name"}
    if unknown := sorted(set(entry) - allowed):
        raise SyllabusError(
            f"lessons.toml: {name} has {', '.join(unknown)}, which means nothing here. "
            f"Known: {', '.join(sorted(allowed))}."
        )
    if missing := [key for key in ("title", "question", "minutes") if key not in entry]:
        raise SyllabusError(f"lessons.toml: {name} lacks {', '.join(missing)}. Add it under [lessons.{name}].")
    lists: dict[str, tuple[str, ...]] = {
        key: tuple(entry.get(key, ())) for key in ("prerequisites", "objectives", "covers")
    }
    return LessonInfo(name, str(entry["title"]), str(entry["question"]), int(entry["minutes"]), **lists)
