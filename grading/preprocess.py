"""Our part of nbgrader's `generate_assignment`: from a worked cell to what learners get."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.preprocessors import NbGraderPreprocessor

Resources = dict[str, Any]


class WriteStubs(NbGraderPreprocessor):  # type: ignore[misc]
    """Puts the stub that the builder left in a cell's metadata in place of its solution.

    It stands where nbgrader's ClearSolutions stands in the list, and does its work: a solution cell that
    carries no stub is an error, because its solution would be released.
    """

    def preprocess_cell(self, cell: NotebookNode, resources: Resources, index: int) -> tuple[NotebookNode, Resources]:
        """The cell as learners get it, and the resources as they came; ValueError without a stub."""
        given = cell.metadata.pop("workbook", None)
        if utils.is_solution(cell):
            if given is None or "stub" not in given:
                raise ValueError(
                    f"The solution cell {cell.metadata.nbgrader.grade_id!r} carries no stub. This notebook was not "
                    "made by the builder: run `workbook build`."
                )
            cell.source = given["stub"]
        return cell, resources


class TagExpectedErrors(NbGraderPreprocessor):  # type: ignore[misc]
    """Tags the exercises of the learner edition with `raises-exception`, so that Run All reaches the end."""

    def preprocess_cell(self, cell: NotebookNode, resources: Resources, index: int) -> tuple[NotebookNode, Resources]:
        """The cell, tagged when it is code that a learner edits or that checks them, and the resources."""
        if cell.cell_type == "code" and (utils.is_solution(cell) or utils.is_grade(cell)):
            cell.metadata["tags"] = ["raises-exception"]
        return cell, resources
