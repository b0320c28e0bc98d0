"""Read a learner's notebook as it is, however broken, without trusting a word of it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

LARGEST_MB = 200


class UnreadableError(Exception):
    """A notebook of which nothing can be read; the message says why and what to do."""


@dataclass
class LearnerCell:
    """One cell of a learner's notebook; `place` counts from 1, as a reader counts."""

    place: int
    kind: str
    source: str
    id: str = ""
    grade_id: str = ""
    raw: dict[str, Any] = field(default_factory=dict)


@dataclass
class LearnerNotebook:
    """The cells that could be read, and what had to be repaired to read them."""

    cells: list[LearnerCell]
    repairs: list[str] = field(default_factory=list)


def load(path: Path) -> LearnerNotebook:
    """The notebook in the file at `path`; UnreadableError when there is nothing to read."""
    try:
        if path.stat().st_size > LARGEST_MB * 1_000_000:
            raise UnreadableError(f"{path} is larger than {LARGEST_MB} MB, mostly outputs. In JupyterLab, choose "
                                  "Edit > Clear Outputs of All Cells, save, and try again.")
        content = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableError(f"{path} is not there. `workbook reset` puts the lesson's notebook back.") from None
    except OSError as error:
        raise UnreadableError(f"{path} cannot be opened: {error.strerror}.") from None
    return reads(content, path.name)


def reads(content: bytes, name: str) -> LearnerNotebook:
    """The notebook in `content`; UnreadableError, which calls it `name`, when there is nothing to read."""
    repairs: list[str] = []
    text = content.decode("utf-8-sig", "replace")
    try:
        found = _cells(json.loads(text))
    except (ValueError, RecursionError) as error:
        found = _salvage(text)
        if not found:
            raise UnreadableError(
                f"{name} cannot be read as a notebook: {_reason(error, text)}\nIs it the right file? If it is, "
                "`workbook reset` gives you a fresh one and keeps this one in kept/.") from None
        repairs.append(f"The file is damaged ({_reason(error, text).rstrip('.')}); {len(found)} cells were saved "
                       "from it. `workbook reset` gives you a fresh one and keeps this one in kept/.")
    cells = [cell for place, raw in enumerate(found, 1) if (cell := _cell(place, raw, repairs)) is not None]
    if not cells:
        raise UnreadableError(f"{name} holds no cell. `workbook reset` gives you a fresh one.")
    return LearnerNotebook(cells, repairs)


def _cells(notebook: Any) -> list[Any]:
    if not isinstance(notebook, dict):
        raise ValueError("it is JSON, but no notebook")
    if isinstance(notebook.get("worksheets"), list):
        sheets = [sheet for sheet in notebook["worksheets"] if isinstance(sheet, dict)]
        return [cell for sheet in sheets for cell in sheet.get("cells", [])]
    if not isinstance(notebook.get("cells"), list):
        raise ValueError("it has no list of cells")
    return list(notebook["cells"])


def _salvage(text: str) -> list[Any]:
    """The cells that stand whole in a text which is no JSON as a whole."""
    decoder = json.JSONDecoder()
    found: list[Any] = []
    at = text.find("{", 1)
    while at != -1:
        end = at + 1
        try:
            value, stop = decoder.raw_decode(text, at)
            if isinstance(value, dict) and "cell_type" in value:
                found.append(value)
                end = stop
        except (ValueError, RecursionError):
            pass
        at = text.find("{", end)
    return found


def _cell(place: int, raw: Any, repairs: list[str]) -> LearnerCell | None:
    kind = raw.get("cell_type") if isinstance(raw, dict) else None
    source = raw.get("source", raw.get("input", "")) if isinstance(raw, dict) else None
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    if not isinstance(kind, str) or not isinstance(source, str):
        repairs.append(f"Cell {place} is not a cell that can be read: it was left out.")
        return None
    metadata = raw.get("metadata")
    marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    grade_id = marks.get("grade_id") if isinstance(marks, dict) else None
    id_ = raw.get("id")
    # Surrogates cannot be written to any file or terminal.
    clean = source.encode("utf-8", "replace").decode()
    return LearnerCell(place, kind, clean, id_ if isinstance(id_, str) else "",
                       grade_id if isinstance(grade_id, str) else "", raw)


def _reason(error: Exception, text: str) -> str:
    if re.search(r"^<<<<<<< ", text, re.MULTILINE):
        return "it holds marks of a merge that git left unfinished."
    if not text.strip():
        return "it is empty."
    if isinstance(error, json.JSONDecodeError):
        return f"line {error.lineno} breaks it off." if error.pos >= len(text.rstrip()) - 1 else \
            f"line {error.lineno} is not what a notebook has there."
    return f"{error}." if isinstance(error, ValueError) else "it is nested too deeply."
