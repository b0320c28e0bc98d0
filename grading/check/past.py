"""The last check of each lesson, kept in `.workbook/checks/` for `workbook progress`."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from grading.verdict import LessonVerdict, from_json


@dataclass(frozen=True)
class Past:
    """A verdict, when it was given, and whether the notebook has been saved with changes since."""

    verdict: LessonVerdict
    when: datetime
    changed: bool


def keep(verdict: LessonVerdict, notebook: Path, root: Path) -> None:
    """Remember the verdict on a notebook as it is now; where nothing can be written, nothing is kept."""
    record = {"when": datetime.now().isoformat(timespec="seconds"), "notebook": _hash(notebook),
              "verdict": verdict.to_json()}
    file = _file(verdict.lesson, root)
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(record), encoding="utf-8")


def last(name: str, notebook: Path, root: Path) -> Past | None:
    """The last check of the lesson `name`; None when there was none, or its record cannot be read."""
    try:
        record = json.loads(_file(name, root).read_text(encoding="utf-8"))
        changed = record["notebook"] != _hash(notebook)
        return Past(from_json(record["verdict"]), datetime.fromisoformat(record["when"]), changed)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def forget(name: str, root: Path) -> None:
    """Forget the last check of a lesson that starts afresh."""
    _file(name, root).unlink(missing_ok=True)


def _file(name: str, root: Path) -> Path:
    return root / ".workbook" / "checks" / f"{name}.json"


def _hash(notebook: Path) -> str:
    return hashlib.sha256(notebook.read_bytes()).hexdigest()
