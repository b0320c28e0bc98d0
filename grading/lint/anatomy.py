"""The parts every lesson has: a question, one import cell, a warm-up, In production, Recap."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator

from grading.lesson import Cell
from grading.lint import markdown, python
from grading.lint.draft import Draft, Finding, rule

# The line that begins the references: a word of its own, bold or a small heading, not a fact that mentions sources.
_REFERENCES = re.compile(r"^[#*_\s]*(?:references?|sources?|further reading|read on)\b[^\n]{0,30}$", re.I | re.M)
_PLAIN = {"numpy", "pandas", "duckdb", "sklearn", "torch", "matplotlib"}


@rule("listed")
def listed(draft: Draft) -> Iterator[Finding]:
    """The lesson has an entry in lessons.toml."""
    if draft.info is None:
        yield draft.whole(f"{draft.lesson.name} has no entry in lessons.toml.",
                          f"Add [lessons.{draft.lesson.name}] with title, question, minutes and objectives.")


@rule("question")
def question(draft: Draft) -> Iterator[Finding]:
    """The first cell is markdown and asks the lesson's question, the one that lessons.toml gives."""
    first = draft.lesson.cells[0]
    if first.kind != "markdown" or "?" not in markdown.prose(first.source):
        yield draft.at(first, "the first cell does not ask a question.",
                       "Begin with a markdown cell that asks what a working engineer would ask.")
    elif draft.info and _words(draft.info.question) not in _words(first.source):
        yield draft.at(first, f"the question in lessons.toml is another: {draft.info.question!r}.",
                       "Ask the same in both: the index and the README quote lessons.toml.")


def _words(text: str) -> str:
    """The text in one line, without emphasis."""
    return " ".join(re.sub(r"[*_`]", "", text).split())


@rule("prerequisites")
def prerequisites(draft: Draft) -> Iterator[Finding]:
    """What a lesson builds on comes before it; from lesson 12 on there is something to build on."""
    if draft.info is None:
        return
    for other in draft.info.prerequisites:
        if other >= draft.lesson.name:
            yield draft.entry(f"{draft.lesson.name} builds on {other}, which comes later.",
                              "Take it out, or change the number of one of them.")
    if not draft.info.prerequisites and draft.lesson.name[:2] >= "12":
        yield draft.entry(f"{draft.lesson.name} builds on no lesson.",
                          "Name under prerequisites the lessons whose words and tools it uses.")


@rule("import-cell")
def import_cell(draft: Draft) -> Iterator[Finding]:
    """One teaching cell imports, the first cell of code, and it holds `from grading import expect`."""
    importing = [cell for cell in draft.cells("teaching", kind="code") if _imports(cell)]
    if not importing:
        yield draft.whole("no teaching cell imports anything.",
                          "Add one import cell near the top, with `from grading import expect`.")
        return
    if importing[0] is not (first := draft.cells(kind="code")[0]):
        yield draft.at(importing[0], f"a cell of code (line {first.line}) stands before the import cell.",
                       "Make the import cell the first cell of code.")
    for cell in importing[1:]:
        yield draft.at(cell, "a second teaching cell imports.",
                       f"Move its imports to the import cell on line {importing[0].line}.",
                       line=_imports(cell)[0].lineno)
    if not any(ast.unparse(node) == "from grading import expect" for node in _imports(importing[0])):
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
    """The sections "In production" (three points at least) and "Recap" are there."""
    for needed in ("In production", "Recap"):
        if not _section(draft, needed):
            yield draft.whole(f"there is no section {needed!r}.",
                              f"Add a markdown cell with the heading `## {needed}`.")
    cell, text = _section(draft, "In production") or (None, "")
    if cell and (count := len(_points(text))) < 3:
        yield draft.at(cell, f"the section In production makes {count} point{'s' * (count != 1)}, three is the least.",
                       "List about five places where this bites in a live system, each a line that begins with `* `.")


@rule("recap")
def recap(draft: Draft) -> Iterator[Finding]:
    """The recap has a fact for every objective, and names five references at most."""
    cell, text = _section(draft, "Recap") or (None, "")
    if cell is None:
        return
    facts, *rest = _REFERENCES.split(text, maxsplit=1)
    wanted = len(draft.info.objectives) if draft.info else 0
    if (count := len(_points(facts))) < wanted:
        yield draft.at(cell, f"the recap lists {count} fact{'s' * (count != 1)} for {wanted} objectives.",
                       "Say for each objective what is now known, each a line that begins with `* `.")
    if (count := len(_points("".join(rest)))) > 5:
        yield draft.at(cell, f"the recap names {count} references, five is the most.", "Keep the five best.")


def _section(draft: Draft, title: str) -> tuple[Cell, str] | None:
    """(the cell where the section begins, its text up to the next heading of its level); None when there is none."""
    begun: tuple[Cell, int] | None = None
    text: list[str] = []
    for cell in draft.cells(kind="markdown"):
        headings = {heading.line: heading for heading in markdown.headings(cell.source)}
        for number, line in enumerate(cell.source.split("\n"), 1):
            heading = headings.get(number)
            if begun and heading and heading.level <= begun[1]:
                return begun[0], "\n".join(text)
            if not begun and heading and heading.text.casefold().startswith(title.casefold()):
                begun = (cell, heading.level)
            elif begun:
                text.append(line)
    return (begun[0], "\n".join(text)) if begun else None


def _points(text: str) -> list[str]:
    """The items of the lists in a text."""
    return re.findall(r"^\s{0,3}(?:[*+-]|\d+[.)])\s+\S", text, re.M)


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
