"""The parts every lesson has: a question, one import cell, a warm-up, In production, Recap."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator

from grading.lint import markdown, python
from grading.lint.draft import Draft, Finding, rule
from grading.lesson import Cell

_PLAIN = {"numpy", "pandas", "duckdb", "sklearn", "torch", "matplotlib"}


@rule("listed")
def listed(draft: Draft) -> Iterator[Finding]:
    """The lesson has an entry in lessons.toml."""
    if draft.info is None:
        yield draft.whole(f"{draft.lesson.name} has no entry in lessons.toml.",
                          f"Add [lessons.{draft.lesson.name}] with title, question, minutes and objectives.")


@rule("question")
def question(draft: Draft) -> Iterator[Finding]:
    """The first cell is markdown and asks the lesson's question."""
    first = draft.lesson.cells[0]
    if first.kind != "markdown" or "?" not in markdown.prose(first.source):
        yield draft.at(first, "the first cell does not ask a question.",
                       "Begin with a markdown cell that asks what a working engineer would ask.")


@rule("import-cell")
def import_cell(draft: Draft) -> Iterator[Finding]:
    """Exactly one teaching cell imports, and it holds `from grading import expect`."""
    importing = [cell for cell in draft.cells("teaching", kind="code") if _imports(cell)]
    if not importing:
        yield draft.whole("no teaching cell imports anything.",
                          "Add one import cell near the top, with `from grading import expect`.")
        return
    for cell in importing[1:]:
        yield draft.at(cell, "a second teaching cell imports.",
                       f"Move its imports to the import cell on line {importing[0].line}.", line=_imports(cell)[0].lineno)
    if not any(isinstance(node, ast.ImportFrom) and node.module == "grading"
               and [alias.name for alias in node.names] == ["expect"] for node in _imports(importing[0])):
        yield draft.at(importing[0], "the import cell lacks `from grading import expect`.", "Add that line.")


@rule("plain-libraries")
def plain_libraries(draft: Draft) -> Iterator[Finding]:
    """Teaching cells import the standard library, NumPy, pandas, DuckDB, scikit-learn, torch, Matplotlib, no more."""
    allowed = _PLAIN | set(sys.stdlib_module_names)
    for cell in draft.cells("teaching", kind="code"):
        for node in _imports(cell):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else [node.module or "."]
            for name in names:
                ours = name == "grading" and isinstance(node, ast.ImportFrom) and node.names[0].name == "expect"
                if name.split(".")[0] not in allowed and not ours:
                    yield draft.at(cell, f"`{name}` is not one of the plain libraries.",
                                   f"Use {', '.join(sorted(_PLAIN))} or the standard library.", line=node.lineno)


def _imports(cell: Cell) -> list[ast.Import | ast.ImportFrom]:
    return [node for node in ast.walk(python.tree(cell.source)) if isinstance(node, ast.Import | ast.ImportFrom)]


@rule("sections")
def sections(draft: Draft) -> Iterator[Finding]:
    """The sections "In production" and "Recap" are there."""
    titles = [h.text.casefold() for cell in draft.cells(kind="markdown") for h in markdown.headings(cell.source)]
    for needed in ("In production", "Recap"):
        if not any(title.startswith(needed.casefold()) for title in titles):
            yield draft.whole(f"there is no section {needed!r}.", f"Add a markdown cell with the heading `## {needed}`.")


@rule("warm-up")
def warm_up(draft: Draft) -> Iterator[Finding]:
    """From lesson 12 on, a section "Warm-up" holds two exercises from earlier lessons."""
    if draft.lesson.name[:2] < "12":
        return
    cells, level = draft.lesson.cells, 0
    found: Cell | None = None
    inside = 0
    for cell in cells:
        for heading in markdown.headings(cell.source) if cell.kind == "markdown" else ():
            if found is None and heading.text.casefold().startswith("warm-up"):
                found, level = cell, heading.level
            elif found is not None and heading.level <= level:
                level = 0
        inside += cell.role == "solution" and level > 0
    if found is None:
        yield draft.whole("there is no warm-up.", "Add a section `## Warm-up` with two quick graded questions.")
    elif inside != 2:
        yield draft.at(found, f"the warm-up holds {inside} exercise{'s' * (inside != 1)}, not two.",
                       "Put two quick graded questions from earlier lessons under it.")
