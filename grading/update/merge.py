"""A learner's answers and own cells put into a new release of their notebook."""

from __future__ import annotations

import copy
import hashlib
from dataclasses import dataclass, field
from typing import Any

import nbformat
from nbformat import NotebookNode

from grading.check.matching import Matched, match
from grading.check.reading import LearnerCell, UnreadableError, reads
from grading.release import Release, ReleaseExercise, read, same


@dataclass
class Merged:
    """The new notebook's bytes, how much was carried over, and what a learner must know."""

    content: bytes
    answers: int = 0
    own: int = 0
    said: list[str] = field(default_factory=list)


def carry(name: str, old: bytes, mine: bytes, new: bytes) -> Merged:
    """The release `new` of the lesson `name` with the work of `mine`, which began as the release `old`."""
    before, after = _release(name, old), _release(name, new)
    try:
        learner = reads(mine, f"{name}.ipynb")
    except UnreadableError:
        return Merged(new, said=["Your notebook could not be read: the new one holds none of your answers."])
    matched = match(before, learner.cells)
    notebook = nbformat.reads(new.decode(), as_version=4)
    merged = Merged(new)
    _answers(before, after, matched, notebook, merged)
    _changed_teaching(before, after, matched, notebook, merged)
    _own_cells(before, after, matched, notebook, merged)
    if merged.answers or merged.own:
        merged.content = (nbformat.writes(notebook) + "\n").encode()
    return merged


def _release(name: str, content: bytes) -> Release:
    return read(name, nbformat.reads(content.decode(), as_version=4).cells, hidden=False)


def _answers(before: Release, after: Release, matched: Matched, notebook: NotebookNode, merged: Merged) -> None:
    places = {cell.id: cell for cell in notebook.cells}
    for exercise in before.exercises.values():
        mine = matched.cells.get(exercise.name)
        if mine is None or same(mine.source, exercise.given):
            continue
        now = after.exercises.get(exercise.name)
        if now is None or now.manual != exercise.manual:
            merged.said.append(f'Exercise {exercise.number} ("{exercise.title}") is no longer in the lesson: '
                               "your answer to it is only in the copy.")
            continue
        places[exercise.name].source = mine.source
        merged.answers += 1
        if what := _differs(before, after, exercise, now):
            merged.said.append(f'Exercise {now.number} ("{now.title}"): {what} changed. Your answer is in place; '
                               "check it again.")
    started = [e for e in after.exercises.values() if e.name not in before.exercises]
    merged.said += [f'Exercise {e.number} ("{e.title}") is new.' for e in started]


def _differs(before: Release, after: Release, old: ReleaseExercise, new: ReleaseExercise) -> str:
    """What is new about an exercise that was answered: what one starts from, its checks, its task."""
    if not same(old.given, new.given):
        return "the code that one starts from"
    if [_checks(test.given) for test in old.tests] != [_checks(test.given) for test in new.tests]:
        return "its check"
    return "its task" if _task(before, old.name) != _task(after, new.name) else ""


def _checks(source: str) -> str:
    """A test cell without its first line, which holds the exercise's number."""
    return source.partition("\n")[2]


def _task(release: Release, name: str) -> str:
    """The text of a task without its heading, whose number says nothing new."""
    cells = release.cells
    index = next(i for i, cell in enumerate(cells) if cell.id == name)
    task = cells[index - 1] if index and cells[index - 1].role == "task" else None
    return task.source.partition("\n")[2] if task is not None else ""


def _changed_teaching(before: Release, after: Release, matched: Matched, notebook: NotebookNode,
                      merged: Merged) -> None:
    """Keep the learner's changes of cells that are still in the lesson as they were; name the others."""
    places = {cell.id: cell for cell in notebook.cells}
    still = {cell.id for cell in after.cells}
    lost = 0
    for cell in before.cells:
        mine = matched.cells.get(cell.id)
        if cell.role not in ("teaching", "task") or mine is None or same(mine.source, cell.given):
            continue
        # The heading of a task is generated; it would go on saying an old number.
        if cell.id in still and cell.role == "teaching" and mine.source.strip():
            places[cell.id].source = mine.source
            merged.own += 1
        elif mine.source.strip():
            lost += 1
    if lost:
        cells = "A cell of the lesson that you had changed is" if lost == 1 else \
            f"{lost} cells of the lesson that you had changed are"
        merged.said.append(f"{cells} new now; your version is only in the copy.")


def _own_cells(before: Release, after: Release, matched: Matched, notebook: NotebookNode, merged: Merged) -> None:
    """Put the learner's own cells after the cell they followed, or the nearest one above it that is still there."""
    still = {cell.id for cell in after.cells}
    anchor = ""
    taken = {cell.id for cell in notebook.cells}
    for id_ in ["", *(cell.id for cell in before.cells)]:
        anchor = id_ if id_ in still else anchor
        for mine in matched.own.get(id_, []):
            node = _node(mine, taken)
            at = next((i for i, cell in enumerate(notebook.cells) if cell.id == anchor), -1)
            notebook.cells.insert(at + 1, node)
            taken.add(node.id)
            anchor = node.id
            still.add(node.id)
            merged.own += 1


def _node(mine: LearnerCell, taken: set[str]) -> NotebookNode:
    """The learner's cell as a valid one: without outputs, which belong to the old lesson, and without marks."""
    kinds = {"markdown": nbformat.v4.new_markdown_cell, "raw": nbformat.v4.new_raw_cell}
    make: Any = kinds.get(mine.kind, nbformat.v4.new_code_cell)
    id_ = mine.id
    count = 0
    while id_ in taken or not 1 <= len(id_) <= 64:
        id_ = "own-" + hashlib.sha256(f"{count}\n{mine.source}".encode()).hexdigest()[:12]
        count += 1
    node: NotebookNode = make(mine.source, id=id_)
    metadata = mine.raw.get("metadata")
    if isinstance(metadata, dict):
        kept = {key: value for key, value in copy.deepcopy(metadata).items() if key not in ("nbgrader", "tags")}
        node.metadata.update(nbformat.from_dict(kept))
    if isinstance(mine.raw.get("attachments"), dict) and mine.kind in ("markdown", "raw"):
        node.attachments = nbformat.from_dict(mine.raw["attachments"])
    try:
        nbformat.validate(node, ref="cell", version=4, version_minor=5)
    except nbformat.ValidationError:
        node = make(mine.source, id="own-" + hashlib.sha256(mine.source.encode()).hexdigest()[:12])
    return node
