"""Which cell of a learner's notebook is which cell of the release, also when its marks are lost."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field

from grading.check.reading import LearnerCell
from grading.release import Release, ReleaseCell, same


@dataclass
class Matched:
    """The learner's cell for each cell of the release (by id), the learner's own cells, and what was repaired.

    `own` holds them by the id of the release's cell that they follow, "" for those above the first.
    """

    cells: dict[str, LearnerCell]
    own: dict[str, list[LearnerCell]]
    repairs: list[str] = field(default_factory=list)


def match(release: Release, learner: list[LearnerCell]) -> Matched:
    """Every cell of the learner's given its place: by grade id, by cell id, by text, by the name it binds, by place."""
    copies: list[LearnerCell] = []
    taken: dict[int, ReleaseCell] = {}
    by_id: dict[str, LearnerCell] = {}
    lost: list[str] = []
    for number, belongs in enumerate((_marked, _identified, _equal, _checks, _binds)):
        for cell in release.cells:
            mine = [one for one in learner if one.place not in taken and belongs(one, cell)]
            if not mine or (cell.id in by_id and number > 1):
                continue
            first = by_id.get(cell.id) or _best(mine, cell)
            by_id[cell.id] = first
            taken.update({one.place: cell for one in mine})
            copies += [one for one in mine if one is not first]
            if number > 1 and cell.role == "solution" and not same(first.source, cell.given):
                lost.append(cell.exercise)
    _by_place(release, learner, by_id, taken, lost)
    repairs = _repairs(release, by_id, copies, taken, lost)
    return Matched(by_id, _own(release, learner, by_id, taken, copies), repairs)


def _marked(mine: LearnerCell, cell: ReleaseCell) -> bool:
    return cell.role in ("solution", "manual", "test") and mine.grade_id == cell.id and mine.kind == cell.kind


def _identified(mine: LearnerCell, cell: ReleaseCell) -> bool:
    return mine.id == cell.id and mine.kind == cell.kind and not mine.grade_id


def _equal(mine: LearnerCell, cell: ReleaseCell) -> bool:
    return mine.kind == cell.kind and same(mine.source, cell.given)


def _checks(mine: LearnerCell, cell: ReleaseCell) -> bool:
    """A check that was changed still begins with the line that was put in front of it."""
    first = mine.source.strip().split("\n")[0]
    return cell.role == "test" and mine.kind == "code" and bool(first) and first == cell.given.split("\n")[0]


def _binds(mine: LearnerCell, cell: ReleaseCell) -> bool:
    return cell.role == "solution" and mine.kind == "code" and cell.exercise in bound(mine.source)


def bound(source: str) -> set[str]:
    """The names that a cell binds at its top level, guessed from its lines where it is not Python."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set(re.findall(r"^(?:async\s+)?(?:def\s+)?([A-Za-z_]\w*)\s*(?:\(.*:|=[^=])", source, re.MULTILINE))
    names: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names |= {one.id for target in targets for one in ast.walk(target) if isinstance(one, ast.Name)}
    return names


def _best(mine: list[LearnerCell], cell: ReleaseCell) -> LearnerCell:
    """The first copy that was worked on; the first of all when none was."""
    return next((one for one in mine if not same(one.source, cell.given)), mine[0])


def _by_place(release: Release, learner: list[LearnerCell], by_id: dict[str, LearnerCell],
              taken: dict[int, ReleaseCell], lost: list[str]) -> None:
    """What stands right above an exercise's check, and is nothing else, is its answer."""
    at = {one.place: index for index, one in enumerate(learner)}
    for cell in release.cells:
        if cell.role not in ("solution", "manual") or cell.id in by_id:
            continue
        tests = [by_id[test.id] for test in release.exercises[cell.exercise].tests if test.id in by_id]
        index = at[tests[0].place] - 1 if tests else _below_task(release, cell, by_id, at)
        if not 0 <= index < len(learner):
            continue
        above = learner[index]
        if above.place not in taken and above.kind == cell.kind and above.source.strip():
            by_id[cell.id] = above
            taken[above.place] = cell
            lost.append(cell.exercise)


def _below_task(release: Release, cell: ReleaseCell, by_id: dict[str, LearnerCell], at: dict[int, int]) -> int:
    index = release.cells.index(cell)
    task = by_id.get(release.cells[index - 1].id) if index else None
    return at[task.place] + 1 if task is not None else -1


def _own(release: Release, learner: list[LearnerCell], by_id: dict[str, LearnerCell],
         taken: dict[int, ReleaseCell], copies: list[LearnerCell]) -> dict[str, list[LearnerCell]]:
    own: dict[str, list[LearnerCell]] = {}
    known = {one.place: id_ for id_, one in by_id.items()}
    kept = {one.place for one in copies if taken[one.place].role in ("solution", "manual", "teaching")
            and not same(one.source, taken[one.place].given)}
    after = ""
    for one in learner:
        if one.place in known:
            after = known[one.place]
        elif one.place in kept:
            own.setdefault(taken[one.place].id, []).append(one)
        elif one.place not in taken and one.source.strip():
            own.setdefault(after, []).append(one)
    return own


def _repairs(release: Release, by_id: dict[str, LearnerCell], copies: list[LearnerCell],
             taken: dict[int, ReleaseCell], lost: list[str]) -> list[str]:
    """What a learner should know about cells that were moved, lost, doubled or changed."""
    said: list[str] = []
    number = {name: exercise.number for name, exercise in release.exercises.items()}
    said += [f"Exercise {number[name]}: the cell had lost its mark; it was recognised all the same." for name in lost]
    doubled = {taken[one.place].exercise for one in copies if taken[one.place].role in ("solution", "manual")}
    said += [f"Exercise {number[name]}: the cell is there more than once; the last one that you changed counts."
             for name in number if name in doubled]
    for cell in release.cells:
        mine = by_id.get(cell.id)
        if mine is None and cell.role in ("solution", "manual"):
            said.append(f"Exercise {number[cell.exercise]}: its cell is gone. `workbook reset` gives a fresh notebook "
                        "and keeps a copy of this one.")
        elif cell.role == "test" and (mine is None or not same(mine.source, cell.given)):
            done = "is gone from" if mine is None else "was changed in"
            said.append(f"Exercise {number[cell.exercise]}: its check {done} your notebook; the original one was used.")
    gone = [cell for cell in release.cells if cell.role == "teaching" and cell.kind == "code" and cell.id not in by_id]
    if gone:
        what = "A code cell of the lesson is" if len(gone) == 1 else f"{len(gone)} code cells of the lesson are"
        said.append(f"{what} gone from your notebook; the original ran instead.")
    places = [by_id[cell.id].place for cell in release.cells if cell.kind == "code" and cell.id in by_id]
    if places != sorted(places):
        said.append("Cells stand in another order than in the lesson; they ran in the lesson's order.")
    return list(dict.fromkeys(said))
